"""Each photo of a batch gets what it needs, listed and changed before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemDelegate, QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from mirstudio.gui.batch_plan import plan_jobs
from mirstudio.gui.choice import Choice as DropDown
from mirstudio.gui.choices import MODEL, PHOTO, REASON, STRENGTH, measure_photos, photos_of
from mirstudio.gui.choices_dialog import ChoicesDialog
from mirstudio.gui.edits.edit import Edit
from mirstudio.gui.export_plan import usual_plan
from mirstudio.gui.main_window import MainWindow
from mirstudio.imaging.files import write_photo
from mirstudio.imaging.photo import Photo
from mirstudio.jobs.choosing import Choice
from mirstudio.jobs.copying import copy_photo
from mirstudio.progress import run
from tests.gui.fakes import BEST, FAST, LARGER, REFOCUS

CARDS = [FAST, BEST, LARGER, REFOCUS]


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """One with noise, one without anything, and a letter."""
    flat = np.full((96, 128, 3), 0.5, np.float32)
    noise = np.random.default_rng(0).normal(0, 0.15, flat.shape).astype(np.float32)
    paths = [tmp_path / name for name in ("noisy.png", "clean.png", "letter.png")]
    write_photo(Photo(flat + noise), paths[0])
    write_photo(Photo(flat), paths[1])
    paths[2].write_text("Dear photo,", encoding="utf-8")
    return paths


@pytest.fixture
def choices(photos: list[Path]) -> list[Choice]:
    return run(measure_photos(photos, CARDS))


@pytest.fixture
def dialog(qtbot: QtBot, choices: list[Choice]) -> ChoicesDialog:
    dialog = ChoicesDialog(CARDS)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert not dialog.next_button.isEnabled()
    dialog.show_choices(choices)
    return dialog


def cells(dialog: ChoicesDialog, row: int) -> list[str]:
    table = dialog.choices
    return [table.data(table.index(row, column)) for column in range(table.columnCount())]


def test_what_was_measured_is_listed(dialog: ChoicesDialog):
    name, model, strength, reason = cells(dialog, 0)
    assert (name, model) == ("noisy.png", "Denoise · best")
    assert strength.endswith(" %") and "noisy" in reason
    assert cells(dialog, 1)[:3] == ["clean.png", "Nothing", ""]
    assert cells(dialog, 2)[1] == "Cannot be read"
    assert dialog.words.text() == "1 to be restored, 1 to be copied, 1 left out"
    assert [choice.source.name for choice in dialog.chosen()] == ["noisy.png", "clean.png"]


def test_what_needs_nothing_is_left_out_when_wished(dialog: ChoicesDialog):
    dialog.unneeded.setCurrentIndex(1)
    assert [choice.source.name for choice in dialog.chosen()] == ["noisy.png"]
    assert dialog.words.text() == "1 to be restored, 0 to be copied, 2 left out"


def edit_cell(qtbot: QtBot, dialog: ChoicesDialog, row: int, column: int) -> None:
    dialog.table.setCurrentIndex(dialog.choices.index(row, PHOTO))
    dialog.table.edit(dialog.choices.index(row, column))


def test_both_can_be_changed(qtbot: QtBot, dialog: ChoicesDialog):
    edit_cell(qtbot, dialog, 1, MODEL)
    models = dialog.table.findChild(DropDown)
    assert models is not None
    offered = [models.itemText(number) for number in range(models.count())]
    assert offered[0] == "Nothing" and "Refocus · non-commercial" not in offered
    assert models.currentIndex() == 0
    models.setFocus()
    qtbot.keyClick(models, Qt.Key.Key_Down)
    dialog.table.commitData(models)
    dialog.table.closeEditor(models, QAbstractItemDelegate.EndEditHint.NoHint)
    assert cells(dialog, 1)[1:3] == ["Denoise · fast", "100 %"]

    edit_cell(qtbot, dialog, 1, STRENGTH)
    number = dialog.table.findChild(QSpinBox)
    assert number is not None
    assert number.value() == 100
    number.setValue(40)
    dialog.table.commitData(number)
    assert cells(dialog, 1)[2] == "40 %"
    assert dialog.words.text() == "2 to be restored, 0 to be copied, 1 left out"
    # What cannot be read has nothing to change.
    letter = dialog.choices.index(2, MODEL)
    assert not letter.flags() & Qt.ItemFlag.ItemIsEditable


def test_each_becomes_a_job_of_its_own(choices: list[Choice], tmp_path: Path):
    other = replace(choices[1], card=LARGER, strength=0.5)
    chosen = photos_of([choices[0], choices[1], other], lambda path: Edit(sliders={"grain": 0.1}))
    assert [photo.chain for photo in chosen] == [(BEST,), (), (LARGER,)]
    adjustments = chosen[2].edit.adjustments()
    assert (adjustments.strength, adjustments.grain) == (0.5, 0.1)
    plain = photos_of(choices[:2], lambda path: Edit())
    jobs = plan_jobs(plain, usual_plan(choices[0].source, str(tmp_path / "out"), "jpeg", 90))
    assert [one.models for one in jobs] == [(BEST.name,), ()]
    assert [one.job.target.name for one in jobs] == ["noisy-denoise.jpg", "clean-unchanged.png"]
    assert [one.job.sidecar for one in jobs] == [True, False]
    # A copy is the file itself.
    report = copy_photo(jobs[1].job)
    assert report.target is not None
    assert report.target.read_bytes() == choices[1].source.read_bytes()


def test_the_window_measures_lists_and_adds(
    qtbot: QtBot, window: MainWindow, photos: list[Path], tmp_path: Path
):
    window.session.open_paths(photos[:2])
    qtbot.waitUntil(lambda: len(window.session.photos.files) == 2, timeout=10_000)
    window.session.tick(photos[:2], ticked=True)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=10_000)
    window.view.setFocus()
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(window, Qt.Key.Key_B, modifiers)
    listed = window.choices
    assert listed is not None
    qtbot.waitUntil(listed.next_button.isEnabled, timeout=20_000)
    qtbot.mouseClick(listed.next_button, Qt.MouseButton.LeftButton)
    asked = window.export_dialog
    assert asked is not None
    assert asked.subject.count == 2
    with qtbot.waitSignal(window.batch.finished, timeout=20_000):
        asked.accept()
    assert [item.models for item in window.batch.items] == [(BEST.name,), ()]
    QApplication.processEvents()


def test_the_reason_is_told_in_full(dialog: ChoicesDialog):
    table = dialog.choices
    tip = table.data(table.index(1, REASON), Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("Nothing is needed.")

"""What follows a model is chosen under it, restored with it, and kept with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mirstudio.gui.batch_plan import BatchPhoto, plan_jobs
from mirstudio.gui.edits.edit import Edit, from_json, to_json
from mirstudio.gui.export_plan import Subject, usual_plan
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.result_cache import result_key
from mirstudio.gui.session import Session
from mirstudio.gui.stage import Stage
from mirstudio.restoration.preset import Task
from tests.gui.conftest import open_photo, reach, restore
from tests.gui.fakes import BEST, FAST, LARGER, FakeEngine

SEA, HILL = Path("sea.jpg"), Path("hill.jpg")


def test_what_follows_is_offered_under_the_model(qtbot: QtBot, window: MainWindow):
    then = window.tasks.then
    assert [then.itemText(row) for row in range(then.count())] == [
        "and nothing more",
        "then Enlarge ×2",
    ]
    assert not then.isHidden()
    then.setFocus()
    qtbot.keyClick(then, Qt.Key.Key_Down)
    assert window.session.then == (LARGER,)
    # Nothing follows an enlargement.
    window.session.choose_task(Task.SR)
    assert window.session.chain == (LARGER,)
    assert then.isHidden()


def test_both_are_restored_at_once(qtbot: QtBot, window: MainWindow, engine: FakeEngine):
    session = window.session
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    session.choose_then((LARGER,))
    restore(qtbot, session)
    assert session.result is not None
    assert session.result.chain == (BEST, LARGER)
    assert (session.result.photo.width, session.result.photo.height) == (400, 260)
    compared = window.view.grab().toImage()
    assert not compared.isNull()
    # Before and after show the same part, at the size of the result.
    assert session.shown is not None and session.shown.after is not None
    window.ask_for_export()
    assert window.export_dialog is not None
    assert window.export_dialog.preview.text() == "sea-denoise+sr.jpg"
    assert "400 × 260" in window.export_dialog.size_words.text()
    window.export_dialog.reject()


def test_without_what_follows_it_is_another_result(qtbot: QtBot, window: MainWindow):
    session = window.session
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    session.choose_then((LARGER,))
    restore(qtbot, session)
    session.choose_then(())
    reach(qtbot, session, Stage.READY)
    said = "Shown is the result of “Denoise · best, then Enlarge ×2”."
    assert window.panel.hint.text() == said
    # Going back costs nothing.
    session.choose_then((LARGER,))
    assert session.stage is Stage.RESTORED
    assert window.panel.hint.text() == ""


def test_a_choice_is_undone_and_pasted(qtbot: QtBot, session: Session):
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    session.choose_then((LARGER,))
    session.undo()
    assert session.chain == (BEST,)
    session.redo()
    assert session.chain == (BEST, LARGER)
    # It stays with another model of the same task, which it may follow as well.
    session.choose_model(FAST)
    assert session.chain == (FAST, LARGER)
    session.copy_settings()
    session.paste_settings([HILL])
    assert session.chain_of(session.edits.of(HILL)) == (FAST, LARGER)


def test_another_choice_ends_what_runs(qtbot: QtBot, session: Session, engine: FakeEngine):
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    engine.gate.clear()
    session.restore()
    reach(qtbot, session, Stage.RESTORING)
    session.choose_then((LARGER,))
    assert session.stage is Stage.READY
    engine.gate.set()


def test_an_edit_remembers_it():
    edit = Edit("denoise-best", then=("sr-x2",))
    assert from_json(to_json(edit)) == edit
    assert from_json('{"model": "a", "then": 3}') == Edit("a")


def test_what_is_not_installed_does_not_follow(session: Session):
    assert session.chain_of(Edit(BEST.name, then=("gone",))) == (BEST,)
    assert session.chain_of(Edit(LARGER.name, then=(BEST.name,))) == (LARGER,)


def test_a_batch_takes_all_models(tmp_path: Path):
    photo = BatchPhoto(tmp_path / "sea.jpg", Edit(BEST.name), (BEST, LARGER))
    [wanted] = plan_jobs([photo], usual_plan(photo.path, str(tmp_path), "jpeg", 90))
    assert wanted.models == ("denoise-best", "sr-x2")
    assert wanted.job.target == tmp_path / "sea-denoise+sr.jpg"


def test_what_one_model_forbids_the_result_must_not_be_used_for():
    assert "not for paid work" in Subject.of(SEA, (BEST, LARGER)).licence
    assert not Subject.of(SEA, (BEST,)).licence


def test_results_are_kept_apart():
    keys = {result_key(SEA, None, chain, "cpu", "fp32") for chain in ((BEST,), (BEST, LARGER))}
    assert len(keys) == 2
    assert np.unique([len(key) for key in keys]) == [32]

"""Models are looked at, imported, measured and removed, and the window offers what is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mirstudio.errors import ModelError
from mirstudio.gui.import_dialog import ImportDialog
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.model_manager import ModelManager
from mirstudio.gui.model_page import ModelPage, kind_words
from mirstudio.gui.model_shelf import ModelShelf
from mirstudio.gui.model_work import Inspected, ModelWork, Wanted
from mirstudio.gui.worker import Worker
from mirstudio.progress import Progress, Work
from mirstudio.restoration.library import Card, ModelLibrary
from mirstudio.restoration.preset import Task
from mirstudio.restoration.speeds import Speed
from tests.gui.fakes import BEST, FAST, LARGER

TIMEOUT = 10_000
SHIPPED = replace(BEST, shipped=True)


def speed_of(card: Card, seconds: float) -> Speed:
    return Speed(
        card.name, "", "cpu", "fp32", automatic=True, seconds_per_mp=seconds, peak_memory=2 * 10**9
    )


class FakeModelWork(ModelWork):
    """Two models, and what is made of them."""

    def __init__(self) -> None:
        super().__init__(ModelLibrary([]))
        self.there = [SHIPPED, LARGER]
        self.known: list[Speed] = []
        self.found = Inspected(Path("net.pth"), "MIRNetv2")
        self.wanted: list[Wanted] = []
        self.problem: Exception | None = None

    def cards(self) -> list[Card]:
        return list(self.there)

    def speeds(self) -> list[Speed]:
        return list(self.known)

    def inspect(self, path: Path) -> Work[Inspected]:
        yield Progress(0, 1, "step", "reading")
        if self.problem is not None:
            raise self.problem
        return replace(self.found, path=path)

    def take_over(self, wanted: Wanted) -> Work[Path]:
        yield Progress(0, 1, "step", "importing")
        self.wanted.append(wanted)
        self.there.append(replace(FAST, name=wanted.name, task=wanted.task))
        return Path(f"{wanted.name}.safetensors")

    def measure(self, cards: Sequence[Card], device: str, precision: str) -> Work[list[Speed]]:
        yield Progress(0, 1, "measurement", cards[0].name)
        self.known = [speed_of(card, 4.0) for card in cards]
        return self.known

    def remove(self, card: Card) -> None:
        self.there.remove(card)


@pytest.fixture
def work() -> FakeModelWork:
    return FakeModelWork()


@pytest.fixture
def manager(qtbot: QtBot, work: FakeModelWork) -> Iterator[ModelManager]:
    worker = Worker()
    worker.start()
    manager = ModelManager(ModelShelf(work, worker), "auto", "auto")
    qtbot.addWidget(manager)
    manager.show()
    yield manager
    worker.end()


def words_of(page: ModelPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_a_card_tells_what_is_gained_and_what_fails(qtbot: QtBot):
    page = ModelPage()
    qtbot.addWidget(page)
    card = replace(
        BEST,
        metrics={"CBSD68": {"sigma50": {"psnr": 27.5, "input": 14.15}}},
        parameters=3_100_000,
        known_failures=("Fine texture is smoothed away.",),
        data=("photos",),
    )
    page.show_card(card, [speed_of(card, 5.0)])
    words = words_of(page)
    for told in ("+13.3 dB", "Fine texture is", "about 2 min for 24 MP", "2.0 GB", "photos"):
        assert told in words
    assert "3.1 million parameters" in kind_words(card)
    page.show_card(LARGER, [])
    assert "not for paid work" in words_of(page)
    assert "Not measured yet." in words_of(page)
    assert kind_words(LARGER).startswith("Enlarge ×2")


def test_a_checkpoint_becomes_a_model(qtbot: QtBot, manager: ModelManager, work: FakeModelWork):
    with qtbot.waitSignal(manager.shelf.inspected, timeout=TIMEOUT):
        manager.import_file(Path("net.pth"))
    dialog = manager.import_dialog
    assert dialog is not None
    assert not dialog.import_button.isEnabled()
    dialog.task.setCurrentIndex(dialog.task.findData(Task.DEBLUR))
    dialog.name.setText(BEST.name)
    assert not dialog.import_button.isEnabled()
    dialog.name.setText("mine")
    with qtbot.waitSignal(manager.shelf.imported, timeout=TIMEOUT):
        dialog.import_button.click()
    assert work.wanted == [Wanted(Path("net.pth"), "mine", Task.DEBLUR)]
    shown = manager.card()
    assert shown is not None
    assert shown.name == "mine"


def test_official_checkpoints_are_told_apart_by_the_user(qtbot: QtBot):
    found = Inspected(Path("model.pth"), "MPRNet", ("mprnet-deblur", "mprnet-derain"))
    dialog = ImportDialog(found, [])
    qtbot.addWidget(dialog)
    assert dialog.import_button.isEnabled()
    dialog.official.setCurrentIndex(1)
    assert dialog.wanted() == Wanted(Path("model.pth"), "mprnet-derain")


def test_what_is_no_checkpoint_is_said(qtbot: QtBot, manager: ModelManager, work: FakeModelWork):
    work.problem = ModelError("That is a recipe for soup.")
    with qtbot.waitSignal(manager.shelf.failed, timeout=TIMEOUT):
        manager.import_file(Path("soup.pth"))
    assert manager.words.text() == "That is a recipe for soup."
    assert manager.words.objectName() == "error"
    assert manager.import_button.isEnabled()


def test_checkpoints_can_be_dropped(qtbot: QtBot, manager: ModelManager):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/models/net.pth")])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), actions, data, buttons, keys)
    QApplication.sendEvent(manager, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(9, 9), actions, data, buttons, keys)
    with qtbot.waitSignal(manager.shelf.inspected, timeout=TIMEOUT):
        QApplication.sendEvent(manager, drop)
    assert manager.import_dialog is not None


def test_models_are_measured_and_removed(qtbot: QtBot, manager: ModelManager, work: FakeModelWork):
    assert not manager.remove_button.isEnabled()
    manager.list.setCurrentRow(1)
    with qtbot.waitSignal(manager.shelf.measured, timeout=TIMEOUT):
        manager.measure_button.click()
    assert "4 s/MP" in words_of(manager.page)
    manager.remove_button.click()
    assert work.there == [SHIPPED, LARGER]
    manager.remove_button.click()
    assert work.there == [SHIPPED]
    assert manager.list.count() == 1


def test_a_model_that_came_along_stays(tmp_path: Path):
    work = ModelWork(ModelLibrary([tmp_path]), tmp_path)
    checkpoint = tmp_path / "own.safetensors"
    card = tmp_path / "own.toml"
    card.write_text('title = "Own"\ntask = "denoise"\nlicence = "MIT"\ncommercial = true\n')
    checkpoint.write_text("weights")
    with pytest.raises(ModelError, match="stays"):
        work.remove(SHIPPED)
    work.remove(work.cards()[0])
    assert list(tmp_path.iterdir()) == []


def test_a_real_checkpoint_is_recognised_and_installed(tmp_path: Path):
    from safetensors.torch import save_file

    from mirstudio.networks.mirnetv2 import MIRNetv2, MIRNetv2Shape
    from mirstudio.progress import run

    source, folder = tmp_path / "mine.safetensors", tmp_path / "models"
    save_file(MIRNetv2(MIRNetv2Shape(8, (8, 8), (1,), 1)).state_dict(), source)
    work = ModelWork(ModelLibrary([folder]), folder)
    found = run(work.inspect(source))
    assert found.task is None
    assert "MIRNetv2" in found.title
    run(work.take_over(Wanted(source, "mine", Task.DENOISE)))
    assert [card.name for card in work.cards()] == ["mine"]
    assert not work.cards()[0].commercial


def test_the_window_offers_what_was_imported(qtbot: QtBot, window: MainWindow):
    window.tasks.manager_button.click()
    assert window.manager is not None
    assert window.manager.isVisible()
    window.session.engine.offered = [FAST]  # type: ignore[attr-defined]
    window.manager.shelf.changed.emit([])
    assert window.session.cards == [FAST]
    window.manager.close_button.click()

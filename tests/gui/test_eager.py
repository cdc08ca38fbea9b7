"""What is seen is restored first, without being asked for; the work follows the eye."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mirstudio.gui.batch import Batch
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.session import Session
from mirstudio.gui.stage import Stage
from mirstudio.restoration.preset import Task
from mirstudio.restoration.tiling import Region
from mirstudio.settings import Settings, read_settings
from tests.gui.conftest import open_photo, reach
from tests.gui.fakes import BEST, REFOCUS, FakeEngine

SEA, SKY = Path("sea.jpg"), Path("sky.jpg")


@pytest.fixture
def eager(qtbot: QtBot, session: Session, batch: Batch) -> Iterator[MainWindow]:
    """A window that restores on opening."""
    session.choose_model(BEST)
    window = MainWindow(session, Settings(), batch)
    qtbot.addWidget(window)
    window.resize(1200, 800)
    window.show()
    qtbot.waitExposed(window)
    window.begin()
    session.choose_model(BEST)
    yield window
    window.session.cancel()


def test_a_photo_is_restored_on_opening(qtbot: QtBot, eager: MainWindow, session: Session):
    session.open(SEA)
    reach(qtbot, session, Stage.RESTORED)


def test_what_was_cancelled_does_not_begin_again(
    qtbot: QtBot, eager: MainWindow, session: Session, engine: FakeEngine
):
    engine.gate.clear()
    session.open(SEA)
    qtbot.waitUntil(lambda: bool(engine.order), timeout=10_000)
    session.cancel()
    engine.gate.set()
    session.choose_task(Task.SR)
    qtbot.waitUntil(lambda: engine.closed == 1)
    assert session.stage is Stage.READY
    assert not eager.eager.waits


def test_leafing_through_photos_begins_nothing(
    qtbot: QtBot,
    eager: MainWindow,
    session: Session,
    engine: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("mirstudio.gui.eager.PATIENCE", 60_000)
    with qtbot.waitSignal(session.nothingKept, timeout=10_000):
        session.open(SEA)
    assert eager.eager.waits and not engine.order
    monkeypatch.setattr("mirstudio.gui.eager.PATIENCE", 0)
    session.open(SKY)
    reach(qtbot, session, Stage.RESTORED)
    assert engine.closed == 1


def test_a_pair_that_lacks_a_view_is_left_alone(
    qtbot: QtBot, eager: MainWindow, session: Session, engine: FakeEngine
):
    engine.offered = [BEST, REFOCUS]
    session.look_for_models()
    session.choose_model(REFOCUS)
    open_photo(qtbot, session, SEA)
    assert not session.restorable


def test_after_a_crash_the_photo_is_left_alone(
    qtbot: QtBot, eager: MainWindow, session: Session, engine: FakeEngine
):
    eager.eager.spare_next()
    with qtbot.waitSignal(session.nothingKept, timeout=10_000):
        session.open(SEA)
    assert not eager.eager.waits
    session.open(SKY)
    reach(qtbot, session, Stage.RESTORED)


def test_it_can_be_switched_off_and_stays_off(qtbot: QtBot, eager: MainWindow, session: Session):
    qtbot.mouseClick(eager.tasks.eager, Qt.MouseButton.LeftButton)
    assert not read_settings().restore_on_opening
    with qtbot.waitSignal(session.nothingKept, timeout=10_000):
        session.open(SEA)
    assert not eager.eager.waits


def test_the_work_follows_the_eye(
    qtbot: QtBot, window: MainWindow, session: Session, engine: FakeEngine
):
    engine.width, engine.height = 2400, 1600
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    window.view.zoom_to(1)
    engine.gate.clear()
    session.restore()
    qtbot.waitUntil(lambda: len(engine.order) == 1)
    middle = engine.order[0]
    assert middle.distance(Region(1200, 800, 1, 1)) == 0
    window.view.viewport = window.view.viewport.panned(6000, 6000)
    window.view.zoom_to(1)
    engine.gate.set()
    qtbot.waitUntil(lambda: len(engine.order) > 3)
    session.cancel()
    corner = Region(0, 0, window.view.width(), window.view.height())
    assert engine.order[2].distance(corner) == 0


def test_a_first_look_is_marked_until_its_tile_comes(
    qtbot: QtBot, window: MainWindow, session: Session, engine: FakeEngine
):
    engine.sketches = True
    open_photo(qtbot, session, SEA)
    session.choose_model(BEST)
    engine.gate.clear()
    session.restore()
    shown = window.view
    qtbot.waitUntil(lambda: shown.shown is not None and not shown.shown.sketched.isEmpty())
    assert shown.shown is not None
    assert shown.shown.arrived == shown.shown.sketched
    engine.gate.set()
    reach(qtbot, session, Stage.RESTORED)
    assert shown.shown.sketched.isEmpty()

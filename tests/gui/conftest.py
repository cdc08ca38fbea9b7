"""Sessions and windows over the fake engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt, QTranslator
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mirstudio.gui.batch import Batch
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.session import Session
from mirstudio.gui.stage import Stage
from mirstudio.gui.worker import Worker
from mirstudio.settings import Settings
from tests.gui.fakes import FakeEngine, SleepyAwake


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def session(qtbot: QtBot, engine: FakeEngine) -> Iterator[Session]:
    """A started session; its threads end with the test."""
    worker, reader = Worker(), Worker()
    session = Session(engine, worker, reader)
    worker.start()
    reader.start()
    session.start()
    yield session
    engine.gate.set()
    session.close()


@pytest.fixture
def batch(qtbot: QtBot, engine: FakeEngine, tmp_path: Path) -> Iterator[Batch]:
    """A batch with a thread of its own, which ends with the test."""
    worker = Worker()
    batch = Batch(engine, worker, tmp_path / "state" / "batch.sqlite", SleepyAwake())
    worker.start()
    yield batch
    batch.close()


@pytest.fixture
def window(qtbot: QtBot, session: Session, batch: Batch) -> Iterator[MainWindow]:
    """A window on the (unseen) screen."""
    window = MainWindow(session, Settings(restore_on_opening=False), batch)
    qtbot.addWidget(window)
    window.resize(1200, 800)
    window.show()
    qtbot.waitExposed(window)
    window.begin()
    yield window
    window.session.cancel()


@pytest.fixture
def language(qtbot: QtBot) -> Iterator[QCoreApplication]:
    """The application, for `speak`; after the test it speaks English again."""
    app = QCoreApplication.instance()
    assert app is not None
    yield app
    for translator in app.findChildren(QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()


def reach(qtbot: QtBot, session: Session, stage: Stage) -> None:
    """Wait until the session is at `stage`."""
    qtbot.waitUntil(lambda: session.stage is stage, timeout=10_000)


def open_photo(qtbot: QtBot, session: Session, path: Path) -> None:
    """Open a made-up photo."""
    with qtbot.waitSignal(session.photoOpened, timeout=10_000):
        session.open(path)
    reach(qtbot, session, Stage.READY)


def restore(qtbot: QtBot, session: Session) -> None:
    """Restore the open photo to its end."""
    session.restore()
    reach(qtbot, session, Stage.RESTORED)


def turn_wheel(widget: QWidget, place: QPoint, notches: int) -> None:
    """Turn the wheel over a widget; away from the hand is positive."""
    event = QWheelEvent(
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003
    )
    QApplication.sendEvent(widget, event)

"""Starts the window: it is seen first, everything heavy comes afterwards in the worker."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QApplication

from mirstudio.gui.batch import Batch
from mirstudio.gui.edits.edits import Edits
from mirstudio.gui.edits.store import EditStore
from mirstudio.gui.engine import Engine
from mirstudio.gui.language import speak
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.round_trip import RoundTrip
from mirstudio.gui.second_start import Doorbell, hand_over
from mirstudio.gui.session import Session
from mirstudio.gui.theme import set_typeface
from mirstudio.gui.worker import Worker
from mirstudio.paths import state_folder
from mirstudio.settings import Settings, read_settings

MOST_MEGABYTES = 2048
"""What Qt may take to decode one picture; its own limit stops at about 60 megapixels."""


def make_window(settings: Settings, state: Path) -> MainWindow:
    """Build the window and its threads; needs an application.

    `state`: folder of the edits and the batch.
    """
    worker, reader = Worker(), Worker()
    batch_worker = Worker(goes_after=worker)
    engine = Engine(settings)
    session = Session(engine, worker, reader, Edits(EditStore(state / "edits.sqlite")))
    batch = Batch(engine, batch_worker, state / "batch.sqlite")
    window = MainWindow(session, settings, batch)
    for one in (worker, reader, batch_worker):
        one.start()
    return window


def run_window(files: list[Path]) -> int:
    """Open the window with `files` and return when it is closed, with the exit code."""
    app = _make_app()
    if hand_over(files):
        return 0
    window = _dressed_window(app, state_folder())
    window.begin_with(files)
    window.show()
    QTimer.singleShot(0, window.begin)
    doorbell = Doorbell(app)
    doorbell.filesCame.connect(lambda files: show_more(window, files))
    return app.exec()


def run_round_trip(path: Path, *, closes: bool) -> int:
    """Open a window of its own for the file of a program that waits; 0 when it was saved.

    `closes`: the window closes once it was. Edits of the file are forgotten with it.
    """
    app = _make_app()
    with TemporaryDirectory(prefix="mirstudio-") as state:
        window = _dressed_window(app, Path(state))
        trip = RoundTrip(window, path, closes=closes)
        window.show()
        QTimer.singleShot(0, window.begin)
        app.exec()
        return trip.exit_code


def _make_app() -> QApplication:
    # Waiting threads of torch must not spin: the window needs the core. Commands have none,
    # and are a tenth faster when they spin.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("mirstudio")
    app.setDesktopFileName("mirstudio")
    return app


def _dressed_window(app: QApplication, state: Path) -> MainWindow:
    """Build the window in the user's language and typeface."""
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    settings = read_settings()
    speak(app, settings.language)
    set_typeface(app)
    window = make_window(settings, state)
    window.mishaps.catch()
    return window


def show_more(window: MainWindow, files: list[Path]) -> None:
    """Bring the window to the front, and open what a second start was asked to open."""
    state = window.windowState() & ~Qt.WindowState.WindowMinimized
    window.setWindowState(state | Qt.WindowState.WindowActive)
    window.raise_()
    window.activateWindow()
    if files:
        window.session.open_paths(files)

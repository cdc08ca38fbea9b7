"""Starts the window: it is seen first, everything heavy comes afterwards in the worker."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QApplication

from mirstudio.gui.batch import Batch
from mirstudio.gui.engine import Engine
from mirstudio.gui.language import speak
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.second_start import Doorbell, hand_over
from mirstudio.gui.session import Session
from mirstudio.gui.theme import set_typeface
from mirstudio.gui.worker import Worker
from mirstudio.paths import state_folder
from mirstudio.settings import Settings, read_settings

MOST_MEGABYTES = 2048
"""What Qt may take to decode one picture; its own limit stops at about 60 megapixels."""


def make_window(settings: Settings) -> MainWindow:
    """Build the window and its threads; needs an application."""
    worker, reader = Worker(), Worker()
    batch_worker = Worker(goes_after=worker)
    engine = Engine(settings)
    session = Session(engine, worker, reader)
    batch = Batch(engine, batch_worker, state_folder() / "batch.sqlite")
    window = MainWindow(session, settings, batch)
    for one in (worker, reader, batch_worker):
        one.start()
    return window


def run_window(files: list[Path]) -> int:
    """Open the window with `files` and return when it is closed, with the exit code."""
    # Waiting threads of torch must not spin: the window needs the core.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("mirstudio")
    app.setDesktopFileName("mirstudio")
    if hand_over(files):
        return 0
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    settings = read_settings()
    speak(app, settings.language)
    set_typeface(app)
    window = make_window(settings)
    window.mishaps.catch()
    window.begin_with(files)
    window.show()
    QTimer.singleShot(0, window.begin)
    doorbell = Doorbell(app)
    doorbell.filesCame.connect(lambda files: show_more(window, files))
    return app.exec()


def show_more(window: MainWindow, files: list[Path]) -> None:
    """Bring the window to the front, and open what a second start was asked to open."""
    state = window.windowState() & ~Qt.WindowState.WindowMinimized
    window.setWindowState(state | Qt.WindowState.WindowActive)
    window.raise_()
    window.activateWindow()
    if files:
        window.session.open_paths(files)

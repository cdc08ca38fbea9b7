"""A second start hands its files to the open window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from mirstudio.gui.app import show_more
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.second_start import Doorbell, hand_over, name_of_window

ROOT = Path(__file__).resolve().parent.parent.parent


HAND_OVER = """
import sys
from pathlib import Path
from mirstudio.gui.second_start import hand_over
sys.exit(not hand_over([Path(name) for name in sys.argv[1:]]))
"""


@pytest.mark.timeout(240)
def test_files_come_through(qtbot: QtBot, tmp_path: Path):
    doorbell = Doorbell()
    command = [sys.executable, "-c", HAND_OVER, "größe & co.jpg", str(tmp_path / "b.tif")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with qtbot.waitSignal(doorbell.filesCame, timeout=100_000) as came:
        second = subprocess.Popen(command, env=environment, cwd=tmp_path)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=100_000)
    assert second.returncode == 0
    assert came.args == [[tmp_path / "größe & co.jpg", tmp_path / "b.tif"]]
    doorbell.close()


def test_without_a_window_nothing_is_taken(qtbot: QtBot, own_home: Path):
    assert not hand_over([Path("a.jpg")])
    assert name_of_window().startswith("mirstudio-")


def test_what_makes_no_sense_is_not_taken(qtbot: QtBot):
    came: list[object] = []
    doorbell = Doorbell()
    doorbell.filesCame.connect(came.append)
    socket = QLocalSocket()
    socket.connectToServer(name_of_window())
    with qtbot.waitSignal(socket.disconnected, timeout=20_000):
        socket.write(b'{"rm": "-rf"}\n')
    assert came == []
    doorbell.close()


def test_the_window_opens_what_comes(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    with qtbot.waitSignal(window.session.photoOpened, timeout=10_000):
        show_more(window, [tmp_path / "a.png"])
    assert not window.windowState() & Qt.WindowState.WindowMinimized
    show_more(window, [])

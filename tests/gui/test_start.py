"""The window is there before anything heavy, in a process of its own."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtWidgets import QSlider
from pytestqt.qtbot import QtBot

SHOW = """
import sys
from PySide6.QtWidgets import QApplication
from mirstudio.gui.app import make_window
from mirstudio.paths import state_folder
from mirstudio.gui.theme import set_typeface
from mirstudio.settings import Settings
app = QApplication([])
set_typeface(app)
window = make_window(Settings(), state_folder())
window.show()
app.processEvents()
heavy = [name for name in ("torch", "cv2", "PIL", "imagecodecs") if name in sys.modules]
families = {app.font().family()}
window.close()
assert not heavy, heavy
assert families == {"Inter"}, families
"""

RUN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from mirstudio.gui import app as start
from mirstudio.gui.engine import Engine
from mirstudio.settings import Settings, write_settings

def warm_up(self, chain):
    yield from ()

Engine.warm_up = warm_up
write_settings(Settings(restore_on_opening=False))
app = QApplication([])
QTimer.singleShot(600, app.closeAllWindows)
QTimer.singleShot(20000, lambda: app.exit(3))
code = start.run_window([Path(sys.argv[1])])
sys.exit(code)
"""


def in_own_process(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_window_is_seen_before_torch_and_codecs_are_imported():
    done = in_own_process(SHOW)
    assert done.returncode == 0, done.stderr


def test_it_runs_with_a_photo_and_ends_with_its_window():
    from mirstudio.gui.words import SAMPLE
    from mirstudio.paths import resources_folder

    done = in_own_process(RUN, str(resources_folder() / "samples" / SAMPLE))
    assert done.returncode == 0, done.stderr


def test_qt_keeps_the_count_of_none(qtbot: QtBot):
    """PySide6 6.12.0 drops a reference to None at every call on Python 3.11, until it aborts."""
    slider = QSlider()
    qtbot.addWidget(slider)
    slider.setValue(1)
    before = sys.getrefcount(None)
    for value in range(300):
        slider.setValue(value % 90)
    assert abs(sys.getrefcount(None) - before) < 50

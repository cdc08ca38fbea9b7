"""What holds for every test: no screen, no user's folders, and nothing of Qt left behind."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtCore import QThread
    from PySide6.QtWidgets import QWidget

# Before any application exists, or Qt looks for a screen and aborts.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HARMLESS = (
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
)
"""What the platform without a screen says of itself."""


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep settings, caches and the user's models out of the real folders."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("MIRSTUDIO_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread running, a window open, or lets Qt complain."""
    if "qtbot" not in request.fixturenames and "qapp" not in request.fixturenames:
        yield
        return
    log = request.getfixturevalue("qtlog")
    windows_before, threads_before = set(_windows()), set(_threads())
    yield
    from PySide6.QtCore import QCoreApplication, QEvent, QtMsgType

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    running = [one for one in set(_threads()) - threads_before if one.isRunning()]
    assert not running, f"left running: {running}"
    windows = set(_windows()) - windows_before
    assert not windows, f"left open: {windows}"
    loud = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    said = [one.message for one in log.records if one.type in loud]
    said = [message for message in said if message not in HARMLESS]
    assert not said, f"Qt complained: {said}"


def _windows() -> list[QWidget]:
    from PySide6.QtWidgets import QApplication

    return [one for one in QApplication.topLevelWidgets() if one.parent() is None]


def _threads() -> list[QThread]:
    from PySide6.QtCore import QThread

    # By type: isinstance would ask objects for their class, and some answer with a warning.
    return [one for one in gc.get_objects() if issubclass(type(one), QThread)]

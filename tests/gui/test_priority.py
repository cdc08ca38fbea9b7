"""The worker's thread steps back, in each system's own way."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from unittest.mock import MagicMock

import pytest

from mirstudio.gui.priority import BELOW_NORMAL, NICENESS, UTILITY, lower_priority


@pytest.mark.skipif(sys.platform != "linux", reason="niceness of a thread is Linux's")
def test_a_thread_is_nicer_than_the_window():
    seen: list[int] = []

    def work() -> None:
        lower_priority()
        seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    thread = threading.Thread(target=work)
    own = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    thread.start()
    thread.join()
    assert seen == [max(own, NICENESS)]
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == own


def test_windows_and_macos_are_asked_in_their_own_words(monkeypatch: pytest.MonkeyPatch):
    library = MagicMock()
    library.return_value.GetCurrentThread.return_value = 7
    monkeypatch.setattr(ctypes, "WinDLL", library, raising=False)
    monkeypatch.setattr(ctypes, "CDLL", library)
    lower_priority("win32")
    library.return_value.SetThreadPriority.assert_called_once_with(7, BELOW_NORMAL)
    lower_priority("darwin")
    library.return_value.pthread_set_qos_class_self_np.assert_called_once_with(UTILITY, 0)


def test_a_system_that_refuses_or_is_not_known_goes_on(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ctypes, "CDLL", MagicMock(side_effect=OSError("no such library")))
    lower_priority("darwin")
    lower_priority("plan9")

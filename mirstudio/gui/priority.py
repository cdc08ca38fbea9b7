"""How a thread of heavy work lets the window go first, on each system; all of it is here."""

from __future__ import annotations

import ctypes
import logging
import os
import sys
import threading
from collections.abc import Callable

logger = logging.getLogger(__name__)

NICENESS = 10
"""Linux; torch's threads inherit it: the window then answers in milliseconds while all cores
work."""
BELOW_NORMAL = -1
"""Windows' THREAD_PRIORITY_BELOW_NORMAL."""
UTILITY = 0x11
"""macOS's QOS_CLASS_UTILITY: long work with a progress bar. Less would leave it to the efficient
cores."""


def lower_priority(system: str = sys.platform) -> None:
    """Let the window go first; where the system does not want it, nothing happens.

    To be called in the worker's thread before torch starts its own threads, which inherit it, but
    after torch has been imported: an import holds the interpreter's lock, and a thread that holds
    it and is not given a core would stop the window.
    """
    lower = _WAYS.get(system)
    if lower is not None:
        try:
            lower()
        except (OSError, AttributeError) as error:
            logger.info("The priority of the worker stays as it is: %s", error)


def _lower_on_linux() -> None:
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


def _lower_on_windows() -> None:
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
    kernel.GetCurrentThread.restype = ctypes.c_void_p
    kernel.SetThreadPriority.argtypes = [ctypes.c_void_p, ctypes.c_int]
    kernel.SetThreadPriority(kernel.GetCurrentThread(), BELOW_NORMAL)


def _lower_on_mac() -> None:
    system = ctypes.CDLL("/usr/lib/libSystem.dylib")
    system.pthread_set_qos_class_self_np.argtypes = [ctypes.c_uint, ctypes.c_int]
    system.pthread_set_qos_class_self_np(UTILITY, 0)


_WAYS: dict[str, Callable[[], None]] = {
    "linux": _lower_on_linux,
    "win32": _lower_on_windows,
    "darwin": _lower_on_mac,
}

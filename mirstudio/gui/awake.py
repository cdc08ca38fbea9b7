"""Keeps the computer from falling asleep while a batch runs; where it cannot, the log says so."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys

logger = logging.getLogger(__name__)

CONTINUOUS, SYSTEM_REQUIRED = 0x80000000, 0x00000001
"""Flags of Windows' SetThreadExecutionState."""


class Awake:
    """Awake between `begin` and `end`; both are called in one thread, as Windows wants it."""

    def __init__(self) -> None:
        self._helper: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Ask the system not to sleep."""
        if sys.platform == "win32":
            _tell_windows(CONTINUOUS | SYSTEM_REQUIRED)
        elif self._helper is None:
            self._helper = _start_helper()

    def end(self) -> None:
        """Let it sleep again."""
        if sys.platform == "win32":
            _tell_windows(CONTINUOUS)
        elif self._helper is not None:
            if self._helper.stdin is not None:
                self._helper.stdin.close()
            self._helper.terminate()
            self._helper.wait()
            self._helper = None


def helper_command() -> list[str]:
    """The system's own program that keeps it awake; it ends with this one, even when killed."""
    if sys.platform == "darwin":
        return ["caffeinate", "-i", "-w", str(os.getpid())]
    # `cat` ends when the pipe to it does.
    why = "--why=A batch of photos is being restored"
    return ["systemd-inhibit", "--what=idle:sleep", "--who=mirstudio", why, "cat"]


def _start_helper() -> subprocess.Popen[bytes] | None:
    command = helper_command()
    if shutil.which(command[0]) is None:
        logger.info("The computer may fall asleep during the batch: there is no %s.", command[0])
        return None
    nothing = subprocess.DEVNULL
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=nothing, stderr=nothing)
    except OSError as error:
        logger.info("The computer may fall asleep during the batch: %s", error)
        return None


def _tell_windows(flags: int) -> None:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009
    if not kernel.SetThreadExecutionState(flags):
        logger.info("The computer may fall asleep during the batch: Windows refused.")

"""What the log has to tell of this program and this machine, for a person to read and to send."""

from __future__ import annotations

import platform
import sys
from collections import deque
from pathlib import Path

from mirstudio import __version__
from mirstudio.errors import MirStudioError
from mirstudio.gui.translate import tr

LOG, CRASH = "mirstudio.log", "crash-before.log"
LINES = 1000
"""Of the log that are shown: the last ones."""


def read_report(folder: Path) -> str:
    """Return versions, what ended the program the last time, and the end of the log."""
    parts = [f"mirstudio {__version__} · Python {sys.version.split()[0]} · {platform.platform()}"]
    crash = _last_lines(folder / CRASH)
    if crash:
        parts.append(f"The program ended unexpectedly before this start:\n{crash}")
    parts.append(_last_lines(folder / LOG) or "The log is empty.")
    return "\n\n".join(parts) + "\n"


def save_report(text: str, path: Path) -> None:
    """Write a report. Raises MirStudioError where that is not possible."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MirStudioError(
            tr("The log could not be saved in {path}: {reason}.").format(
                path=path, reason=error.strerror
            )
        ) from None


def _last_lines(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return "".join(deque(file, LINES)).strip()
    except OSError:
        return ""

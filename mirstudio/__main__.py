"""Start the log, then the window or the command line."""

from __future__ import annotations

import faulthandler
import logging
import os
import signal
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

from mirstudio import __version__
from mirstudio.paths import log_folder
from mirstudio.restoration.freed_memory import keep_freed_memory

LOG_BYTES = 1_000_000
LOG_FILES = 3


def main(arguments: list[str] | None = None) -> int:
    """Run the command that the arguments begin with, or open the window with their files."""
    arguments = sys.argv[1:] if arguments is None else arguments
    begin()
    from mirstudio.cli.edit import EDIT
    from mirstudio.cli.main import COMMANDS, run_command

    if arguments[:1] == [EDIT]:
        return edit_file(arguments[1:])
    if arguments and (arguments[0] in COMMANDS or not _is_file_name(arguments[0])):
        # A service manager or a shutdown ends a command as Ctrl-C does: tidily.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        return run_command(arguments)
    return show_window(arguments)


def edit_file(arguments: list[str]) -> int:
    """Open a window for a file that another program hands over: 0 when it was saved, 1 when not.

    2 for what cannot be handed over.
    """
    from mirstudio.cli.edit import read_handed

    handed = read_handed(arguments)
    if isinstance(handed, int):
        return handed
    if not _finds_screen():
        return 1
    from mirstudio.gui.app import run_round_trip

    return run_round_trip(handed.path, closes=handed.closes)


def open_window() -> int:
    """Open the window, whatever the files are called."""
    begin()
    return show_window(sys.argv[1:])


def begin() -> None:
    """Prepare the process before anything heavy is imported."""
    keep_freed_memory()
    start_log(log_folder())


def show_window(files: list[str]) -> int:
    """Open the window with `files` and return when it is closed."""
    if not _finds_screen():
        return 1
    from mirstudio.gui.app import run_window

    return run_window([Path(file) for file in files])


def start_log(folder: Path) -> None:
    """Write warnings and errors to rotating files, and crashes of native code beside them.

    Where nothing can be written the program goes on without.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "mirstudio.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
        )
        keep_last_crash(folder)
        crashes: IO[str] = (folder / "crash.log").open("w", encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    faulthandler.enable(crashes)
    logging.getLogger(__name__).info("mirstudio %s, Python %s", __version__, sys.version.split()[0])


def keep_last_crash(folder: Path) -> None:
    """Put aside what ended the program the last time, for its user to read."""
    crash, kept = folder / "crash.log", folder / "crash-before.log"
    if crash.exists() and crash.stat().st_size:
        crash.replace(kept)
    else:
        kept.unlink(missing_ok=True)


def _is_file_name(text: str) -> bool:
    """Whether it is a file's name rather than an option or a mistyped command."""
    return not text.startswith("-") and (Path(text).exists() or Path(text).name != Path(text).stem)


def _finds_screen() -> bool:
    """Whether Qt could open a window, else tell; without a screen it would abort the process."""
    if sys.platform != "linux" or _has_screen():
        return True
    sys.stderr.write("There is no screen; “mirstudio restore” works without one.\n")
    return False


def _has_screen() -> bool:
    known = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in known)


if __name__ == "__main__":
    sys.exit(main())

"""Wakes whoever waits for a folder to change, where the system can tell; else it is a clock."""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

UNCHANGED = frozenset({"opened", "closed_no_write"})
"""What happens when a file is merely read."""

logger = logging.getLogger(__name__)


class FolderEvents:
    """Listens to one folder, also after it was unplugged and came back.

    Network folders tell nothing of what other machines do, and the system's watches may be used
    up: whoever waits looks anyway when the time is over.
    """

    def __init__(self, folder: Path, *, recursive: bool = False) -> None:
        self._folder = folder
        self._recursive = recursive
        self._changed = threading.Event()
        self._observer: BaseObserver | None = None
        self._heard: tuple[int, int] | None = None

    def __enter__(self) -> FolderEvents:
        self._listen()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop()

    def wait(self, seconds: float) -> bool:
        """Wait until something changes, at most so long; return whether something did."""
        self._listen()
        changed = self._changed.wait(seconds)
        self._changed.clear()
        return changed

    def _listen(self) -> None:
        """Listen to the folder that is there now, which may be another one than a moment ago."""
        there = _identity(self._folder)
        if there == self._heard:
            return
        self._stop()
        self._heard = there
        if there is None:
            return
        observer = Observer()
        try:
            observer.schedule(_Bell(self._changed), str(self._folder), recursive=self._recursive)
            observer.start()
        except (OSError, RuntimeError) as error:
            logger.warning("%s is looked at from time to time only: %s", self._folder, error)
        else:
            self._observer = observer

    def _stop(self) -> None:
        if self._observer is not None:
            # A watch dies with its folder, and then there is nothing to take away.
            with suppress(OSError, KeyError):
                self._observer.stop()
            self._observer.join()
            self._observer = None


class _Bell(FileSystemEventHandler):
    """Rings when a file may have become another."""

    def __init__(self, changed: threading.Event) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Ring, unless somebody only looked."""
        if event.event_type not in UNCHANGED:
            self._changed.set()


def _identity(folder: Path) -> tuple[int, int] | None:
    """Which folder lies there, or None."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino

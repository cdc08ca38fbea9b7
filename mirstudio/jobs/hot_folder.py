"""Which photos of a folder are new and complete, and whether both folders are really there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mirstudio.errors import UsageError
from mirstudio.imaging.disk import reason_of
from mirstudio.jobs.folder import Found, Search, find_photos
from mirstudio.jobs.item import Item
from mirstudio.jobs.recipe import sidecar_path

SETTLED_SECONDS = 2.0
"""A file that has not changed for so long is complete."""
MARK = ".mirstudio-watch"
"""File in the output folder: where it is missing, the folder is unplugged, and what lies there is
only the place where it would be mounted."""
_MARK_TEXT = "mirstudio writes into this folder while this file is here.\n"


@dataclass(frozen=True)
class Fresh:
    """A photo that has arrived."""

    photo: Found
    stamp: str
    """Size and time of change; the same file with another stamp is another photo."""


class HotFolder:
    """Looks into a folder again and again; keeps only what it has to see twice."""

    def __init__(
        self,
        folder: Path,
        out: Path,
        search: Search | None = None,
        settled_seconds: float = SETTLED_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` gives seconds."""
        self.folder = folder
        self.out = out
        self._search = search or Search()
        self._settled_seconds = settled_seconds
        self._clock = clock
        self._settling: dict[Path, tuple[str, float]] = {}
        self._left_out: set[tuple[Path, str]] = set()

    @property
    def recursive(self) -> bool:
        """Whether the folders in it count, too."""
        return self._search.recursive

    @property
    def is_settling(self) -> bool:
        """Whether photos were seen that may still be on their way."""
        return bool(self._settling)

    def mark(self) -> None:
        """Make the output folder and put the mark into it.

        Raises UsageError when that cannot be done.
        """
        try:
            self.out.mkdir(parents=True, exist_ok=True)
            (self.out / MARK).write_text(_MARK_TEXT, encoding="utf-8")
        except OSError as error:
            raise UsageError(
                f"The folder {self.out} cannot be written to: {reason_of(error)}."
            ) from None

    def unmark(self) -> None:
        """Take the mark away."""
        with suppress(OSError):
            (self.out / MARK).unlink(missing_ok=True)

    def missing(self) -> Path | None:
        """Return the folder that is unplugged, if one is."""
        if not self.folder.is_dir():
            return self.folder
        return None if (self.out / MARK).is_file() else self.out

    def look(self, items: Iterable[Item]) -> list[Fresh]:
        """Return the photos that are complete and not among `items`, nor results of ours."""
        items = list(items)
        known = self._left_out.union((item.job.source, item.stamp) for item in items)
        own = {item.result for item in items if item.result is not None}
        now = self._clock()
        settling: dict[Path, tuple[str, float]] = {}
        fresh: list[Fresh] = []
        for photo in self._photos():
            stamp = _stamp(photo.path)
            if stamp is None or (photo.path, stamp) in known or photo.path in own:
                continue
            if sidecar_path(photo.path).exists():
                # A result of a watch whose journal is gone, or of a batch.
                continue
            before, since = self._settling.get(photo.path, ("", now))
            since = since if stamp == before else now
            if now - since >= self._settled_seconds and _can_be_read(photo.path):
                fresh.append(Fresh(photo, stamp))
            else:
                settling[photo.path] = stamp, since
        self._settling = settling
        return fresh

    def leave_out(self, arrived: Iterable[Fresh]) -> None:
        """Do not return these again."""
        self._left_out.update((one.photo.path, one.stamp) for one in arrived)

    def _photos(self) -> list[Found]:
        try:
            return find_photos(self.folder, self._search, self.out)
        except UsageError:
            # Unplugged since it was asked for.
            return []


def _stamp(path: Path) -> str | None:
    """Return what changes with a file; None while it is empty or gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return f"{status.st_size}-{status.st_mtime_ns}" if status.st_size else None


def _can_be_read(path: Path) -> bool:
    """Whether nobody holds it back: on Windows a file that is being written cannot be opened."""
    try:
        with path.open("rb"):
            return True
    except OSError:
        return False

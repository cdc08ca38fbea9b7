"""The photos at hand: their order, their small pictures, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from mirstudio.gui.engine import Engine, ThumbnailReady
from mirstudio.gui.translate import marked
from mirstudio.gui.worker import Worker
from mirstudio.progress import Progress

THUMBNAIL = 128
"""Longest side of a thumbnail in pixels."""


class Mark(Enum):
    """What can be said of a photo at hand, in the order in which it matters."""

    FAILED = marked("Failed")
    QUEUED = marked("In the queue")
    EXPORTED = marked("Exported")
    RESTORED = marked("Restored")
    EDITED = marked("Edited")
    TICKED = marked("Chosen for the next batch")


class Photos(QObject):
    """What the filmstrip shows."""

    filesChanged = Signal(list)
    """Paths."""
    thumbnailMade = Signal(object, object)
    """Path and QImage."""
    marksChanged = Signal(object, object)
    """Path and a frozenset of `Mark`."""

    def __init__(self, engine: Engine, reader: Worker) -> None:
        super().__init__()
        self.files: list[Path] = []
        self._engine, self._reader = engine, reader
        self._marks: dict[Path, frozenset[Mark]] = {}
        self._asked = 0
        reader.progressed.connect(self._take_progress)

    def lay_out(self, files: Sequence[Path]) -> None:
        """Take other photos in hand."""
        self.files = list(files)
        self.filesChanged.emit(self.files)
        if self._asked:
            self._reader.cancel(self._asked)
        if len(self.files) > 1:
            work = self._engine.thumbnails(self.files, THUMBNAIL)
            self._asked = self._reader.ask_later(work)
        for path in self.files:
            if marks := self.marks(path):
                self.marksChanged.emit(path, marks)

    def beside(self, path: Path | None, direction: int) -> Path | None:
        """The next (1) or previous (-1) photo, None at the ends."""
        if path not in self.files:
            return None
        index = self.files.index(path) + direction
        return self.files[index] if 0 <= index < len(self.files) else None

    def marks(self, path: Path) -> frozenset[Mark]:
        """What can be said of a photo."""
        return self._marks.get(path, frozenset())

    def mark(self, path: Path, mark: Mark, *, on: bool = True) -> None:
        """Say something of a photo, or take it back."""
        before = self.marks(path)
        after = before | {mark} if on else before - {mark}
        if after != before:
            self._marks[path] = after
            self.marksChanged.emit(path, after)

    @Slot(int, object)
    def _take_progress(self, number: int, progress: Progress) -> None:
        if number == self._asked and isinstance(progress, ThumbnailReady) and progress.image:
            self.thumbnailMade.emit(progress.path, progress.image)

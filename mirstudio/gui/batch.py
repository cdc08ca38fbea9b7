"""The batch: what waits, runs and ended, while the user goes on with other photos.

It has a worker of its own that rests whenever the window's worker restores or exports.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from mirstudio.errors import MirStudioError
from mirstudio.gui.awake import Awake
from mirstudio.gui.batch_plan import BatchPhoto, plan_jobs
from mirstudio.gui.engine import Engine
from mirstudio.gui.export_plan import ExportPlan
from mirstudio.gui.phrases import told
from mirstudio.gui.words import error_sentence
from mirstudio.gui.worker import Worker

if TYPE_CHECKING:
    from mirstudio.jobs.item import Item
    from mirstudio.jobs.queue import Queue

logger = logging.getLogger(__name__)


class Batch(QObject):
    """All methods are called in the window's thread."""

    itemsChanged = Signal(list)
    """All `Item`s in order."""
    itemChanged = Signal(object)
    """The `Item` that runs or has just ended."""
    progressed = Signal(object)
    """A `BatchProgress`."""
    runningChanged = Signal(bool, bool)
    """Whether it runs, and whether it is paused."""
    finished = Signal(object)
    """The `BatchReport` of a run that came to its end."""
    failed = Signal(str)

    def __init__(
        self, engine: Engine, worker: Worker, journal: Path, awake: Awake | None = None
    ) -> None:
        super().__init__()
        self._engine, self._worker, self._journal = engine, worker, journal
        self._awake = awake or Awake()
        self._queue: Queue | None = None
        self._early: list[tuple[Sequence[BatchPhoto], ExportPlan]] = []
        self._opening = self._running = 0
        self.paused = False
        worker.progressed.connect(self._take_progress)
        worker.succeeded.connect(self._take_result)
        worker.failed.connect(self._take_error)

    @property
    def items(self) -> list[Item]:
        """All items, in order."""
        return self._queue.items() if self._queue is not None else []

    @property
    def running(self) -> bool:
        """Whether there is a run, paused or not."""
        return self._running != 0

    def reopen(self) -> None:
        """Take up the batch of the last time, if there was one; it waits until it is let run."""
        if self._journal.exists():
            self._open()

    def _open(self) -> None:
        if self._queue is None and not self._opening:
            self._opening = self._worker.ask(self._engine.open_queue(self._journal))

    def add(self, photos: Sequence[BatchPhoto], plan: ExportPlan) -> None:
        """Append photos and let the batch run."""
        if self._queue is None:
            self._early.append((photos, plan))
            self._open()
            return
        try:
            self._queue.add(plan_jobs(photos, plan, first=len(self.items) + 1))
        except MirStudioError as error:
            self.failed.emit(told(str(error)))
            return
        self._tell()
        self.run()

    @Slot()
    def run(self) -> None:
        """Begin, or go on after a pause."""
        if self._queue is None:
            return
        if self.paused:
            self.pause(paused=False)
        if not self._running and self._queue.waiting(1):
            self._awake.begin()
            self._running = self._worker.ask(self._engine.run_batch(self._queue))
            self.runningChanged.emit(True, False)  # noqa: FBT003

    def pause(self, *, paused: bool) -> None:
        """Rest after the tile at work, or go on."""
        self.paused = paused
        self._worker.pause(paused=paused)
        if self.running:
            (self._awake.end if paused else self._awake.begin)()
        self.runningChanged.emit(self.running, paused)

    def retry(self, numbers: Sequence[int] | None = None) -> None:
        """Let items wait again that ended; None: all that failed."""
        if self._queue is None:
            return
        if numbers is None:
            numbers = [item.number for item in self.items if item.state == "failed"]
        for number in numbers:
            self._queue.retry(number)
        self._tell()
        self.run()

    def remove(self, numbers: Sequence[int]) -> None:
        """Take out items that do not run."""
        if self._queue is not None:
            for number in numbers:
                self._queue.remove(number)
            self._tell()

    def clear_ended(self) -> None:
        """Take out what is done."""
        self.remove([item.number for item in self.items if item.state in ("done", "skipped")])

    def move(self, number: int, direction: int) -> None:
        """Let an item change places with the one before (-1) or behind (1) it."""
        numbers = [item.number for item in self.items]
        if self._queue is None or number not in numbers:
            return
        place = numbers.index(number)
        if direction < 0 and place > 0:
            self._queue.move(number, before=numbers[place - 1])
        elif direction > 0 and place + 1 < len(numbers):
            self._queue.move(numbers[place + 1], before=number)
        self._tell()

    def close(self) -> None:
        """End the thread; the photo at work waits for the next time."""
        self._worker.pause(paused=False)
        self._worker.end()
        self._awake.end()
        if self._queue is not None:
            self._queue.close()
            self._queue = None

    # --- answers ------------------------------------------------------------------------------

    def _tell(self) -> None:
        self.itemsChanged.emit(self.items)

    @Slot(int, object)
    def _take_progress(self, number: int, progress: Any) -> None:
        item = getattr(progress, "item", None)
        if number == self._running and item is not None:
            self.itemChanged.emit(item)
            self.progressed.emit(progress)

    @Slot(int, object)
    def _take_result(self, number: int, value: Any) -> None:
        if number == self._opening:
            self._opening, self._queue = 0, value
            early, self._early = self._early, []
            self._tell()
            for photos, plan in early:
                self.add(photos, plan)
        elif number == self._running:
            self._end_run()
            self._tell()
            self.finished.emit(value)
            # Something may have been added after the last item was done.
            self.run()

    @Slot(int, object)
    def _take_error(self, number: int, error: Exception) -> None:
        if number not in (self._opening, self._running):
            return
        if not isinstance(error, MirStudioError):
            logger.error("In the batch.", exc_info=error)
        if number == self._running:
            self._end_run()
        elif not self._early:
            # Nobody asked for a batch: another window may be at work with it.
            self._opening = 0
            logger.info("%s", error)
            return
        self._opening, self._early = 0, []
        self.failed.emit(error_sentence(error))

    def _end_run(self) -> None:
        self._running = 0
        self._awake.end()
        self.runningChanged.emit(False, self.paused)  # noqa: FBT003

"""What a batch notes of each photo, wherever it is restored: done, failed and why, how long."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace

from mirstudio.errors import MirStudioError
from mirstudio.jobs.item import ENDED, Item, State
from mirstudio.jobs.job import JobReport
from mirstudio.jobs.queue import Queue
from mirstudio.progress import EstimatedProgress, Progress

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class BatchProgress(EstimatedProgress):
    """An item has changed its state, or one of its tiles is done."""

    item: Item | None = None
    tile: Progress | None = None
    """What `restore` reports of the item; None where its state changed."""

    @property
    def fraction(self) -> float:
        """Share of the photos done, the current one's tiles included."""
        begun = self.tile.fraction if self.tile else 0.0
        return min((self.done + begun) / self.total, 1.0) if self.total else 1.0


@dataclass(frozen=True)
class BatchReport:
    """What became of a batch."""

    items: tuple[Item, ...]
    seconds: float
    """That this run took, pauses not counted."""

    def count(self, state: State) -> int:
        """Return how many items are in a state."""
        return sum(item.state is state for item in self.items)

    @property
    def copied(self) -> int:
        """How many photos were copied, for they needed nothing."""
        return sum(item.state is State.DONE and not item.models for item in self.items)


class Ledger:
    """Keeps a queue's states and the time; the clock stands while nobody asks for progress."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._pace = _Pace()

    def go_on(self) -> None:
        """Start the clock again, which `report` has stopped."""
        self._pace.go_on()

    def end(self, item: Item, report: JobReport) -> Item:
        """Note that an item is done or was skipped."""
        self._pace.done += item.weight
        return self._queue.update(_ended(item, report))

    def fail(self, item: Item, error: BaseException) -> Item:
        """Note that an item failed, and why in a sentence."""
        self._pace.done += item.weight
        if isinstance(error, MirStudioError):
            problem = str(error)
        elif isinstance(error, MemoryError):
            problem = f"{item.job.source} needs more memory than there is."
        else:
            logger.error("Unexpected error at %s", item.job.source, exc_info=error)
            problem = f"Something unexpected happened ({type(error).__name__}: {error})."
        return self._queue.update(replace(item, state=State.FAILED, problem=problem))

    def report(self, item: Item, tile: Progress | None = None) -> BatchProgress:
        """Return how far the batch is, `tile` being of `item`, and stop the clock."""
        self._pace.rest()
        items = self._queue.items()
        done = sum(one.state in ENDED for one in items)
        left = sum(one.weight for one in items if one.state not in ENDED)
        begun = item.weight * (tile.fraction if tile else 0)
        seconds_left = self._pace.estimate(begun, left - begun)
        return BatchProgress(done, len(items), "photo", item.name, seconds_left, item, tile)

    def close(self) -> BatchReport:
        """Return what became of all items."""
        return BatchReport(tuple(self._queue.items()), self._pace.seconds)


class _Pace:
    """How long it took so far, without the pauses, and for how many bytes."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.done = 0
        """Bytes of the photos that have ended."""
        self._since = time.perf_counter()

    def rest(self) -> None:
        """Stop the clock."""
        self.seconds += time.perf_counter() - self._since
        self._since = time.perf_counter()

    def go_on(self) -> None:
        """Start the clock again."""
        self._since = time.perf_counter()

    def estimate(self, begun: float, left: float) -> float | None:
        """Return seconds for the bytes left; None before anything is done."""
        done = self.done + begun
        return self.seconds / done * left if done else None


def _ended(item: Item, report: JobReport) -> Item:
    if report.target is None:
        return replace(item, state=State.SKIPPED)
    return replace(
        item,
        state=State.DONE,
        result=report.target,
        sha256=report.sha256,
        megapixels=report.megapixels,
        timings=report.timings,
        difference=report.difference,
        incidents=report.incidents,
    )

"""Many photos: a bad file never stops the rest, and nothing is lost or done twice."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from mirstudio.errors import MirStudioError
from mirstudio.imaging.photo import Photo
from mirstudio.jobs.copying import NO_MODEL, copy_photo
from mirstudio.jobs.item import ENDED, Item, State
from mirstudio.jobs.job import Job, JobReport, Restored, Stopwatch, job_recipe, restore_photos
from mirstudio.jobs.pipeline import ReadAhead, WriteBehind, Writing, wait_for
from mirstudio.jobs.queue import Place, Queue
from mirstudio.jobs.recovery import job_of
from mirstudio.progress import EstimatedProgress, Progress, Work
from mirstudio.restoration.model import RestorationModel

Load = Callable[[str, str, str], RestorationModel]
"""From a model's name or path, a device and a precision: `ModelLibrary.load`."""

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
        return sum(item.state is State.DONE and item.model == NO_MODEL for item in self.items)


def run_batch(queue: Queue, load: Load) -> Work[BatchReport]:
    """Work off a queue, which may be changed meanwhile, and return what became of it.

    Yields a `BatchProgress` at each tile and each item. Not asked for more it rests; closed, it
    finishes what is being written and lets the photo it was at wait again.
    """
    with ReadAhead(queue) as ahead, WriteBehind(queue) as behind:
        return (yield from _Run(queue, load, ahead, behind).work())


class _Run:
    """One run through a queue."""

    def __init__(self, queue: Queue, load: Load, ahead: ReadAhead, behind: WriteBehind) -> None:
        self._queue = queue
        self._load = load
        self._ahead = ahead
        self._behind = behind
        self._models: dict[str, RestorationModel] = {}
        self._pace = _Pace()

    def work(self) -> Work[BatchReport]:
        """Do one item after the other until none waits."""
        try:
            while True:
                item = self._queue.claim()
                if item is not None:
                    yield from self._attempt(item)
                elif self._behind.idle:
                    return BatchReport(tuple(self._queue.items()), self._pace.seconds)
                else:
                    self._behind.wait_a_moment()
                yield from self._collect()
        finally:
            while not self._behind.idle:
                self._behind.wait_a_moment()
                for writing in self._behind.ended():
                    self._finish(writing)

    def _attempt(self, item: Item) -> Work[None]:
        """Read and restore a photo and hand it on to be written."""
        try:
            yield self._report(item)
            self._pace.go_on()
            job = job_of(item)
            if job.settled_target() is None:
                yield self._report(self._queue.update(replace(item, state=State.SKIPPED)))
            elif item.model == NO_MODEL:
                yield self._report(self._copy(item, job))
            else:
                yield from self._restore(item, job)
        except (GeneratorExit, KeyboardInterrupt):
            self._queue.update(replace(item, state=State.QUEUED))
            raise
        except Exception as error:
            yield self._report(self._fail(item, error))
        self._pace.go_on()

    def _copy(self, item: Item, job: Job) -> Item:
        def announce(target: Path, sha256: str) -> None:
            self._queue.update(replace(item, result=target, sha256=sha256))

        report = copy_photo(job, announce)
        self._pace.done += item.weight
        return self._queue.update(_ended(item, report))

    def _restore(self, item: Item, job: Job) -> Work[None]:
        reading = self._ahead.take(job)
        while not wait_for(reading):
            yield self._report(item)
            self._pace.go_on()
        loaded = reading.result()
        self._ahead.top_up()
        model = self._model(item.model)
        watch = Stopwatch()
        restored = yield from self._tiles(item, restore_photos(job, loaded, model))
        seconds = watch.lap()
        while self._behind.full:
            self._behind.wait_a_moment()
            yield from self._collect()
        self._behind.put(item, job, Restored(loaded, restored, job_recipe(job, model), seconds))

    def _tiles(self, item: Item, work: Work[Photo]) -> Work[Photo]:
        """Hand on what `restore` reports, as a part of the batch."""
        try:
            while True:
                tile = next(work)
                # The reader may have finished a photo and be free for the next.
                self._ahead.top_up()
                yield self._report(item, tile)
                self._pace.go_on()
        except StopIteration as end:
            return end.value
        finally:
            work.close()

    def _model(self, name: str) -> RestorationModel:
        """Load a model once, where it ran the first time."""
        if name not in self._models:
            from mirstudio.restoration.device import thread_count, use_threads

            place = self._queue.place_of(name)
            if place.threads:
                use_threads(place.threads)
            model = self._load(name, place.device, place.precision)
            self._queue.settle(name, Place(model.device.kind, model.precision, thread_count()))
            self._models[name] = model
        return self._models[name]

    def _collect(self) -> Work[None]:
        for writing in self._behind.ended():
            yield self._report(self._finish(writing))
            self._pace.go_on()

    def _finish(self, writing: Writing) -> Item:
        # What was announced of it stands in the queue.
        item = self._queue.item(writing.item.number) or writing.item
        error = writing.report.exception()
        if error is not None:
            return self._fail(item, error)
        self._pace.done += item.weight
        return self._queue.update(_ended(item, writing.report.result()))

    def _fail(self, item: Item, error: BaseException) -> Item:
        self._pace.done += item.weight
        if isinstance(error, MirStudioError):
            problem = str(error)
        elif isinstance(error, MemoryError):
            problem = f"{item.job.source} needs more memory than there is."
        else:
            logger.error("Unexpected error at %s", item.job.source, exc_info=error)
            problem = f"Something unexpected happened ({type(error).__name__}: {error})."
        return self._queue.update(replace(item, state=State.FAILED, problem=problem))

    def _report(self, item: Item, tile: Progress | None = None) -> BatchProgress:
        self._pace.rest()
        items = self._queue.items()
        done = sum(one.state in ENDED for one in items)
        left = sum(one.weight for one in items if one.state not in ENDED)
        begun = item.weight * (tile.fraction if tile else 0)
        seconds_left = self._pace.estimate(begun, left - begun)
        return BatchProgress(done, len(items), "photo", item.name, seconds_left, item, tile)


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
    )

"""Many photos: a bad file never stops the rest, and nothing is lost or done twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mirstudio.jobs.copying import copy_photo
from mirstudio.jobs.item import Item, State
from mirstudio.jobs.job import Job, Stopwatch, restore_photos, to_write
from mirstudio.jobs.ledger import BatchReport, Ledger
from mirstudio.jobs.pipeline import ReadAhead, WriteBehind, Writing, wait_for
from mirstudio.jobs.queue import Queue, settled_place, tiles_for
from mirstudio.jobs.recovery import job_of
from mirstudio.progress import Work
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.steps import RestoredInSteps, assuming_blur

Load = Callable[[str, str, str], RestorationModel]
"""From a model's name or path, a device and a precision: `ModelLibrary.load`."""


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
        self._ledger = Ledger(queue)

    def work(self) -> Work[BatchReport]:
        """Do one item after the other until none waits."""
        try:
            while True:
                item = self._queue.claim()
                if item is not None:
                    yield from self._attempt(item)
                elif self._behind.idle:
                    return self._ledger.close()
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
            yield self._ledger.report(item)
            self._ledger.go_on()
            job = job_of(item)
            if job.settled_target() is None:
                yield self._ledger.report(self._queue.update(replace(item, state=State.SKIPPED)))
            elif not item.models:
                yield self._ledger.report(self._copy(item, job))
            else:
                yield from self._restore(item, job)
        except (GeneratorExit, KeyboardInterrupt):
            self._queue.update(replace(item, state=State.QUEUED))
            raise
        except Exception as error:
            yield self._ledger.report(self._ledger.fail(item, error))
        self._ledger.go_on()

    def _copy(self, item: Item, job: Job) -> Item:
        def announce(target: Path, sha256: str) -> None:
            self._queue.update(replace(item, result=target, sha256=sha256))

        return self._ledger.end(item, copy_photo(job, announce))

    def _restore(self, item: Item, job: Job) -> Work[None]:
        reading = self._ahead.take(job)
        while not wait_for(reading):
            yield self._ledger.report(item)
            self._ledger.go_on()
        loaded = reading.result()
        self._ahead.top_up()
        models = assuming_blur([self._model(name) for name in item.models], job.blur)
        job = replace(job, tiles=tiles_for(job, map(self._queue.place_of, item.models)))
        watch = Stopwatch()
        restored = yield from self._tiles(item, restore_photos(job, loaded, models))
        seconds = watch.lap()
        for name, side in zip(item.models, restored.largest_tiles, strict=True):
            if side:
                self._queue.limit_tile(name, side)
        while self._behind.full:
            self._behind.wait_a_moment()
            yield from self._collect()
        self._behind.put(item, job, to_write(job, loaded, models, restored, seconds))

    def _tiles(self, item: Item, work: Work[RestoredInSteps]) -> Work[RestoredInSteps]:
        """Hand on what `restore` reports, as a part of the batch."""
        try:
            while True:
                tile = next(work)
                # The reader may have finished a photo and be free for the next.
                self._ahead.top_up()
                yield self._ledger.report(item, tile)
                self._ledger.go_on()
        except StopIteration as end:
            return end.value
        finally:
            work.close()

    def _model(self, name: str) -> RestorationModel:
        """Load a model once, where it ran the first time."""
        if name not in self._models:
            from mirstudio.restoration.device import use_threads

            place = self._queue.place_of(name)
            if place.threads:
                use_threads(place.threads)
            model = self._load(name, place.device, place.precision)
            self._queue.settle(name, settled_place(model, place))
            self._models[name] = model
        return self._models[name]

    def _collect(self) -> Work[None]:
        for writing in self._behind.ended():
            yield self._ledger.report(self._finish(writing))
            self._ledger.go_on()

    def _finish(self, writing: Writing) -> Item:
        # What was announced of it stands in the queue.
        item = self._queue.item(writing.item.number) or writing.item
        error = writing.report.exception()
        if error is not None:
            return self._ledger.fail(item, error)
        return self._ledger.end(item, writing.report.result())

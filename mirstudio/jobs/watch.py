"""A hot folder: photos that arrive are restored, one after the other, for ever."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from mirstudio.errors import UsageError
from mirstudio.jobs.batch import Load, run_batch
from mirstudio.jobs.folder import Found
from mirstudio.jobs.folder_events import FolderEvents
from mirstudio.jobs.hot_folder import HotFolder
from mirstudio.jobs.item import ENDED, Item, State
from mirstudio.jobs.ledger import BatchProgress
from mirstudio.jobs.planning import Setting, make_folders, make_jobs
from mirstudio.jobs.queue import Queue
from mirstudio.progress import Progress, Work

LOOK_SECONDS = 5.0
"""The folder is looked at so often, whether the system told of a change or not."""
GLANCE_SECONDS = 0.5
"""So often while a file is on its way or a folder unplugged, and cancelling waits no longer."""

Settle = Callable[[Sequence[Found]], Sequence[Setting | None]]
"""Tells what is wished for photos that have arrived; None for one that is to be left alone."""


def watch(
    hot: HotFolder,
    queue: Queue,
    load: Load,
    settle: Settle,
    *,
    once: bool = False,
    look_seconds: float = LOOK_SECONDS,
) -> Work[None]:
    """Restore what arrives in a folder until nobody asks any more.

    Yields what `run_batch` yields, and a `Progress` with a note while there is nothing to do.
    `once`: end when all that is there is done. What failed because a folder was unplugged is
    done when it is back.
    """
    with FolderEvents(hot.folder, recursive=hot.recursive) as events:
        yield from _Watch(hot, queue, load, settle, look_seconds).work(events, once=once)


class _Watch:
    """One watch over one folder."""

    def __init__(
        self, hot: HotFolder, queue: Queue, load: Load, settle: Settle, look_seconds: float
    ) -> None:
        self._hot = hot
        self._queue = queue
        self._load = load
        self._settle = settle
        self._look_seconds = look_seconds
        self._looked = -look_seconds

    def work(self, events: FolderEvents, *, once: bool) -> Work[None]:
        """Look, restore, wait, in turns."""
        while True:
            missing = self._hot.missing()
            if missing is None:
                self._look()
                if self._queue.waiting(1):
                    yield from self._restore()
                    continue
                if once and not self._hot.is_settling:
                    return
            note = f"waiting for {missing or 'photos in ' + self._hot.folder.name}"
            yield self._idle(note)
            yield from self._wait(events, note, short=missing is not None)

    def _wait(self, events: FolderEvents, note: str, *, short: bool) -> Work[None]:
        """Wait for the next look, which is soon after a change."""
        short = short or self._hot.is_settling
        end = time.monotonic() + (GLANCE_SECONDS if short else self._look_seconds)
        while (left := end - time.monotonic()) > 0:
            if events.wait(min(left, GLANCE_SECONDS)):
                end = min(end, time.monotonic() + GLANCE_SECONDS)
            yield self._idle(note)

    def _restore(self) -> Work[None]:
        """Work off what waits; photos that arrive meanwhile join the queue."""
        run = run_batch(self._queue, self._load)
        doubtful: list[Item] = []
        try:
            for progress in run:
                if self._hot.missing() is not None:
                    doubtful = self._under_way(progress)
                    return
                self._forget_vanished(progress)
                yield progress
                if time.monotonic() - self._looked >= self._look_seconds:
                    self._look()
        finally:
            run.close()
            for item in doubtful:
                self._queue.retry(item.number)

    def _forget_vanished(self, progress: Progress) -> None:
        """Let a photo that was not there any more count as new when it is back."""
        item = progress.item if isinstance(progress, BatchProgress) else None
        if item is not None and item.state is State.FAILED and not item.job.source.exists():
            self._queue.update(replace(item, stamp=""))

    def _under_way(self, progress: Progress) -> list[Item]:
        """Return what may have failed, or gone to the wrong place, for an unplugged folder."""
        running = [item for item in self._queue.items() if item.state is State.RUNNING]
        last = progress.item if isinstance(progress, BatchProgress) else None
        return running if last is None else [*running, last]

    def _look(self) -> None:
        """Queue what has arrived."""
        if self._hot.missing() is not None:
            return
        items = self._queue.items()
        fresh = self._hot.look(items)
        self._looked = time.monotonic()
        if not fresh:
            return
        again = {
            item.job.source: item for item in items if item.state in (State.FAILED, State.SKIPPED)
        }
        for one in fresh:
            failed = again.get(one.photo.path)
            if failed is not None:
                # What could not be read may have been copied only by half.
                self._queue.update(replace(failed, state=State.QUEUED, stamp=one.stamp))
        new = [one for one in fresh if one.photo.path not in again]
        settings = self._settle([one.photo for one in new])
        wished = [(one, s) for one, s in zip(new, settings, strict=True) if s is not None]
        self._hot.leave_out(one for one, s in zip(new, settings, strict=True) if s is None)
        wanted = make_jobs(
            [one.photo for one, _ in wished],
            self._hot.out,
            [setting for _, setting in wished],
            first=len(items) + 1,
            taken={item.job.target: item.job.source for item in items},
        )
        # Where a folder cannot be made, its photos fail and say so.
        with suppress(UsageError):
            make_folders(wanted)
        stamps = {one.photo.path: one.stamp for one in new}
        self._queue.add([replace(one, stamp=stamps[one.job.source]) for one in wanted])

    def _idle(self, note: str) -> Progress:
        items = self._queue.items()
        done = sum(item.state in ENDED for item in items)
        return Progress(done, len(items), "photo", note)

"""Photos are read before the network wants them and written while it does the next.

One thread reads and one writes, each a photo or two away from the network, so that the memory
stays flat however long the batch is.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mirstudio.errors import MirStudioError
from mirstudio.jobs.item import Item
from mirstudio.jobs.job import Job, JobReport, Loaded, Restored, load_photos, write_result
from mirstudio.jobs.queue import Queue

AHEAD = 2
"""Photos that wait for the network at most."""
AHEAD_MEGAPIXELS = 64
"""No further photo is read while so much waits."""
BEHIND = 2
"""Photos that wait to be written at most."""
LONGEST_WAIT = 0.1
"""Seconds until whoever waits has a word again."""


Key = tuple[tuple[Path, ...], bool]


class ReadAhead:
    """Reads the next photos of a queue in a thread."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._thread = ThreadPoolExecutor(1, "read")
        self._reading: dict[Key, Future[Loaded]] = {}

    def __enter__(self) -> ReadAhead:
        return self

    def __exit__(self, *error: object) -> None:
        self._thread.shutdown(cancel_futures=True)

    def top_up(self) -> None:
        """Begin to read what comes next; forget what does not any more."""
        items = [item for item in self._queue.waiting(AHEAD) if item.models]
        jobs = {_key(item.job): item.job for item in items}
        for key in self._reading.keys() - jobs.keys():
            self._reading.pop(key).cancel()
        for key, job in jobs.items():
            if self._crowded():
                return
            if key not in self._reading and _wants_reading(job):
                self._begin(job)

    def take(self, job: Job) -> Future[Loaded]:
        """Return a job's photos, in time; they are not kept here."""
        if _key(job) not in self._reading:
            self._begin(job)
        return self._reading.pop(_key(job))

    def _begin(self, job: Job) -> None:
        self._reading[_key(job)] = self._thread.submit(load_photos, job)

    def _crowded(self) -> bool:
        """Whether one is still being read, or enough megapixels wait."""
        if not all(future.done() for future in self._reading.values()):
            return True
        read = [future.result() for future in self._reading.values() if not future.exception()]
        return sum(p.megapixels for loaded in read for p in loaded.photos) > AHEAD_MEGAPIXELS


@dataclass(frozen=True)
class Writing:
    """A result on its way to the disk."""

    item: Item
    report: Future[JobReport]


class WriteBehind:
    """Adjusts, encodes and writes results in a thread, in the order of their coming."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._thread = ThreadPoolExecutor(1, "write")
        self._writing: list[Writing] = []

    def __enter__(self) -> WriteBehind:
        return self

    def __exit__(self, *error: object) -> None:
        self._thread.shutdown()

    @property
    def full(self) -> bool:
        """No further result fits."""
        return len(self._writing) >= BEHIND

    @property
    def idle(self) -> bool:
        """Nothing is on its way."""
        return not self._writing

    def put(self, item: Item, job: Job, restored: Restored) -> None:
        """Begin to write what was restored."""

        def announce(target: Path, sha256: str) -> None:
            self._queue.update(replace(item, result=target, sha256=sha256))

        future = self._thread.submit(write_result, job, restored, announce)
        self._writing.append(Writing(item, future))

    def ended(self) -> Iterator[Writing]:
        """Hand out what has been written, or failed to be, each once."""
        while self._writing and self._writing[0].report.done():
            yield self._writing.pop(0)

    def wait_a_moment(self) -> None:
        """Wait a moment for the oldest one."""
        if self._writing:
            wait_for(self._writing[0].report)


def wait_for(future: Future[Any]) -> bool:
    """Wait a moment; return whether it is done."""
    return bool(wait([future], LONGEST_WAIT).done)


def _key(job: Job) -> Key:
    """What is read for a job: which files, and whether their hashes too."""
    return job.sources, job.sidecar


def _wants_reading(job: Job) -> bool:
    """Whether it will neither be skipped nor refused."""
    try:
        return job.settled_target() is not None
    except MirStudioError:
        return False

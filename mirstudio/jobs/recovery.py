"""After a power cut: what is done stays done, what is not is done once and leaves no trace."""

from __future__ import annotations

import time
from dataclasses import replace

from mirstudio.errors import MirStudioError
from mirstudio.imaging.disk import remove_stale_parts
from mirstudio.jobs.item import Item, State
from mirstudio.jobs.job import Job
from mirstudio.jobs.names import OnConflict
from mirstudio.jobs.queue import Queue
from mirstudio.jobs.recipe import file_sha256, sidecar_path


def recover(queue: Queue, *, done_is_done: bool = False) -> None:
    """Let everything wait again that is not done, or whose result is gone or changed.

    `done_is_done`: results may have been taken elsewhere since, and are not made again.

    The name and hash of a result are journaled just before it appears, so a result that appeared
    without being marked as done is told from a file of somebody else.
    """
    began = time.time()
    for folder in {item.job.target.parent for item in queue.items()}:
        remove_stale_parts(folder, before=began)
    for item in queue.items():
        if item.state is State.SKIPPED or (done_is_done and item.state is State.DONE):
            continue
        state = State.DONE if _is_whole(item) else State.QUEUED
        if item.state is not state:
            queue.update(replace(item, state=state, problem=""))


def job_of(item: Item) -> Job:
    """Return an item's job; one that is done again replaces its own result, if nobody touched it.

    A result that was changed since is a file like any other.
    """
    if item.result is None or not has_result(item):
        return item.job
    return replace(item.job, target=item.result, on_conflict=OnConflict.OVERWRITE)


def has_result(item: Item) -> bool:
    """Whether the file that an item wrote is there as it wrote it."""
    if item.result is None or not item.sha256 or not item.result.is_file():
        return False
    try:
        return file_sha256(item.result) == item.sha256
    except MirStudioError:
        return False


def _is_whole(item: Item) -> bool:
    whole = item.state in (State.DONE, State.RUNNING) and has_result(item)
    if not whole or item.result is None or not item.job.sidecar:
        return whole
    return sidecar_path(item.result).is_file()

"""The same batch on a Dask cluster: its workers restore, this machine reads, writes and notes."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mirstudio.errors import MirStudioError, UsageError
from mirstudio.imaging.disk import put_in_place
from mirstudio.jobs.at_worker import do_at_worker, pack, receive
from mirstudio.jobs.copying import copy_photo
from mirstudio.jobs.item import Item, State
from mirstudio.jobs.job import Job, JobReport
from mirstudio.jobs.ledger import BatchReport, Ledger
from mirstudio.jobs.names import OnConflict
from mirstudio.jobs.queue import Place, Queue
from mirstudio.jobs.recipe import FileMark, sidecar_path, write_sidecar
from mirstudio.jobs.recovery import job_of
from mirstudio.jobs.sent import Answer, SentModel, pack_job, restore_there, settle_there
from mirstudio.progress import Progress, Work

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 30.0
"""Seconds in which a scheduler must answer."""
LOOK_SECONDS = 0.1
"""Until whoever waits has a word again."""
AHEAD = 2
"""Photos that are sent to each thread of the workers: one that it restores, one that waits."""
LARGEST_MESSAGE = "4GiB"
"""A photo in a message is meant; Dask warns of large ones."""

Send = Callable[[str], SentModel]
"""From a model's name or path to its files."""


def run_on_cluster(
    queue: Queue, send: Send, address: str, *, shared: bool = False, patience: float = PATIENCE
) -> Work[BatchReport]:
    """Work off a queue on the workers of the scheduler at `address`, such as "tcp://10.0.0.1:8786".

    `shared`: the workers find the photos under the same paths; else they are sent. Results come
    back as bytes, and everything is noted here, as `run_batch` does. A photo whose worker dies is
    restored by another. Raises UsageError when the cluster cannot be reached, MirStudioError when
    it is lost.
    """
    with _connected(address, patience) as client:
        yield from _wait_for_workers(client, queue)
        return (yield from _ClusterRun(queue, send, client, shared=shared).work())


class _ClusterRun:
    """One run through a queue on a cluster."""

    def __init__(self, queue: Queue, send: Send, client: Client, *, shared: bool) -> None:
        self._queue = queue
        self._send = send
        self._client = client
        self._shared = shared
        self._ledger = Ledger(queue)
        self._models: dict[str, tuple[Future, Place]] = {}
        self._away: dict[int, tuple[Item, Job, Future]] = {}

    def work(self) -> Work[BatchReport]:
        """Send what fits, take what comes back, until none waits."""
        try:
            while True:
                yield from self._send_more()
                if not self._away:
                    return self._ledger.close()
                yield from self._take_back()
        finally:
            for item, _, future in self._away.values():
                future.cancel()
                self._queue.update(replace(item, state=State.QUEUED))

    def _send_more(self) -> Work[None]:
        """Keep every worker busy; what needs none is done here."""
        while len(self._away) < AHEAD * _threads(self._client):
            item = self._queue.claim()
            if item is None:
                return
            try:
                ended = self._begin(item)
            except (GeneratorExit, KeyboardInterrupt):
                self._queue.update(replace(item, state=State.QUEUED))
                raise
            except Exception as error:
                _check_connection(self._client, self._queue, item, error)
                ended = self._ledger.fail(item, error)
            yield self._ledger.report(ended or item)
            self._ledger.go_on()

    def _begin(self, item: Item) -> Item | None:
        """Send an item; return it where it has ended already."""
        job = job_of(item)
        if job.settled_target() is None:
            return self._queue.update(replace(item, state=State.SKIPPED))
        if not item.models:
            report = copy_photo(job, lambda target, sha256: self._announce(item, target, sha256))
            return self._ledger.end(item, report)
        models = [self._model(name) for name in item.models]
        sent = pack_job(job, shared=self._shared)
        task = pack(restore_there, [place for _, place in models], sent)
        files = [model for model, _ in models]
        future = self._client.submit(do_at_worker, task, *files, pure=False)
        self._away[item.number] = item, job, future
        return None

    def _model(self, name: str) -> tuple[Future, Place]:
        """Bring a model to the cluster once, and settle where all its photos run."""
        if name not in self._models:
            files = self._client.submit(receive, pack(self._send(name)), pure=False)
            task = pack(settle_there, self._queue.place_of(name))
            place = self._client.submit(do_at_worker, task, files, pure=False).result()
            self._queue.settle(name, place)
            self._models[name] = files, place
        return self._models[name]

    def _take_back(self) -> Work[None]:
        """Write the results that have come; wait a moment where none has."""
        done = [away for away in self._away.values() if away[2].done()]
        if not done:
            time.sleep(LOOK_SECONDS)
            item = next(iter(self._away.values()))[0]
            _check_connection(self._client, self._queue)
            yield self._ledger.report(item)
            self._ledger.go_on()
        for item, job, future in done:
            try:
                report = self._write(item, job, future.result())
                ended = self._ledger.end(self._queue.item(item.number) or item, report)
            except Exception as error:
                _check_connection(self._client, self._queue)
                ended = self._ledger.fail(item, _told(error, item))
            del self._away[item.number]
            future.release()
            yield self._ledger.report(ended)
            self._ledger.go_on()

    def _write(self, item: Item, job: Job, answer: Answer) -> JobReport:
        """Put a result where it belongs; the journal knows it before it appears."""
        target = job.settled_target()
        if target is None:
            return JobReport(job, item.models, None)
        digest = hashlib.sha256(answer.data).hexdigest()
        self._announce(item, target, digest)
        put_in_place(answer.data, target, job.on_conflict is OnConflict.OVERWRITE)
        if answer.sidecar is not None:
            sources = zip(answer.sidecar.sources, job.sources, strict=True)
            sidecar = replace(
                answer.sidecar,
                sources=tuple(_at(mark, str(path.absolute())) for mark, path in sources),
                result=_at(answer.sidecar.result, target.name),
            )
            write_sidecar(sidecar, sidecar_path(target))
        facts = (answer.megapixels, answer.timings, digest, answer.difference, answer.incidents)
        return JobReport(job, item.models, target, *facts)

    def _announce(self, item: Item, target: Any, sha256: str) -> None:
        self._queue.update(replace(item, result=target, sha256=sha256))


def _connected(address: str, patience: float) -> Client:
    """Reach the scheduler.

    Raises UsageError when Dask is not installed or nobody answers.
    """
    try:
        import dask.config
        from distributed import Client
    except ImportError:
        raise UsageError(
            "For --cluster, Dask distributed is needed.", "Install “mirstudio[cluster]”."
        ) from None
    dask.config.set({"distributed.admin.large-graph-warning-threshold": LARGEST_MESSAGE})
    try:
        return Client(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(f"No cluster answers at {address} ({error}).") from None


def _wait_for_workers(client: Client, queue: Queue) -> Work[None]:
    """Wait until there is a worker."""
    total = len(queue.items())
    while not _threads(client):
        yield Progress(0, total, "photo", "waiting for workers")
        _check_connection(client, queue)
        time.sleep(LOOK_SECONDS)


def _threads(client: Client) -> int:
    """How many threads the workers have, all together."""
    workers: dict[str, Any] = client.scheduler_info(n_workers=-1)["workers"]
    return sum(worker["nthreads"] for worker in workers.values())


def _check_connection(
    client: Client, queue: Queue, item: Item | None = None, cause: Exception | None = None
) -> None:
    """Raise MirStudioError when the scheduler is gone; `item` was at it and waits again."""
    if client.status == "running":
        return
    if item is not None:
        queue.update(replace(item, state=State.QUEUED))
    raise MirStudioError(
        "The cluster is gone.", "What is done is kept; --resume goes on."
    ) from cause


def _told(error: Exception, item: Item) -> Exception:
    """Say in a sentence what only Dask's people would understand."""
    if type(error).__name__ == "KilledWorker":
        return MirStudioError(f"The workers that were to restore {item.job.source} died at it.")
    return error


def _at(mark: FileMark, path: str) -> FileMark:
    return replace(mark, path=path)

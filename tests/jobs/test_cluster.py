"""A batch on a cluster ends as on one machine, also when a worker is killed on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mirstudio.errors import MirStudioError, UsageError
from mirstudio.imaging.files import write_photo
from mirstudio.jobs.batch import run_batch
from mirstudio.jobs.folder import find_photos
from mirstudio.jobs.item import State
from mirstudio.jobs.journal import Journal
from mirstudio.jobs.planning import Setting, make_folders, make_jobs
from mirstudio.jobs.queue import Place, Queue
from mirstudio.jobs.sent import pack_job, pack_model, restore_there, settle_there
from mirstudio.progress import run
from mirstudio.restoration.device import thread_count
from mirstudio.restoration.library import ModelLibrary
from tests.cli.conftest import CARD, install
from tests.restoration.stand_ins import noisy_photo

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture
def library(tmp_path: Path) -> ModelLibrary:
    models = tmp_path / "models"
    models.mkdir()
    install(models, "tiny", CARD)
    install(models, "double", CARD.replace('"denoise"', '"sr"\nscale = 2'))
    return ModelLibrary([models])


WAYS = [(False, ("tiny",)), (True, ("tiny", "double"))]
"""Whether the workers see the same files, and the models that run."""


def queue_of(
    folder: Path, out: Path, journal: Path | None = None, models: tuple[str, ...] = ("tiny",)
) -> Queue:
    queue = Queue(Journal(journal) if journal else None, Place("cpu", "fp32", thread_count()))
    found = find_photos(folder, out=out)
    wanted = make_jobs(found, out, [Setting(models, "denoise")] * len(found))
    make_folders(wanted)
    queue.add(wanted)
    return queue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for seed in range(3):
        write_photo(noisy_photo(40, 32, seed), folder / f"{seed}.{('png', 'jpg')[seed % 2]}")
    (folder / "letter.png").write_text("Dear photo,", encoding="utf-8")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize(("shared", "models"), WAYS)
def test_a_worker_does_what_this_machine_would(
    folder: Path, tmp_path: Path, library: ModelLibrary, shared: bool, models: tuple[str, ...]
):
    queue = queue_of(folder, tmp_path / "out", models=models)
    expected = queue_of(folder, tmp_path / "expected", models=models)
    run(run_batch(expected, library.load))
    sent = [pack_model(library.card(name)) for name in models]
    places = [
        settle_there(queue.place_of(name), one) for name, one in zip(models, sent, strict=True)
    ]
    assert set(places) == {Place("cpu", "fp32", thread_count(), tile=768)}
    for item in queue.items():
        if item.name == "letter.png":
            with pytest.raises(MirStudioError, match=r"letter\.png is not a photo") as caught:
                restore_there(places, pack_job(item.job, shared=shared), *sent)
            assert str(item.job.source) in str(caught.value)
            continue
        answer = restore_there(places, pack_job(item.job, shared=shared), *sent)
        assert answer.data == (tmp_path / "expected" / item.job.target.name).read_bytes()
        assert answer.sidecar is not None and answer.megapixels > 0


class Cluster:
    """A scheduler and workers in processes of their own, as on machines of their own."""

    def __init__(self, folder: Path, workers: int) -> None:
        self._folder = folder
        self.address_file = folder / "scheduler.json"
        options = ("--port", "0", "--dashboard-address", "127.0.0.1:0", "--no-dashboard")
        place = ("--host", "127.0.0.1", "--scheduler-file", self.address_file)
        self.scheduler = self._start("scheduler", *place, *options)
        self.workers = [self._start_worker() for _ in range(workers)]

    def _start_worker(self) -> subprocess.Popen[bytes]:
        place = ("--scheduler-file", self.address_file, "--local-directory", self._folder)
        return self._start("worker", *place, "--no-nanny", "--nthreads", 1, "--no-dashboard")

    def _start(self, kind: str, *options: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + kind, *map(str, options)]
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    place = tmp_path / "cluster"
    place.mkdir()
    cluster = Cluster(place, workers=2)
    yield cluster
    cluster.end()


def address_of(cluster: Cluster) -> str:
    """Wait until the scheduler has said where it is."""
    import json
    import time

    end = time.monotonic() + 60
    while time.monotonic() < end:
        if cluster.address_file.exists():
            text = cluster.address_file.read_text(encoding="utf-8")
            if text:
                return json.loads(text)["address"]
        time.sleep(0.05)
    raise AssertionError("The scheduler never came up.")


@pytest.mark.soak
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("shared", "models"), WAYS)
def test_a_killed_worker_costs_nothing(
    tmp_path: Path,
    library: ModelLibrary,
    cluster: Cluster,
    shared: bool,
    models: tuple[str, ...],
):
    from mirstudio.jobs.cluster import run_on_cluster

    folder = tmp_path / "in"
    folder.mkdir()
    for seed in range(8):
        write_photo(noisy_photo(96, 64, seed), folder / f"{seed:02}.jpg")
    (folder / "letter.png").write_text("Dear photo,", encoding="utf-8")
    whole, out = tmp_path / "whole", tmp_path / "out"
    run(run_batch(queue_of(folder, whole, models=models), library.load))
    queue = queue_of(folder, out, tmp_path / "journal", models)
    work = run_on_cluster(
        queue, lambda name: pack_model(library.card(name)), address_of(cluster), shared=shared
    )
    while sum(item.state is State.DONE for item in queue.items()) < 2:
        next(work)
    os.kill(cluster.workers[0].pid, signal.SIGKILL)
    run(work)
    states = [item.state for item in queue.items()]
    assert states == [State.DONE] * 8 + [State.FAILED]
    assert "letter.png" in queue.items()[-1].problem
    assert files(out) == files(whole)
    queue.close()
    kept = Queue(Journal(tmp_path / "journal"))
    assert [item.state for item in kept.items()] == states
    assert kept.place_of("tiny") == Place("cpu", "fp32", thread_count(), tile=768)
    kept.close()


def test_the_scheduler_need_not_import_torch():
    code = """
import sys
import mirstudio.jobs.at_worker
assert not {"torch", "cv2", "imagecodecs"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_where_no_cluster_answers_it_is_told(folder: Path, tmp_path: Path, library: ModelLibrary):
    pytest.importorskip("distributed")
    from mirstudio.jobs.cluster import run_on_cluster

    queue = queue_of(folder, tmp_path / "out")
    work = run_on_cluster(
        queue, lambda name: pack_model(library.card(name)), "tcp://127.0.0.1:9", patience=1
    )
    with pytest.raises(UsageError, match=r"No cluster answers at tcp://127\.0\.0\.1:9"):
        run(work)
    assert {item.state for item in queue.items()} == {State.QUEUED}


def test_without_the_extra_it_is_told(
    folder: Path, tmp_path: Path, library: ModelLibrary, monkeypatch: pytest.MonkeyPatch
):
    from mirstudio.jobs.cluster import run_on_cluster

    monkeypatch.setitem(sys.modules, "distributed", None)
    queue = queue_of(folder, tmp_path / "out")
    work = run_on_cluster(queue, lambda name: pack_model(library.card(name)), "tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match=r"mirstudio\[cluster\]"):
        run(work)

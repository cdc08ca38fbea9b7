"""A batch does every photo once, whatever happens to one of them, and can be changed meanwhile."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from mirstudio.errors import ModelError
from mirstudio.imaging.files import read_photo, write_photo
from mirstudio.jobs.batch import run_batch
from mirstudio.jobs.folder import find_photos
from mirstudio.jobs.item import State
from mirstudio.jobs.job import Job, run_job
from mirstudio.jobs.ledger import BatchProgress
from mirstudio.jobs.names import OnConflict
from mirstudio.jobs.planning import Setting, make_jobs
from mirstudio.jobs.queue import Place, Queue
from mirstudio.progress import Progress, run
from mirstudio.restoration.model import RestorationModel
from tests.restoration.stand_ins import noisy_photo, tiny_model

NAMES = ("a.png", "b.png", "c.png", "d.png")


@pytest.fixture(scope="module")
def model() -> RestorationModel:
    return tiny_model()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for seed, name in enumerate(NAMES):
        write_photo(noisy_photo(40, 32, seed), folder / name)
    return folder


def queue_of(folder: Path, out: Path, setting: Setting | None = None) -> Queue:
    queue = Queue()
    found = find_photos(folder, out=out)
    setting = setting or Setting(("tiny",), "denoise", sidecar=False)
    queue.add(make_jobs(found, out, [setting] * len(found)))
    return queue


def load_from(model: RestorationModel):
    return lambda name, device, precision: model


def states(queue: Queue) -> list[State]:
    return [item.state for item in queue.items()]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_all_photos_are_restored_as_one_by_one(
    folder: Path, tmp_path: Path, model: RestorationModel
):
    queue = queue_of(folder, tmp_path / "out")
    (tmp_path / "out").mkdir()
    reports: list[Progress] = []
    report = run(run_batch(queue, load_from(model)), reports.append)
    assert states(queue) == [State.DONE] * 4
    assert report.items == tuple(queue.items())
    assert report.count(State.DONE) == 4
    for item in queue.items():
        alone = tmp_path / item.name
        run(run_job(Job(item.job.source, alone), model))
        assert item.result is not None
        assert item.result.read_bytes() == alone.read_bytes()
        assert item.timings.restore > 0
    assert names(tmp_path / "out") == [f"{name[0]}-denoise.png" for name in NAMES]


def test_progress_tells_item_tile_and_time(folder: Path, tmp_path: Path, model: RestorationModel):
    queue = queue_of(folder, tmp_path)
    reports = [one for one in run_batch(queue, load_from(model)) if isinstance(one, BatchProgress)]
    assert {one.item.name for one in reports if one.item} == set(NAMES)
    assert {one.total for one in reports} == {4}
    assert reports[0].seconds_left is None
    assert reports[-1].seconds_left == 0
    assert reports[-1].fraction == 1
    fractions = [one.fraction for one in reports]
    assert any(0 < fraction % 0.25 < 0.25 for fraction in fractions) or len(reports) > 8
    assert any(one.tile for one in reports)


def test_bad_files_do_not_stop_the_rest(folder: Path, tmp_path: Path, model: RestorationModel):
    (folder / "b.png").write_text("Dear photo,", encoding="utf-8")
    queue = queue_of(folder, tmp_path)
    (folder / "d.png").unlink()
    run(run_batch(queue, load_from(model)))
    assert states(queue) == [State.DONE, State.FAILED, State.DONE, State.FAILED]
    letter, gone = queue.items()[1], queue.items()[3]
    assert "b.png" in letter.problem
    assert "does not exist" in gone.problem


def test_a_full_disk_fails_what_does_not_fit(
    folder: Path, tmp_path: Path, model: RestorationModel, monkeypatch: pytest.MonkeyPatch
):
    from mirstudio.imaging import disk

    real = disk.os.fsync
    calls = 0

    def full(number: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError(errno.ENOSPC, "full")
        real(number)

    monkeypatch.setattr(disk.os, "fsync", full)
    queue = queue_of(folder, tmp_path / "out")
    (tmp_path / "out").mkdir()
    run(run_batch(queue, load_from(model)))
    assert states(queue) == [State.DONE, State.FAILED, State.DONE, State.DONE]
    assert "the disk is full" in queue.items()[1].problem
    assert names(tmp_path / "out") == ["a-denoise.png", "c-denoise.png", "d-denoise.png"]


def test_an_unplugged_folder_fails_its_photos_only(
    folder: Path, tmp_path: Path, model: RestorationModel
):
    drive = tmp_path / "drive"
    shutil.copytree(folder, drive)
    out = tmp_path / "out"
    out.mkdir()
    queue = queue_of(folder, out)
    queue.add(make_jobs(find_photos(drive), out, [Setting(("tiny",), "again", sidecar=False)] * 4))
    work = run_batch(queue, load_from(model))
    while not any(item.state is State.DONE for item in queue.items()):
        next(work)
    drive.rename(tmp_path / "elsewhere")
    run(work)
    # One or two of its photos may have been read by then.
    assert states(queue)[:4] == [State.DONE] * 4
    assert states(queue)[-2:] == [State.FAILED] * 2
    assert len(names(out)) == states(queue).count(State.DONE)


def test_what_nobody_foresaw_fails_one_photo(
    folder: Path, tmp_path: Path, model: RestorationModel, monkeypatch: pytest.MonkeyPatch
):
    def odd(path: Path):
        if path.name == "c.png":
            raise ZeroDivisionError("by nought")
        return read_photo(path)

    monkeypatch.setattr("mirstudio.jobs.job.read_photo", odd)
    queue = queue_of(folder, tmp_path)
    run(run_batch(queue, load_from(model)))
    assert states(queue).count(State.DONE) == 3
    assert "ZeroDivisionError: by nought" in queue.items()[2].problem


def test_a_missing_model_fails_its_photos(folder: Path, tmp_path: Path):
    def load(name: str, device: str, precision: str) -> RestorationModel:
        raise ModelError(f"There is no model “{name}”.")

    queue = queue_of(folder, tmp_path)
    run(run_batch(queue, load))
    assert {item.problem for item in queue.items()} == {"There is no model “tiny”."}


def test_the_queue_can_be_changed_while_it_runs(
    folder: Path, tmp_path: Path, model: RestorationModel
):
    queue = queue_of(folder, tmp_path)
    first, second, third, fourth = [item.number for item in queue.items()]
    work = run_batch(queue, load_from(model))
    next(work)
    queue.move(fourth, before=second)
    queue.remove(third)
    assert not queue.remove(first)
    order = [one.item.number for one in work if isinstance(one, BatchProgress) and one.item]
    assert list(dict.fromkeys(order)) == [first, fourth, second]
    assert states(queue) == [State.DONE] * 3


def test_a_failed_photo_can_be_tried_again(folder: Path, tmp_path: Path, model: RestorationModel):
    good = (folder / "a.png").read_bytes()
    (folder / "a.png").write_bytes(b"")
    queue = queue_of(folder, tmp_path)
    number = queue.items()[0].number
    run(run_batch(queue, load_from(model)))
    (folder / "a.png").write_bytes(good)
    assert queue.retry(number)
    run(run_batch(queue, load_from(model)))
    assert states(queue) == [State.DONE] * 4
    assert queue.items()[0].problem == ""


def test_doing_a_photo_again_replaces_its_own_result_but_no_other(
    folder: Path, tmp_path: Path, model: RestorationModel
):
    out = tmp_path / "out"
    out.mkdir()
    queue = queue_of(folder, out)
    run(run_batch(queue, load_from(model)))
    touched = out / "b-denoise.png"
    touched.write_bytes(b"painted over")
    for item in queue.items()[:2]:
        queue.retry(item.number)
    run(run_batch(queue, load_from(model)))
    assert touched.read_bytes() == b"painted over"
    assert names(out) == sorted([*(f"{n[0]}-denoise.png" for n in NAMES), "b-denoise-2.png"])


def test_a_cancelled_batch_finishes_what_is_restored_and_queues_the_rest(
    folder: Path, tmp_path: Path, model: RestorationModel
):
    out = tmp_path / "out"
    out.mkdir()
    queue = queue_of(folder, out)
    work = run_batch(queue, load_from(model))
    while queue.items()[2].state is not State.RUNNING:
        next(work)
    work.close()
    assert states(queue) == [State.DONE, State.DONE, State.QUEUED, State.QUEUED]
    assert names(out) == ["a-denoise.png", "b-denoise.png"]


def test_results_that_exist_are_skipped_unread(
    folder: Path, tmp_path: Path, model: RestorationModel, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "a-denoise.png").touch()
    queue = queue_of(folder, tmp_path, Setting(("tiny",), "denoise", on_conflict=OnConflict.SKIP))
    read: list[Path] = []

    def noted(path: Path):
        read.append(path)
        return read_photo(path)

    monkeypatch.setattr("mirstudio.jobs.job.read_photo", noted)
    run(run_batch(queue, load_from(model)))
    assert states(queue) == [State.SKIPPED, *[State.DONE] * 3]
    assert folder / "a.png" not in read


def test_no_photo_of_the_batch_is_overwritten(
    folder: Path, tmp_path: Path, model: RestorationModel
):
    setting = Setting(("tiny",), "x", on_conflict=OnConflict.OVERWRITE, template="{name}")
    before = (folder / "a.png").read_bytes()
    queue = queue_of(folder, folder, setting)
    run(run_batch(queue, load_from(model)))
    assert states(queue) == [State.FAILED] * 4
    assert "is an original" in queue.items()[0].problem
    assert (folder / "a.png").read_bytes() == before


def test_where_a_model_ran_is_settled_once(folder: Path, tmp_path: Path, model: RestorationModel):
    asked: list[tuple[str, str]] = []

    def load(name: str, device: str, precision: str) -> RestorationModel:
        asked.append((device, precision))
        return model

    queue = queue_of(folder, tmp_path)
    run(run_batch(queue, load))
    settled = queue.place_of("tiny")
    assert (settled.device, settled.precision) == ("cpu", "fp32")
    assert settled.threads >= 1
    assert asked == [("auto", "auto")]
    assert queue.place_of("another") == Place()


def test_photos_wait_in_bounded_numbers(
    folder: Path, tmp_path: Path, model: RestorationModel, monkeypatch: pytest.MonkeyPatch
):
    for seed in range(8):
        write_photo(noisy_photo(40, 32, seed), folder / f"more{seed}.png")
    queue = queue_of(folder, tmp_path)
    begun: list[str] = []

    def noted(path: Path):
        begun.append(path.name)
        return read_photo(path)

    monkeypatch.setattr("mirstudio.jobs.job.read_photo", noted)
    for _ in run_batch(queue, load_from(model)):
        ended = sum(item.state is not State.QUEUED for item in queue.items())
        assert len(begun) <= ended + 2


def test_a_missing_output_folder_is_told(folder: Path, tmp_path: Path, model: RestorationModel):
    queue = queue_of(folder, tmp_path / "nowhere")
    run(run_batch(queue, load_from(model)))
    assert states(queue) == [State.FAILED] * 4
    assert "its folder does not exist" in queue.items()[0].problem

"""After an interruption a batch ends as if there had been none."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from mirstudio.imaging.files import write_photo
from mirstudio.jobs.batch import run_batch
from mirstudio.jobs.folder import find_photos
from mirstudio.jobs.item import Item, State
from mirstudio.jobs.journal import Journal
from mirstudio.jobs.planning import Setting, make_folders, make_jobs
from mirstudio.jobs.queue import Queue
from mirstudio.jobs.recipe import sidecar_path
from mirstudio.jobs.recovery import has_result, recover
from mirstudio.progress import run
from mirstudio.restoration.model import RestorationModel
from tests.restoration.stand_ins import noisy_photo, tiny_model


@pytest.fixture(scope="module")
def model() -> RestorationModel:
    return tiny_model()


@pytest.fixture
def queue(tmp_path: Path, model: RestorationModel) -> Queue:
    """A batch of three that is done."""
    folder = tmp_path / "in"
    folder.mkdir()
    for seed in range(3):
        write_photo(noisy_photo(40, 32, seed), folder / f"{seed}.png")
    queue = Queue(Journal(tmp_path / "journal"))
    found = find_photos(folder)
    jobs = make_jobs(found, tmp_path / "out", [Setting(("tiny",), "denoise")] * 3)
    make_folders(jobs)
    queue.add(jobs)
    finish(queue, model)
    return queue


def finish(queue: Queue, model: RestorationModel) -> list[Item]:
    run(run_batch(queue, lambda *_: model))
    return queue.items()


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_is_done_is_not_done_again(queue: Queue, model: RestorationModel):
    before = queue.items()
    recover(queue)
    assert queue.items() == before
    assert {item.state for item in before} == {State.DONE}
    assert all(has_result(item) for item in before)


def test_what_was_under_way_is_done_to_the_same_bytes(
    queue: Queue, model: RestorationModel, tmp_path: Path
):
    out = tmp_path / "out"
    before = files(out)
    assert len(before) == 6
    first, second, third = queue.items()
    for item in (first, second):
        assert item.result is not None
        sidecar_path(item.result).unlink()
    # Killed before its name was known; after the result, before the sidecar; failed for good.
    (out / "0-denoise.png").unlink()
    queue.update(replace(first, state=State.RUNNING, result=None, sha256=""))
    queue.update(replace(second, state=State.RUNNING))
    queue.update(replace(third, state=State.FAILED, problem="the disk is full"))
    (out / "2-denoise.png").unlink()
    part = out / f".{'0' * 32}.part"
    part.write_bytes(b"half")
    os.utime(part, (1, 1))
    recover(queue)
    assert {item.state for item in queue.items()} == {State.QUEUED}
    finish(queue, model)
    assert files(out) == before


def test_a_result_that_appeared_unmarked_counts(queue: Queue):
    item = queue.items()[0]
    queue.update(replace(item, state=State.RUNNING))
    recover(queue)
    assert queue.items()[0].state is State.DONE


def test_a_result_that_is_gone_or_changed_is_made_again(
    queue: Queue, model: RestorationModel, tmp_path: Path
):
    out = tmp_path / "out"
    before = files(out)
    (out / "0-denoise.png").unlink()
    (out / "1-denoise.png").write_bytes(b"painted over")
    recover(queue)
    assert [item.state for item in queue.items()] == [State.QUEUED, State.QUEUED, State.DONE]
    finish(queue, model)
    after = files(out)
    assert after.pop("1-denoise.png") == b"painted over"
    assert after.pop("1-denoise-2.png") == before["1-denoise.png"]
    assert after["0-denoise.png"] == before["0-denoise.png"]


def test_parts_in_the_making_are_left_alone(queue: Queue, tmp_path: Path):
    part = tmp_path / "out" / f".{'a' * 32}.part"
    part.touch()
    os.utime(part, (2**31, 2**31))
    other = tmp_path / "out" / ".notes.part"
    other.touch()
    os.utime(other, (1, 1))
    recover(queue)
    assert part.exists()
    assert other.exists()

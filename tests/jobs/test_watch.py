"""A hot folder takes what is complete, once, ignores its own results, and outlives an unmount."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from mirstudio.imaging.files import write_photo
from mirstudio.jobs import watch as watch_module
from mirstudio.jobs.folder import Found, Search
from mirstudio.jobs.folder_events import FolderEvents
from mirstudio.jobs.hot_folder import HotFolder
from mirstudio.jobs.item import State
from mirstudio.jobs.journal import Journal
from mirstudio.jobs.planning import Setting
from mirstudio.jobs.queue import Queue
from mirstudio.jobs.watch import watch
from mirstudio.progress import Progress, Work, run
from mirstudio.restoration.model import RestorationModel
from tests.restoration.stand_ins import noisy_photo, tiny_model

MOST_STEPS = 2000


@pytest.fixture(scope="module")
def model() -> RestorationModel:
    return tiny_model()


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_module, "GLANCE_SECONDS", 0.005)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def put(path: Path, seed: int = 0) -> Path:
    write_photo(noisy_photo(40, 32, seed), path)
    return path


def hot_folder(folder: Path, out: Path, *, recursive: bool = False) -> HotFolder:
    hot = HotFolder(folder, out, Search(recursive), settled_seconds=0)
    hot.mark()
    return hot


def settle(photos: Sequence[Found]) -> list[Setting | None]:
    """Denoise everything but what is called fine."""
    setting = Setting(("tiny",), "denoise", sidecar=False)
    return [None if photo.path.stem == "fine" else setting for photo in photos]


def watching(hot: HotFolder, queue: Queue, model: RestorationModel) -> Work[None]:
    return watch(hot, queue, lambda *_: model, settle, look_seconds=0.01)


def until(work: Iterator[Progress], note: str) -> Progress:
    """Step on until there is nothing to do."""
    for _, progress in zip(range(MOST_STEPS), work, strict=False):
        if progress.note.startswith(note):
            return progress
    raise AssertionError(f"never “{note}”")


def once(hot: HotFolder, queue: Queue, model: RestorationModel) -> None:
    run(watch(hot, queue, lambda *_: model, settle, once=True, look_seconds=0.01))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.suffix in (".png", ".jpg"))


def test_a_file_is_taken_when_it_has_stopped_changing(folder: Path, tmp_path: Path):
    now = 0.0
    hot = HotFolder(folder, tmp_path / "out", settled_seconds=2, clock=lambda: now)
    whole = put(tmp_path / "whole.png").read_bytes()
    path = folder / "a.png"
    path.touch()
    assert not hot.look([]) and not hot.is_settling
    path.write_bytes(whole[:99])
    assert not hot.look([]) and hot.is_settling
    now = 1.9
    assert not hot.look([])
    path.write_bytes(whole)
    now = 2.5
    assert not hot.look([])
    now = 4.4
    assert not hot.look([])
    now = 4.6
    assert [one.photo.path for one in hot.look([])] == [path]
    assert not hot.is_settling


def test_photos_are_restored_as_they_come(folder: Path, tmp_path: Path, model: RestorationModel):
    queue, out = Queue(), tmp_path / "out"
    put(folder / "a.png")
    put(folder / "fine.png")
    work = watching(hot_folder(folder, out), queue, model)
    until(work, "waiting for photos")
    assert names(out) == ["a-denoise.png"]
    put(folder / "b.jpg", 1)
    (folder / "notes.txt").write_text("no photo", encoding="utf-8")
    until(work, "waiting for photos")
    while len(names(out)) < 2:
        until(work, "waiting for photos")
    work.close()
    assert names(out) == ["a-denoise.png", "b-denoise.jpg"]
    assert [item.state for item in queue.items()] == [State.DONE] * 2


def test_what_it_wrote_is_no_photo_to_restore(folder: Path, model: RestorationModel):
    put(folder / "a.png")
    (folder / "day").mkdir()
    put(folder / "day" / "b.png", 1)
    queue = Queue()
    for _ in range(3):
        once(hot_folder(folder, folder, recursive=True), queue, model)
    everything = ["a-denoise.png", "a.png", "b-denoise.png", "b.png"]
    assert names(folder) == everything
    # Results of a journal that is lost are known by their recipes.
    for path in (folder / "a-denoise.png", folder / "day" / "b-denoise.png"):
        path.with_name(path.name + ".mir.json").touch()
    hot = hot_folder(folder, folder, recursive=True)
    assert [one.photo.path.name for one in hot.look([])] == ["a.png", "b.png"]


def test_a_later_start_goes_on(folder: Path, tmp_path: Path, model: RestorationModel):
    put(folder / "a.png")
    out, journal = tmp_path / "out", tmp_path / "journal"
    for _ in range(2):
        queue = Queue(Journal(journal))
        once(hot_folder(folder, out), queue, model)
        queue.close()
    assert names(out) == ["a-denoise.png"]
    put(tmp_path / "new.png", 7).replace(folder / "a.png")
    queue = Queue(Journal(journal))
    once(hot_folder(folder, out), queue, model)
    queue.close()
    assert names(out) == ["a-denoise-2.png", "a-denoise.png"]


def test_half_a_file_is_tried_again_when_it_is_whole(
    folder: Path, tmp_path: Path, model: RestorationModel
):
    whole = put(tmp_path / "whole.png").read_bytes()
    (folder / "a.png").write_bytes(whole[:200])
    queue, out = Queue(), tmp_path / "out"
    once(hot_folder(folder, out), queue, model)
    [item] = queue.items()
    assert item.state is State.FAILED
    once(hot_folder(folder, out), queue, model)
    (folder / "a.png").write_bytes(whole)
    once(hot_folder(folder, out), queue, model)
    assert [item.state for item in queue.items()] == [State.DONE]
    assert names(out) == ["a-denoise.png"]


def test_a_photo_that_vanished_and_came_back_is_done(
    folder: Path, tmp_path: Path, model: RestorationModel
):
    for seed in range(5):
        put(folder / f"{seed}.png", seed)
    queue, out = Queue(), tmp_path / "out"
    work = watching(hot_folder(folder, out), queue, model)
    next(work)
    (folder / "4.png").rename(tmp_path / "4.png")
    until(work, "waiting for photos")
    assert queue.items()[4].state is State.FAILED
    (tmp_path / "4.png").rename(folder / "4.png")
    while queue.items()[4].state is State.FAILED:
        next(work)
    until(work, "waiting for photos")
    work.close()
    assert [item.state for item in queue.items()] == [State.DONE] * 5


def test_results_of_one_name_are_told_apart(folder: Path, tmp_path: Path, model: RestorationModel):
    queue, out = Queue(), tmp_path / "out"
    put(folder / "a.png")
    hot = hot_folder(folder, out)
    once(hot, queue, model)
    put(folder / "b.png", 1)
    (folder / "deep").mkdir()
    hot = hot_folder(folder, out, recursive=True)
    put(folder / "deep" / "a.png", 2)
    once(hot, queue, model)
    assert names(out) == ["a-denoise.png", "a-denoise.png", "b-denoise.png"]
    assert (out / "deep" / "a-denoise.png").is_file()


@pytest.mark.parametrize("unplugged", ["in", "out"])
def test_it_waits_for_a_folder_that_is_unplugged(
    folder: Path, tmp_path: Path, model: RestorationModel, unplugged: str
):
    queue, out = Queue(), tmp_path / "out"
    for seed in range(6):
        put(folder / f"{seed}.png", seed)
    work = watching(hot_folder(folder, out), queue, model)
    while not any(item.state is State.DONE for item in queue.items()):
        next(work)
    place, elsewhere = tmp_path / unplugged, tmp_path / "elsewhere"
    place.rename(elsewhere)
    if unplugged == "out":
        # The place where it is mounted stays; what is written there is soon out of sight.
        place.mkdir()
    until(work, f"waiting for {place}")
    assert State.FAILED not in [item.state for item in queue.items()]
    if unplugged == "out":
        shutil.rmtree(place)
    elsewhere.rename(place)
    until(work, "waiting for photos")
    work.close()
    assert [item.state for item in queue.items()] == [State.DONE] * 6
    assert names(out) == [f"{seed}-denoise.png" for seed in range(6)]


def test_the_system_tells_of_a_change(folder: Path, tmp_path: Path):
    with FolderEvents(folder) as events:
        put(folder / "a.png")
        assert events.wait(20)
        shutil.rmtree(folder)
        events.wait(0)
        folder.mkdir()
        events.wait(0)
        put(folder / "b.png")
        assert events.wait(20)


def test_without_the_systems_help_it_looks_from_time_to_time(
    folder: Path, tmp_path: Path, model: RestorationModel, monkeypatch: pytest.MonkeyPatch
):
    class Refused:
        def schedule(self, *arguments: object, **options: object) -> None:
            raise OSError("inotify watch limit reached")

    monkeypatch.setattr("mirstudio.jobs.folder_events.Observer", Refused)
    queue, out = Queue(), tmp_path / "out"
    work = watching(hot_folder(folder, out), queue, model)
    until(work, "waiting for photos")
    put(folder / "a.png")
    while not names(out):
        until(work, "waiting for photos")
    work.close()
    assert names(out) == ["a-denoise.png"]

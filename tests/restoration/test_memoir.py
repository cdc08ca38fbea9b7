"""What has run once need not run again, and a first look is never taken for a result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.imaging.profile import adobe_rgb_profile
from mirstudio.progress import run
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.plan import Plan, plan
from mirstudio.restoration.restore import TileProgress, restore
from mirstudio.restoration.statistics import plan_sample
from mirstudio.restoration.tile_cache import TileCache
from mirstudio.restoration.tiling import Region
from tests.restoration.stand_ins import noisy_photo, tiny_model

PHOTO = noisy_photo(256, 160)
TILES = 12


class Counted:
    """A model whose network calls are counted."""

    def __init__(self, model: RestorationModel) -> None:
        self.model = model
        self.calls = 0
        model._network.register_forward_hook(self._count)

    def _count(self, *_: object) -> None:
        self.calls += 1

    def restore(self, photo: Photo, cache: TileCache | None) -> Pixels:
        """Restore, and count anew."""
        self.calls = 0
        return run(restore(photo, self.model, tile=64, cache=cache)).pixels


def test_a_second_run_needs_no_network(tmp_path: Path) -> None:
    counted, cache = Counted(tiny_model()), TileCache(tmp_path)
    plain = counted.restore(PHOTO, None)
    assert counted.calls == TILES + 1
    assert (counted.restore(PHOTO, cache) == plain).all()
    again = Counted(tiny_model())
    assert (again.restore(PHOTO, TileCache(tmp_path)) == plain).all()
    assert again.calls == 0


def test_after_a_cancel_only_what_is_missing_runs(tmp_path: Path) -> None:
    counted, cache = Counted(tiny_model()), TileCache(tmp_path)
    work = restore(PHOTO, counted.model, tile=64, cache=cache)
    while next(work).done < 5:
        pass
    work.close()
    counted.restore(PHOTO, cache)
    assert counted.calls == TILES - 5


def test_what_is_known_comes_at_once_then_what_is_in_view(tmp_path: Path) -> None:
    model, cache = tiny_model(), TileCache(tmp_path)
    corner, other = Region(250, 150, 4, 4), Region(10, 10, 20, 20)

    def order(view: Region, count: int) -> list[Region | None]:
        """Where the first tiles lie that are done while somebody looks at `view`."""
        work = restore(PHOTO, model, tile=64, in_view=lambda: view, cache=cache)
        tiles = (one for one in work if isinstance(one, TileProgress) and not one.provisional)
        done = (one.region for one in tiles if one.pixels is not None)
        regions = [next(done) for _ in range(count)]
        work.close()
        return regions

    first = order(corner, 3)
    again = order(other, 5)
    assert set(again[:3]) == set(first)
    assert again[3] is not None and again[3].distance(other) == 0


@pytest.mark.parametrize(
    ("photo", "model"),
    [
        (PHOTO.with_pixels(PHOTO.pixels + np.float32(1e-3)), tiny_model()),
        (replace(PHOTO, profile=adobe_rgb_profile()), tiny_model()),
        (replace(PHOTO, bit_depth=32), tiny_model()),
        (PHOTO, tiny_model(seed=1)),
        (PHOTO, tiny_model(precision="bf16")),
    ],
)
def test_other_pixels_colours_weights_or_precision_run_anew(
    tmp_path: Path, photo: Photo, model: RestorationModel
) -> None:
    cache = TileCache(tmp_path)
    run(restore(PHOTO, tiny_model(), tile=64, cache=cache))
    counted = Counted(model)
    expected = run(restore(photo, model, tile=64)).pixels
    assert (counted.restore(photo, cache) == expected).all()
    assert counted.calls == TILES + 1


def looked_at(
    model: RestorationModel, cache: TileCache | None
) -> tuple[Pixels, list[TileProgress]]:
    """Restore with somebody looking at the middle; the result and what was shown."""
    shown: list[TileProgress] = []

    def take(progress: object) -> None:
        if isinstance(progress, TileProgress) and progress.pixels is not None:
            shown.append(progress)

    view = Region(130, 70, 20, 20)
    work = restore(PHOTO, model, tile=64, in_view=lambda: view, cache=cache)
    return run(work, take).pixels, shown


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans whose sample takes long enough for a first look."""

    def with_first_look(photo: Photo, model: RestorationModel, tile: int | None = None) -> Plan:
        settled = plan(photo, model, tile)
        grid = settled.grid
        sample = plan_sample(grid.width, grid.height, 9000, grid.overlap, 8)
        return replace(settled, first_look=Plan(grid, sample))

    monkeypatch.setattr("mirstudio.restoration.restore.plan", with_first_look)


@pytest.mark.usefixtures("hasty")
def test_a_first_look_is_marked_and_replaced(tmp_path: Path) -> None:
    model, cache = tiny_model(), TileCache(tmp_path)
    pixels, shown = looked_at(model, cache)
    first, final = shown[:2]
    assert first.provisional and not any(one.provisional for one in shown[1:])
    assert first.region == final.region and first.done == 0
    assert first.pixels is not None and final.pixels is not None
    change = np.abs(first.pixels - final.pixels)
    assert change.max() > 0 and change.mean() < 2 / 255
    assert (pixels == run(restore(PHOTO, model, tile=64)).pixels).all()


def test_a_photo_of_one_tile_is_looked_at_first_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def whole(photo: Photo, model: RestorationModel, tile: int | None = None) -> Plan:
        return replace(plan(photo, model, 1000), first_look=plan(photo, model, 64))

    monkeypatch.setattr("mirstudio.restoration.restore.plan", whole)
    cache = TileCache(tmp_path)
    pixels, (first, final) = looked_at(tiny_model(), cache)
    assert first.provisional and not final.provisional
    assert (pixels == run(restore(PHOTO, tiny_model(), tile=1000)).pixels).all()
    _, (again,) = looked_at(tiny_model(), cache)
    assert not again.provisional


@pytest.mark.usefixtures("hasty")
def test_a_first_look_is_not_kept(tmp_path: Path) -> None:
    view = Region(130, 70, 20, 20)
    work = restore(PHOTO, tiny_model(), 64, lambda: view, cache=TileCache(tmp_path))
    while getattr(next(work), "pixels", None) is None:
        pass
    work.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("hasty")
def test_there_is_no_first_look_where_nobody_looks_or_all_is_known(tmp_path: Path) -> None:
    counted, cache = Counted(tiny_model()), TileCache(tmp_path)
    counted.restore(PHOTO, cache)
    assert counted.calls == TILES + 1
    _, shown = looked_at(counted.model, cache)
    assert len(shown) == TILES and counted.calls == TILES + 1


def test_a_first_look_says_so_in_words(hasty: None) -> None:
    _, shown = looked_at(tiny_model(), None)
    assert [one.note for one in shown[:2]] == ["preview", ""]


def test_the_brightness_that_was_found_is_remembered(tmp_path: Path) -> None:
    model = tiny_model()
    model.card = replace(model.card, brightness=0.4)
    counted, cache = Counted(model), TileCache(tmp_path)
    dark = PHOTO.with_pixels(PHOTO.pixels * np.float32(0.1))
    expected = counted.restore(dark, None)
    work = restore(dark, model, tile=64, cache=cache)
    while next(work).done < 1:
        pass
    work.close()
    assert (counted.restore(dark, cache) == expected).all()
    assert counted.calls == TILES - 1
    other = Counted(tiny_model())
    assert (other.restore(dark, cache) != expected).any()
    assert other.calls == TILES + 1


def test_memory_too_short_for_the_sample_means_a_smaller_one() -> None:
    model = tiny_model()
    expected = run(restore(PHOTO, model, tile=64)).pixels

    def short(_: object, arguments: tuple[torch.Tensor]) -> None:
        x = arguments[0]
        if x.shape[0] * x.shape[2] * x.shape[3] > 25_000:
            raise torch.OutOfMemoryError("CUDA out of memory")

    model._network.register_forward_pre_hook(short)
    assert np.abs(run(restore(PHOTO, model, tile=64)).pixels - expected).mean() < 2 / 255


def test_the_device_gets_its_memory_back_however_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    model, released = tiny_model(), []
    monkeypatch.setattr(model, "release_memory", lambda: released.append(True))
    work = restore(PHOTO, model, tile=64)
    while next(work).done < 2:
        pass
    assert released == []
    work.close()
    assert released == [True]
    run(restore(noisy_photo(64, 64), model))
    assert released == [True, True]

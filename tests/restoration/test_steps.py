"""Several models, one after the other, are what each of them would do by itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mirstudio.errors import UsageError
from mirstudio.progress import Progress, run
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.restore import TileProgress, restore
from mirstudio.restoration.steps import restore_in_steps
from mirstudio.restoration.tile_cache import TileCache
from mirstudio.restoration.tiling import Region
from tests.restoration.stand_ins import noisy_photo, tiny_enlarger, tiny_model

PHOTO = noisy_photo(72, 56)
TILES = (32, 64)


@pytest.fixture(scope="module")
def models() -> list[RestorationModel]:
    return [tiny_model(), tiny_enlarger()]


def tiles_of(reports: list[Progress]) -> list[TileProgress]:
    """Those that brought pixels."""
    return [one for one in reports if isinstance(one, TileProgress) and one.pixels is not None]


def test_each_step_gets_what_the_one_before_has_made(models: list[RestorationModel]):
    denoised = run(restore(PHOTO, models[0], 32))
    # Between the steps nothing is rounded or clipped.
    assert denoised.pixels.min() < 0
    enlarged = run(restore(denoised, models[1], 64))
    result = run(restore_in_steps(PHOTO, models, TILES))
    np.testing.assert_array_equal(result.pixels, enlarged.pixels)
    assert (result.width, result.height) == (144, 112)
    assert result.restored_by == "tiny, enlarger"


def test_one_step_is_no_other_than_restore(models: list[RestorationModel]):
    alone: list[Progress] = []
    reports: list[Progress] = []
    wanted = run(restore(PHOTO, models[0], 32), alone.append)
    result = run(restore_in_steps(PHOTO, models[:1], (32,)), reports.append)
    np.testing.assert_array_equal(result.pixels, wanted.pixels)
    assert [str(one) for one in reports] == [str(one) for one in alone]


def test_progress_counts_the_tiles_of_all_steps(models: list[RestorationModel]):
    reports: list[Progress] = []
    run(restore_in_steps(PHOTO, models, TILES), reports.append)
    fractions = [one.fraction for one in reports]
    assert fractions == sorted(fractions)
    assert len({one.total for one in reports}) == 1
    assert fractions[-1] == 1
    assert len(tiles_of(reports)) == reports[-1].total
    assert {one.note for one in reports} == {"step 1 of 2", "step 2 of 2"}


def test_who_looks_sees_sketches_of_the_result(models: list[RestorationModel]):
    seen: list[Progress] = []
    view = Region(40, 30, 20, 20)
    run(restore_in_steps(PHOTO, models, TILES, lambda: view), seen.append)
    tiles = tiles_of(seen)
    sketches = [one for one in tiles if one.provisional]
    assert 0 < len(sketches) < len(tiles)
    for one in tiles:
        assert one.region is not None and one.pixels is not None
        assert one.pixels.shape[:2] == (one.region.height, one.region.width)
        assert one.region.left + one.region.width <= 144
    for region in (sketches[0].region, next(t for t in tiles if not t.provisional).region):
        # What is looked at comes first in both steps.
        assert region is not None
        assert region.left <= 2 * 50 < region.right
        assert region.top <= 2 * 40 < region.bottom


def test_an_interrupted_chain_goes_on_where_it_was(models: list[RestorationModel], tmp_path: Path):
    cache = TileCache(tmp_path)
    work = restore_in_steps(PHOTO, models, TILES, cache=cache)
    for progress in work:
        if progress.note.startswith("step 2") and progress.fraction > 0.8:
            break
    work.close()
    kept = len(list(tmp_path.glob("*.npz")))
    assert kept > 0
    result = run(restore_in_steps(PHOTO, models, TILES, cache=cache))
    wanted = run(restore_in_steps(PHOTO, models, TILES))
    np.testing.assert_array_equal(result.pixels, wanted.pixels)
    total = next(restore_in_steps(PHOTO, models, TILES)).total
    entries = len(list(tmp_path.glob("*.npz")))
    # Two samples, and each tile once.
    assert entries == total + 2


def test_alpha_grows_with_the_photo(models: list[RestorationModel]):
    photo = replace(PHOTO, alpha=np.ones((56, 72), np.float32))
    alpha = run(restore_in_steps(photo, models, TILES)).alpha
    assert alpha is not None and alpha.shape == (112, 144)


def test_a_pair_is_for_the_first_step(models: list[RestorationModel]):
    pair = tiny_model(views=2)
    result = run(restore_in_steps(PHOTO, [pair, models[1]], TILES, second=noisy_photo(72, 56, 1)))
    assert result.width == 144
    with pytest.raises(UsageError, match="must come first"):
        run(restore_in_steps(PHOTO, [models[0], pair]))

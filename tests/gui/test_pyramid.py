"""Levels are right when built at once and when tiles arrive one by one."""

from __future__ import annotations

import numpy as np
import pytest

from mirstudio.gui.pyramid import SMALLEST, Pyramid
from mirstudio.restoration.tiling import Region
from tests.gui.fakes import tiles_of


def noise(width: int, height: int) -> np.ndarray:
    return np.random.default_rng(1).random((height, width, 3), np.float32)


def test_the_finest_level_is_the_photo_itself():
    pixels = noise(600, 400)
    assert Pyramid.of(pixels).levels[0] is pixels


def test_levels_are_means_and_end_small():
    pixels = noise(1024, 512)
    levels = Pyramid.of(pixels).levels
    assert [level.shape[:2] for level in levels] == [(512, 1024), (256, 512), (128, 256)]
    means = pixels.reshape(256, 2, 512, 2, 3).mean((1, 3))
    np.testing.assert_allclose(levels[1], means, atol=1e-6)
    assert max(levels[-1].shape) <= SMALLEST


@pytest.mark.parametrize(("width", "height"), [(640, 384), (701, 455), (1025, 263)])
def test_tiles_give_the_same_levels_as_the_whole(width: int, height: int):
    pixels = noise(width, height)
    whole, filled = Pyramid.of(pixels), Pyramid.empty(width, height)
    for region in reversed(tiles_of(width, height)):
        filled.put(region, pixels[region.slices])
    for one, other in zip(whole.levels, filled.levels, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


def test_fetching_memory_leaves_a_first_look_alone():
    pixels, look = noise(701, 455), Region(128, 64, 129, 77)
    whole, looked = Pyramid.empty(701, 455), Pyramid.empty(701, 455)
    for one in (whole, looked):
        one.levels[-1][0, 0] = 1
        one.put(look, pixels[look.slices])
    kept = [level.copy() for level in looked.levels]
    looked.fetch(besides=look)
    assert looked.levels[-1][0, 0, 0] == 0
    kept[-1][0, 0] = 0
    for one, other in zip(looked.levels, kept, strict=True):
        assert (one == other).all()
    whole.fetch()
    assert not any(level.any() for level in whole.levels)

"""Grain: seeded, bound to its place, strongest in mid-tones."""

from __future__ import annotations

import numpy as np
import pytest

from mirstudio.imaging.grain import STRONGEST, grain_at
from mirstudio.imaging.overview import Place

GREY = np.full((200, 300), 0.5, np.float32)


def test_it_has_the_strength_it_is_asked_for_and_no_mean():
    grain = grain_at(Place(), GREY, 0.5, 0)
    assert grain.std() == pytest.approx(0.5 * STRONGEST, rel=0.03)
    assert abs(grain.mean()) < 0.02 * STRONGEST
    assert np.corrcoef(grain[:, :-4].ravel(), grain[:, 4:].ravel())[0, 1] == pytest.approx(
        0, abs=0.02
    )


@pytest.mark.parametrize("zoom", [1, 0.5])
def test_a_part_has_the_grain_of_the_whole(zoom: float):
    whole = grain_at(Place(zoom=zoom), GREY, 1, 7)
    part = grain_at(Place(40, 30, zoom), GREY[30:90, 40:100], 1, 7)
    np.testing.assert_array_equal(part, whole[30:90, 40:100])


def test_seeds_and_zooms_differ():
    grains = [
        grain_at(place, GREY, 1, seed).ravel()
        for place, seed in ((Place(), 0), (Place(), 1), (Place(), 1 << 28), (Place(zoom=0.5), 0))
    ]
    assert np.abs(np.corrcoef(grains) - np.eye(4)).max() < 0.02


def test_seen_small_it_is_as_weak_as_the_whole_made_small():
    whole = grain_at(Place(), np.full((512, 512), 0.5, np.float32), 1, 0)
    small = whole.reshape(128, 4, 128, 4).mean((1, 3))
    seen = grain_at(Place(zoom=0.25), GREY, 1, 0)
    assert seen.std() == pytest.approx(small.std(), rel=0.05)


def test_black_and_white_have_none():
    for value in (0, 1, -0.5, 2):
        assert not grain_at(Place(), np.full((9, 9), value, np.float32), 1, 0).any()

"""Colour lock: that it ties the coarse colours, and only these."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from mirstudio.imaging.adjust import Adjustments, Place, adjust
from mirstudio.imaging.overview import Overview, drift_at, survey

LOCKED = Adjustments(colour_lock=True)


def photo() -> np.ndarray:
    rng = np.random.default_rng(5)
    return rng.uniform(0.2, 0.8, (200, 300, 3)).astype(np.float32)


def test_a_wandering_colour_is_brought_back():
    original = photo()
    ramp = np.linspace(-0.1, 0.1, 300, dtype=np.float32)[None, :, None]
    restored = original + ramp * np.array([1, 0, -0.5], np.float32)
    locked = adjust(original, restored, LOCKED)
    assert np.abs(locked - original)[:, 20:-20].max() < 0.004
    assert np.abs(locked - original).max() < 0.03


def test_fine_differences_stay():
    original = photo()
    checks = (np.indices((200, 300)).sum(0) % 2 * 0.2 - 0.1)[..., None].astype(np.float32)
    restored = original + checks
    np.testing.assert_allclose(adjust(original, restored, LOCKED), restored, atol=0.002)


@pytest.mark.parametrize("zoom", [0.5, 0.25])
def test_small_levels_of_a_pyramid_tell_the_same(zoom: float):
    original = photo()
    restored = original + np.linspace(0, 0.2, 200, dtype=np.float32)[:, None, None]
    step = round(1 / zoom)
    shape = (200 // step, step, 300 // step, step, 3)
    small = [pixels.reshape(shape).mean((1, 3)) for pixels in (original, restored)]
    fine = drift_at(survey(original, restored), Place(), 200, 300)[1]
    coarse = drift_at(survey(*small, (300, 200)), Place(), 200, 300)[1]
    np.testing.assert_allclose(fine, coarse, atol=0.004)
    seen = drift_at(survey(original, restored), Place(zoom=zoom), 200 // step, 300 // step)[1]
    means = fine.reshape(shape[:-1]).mean((1, 3))
    np.testing.assert_allclose(seen, means, atol=0.002)


def test_a_large_photo_is_averaged_in_bands(monkeypatch: pytest.MonkeyPatch):
    down, across = np.mgrid[:1030, :1570].astype(np.float32) / 1000
    photo = np.stack([down, across, down * across], axis=-1)
    monkeypatch.setattr("mirstudio.imaging.spill.BAND_PIXELS", 50_000)
    small = survey(photo, photo).small
    assert small is not None
    direct = cv2.resize(photo, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_AREA)
    np.testing.assert_allclose(small, direct, atol=0.003)


def test_nothing_is_tied_or_aimed_at_before_the_photo_is_whole():
    original = photo()
    half = original * np.float32(0.5)
    waiting = Overview(300, 200)
    wished = Adjustments(colour_lock=True, target=0.7)
    np.testing.assert_allclose(adjust(original, half, wished, Place(), waiting), half, atol=1e-6)


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (7, 3), (2, 3000)])
def test_odd_sizes_are_no_trouble(size: tuple[int, int]):
    original = np.full((*size, 3), 0.5, np.float32)
    locked = adjust(original, original + np.float32(0.1), LOCKED)
    np.testing.assert_allclose(locked, original, atol=1e-4)

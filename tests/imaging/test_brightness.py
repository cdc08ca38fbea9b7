"""Dark photos come to a usual brightness, bright ones stay, nothing is clipped."""

from __future__ import annotations

import numpy as np
import pytest

from mirstudio.imaging.brightness import MOST_GAIN, brighten, find_gain
from mirstudio.imaging.profile import SRGB_CURVE


def dark_photo() -> np.ndarray:
    rng = np.random.default_rng(0)
    return rng.uniform(0, 0.2, (40, 50, 3)).astype(np.float32)


@pytest.mark.parametrize("brightness", [0.25, 0.4, 0.6])
def test_the_gain_gives_the_brightness(brightness: float):
    dark = dark_photo()
    bright = brighten(dark, find_gain(dark, brightness))
    assert bright.mean() == pytest.approx(brightness, abs=0.003)


def test_bright_photos_stay_as_they_are():
    photo = dark_photo() + np.float32(0.5)
    assert find_gain(photo, 0.4) == 1
    assert brighten(photo, 1.0) is photo


def test_a_black_photo_is_no_reason_to_fail():
    black = np.zeros((8, 8, 3), np.float32)
    assert find_gain(black, 0.4) == MOST_GAIN
    assert not brighten(black, MOST_GAIN).any()


def test_the_curve():
    values = np.linspace(-0.1, 1.5, 200, dtype=np.float32)
    bright = brighten(values, 8.0)
    assert np.all(np.diff(bright) > 0), "order is kept, so nothing is clipped"
    assert brighten(np.float32([0.0, 1.0]), 8.0) == pytest.approx([0, 1], abs=1e-6)
    shadow = np.float32([0.01])
    assert SRGB_CURVE.decode(brighten(shadow, 8.0)) == pytest.approx(
        8 * SRGB_CURVE.decode(shadow), rel=0.02
    )

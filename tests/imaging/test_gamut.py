"""What lies outside sRGB goes past the network; noise does not."""

from __future__ import annotations

import numpy as np
import pytest

from mirstudio.imaging.gamut import find_excess, lies_outside
from mirstudio.imaging.photo import Photo
from mirstudio.imaging.profile import display_p3_profile, srgb_profile

SATURATED = np.full((40, 40, 3), (-0.4, 0.5, 1.3), np.float32)


def test_a_smooth_colour_is_brought_inside_and_comes_back() -> None:
    excess = find_excess(SATURATED)
    assert excess is not None
    np.testing.assert_allclose(excess.taken_off(), SATURATED.clip(0, 1), atol=1e-6)
    seen = excess.taken_off() + np.float32(0.03)
    np.testing.assert_allclose(excess.put_back(seen, hold=True), SATURATED, atol=1e-6)
    np.testing.assert_allclose(excess.put_back(seen, hold=False), SATURATED + 0.03, atol=1e-6)


def test_its_noise_stays_where_the_network_sees_it() -> None:
    noise = np.random.default_rng(0).normal(0, 0.05, SATURATED.shape).astype(np.float32)
    excess = find_excess(SATURATED + noise)
    assert excess is not None
    seen = excess.taken_off()
    assert seen.std(axis=(0, 1)) == pytest.approx(noise.std(axis=(0, 1)), rel=0.05)
    cleaned = excess.put_back(SATURATED.clip(0, 1), hold=True)
    assert np.abs(cleaned - SATURATED).std() < 0.1 * noise.std()


def test_inside_nothing_is_held() -> None:
    half = SATURATED.copy()
    half[:, :20] = 0.5
    excess = find_excess(half)
    assert excess is not None
    other = excess.put_back(excess.taken_off() + np.float32(0.1), hold=True)
    np.testing.assert_allclose(other[:, :6] - half[:, :6], 0.1, atol=1e-5)
    assert find_excess(half[:, :20].clip(0, 1)) is None


def test_enlarged_photos_keep_it_too() -> None:
    excess = find_excess(SATURATED)
    assert excess is not None
    large = excess.put_back(np.full((80, 80, 3), (0, 0.5, 1), np.float32), hold=True)
    wanted = np.broadcast_to(SATURATED[0, 0], (60, 60, 3))
    np.testing.assert_allclose(large[10:-10, 10:-10], wanted, atol=1e-4)


@pytest.mark.parametrize(
    ("photo", "outside"),
    [
        (Photo(SATURATED), False),
        (Photo(SATURATED, profile=srgb_profile()), False),
        (Photo(SATURATED, profile=display_p3_profile()), True),
        (Photo(SATURATED, bit_depth=32), True),
    ],
)
def test_the_kind_of_photo_decides(photo: Photo, outside: bool) -> None:
    assert lies_outside(photo) is outside

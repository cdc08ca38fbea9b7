"""A screen shows the photo's colours, whatever profile both have."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.profile import (
    SRGB_CURVE,
    SRGB_PRIMARIES,
    Curve,
    adobe_rgb_profile,
    build_profile,
    display_p3_profile,
    grey_profile,
    linear_srgb_profile,
    srgb_profile,
)
from mirstudio.imaging.screen import is_monitor_profile, screen_conversion

RED, GREEN, BLUE = SRGB_PRIMARIES[:2], SRGB_PRIMARIES[2:4], SRGB_PRIMARIES[4:]
SWAPPED = build_profile("Swapped", (*GREEN, *RED, *BLUE), SRGB_CURVE)
"""A screen that shows red where it is given green."""
DIM = build_profile("Dim", SRGB_PRIMARIES, Curve(1.8))


def colours(seed: int = 0) -> Pixels:
    """Muted ones, which every screen can show."""
    values = np.random.default_rng(seed).uniform(0.25, 0.75, (40, 50, 3))
    return (np.round(values * 255) / 255).astype(np.float32)


def by_pillow(pixels: Pixels, source: bytes, target: bytes) -> np.ndarray:
    """What another program makes of the same numbers."""
    image = Image.fromarray(np.round(pixels * 255).astype(np.uint8))
    profiles = (io.BytesIO(source), io.BytesIO(target))
    seen = ImageCms.profileToProfile(
        image, *profiles, renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB"
    )
    return np.asarray(seen, np.int16)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (srgb_profile(), SWAPPED),
        (srgb_profile(), display_p3_profile()),
        (adobe_rgb_profile(), SWAPPED),
        (display_p3_profile(), DIM),
        (linear_srgb_profile(), srgb_profile()),
    ],
)
def test_bytes_are_those_of_another_program(source: bytes, target: bytes):
    shown = screen_conversion(source, target)(colours())
    assert shown.dtype == np.uint8
    assert np.abs(shown - by_pillow(colours(), source, target)).max() <= 1


def test_numbers_of_the_same_space_are_only_rounded_and_clipped():
    values = np.array([-0.5, 0, 0.5, 1, 1.5], np.float32).reshape(1, 5, 1).repeat(3, 2)
    for profile, monitor in ((None, None), (srgb_profile(), None), (DIM, DIM)):
        shown = screen_conversion(profile, monitor)(values)
        assert shown[0, :, 0].tolist() == [0, 0, 128, 255, 255]


def test_what_lies_outside_is_clipped_where_colours_are_converted():
    values = np.array([-0.5, 0, 1, 1.5], np.float32).reshape(1, 4, 1).repeat(3, 2)
    shown = screen_conversion(adobe_rgb_profile(), None)(values)
    assert shown[0, :, 0].tolist() == [0, 0, 255, 255]


def test_dark_tones_of_sixteen_bits_stay_apart():
    ramp = np.linspace(0, 0.02, 64, dtype=np.float32).reshape(1, 64, 1).repeat(3, 2)
    shown = screen_conversion(linear_srgb_profile(), None)(ramp)[0, :, 0]
    assert len(set(shown.tolist())) >= 34
    assert (np.diff(shown.astype(int)) >= 0).all()


def test_profiles_of_tables_go_through_the_cube(monkeypatch: pytest.MonkeyPatch):
    # Taking the matrix away makes of any profile one that only lcms understands.
    monkeypatch.setattr("mirstudio.imaging.screen.read_matrix_profile", lambda _: None)
    screen_conversion.cache_clear()
    try:
        shown = screen_conversion(srgb_profile(), SWAPPED)(colours())
        grey = screen_conversion(grey_profile(), None)(colours()[..., :1].repeat(3, 2))
    finally:
        screen_conversion.cache_clear()
    assert np.abs(shown - by_pillow(colours(), srgb_profile(), SWAPPED)).max() <= 2
    assert (grey[..., 0] == grey[..., 1]).all()


def test_what_is_no_monitor_profile_is_said():
    assert is_monitor_profile(SWAPPED)
    assert not is_monitor_profile(grey_profile())
    assert not is_monitor_profile(b"nothing of the kind")

"""Light and colour: that sliders do in linear light what they say."""

from __future__ import annotations

import numpy as np
import pytest

from mirstudio.imaging.adjust import Adjustments, Overview, adjust
from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.profile import SRGB_CURVE, adobe_rgb_profile, read_matrix_profile
from mirstudio.imaging.tone import Light, relight


def patch(*values: float) -> Pixels:
    return np.full((4, 5, 3), values, np.float32)


def linear(pixels: Pixels) -> np.ndarray:
    return SRGB_CURVE.decode(pixels)[0, 0]


def test_less_exposure_is_less_light():
    pixels = patch(0.9, 0.4, 0.02)
    darker = adjust(pixels, pixels, Adjustments(brightness=-1))
    np.testing.assert_allclose(linear(darker), linear(pixels) / 2, rtol=1e-4)


def test_more_exposure_brightens_and_keeps_white_and_hue():
    pixels = patch(0.2, 0.1, 0.05)
    brighter = adjust(pixels, pixels, Adjustments(brightness=1))
    gain = linear(brighter) / linear(pixels)
    np.testing.assert_allclose(gain, gain[0], rtol=1e-4)
    assert gain[0] == pytest.approx(2, rel=0.01)
    white = patch(1, 1, 1)
    np.testing.assert_allclose(adjust(white, white, Adjustments(brightness=3)), white, atol=1e-5)


@pytest.mark.parametrize("name", ["brightness", "shadows"])
@pytest.mark.parametrize("value", [-1, 0.5, 1])
def test_tones_keep_their_order_and_stay_within_white(name: str, value: float):
    ramp = np.linspace(0, 1, 500, dtype=np.float32).reshape(1, -1, 1).repeat(3, 2)
    bent = adjust(ramp, ramp, Adjustments(**{name: value}))[0, :, 0]
    assert (np.diff(bent) > 0).all()
    assert bent[0] == 0 and bent[-1] <= 1 + 1e-5
    assert (bent[250] > ramp[0, 250, 0]) == (value > 0)


def test_shadows_leave_the_lights_alone():
    dark, light = patch(0.1, 0.1, 0.1), patch(0.9, 0.9, 0.9)
    lifted = Adjustments(shadows=1)
    assert adjust(dark, dark, lifted)[0, 0, 0] > 0.14
    np.testing.assert_allclose(adjust(light, light, lifted), light, atol=0.01)


def test_white_balance_moves_colours_and_keeps_brightness():
    grey = patch(0.5, 0.5, 0.5)
    red, green, blue = linear(adjust(grey, grey, Adjustments(temperature=1)))
    assert red > green > blue
    before, after = linear(grey), np.array([red, green, blue])
    assert after @ [0.2126, 0.7152, 0.0722] == pytest.approx(before[0], rel=1e-3)
    red, green, blue = linear(adjust(grey, grey, Adjustments(tint=1)))
    assert red == pytest.approx(blue) and green < red


def test_saturation_goes_from_black_and_white_to_strong():
    pixels = patch(0.6, 0.4, 0.2)
    none = adjust(pixels, pixels, Adjustments(saturation=-1))
    assert np.ptp(none[0, 0]) < 1e-6
    assert np.ptp(adjust(pixels, pixels, Adjustments(saturation=0.5))[0, 0]) == pytest.approx(0.6)


def test_the_photo_s_own_curves_are_used():
    pixels = patch(0.5, 0.4, 0.3)
    profile = adobe_rgb_profile()
    overview = Overview(5, 4, profile)
    darker = adjust(pixels, pixels, Adjustments(brightness=-1), overview=overview)
    matrix = read_matrix_profile(profile)
    assert matrix is not None
    for channel, curve in enumerate(matrix.curves):
        before, after = curve.decode(pixels[..., channel]), curve.decode(darker[..., channel])
        np.testing.assert_allclose(after, before / 2, rtol=1e-3)


def test_values_outside_come_through_the_curves_unharmed():
    values = np.array([[-0.5, -0.01, 0.0, 0.02, 0.5, 1.0, 3.0]], np.float32)
    same = relight([values] * 3, Light(exposure=1e-9), None)
    np.testing.assert_allclose(same[0], values, atol=2e-6)

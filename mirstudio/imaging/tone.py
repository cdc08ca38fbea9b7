"""Light and colour: exposure, shadows, white balance, saturation.

Exposure, shadows and white balance work in linear light. One gain per pixel brightens all its
channels, so that hues stay; it is taken from the brightest of them, so that nothing within 0–1 is
pushed out of it. What lies outside stays outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from mirstudio.imaging.adjustments import Adjustments
from mirstudio.imaging.overview import Overview, Plane
from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.profile import SRGB_CURVE, Curve, read_matrix_profile

LUMA = (0.2126, 0.7152, 0.0722)
"""Shares of red, green and blue in brightness (BT.709)."""
_AMBER = 0.5
"""Exposure values that the ends of the temperature slider move red and blue by."""
_MAGENTA = 0.35
"""Exposure values that the ends of the tint slider move green by."""
_LIFT = 2.0
"""Exposure values that the ends of the shadows slider move black by."""
_FARTHEST = 8.0
"""Exposure values that a target brightness may need, either way."""
_STEPS = 20
"""Halvings in the search for them: far finer than a slider."""


@dataclass(frozen=True)
class Light:
    """What is done to light and colour; ranges as in `SLIDERS`, but for `exposure`."""

    exposure: float = 0.0
    """Exposure values; whatever the target needs."""
    shadows: float = 0.0
    saturation: float = 0.0
    temperature: float = 0.0
    tint: float = 0.0


def luma_of(planes: Sequence[Plane]) -> Plane:
    """Return the brightness of coded or linear channels."""
    red, green, blue = planes
    luma = green * np.float32(LUMA[1])
    luma += red * np.float32(LUMA[0])
    luma += blue * np.float32(LUMA[2])
    return luma


def relight(planes: list[Plane], light: Light, profile: bytes | None) -> list[Plane]:
    """Return channels, coded by the curves of `profile`, under other light."""
    gains = _white_balance(light.temperature, light.tint)
    lit = light.exposure != 0 or light.shadows != 0
    if lit or gains is not None:
        curves = _curves(profile)
        linear = [_decode(plane, curve) for plane, curve in zip(planes, curves, strict=True)]
        if gains is not None:
            linear = [plane * np.float32(gain) for plane, gain in zip(linear, gains, strict=True)]
        if lit:
            gain = _gain(linear, light.exposure, light.shadows)
            linear = [plane * gain for plane in linear]
        planes = [_encode(plane, curve) for plane, curve in zip(linear, curves, strict=True)]
    if light.saturation != 0:
        luma, share = luma_of(planes), np.float32(1 + light.saturation)
        planes = [np.add(luma, share * (plane - luma)) for plane in planes]
    return planes


@lru_cache(maxsize=16)
def settle_light(adjustments: Adjustments, overview: Overview) -> Light:
    """Return what the sliders ask for, the target brightness turned into exposure values.

    It is the mean luma of the whole photo, before the other sliders; `brightness` comes on top.
    A photo that is not restored to its end has no target yet.
    """
    exposure = adjustments.brightness
    if adjustments.target > 0 and overview.small is not None:
        exposure += _exposure_for(adjustments.target, overview.small, overview.profile)
    return Light(
        exposure,
        adjustments.shadows,
        adjustments.saturation,
        adjustments.temperature,
        adjustments.tint,
    )


def _exposure_for(target: float, small: Pixels, profile: bytes | None) -> float:
    """Return the exposure values, at most `_FARTHEST`, that bring the mean luma to `target`."""
    planes = [small[..., i].copy() for i in range(3)]
    low, high = -_FARTHEST, _FARTHEST
    for _ in range(_STEPS):
        middle = (low + high) / 2
        lit = relight(planes, Light(middle), profile)
        if float(luma_of(lit).mean()) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _white_balance(temperature: float, tint: float) -> tuple[float, float, float] | None:
    """Return the gain of each channel; a grey keeps its brightness."""
    if temperature == 0 and tint == 0:
        return None
    gains = np.exp2([_AMBER * temperature, -_MAGENTA * tint, -_AMBER * temperature])
    red, green, blue = gains / (gains @ LUMA)
    return float(red), float(green), float(blue)


def _gain(linear: Sequence[Plane], exposure: float, shadows: float) -> Plane:
    """Return the factor of each pixel."""
    red, green, blue = linear
    brightest = np.maximum(np.maximum(red, green), blue).clip(0, 1)
    gain = _exposure(brightest, exposure)
    if shadows != 0:
        depth = 1 - np.sqrt(brightest * gain).clip(0, 1)
        gain *= np.exp2(depth * depth * np.float32(_LIFT * shadows))
    return gain


def _exposure(brightest: Plane, values: float) -> Plane:
    """Return the factor that brightens or darkens by exposure values.

    Brightening bends towards white, which keeps its place: black and mid-tones rise by nearly
    all of it. Darkening is a plain factor, as less light is.
    """
    if values <= 0:
        return np.full_like(brightest, 2.0**values)
    factor = 2.0**values
    bend = brightest * brightest
    bend *= np.float32(factor**2 - 1)
    bend += 1
    return np.divide(np.float32(factor), np.sqrt(bend, out=bend), out=bend)


@lru_cache(maxsize=8)
def _curves(profile: bytes | None) -> tuple[Curve, Curve, Curve]:
    """Return a profile's tone curves; those of sRGB stand in where it has none of its own."""
    matrix = None if profile is None else read_matrix_profile(profile)
    return (SRGB_CURVE, SRGB_CURVE, SRGB_CURVE) if matrix is None else matrix.curves


def _decode(plane: Plane, curve: Curve) -> Plane:
    """Return light as `Curve.decode` does, with OpenCV's power, which is five times as fast."""
    if curve.table is not None:
        return curve.decode(plane)
    size = np.abs(plane)
    base = np.maximum(size * np.float32(curve.slope) + np.float32(curve.shift), 0)
    light = np.asarray(cv2.pow(base, curve.gamma), np.float32)
    if curve.lift != 0:
        light += np.float32(curve.lift)
    if curve.bend > 0:
        straight = size * np.float32(curve.linear) + np.float32(curve.low)
        np.copyto(light, straight, where=size < curve.bend)
    return np.copysign(light, plane)


def _encode(light: Plane, curve: Curve) -> Plane:
    """Return coded values as `Curve.encode` does; the inverse of `_decode`."""
    if curve.table is not None:
        return curve.encode(light)
    size = np.abs(light)
    base = np.maximum(size - np.float32(curve.lift), 0)
    coded = np.asarray(cv2.pow(base, 1 / curve.gamma), np.float32)
    coded -= np.float32(curve.shift)
    coded /= np.float32(curve.slope)
    if curve.bend > 0 and curve.linear > 0:
        straight = (size - np.float32(curve.low)) / np.float32(curve.linear)
        np.copyto(coded, straight, where=size < curve.linear * curve.bend + curve.low)
    return np.copysign(coded, light)

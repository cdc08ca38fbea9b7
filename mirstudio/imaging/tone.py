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
_NO_GAINS = (1.0, 1.0, 1.0)
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
    if lit or gains != _NO_GAINS:
        curves = _curves(profile)
        gain = np.ones((1, 1), np.float32)
        if lit:
            gain = _gain(_brightest(planes, gains, curves), light.exposure, light.shadows)
        planes = _in_light(planes, gains, gain, curves)
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


def _white_balance(temperature: float, tint: float) -> tuple[float, float, float]:
    """Return the gain of each channel; a grey keeps its brightness."""
    if temperature == 0 and tint == 0:
        return _NO_GAINS
    gains = np.exp2([_AMBER * temperature, -_MAGENTA * tint, -_AMBER * temperature])
    red, green, blue = gains / (gains @ LUMA)
    return float(red), float(green), float(blue)


def _brightest(
    planes: Sequence[Plane], gains: tuple[float, float, float], curves: Sequence[Curve]
) -> Plane:
    """Return the light of each pixel's brightest channel behind the gains, within 0–1."""
    if gains == _NO_GAINS and all(curve is curves[0] for curve in curves):
        # The brightest as coded is the brightest in light: one curve instead of three.
        red, green, blue = planes
        return _decode(np.maximum(np.maximum(red, green), blue).clip(0, 1), curves[0])
    red, green, blue = (
        _decode(plane, curve) * np.float32(gain)
        for plane, gain, curve in zip(planes, gains, curves, strict=True)
    )
    return np.maximum(np.maximum(red, green), blue).clip(0, 1)


def _in_light(
    planes: Sequence[Plane], gains: tuple[float, float, float], gain: Plane, curves: Sequence[Curve]
) -> list[Plane]:
    """Multiply the light of coded channels by a gain each and by one for each pixel (or 1, 1)."""
    roots = {gamma: _power(gain, 1 / gamma) for gamma in {curve.gamma for curve in curves}}
    return [
        _multiplied(plane, np.float32(own), gain, roots[curve.gamma], curve)
        for plane, own, curve in zip(planes, gains, curves, strict=True)
    ]


def _multiplied(plane: Plane, own: np.float32, gain: Plane, root: Plane, curve: Curve) -> Plane:
    """Multiply the light of one coded channel by `own` and `gain`, whose `root` the curve takes.

    On the curve's power that is a factor and a shift of the coded values; only what touches the
    foot of the curve takes the way through light.
    """
    if curve.table is not None or curve.lift != 0:
        return _encode(np.multiply(_decode(plane, curve), gain * own), curve)
    shift = np.float32(curve.shift / curve.slope)
    scaled = plane + shift
    scaled *= root * np.float32(own ** (1 / curve.gamma))
    scaled -= shift
    foot = np.minimum(plane, scaled) < curve.bend
    if foot.any():
        there = np.broadcast_to(gain, plane.shape)[foot] * own
        scaled[foot] = _encode(np.multiply(_decode(plane[foot], curve), there), curve)
    return scaled


def _gain(brightest: Plane, exposure: float, shadows: float) -> Plane:
    """Return the factor of each pixel by the light of its brightest channel, 0–1."""
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
    light = _power(base, curve.gamma)
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
    coded = _power(base, 1 / curve.gamma)
    coded -= np.float32(curve.shift)
    coded /= np.float32(curve.slope)
    if curve.bend > 0 and curve.linear > 0:
        straight = (size - np.float32(curve.low)) / np.float32(curve.linear)
        np.copyto(coded, straight, where=size < curve.linear * curve.bend + curve.low)
    return np.copysign(coded, light)


def _power(values: Plane, exponent: float) -> Plane:
    # OpenCV gives one-dimensional arrays another axis.
    return np.asarray(cv2.pow(values, exponent), np.float32).reshape(values.shape)

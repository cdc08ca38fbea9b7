"""How a dark photo is brought to a usual brightness."""

from __future__ import annotations

import numpy as np

from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.profile import SRGB_CURVE

MOST_GAIN = 256.0
"""Eight exposure values: what lies deeper is noise alone."""

ENOUGH = 40_000
"""Pixels that tell a photo's mean brightness well enough."""


def brighten(pixels: Pixels, gain: float) -> Pixels:
    """Return sRGB pixels with `gain` (≥ 1) times the light in the shadows and white unchanged.

    The curve g·x / (1 + (g − 1)·x) of light x can be undone and clips nothing. Below black it goes
    on straight, and beyond white with the slope it has there.
    """
    if gain == 1:
        return pixels
    light = SRGB_CURVE.decode(pixels)
    inside = light.clip(0, 1)
    curved = gain * inside / (1 + (gain - 1) * inside)
    outside = np.where(light < 0, gain * light, (light - inside) / gain)
    return SRGB_CURVE.encode((curved + outside).astype(np.float32))


def find_gain(pixels: Pixels, brightness: float) -> float:
    """Find the gain with which `brighten` gives sRGB pixels (…, 3) a mean of `brightness` (0–1).

    At least 1, for a photo that is bright enough stays as it is; at most `MOST_GAIN`.
    """
    colours = pixels.reshape(-1, 3)
    few = colours[:: max(len(colours) // ENOUGH, 1)].clip(0, 1)
    low, high = 1.0, MOST_GAIN
    if few.mean() >= brightness:
        return low
    for _ in range(16):
        middle = float(np.sqrt(low * high))
        if brighten(few, middle).mean() < brightness:
            low = middle
        else:
            high = middle
    return high

"""A picture of dead leaves: what lenses are tested with, since its sharpness is known.

Discs that hide each other, their sizes drawn so that the picture has the statistics of photos at
every scale (Lee, Mumford and Huang 2001; Cao, Guichard and Hornung 2009).
"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.resample import bicubic

SEED = 2021
FINER = 2
"""How many times larger it is painted, then averaged: a sensor's pixels have an extent."""
_LEAST, _MOST = 1.0, 100.0
"""Radii in pixels."""
_PER_PIXEL = 0.25
"""Discs per pixel; with so many hardly any of the ground is left."""


def blurred_leaves(side: int, scale: int, deviation: float) -> Pixels:
    """Return dead leaves as a photo shows them: `side`, `side`, 3 in 0–1, rounded to 8 bits.

    They are painted `scale` times as large, blurred by a Gaussian of `deviation` pixels of that
    size and reduced.
    """
    leaves = _leaves(side * scale)
    if deviation > 0:
        leaves = cv2.GaussianBlur(
            leaves, (0, 0), deviation, borderType=cv2.BORDER_REFLECT_101
        ).astype(np.float32)
    reduced = bicubic(leaves, 1 / scale)
    return np.rint(reduced.clip(0, 1) * 255).astype(np.float32) / np.float32(255)


@cache
def _leaves(side: int) -> Pixels:
    """Paint leaf over leaf: `side`, `side`, 3 in 0–1."""
    rng = np.random.default_rng(SEED)
    count = int(_PER_PIXEL * side**2)
    # Radii with a density of r⁻³, by the inverse of its distribution.
    inverse_squares = rng.uniform(_MOST**-2, _LEAST**-2, count)
    radii = inverse_squares**-0.5 * FINER
    centers = rng.uniform(0, side * FINER, (count, 2))
    grey, tint = rng.uniform(10, 245, (count, 1)), rng.uniform(-40, 40, (count, 3))
    colors = (grey + tint).clip(0, 255)
    canvas = np.full((side * FINER, side * FINER, 3), 128, np.uint8)
    for (x, y), radius, color in zip(centers, radii, colors.tolist(), strict=True):
        cv2.circle(canvas, (int(x), int(y)), max(round(radius), 1), color, cv2.FILLED)
    small = cv2.resize(canvas, (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) / np.float32(255)

"""Texture and sharpness of the brightness; colours are left alone, so that no edge gets a fringe.

Widths are in pixels of the restored photo. Seen smaller, filters shrink along, so that the picture
on the screen is what the whole one would look like at that size.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from mirstudio.imaging.adjustments import Adjustments
from mirstudio.imaging.overview import Plane

TEXTURE = 2.0
"""Deviation of the Gaussian that texture is finer than, in pixels."""
EDGE = 0.8
"""Deviation of the Gaussian that is taken off to sharpen, in pixels."""
_MOST_SHARPENING = 1.5
_EDGE_HEIGHT = 0.06
"""Differences much larger than this are edges, not texture, and are not brought out."""


def margin_of(adjustments: Adjustments, zoom: float) -> int:
    """Return how many pixels around a part must be given along, at that zoom."""
    deviations = ((adjustments.detail, TEXTURE), (adjustments.sharpness, EDGE))
    return max(
        (_reach(deviation, zoom) for value, deviation in deviations if value != 0), default=0
    )


def sharpened_by(luma: Plane, adjustments: Adjustments, zoom: float) -> Plane:
    """Return what is added to each channel for detail and sharpness."""
    added = np.zeros_like(luma)
    if adjustments.detail != 0:
        fine = luma - _blurred(luma, TEXTURE, zoom)
        if adjustments.detail > 0:
            # Keeps edges from growing halos; softening needs no such care.
            fine /= 1 + np.square(fine * np.float32(1 / _EDGE_HEIGHT))
        added += fine * np.float32(adjustments.detail)
    if adjustments.sharpness != 0:
        edges = luma - _blurred(luma, EDGE, zoom)
        added += edges * np.float32(_MOST_SHARPENING * adjustments.sharpness)
    return added


def _blurred(plane: Plane, deviation: float, zoom: float) -> Plane:
    column = _kernel(deviation, zoom)
    blurred = cv2.sepFilter2D(plane, -1, column, column, borderType=cv2.BORDER_REFLECT_101)
    return np.asarray(blurred, np.float32)


def _kernel(deviation: float, zoom: float) -> Plane:
    """Return the Gaussian as it acts on pixels that each are the mean of 1/zoom a side."""
    steps = np.arange(-_full_reach(deviation), _full_reach(deviation) + 1)
    weights = np.exp(-0.5 * (steps / deviation) ** 2)
    reach = _reach(deviation, zoom)
    places = np.arange(-reach, reach + 1)[:, None]
    seen = (1 - np.abs(steps * zoom - places)).clip(0) @ weights
    return (seen / seen.sum()).astype(np.float32)


def _reach(deviation: float, zoom: float) -> int:
    return math.ceil(_full_reach(deviation) * zoom)


def _full_reach(deviation: float) -> int:
    return math.ceil(3 * deviation)

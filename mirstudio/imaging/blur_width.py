"""How blurred a photo's sharpest edges are, told by blurring them once more.

An edge of width s, blurred by a and by b, has slopes in the ratio √(s² + b²) : √(s² + a²), whatever
its height (Zhuo and Sim 2011): so the ratio tells s.
"""

from __future__ import annotations

import cv2
import numpy as np

from mirstudio.imaging.overview import Plane
from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.tone import luma_of

_NARROW, _WIDE = 1.0, 2.0
"""Deviations, in pixels, of the two further blurs."""
_SLOPE = 0.02
"""Least slope of an edge, per pixel, behind the narrow blur."""
_OVER_NOISE = 12.0
"""Least slope of an edge in medians of all slopes: noise is everywhere, edges are not."""
_STRONGEST = 0.25
"""Share of the edges, the steepest ones, that are looked at."""
_SHARPEST = 0.5
"""Quantile of the widths of these that is given: thin lines look narrower than edges."""
_FEWEST = 50
"""Pixels on edges that are needed."""


def measure_blur(pixels: Pixels) -> float | None:
    """Return the deviation of the blur of H, W, 3 pixels, in pixels; None without clear edges."""
    luma = luma_of([pixels[..., i] for i in range(3)])
    steep, soft = _slopes(luma, _NARROW), _slopes(luma, _WIDE)
    least = max(_SLOPE, min(_OVER_NOISE * float(np.median(steep)), float(steep.max()) / 2))
    edges = _crests(steep) & (steep >= least)
    if edges.sum() < _FEWEST:
        return None
    edges &= steep >= np.quantile(steep[edges], 1 - _STRONGEST)
    ratio = np.square(np.maximum(steep[edges] / soft[edges], 1.01))
    squares = (_WIDE**2 - ratio * _NARROW**2) / (ratio - 1)
    return float(np.sqrt(max(float(np.quantile(squares, _SHARPEST)), 0.0)))


def _slopes(luma: Plane, deviation: float) -> Plane:
    blurred = cv2.GaussianBlur(luma, (0, 0), deviation, borderType=cv2.BORDER_REFLECT_101)
    across = cv2.Sobel(blurred, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(blurred, cv2.CV_32F, 0, 1, scale=1 / 8)
    return np.asarray(cv2.magnitude(across, down), np.float32)


def _crests(slopes: Plane) -> np.ndarray:
    """Return where the slope is the largest of its row or its column's neighbours."""
    crests = np.zeros(slopes.shape, bool)
    inner = slopes[1:-1, 1:-1]
    across = (inner >= slopes[1:-1, :-2]) & (inner >= slopes[1:-1, 2:])
    down = (inner >= slopes[:-2, 1:-1]) & (inner >= slopes[2:, 1:-1])
    crests[1:-1, 1:-1] = across | down
    return crests

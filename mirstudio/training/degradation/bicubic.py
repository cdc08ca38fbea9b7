"""Bicubic resizing to the letter of MATLAB's `imresize`, which the super-resolution sets use.

The kernel has a = −0.5 and is stretched by the factor when it reduces (antialiasing); borders
repeat the last pixel; sample i of the result lies at (i + ½)/scale − ½ of the source.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.photo import Pixels


def reduce_bicubic(pixels: Pixels, factor: int) -> Pixels:
    """Reduce H, W, 3 to H/factor, W/factor, 3 (rounded up); not clipped."""
    height, width = pixels.shape[:2]
    return _resize(pixels, -(-height // factor), -(-width // factor), 1 / factor)


def enlarge_bicubic(pixels: Pixels, factor: int) -> Pixels:
    """Enlarge H, W, 3 to H·factor, W·factor, 3; not clipped."""
    height, width = pixels.shape[:2]
    return _resize(pixels, height * factor, width * factor, factor)


def crop_to_multiple(pixels: NDArray, factor: int) -> NDArray:
    """Drop rows below and columns right until both are multiples of `factor`."""
    height, width = (side // factor * factor for side in pixels.shape[:2])
    return pixels[:height, :width]


def _resize(pixels: Pixels, height: int, width: int, scale: float) -> Pixels:
    for axis, size in ((0, height), (1, width)):
        indices, weights = _taps(pixels.shape[axis], size, scale)
        source = np.moveaxis(pixels, axis, 0)
        shape = (size,) + (1,) * (source.ndim - 1)
        # Tap by tap: the whole gather at once would be several photos large.
        total = source[indices[:, 0]] * weights[:, 0].reshape(shape)
        for tap in range(1, indices.shape[1]):
            total += source[indices[:, tap]] * weights[:, tap].reshape(shape)
        pixels = np.moveaxis(total, 0, axis)
    return np.ascontiguousarray(pixels, np.float32)


def _taps(size: int, new_size: int, scale: float) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Source indices and weights of each new sample, both new_size, taps."""
    shrink = min(scale, 1.0)
    centres = (np.arange(new_size) + 0.5) / scale - 0.5
    # The 1e-9 keeps positions that are whole up to rounding on their side.
    first = np.floor(centres - 2 / shrink + 1e-9).astype(np.intp)
    indices = first[:, None] + np.arange(math.ceil(4 / shrink) + 2)
    weights = _cubic((centres[:, None] - indices) * shrink)
    weights /= weights.sum(1, keepdims=True)
    return indices.clip(0, size - 1), weights.astype(np.float32)


def _cubic(t: NDArray[np.float64]) -> NDArray[np.float64]:
    t = np.abs(t)
    near = (1.5 * t - 2.5) * t * t + 1
    far = ((-0.5 * t + 2.5) * t - 4) * t + 2
    return np.where(t <= 1, near, np.where(t <= 2, far, 0.0))

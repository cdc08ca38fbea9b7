"""Other sizes of a picture: for zooming, for pyramids, and exactly as papers enlarge and shrink."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.photo import Pixels

Picture = TypeVar("Picture", NDArray[np.uint8], NDArray[np.uint16], NDArray[np.float32])
"""H, W or H, W, C of uint8, uint16 or float32."""

Kernel = Callable[[NDArray[np.floating]], NDArray[np.floating]]
"""Weights by distance."""

_SHARPNESS = -0.5
"""Keys' parameter a in MATLAB's cubic; OpenCV has -0.75."""


def resize(pixels: Picture, width: int, height: int) -> Picture:
    """Return the picture in another size: averaged where it shrinks, cubic where it grows."""
    if (pixels.shape[1], pixels.shape[0]) == (width, height):
        return pixels
    shrinks = width * height < pixels.shape[0] * pixels.shape[1]
    method = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return _with_axes_of(cv2.resize(pixels, (width, height), interpolation=method), pixels)


def halve(pixels: Picture) -> Picture:
    """Return the next level of a pyramid: half the size, rounded up, each pixel a mean of four."""
    height, width = pixels.shape[:2]
    if height % 2 or width % 2:
        pixels = _with_axes_of(
            cv2.copyMakeBorder(pixels, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE), pixels
        )
    size = ((width + 1) // 2, (height + 1) // 2)
    return _with_axes_of(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), pixels)


def _with_axes_of(result: NDArray, pixels: Picture) -> Picture:
    """Give back the channel axis that OpenCV drops from one-channel pictures."""
    return result.reshape(*result.shape[:2], *pixels.shape[2:])  # pyright: ignore[reportReturnType]


def bicubic(pixels: Pixels, scale: float) -> Pixels:
    """Return H, W, C pixels in ceil(scale·H), ceil(scale·W) as MATLAB's `imresize` does.

    Where it shrinks, the kernel widens with the step, so that nothing aliases. Borders repeat
    the outermost pixel; the result may leave 0–1.
    """
    columns = _resample_rows(pixels, scale)
    return np.ascontiguousarray(_resample_rows(columns.swapaxes(0, 1), scale).swapaxes(0, 1))


def lanczos(pixels: Pixels, width: int, height: int) -> Pixels:
    """Return H, W or H, W, C pixels in another size by Lanczos' kernel of three lobes.

    Where it shrinks, the kernel widens with the step, as in `bicubic`.
    """
    rows = _resample_rows(pixels, height / pixels.shape[0], height, _lanczos, 6.0)
    columns = rows.swapaxes(0, 1)
    scale = width / pixels.shape[1]
    return np.ascontiguousarray(_resample_rows(columns, scale, width, _lanczos, 6.0).swapaxes(0, 1))


def _resample_rows(
    pixels: Pixels,
    scale: float,
    length: int | None = None,
    kernel: Kernel | None = None,
    support: float = 4.0,
) -> Pixels:
    """Resample along the first axis, to `length` rows; None: rounded up."""
    length = length or math.ceil(pixels.shape[0] * scale)
    taken, weights = _taps(pixels.shape[0], length, scale, kernel or _cubic, support)
    result = np.zeros((len(taken), *pixels.shape[1:]), np.float32)
    for tap in range(taken.shape[1]):
        weight = weights[:, tap].reshape(-1, *[1] * (pixels.ndim - 1))
        result += weight * pixels[taken[:, tap]]
    return result


def _taps(
    before: int, after: int, scale: float, kernel: Kernel, support: float
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Return which rows each new row takes, and how much of each: both new length, taps."""
    stretch = min(scale, 1.0)
    reach = support / stretch
    places = (np.arange(after) + 0.5) / scale - 0.5
    first = np.floor(places - reach / 2).astype(np.intp)
    rows = first[:, None] + np.arange(math.ceil(reach) + 2)
    weights = stretch * kernel(stretch * (places[:, None] - rows))
    weights /= weights.sum(axis=1, keepdims=True)
    used = (weights != 0).any(axis=0)
    return rows[:, used].clip(0, before - 1), weights[:, used].astype(np.float32)


def _lanczos(distance: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return Lanczos' kernel with three lobes."""
    return np.where(np.abs(distance) < 3, np.sinc(distance) * np.sinc(distance / 3), 0.0)


def _cubic(distance: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return Keys' cubic kernel."""
    a, t = _SHARPNESS, np.abs(distance)
    near = (a + 2) * t**3 - (a + 3) * t**2 + 1
    far = a * t**3 - 5 * a * t**2 + 8 * a * t - 4 * a
    return np.where(t <= 1, near, np.where(t < 2, far, 0.0))

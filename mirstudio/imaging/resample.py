"""Other sizes of a picture, for the window's zoom, for results and for training."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray


def resize(pixels: NDArray[Any], width: int, height: int) -> NDArray[Any]:
    """Resize H, W or H, W, C: by area means downwards, bicubically upwards; the dtype stays.

    Bicubic values may overshoot the range of the input.
    """
    smaller = width < pixels.shape[1] and height < pixels.shape[0]
    method = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=method))


def halve(pixels: NDArray[Any]) -> NDArray[Any]:
    """Halve H, W or H, W, C by area means, sides rounded up; the dtype stays."""
    height, width = pixels.shape[:2]
    return resize(pixels, max((width + 1) // 2, 1), max((height + 1) // 2, 1))

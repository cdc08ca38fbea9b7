"""Blurring a photo with a kernel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.photo import Pixels

Kernel = NDArray[np.float32]
"""K, K with K odd, summing to one."""


def convolve(pixels: Pixels, kernel: Kernel) -> Pixels:
    """Filter H, W, 3 by `kernel`, mirroring the border without repeating its pixels.

    A correlation: kernel row and column 0 weigh the pixel above and left. Both sides must be
    larger than half the kernel.
    """
    radius = kernel.shape[0] // 2
    padded = np.pad(pixels, ((radius, radius), (radius, radius), (0, 0)), mode="reflect")
    height, width = (side + kernel.shape[0] - 1 for side in padded.shape[:2])
    spectrum = np.fft.rfft2(padded.astype(np.float64), (height, width), axes=(0, 1))
    # Turning the kernel by 180° makes a correlation of the spectrum's convolution.
    spectrum *= np.fft.rfft2(kernel[::-1, ::-1].astype(np.float64), (height, width))[:, :, None]
    blurred = np.fft.irfft2(spectrum, (height, width), axes=(0, 1))
    inside = tuple(slice(2 * radius, 2 * radius + side) for side in pixels.shape[:2])
    return np.ascontiguousarray(blurred[inside], np.float32)

"""How near a restored photo comes to the truth: PSNR and the three SSIMs of the literature.

All take arrays of one shape, H, W or H, W, C, compute in float64 and return a float. Where `peak`
is not given it is what white is in the arrays' type: 255, 65535 or 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float64]

RADIUS = 5
"""The Gaussian window of SSIM is 11 wide."""
SIGMA = 1.5
UNIFORM = 7
"""Side of the flat window of scikit-image's default."""


def psnr(a: NDArray, b: NDArray, peak: float | None = None) -> float:
    """Peak signal-to-noise ratio in dB over all samples pooled; infinite when equal."""
    peak = _peak(a, peak)
    error = float(np.mean((a.astype(np.float64) - b.astype(np.float64)) ** 2))
    return math.inf if error == 0 else 10 * math.log10(peak**2 / error)


def ssim(a: NDArray, b: NDArray, peak: float | None = None) -> float:
    """SSIM as MATLAB's `ssim` has it, which takes colour for a third dimension.

    The Gaussian window reaches over rows, columns and channels, all three with repeated edges.
    Published SSIMs of GoPro, SIDD and LoL are of this kind; it is much higher than the mean over
    channels.
    """

    def blur(x: Plane) -> Plane:
        for axis in (0, 1):
            x = _slide(_repeat_edges(x, axis), axis, _gaussian())
        return x @ _across_channels(x.shape[2]).T if x.ndim == 3 else x

    return float(_similarity(a, b, blur, _peak(a, peak)).mean())


def ssim_valid(
    a: NDArray, b: NDArray, peak: float | None = None, counts: NDArray[np.bool_] | None = None
) -> float:
    """SSIM as Wang's original code has it: only where the 11×11 window fits.

    Channels are compared one by one and averaged; `counts` (H, W) tells which places do.
    Raises ValueError below 11×11 samples.
    """
    if min(a.shape[:2]) <= 2 * RADIUS:
        raise ValueError(f"{a.shape[1]}×{a.shape[0]} is too small for an 11×11 window")

    def blur(x: Plane) -> Plane:
        return _slide(_slide(x, 0, _gaussian()), 1, _gaussian())

    similarity = _similarity(a, b, blur, _peak(a, peak))
    if counts is not None:
        similarity = similarity[counts[RADIUS:-RADIUS, RADIUS:-RADIUS]]
    return float(similarity.mean())


def ssim_uniform(a: NDArray, b: NDArray, peak: float | None = None) -> float:
    """SSIM as scikit-image's default: flat 7×7 window, unbiased variances, mean over channels.

    Raises ValueError below 7×7 samples.
    """
    if min(a.shape[:2]) < UNIFORM:
        raise ValueError(f"{a.shape[1]}×{a.shape[0]} is too small for a 7×7 window")
    flat = np.full(UNIFORM, 1 / UNIFORM)

    def blur(x: Plane) -> Plane:
        return _slide(_slide(x, 0, flat), 1, flat)

    samples = UNIFORM**2
    return float(_similarity(a, b, blur, _peak(a, peak), samples / (samples - 1)).mean())


def mae(a: NDArray, b: NDArray) -> float:
    """Mean absolute difference in the arrays' own unit."""
    return float(np.mean(np.abs(a.astype(np.float64) - b.astype(np.float64))))


def luma(rgb: NDArray) -> NDArray[np.uint8]:
    """Y of 8-bit RGB (H, W, 3) as MATLAB's rgb2ycbcr gives it: 16–235, rounded to 8 bits."""
    return np.floor(luma_exact(rgb) + 0.5).astype(np.uint8)


def luma_exact(rgb: NDArray) -> Plane:
    """Y of RGB in 0–255 (H, W, 3) before it is rounded."""
    return 16 + rgb.astype(np.float64) @ np.array([65.481, 128.553, 24.966]) / 255


def luma_dasr(rgb: NDArray, divisor: int) -> Plane:
    """Y of RGB in 0–255 (H, W, 3) with DASR's weights, not rounded.

    DASR divides by 256 for its PSNR and by 255 for its SSIM.
    """
    return 16 + rgb.astype(np.float64) @ np.array([65.738, 129.057, 25.064]) / divisor


def error_reduction(before: float, after: float) -> float:
    """Share by which the RMSE falls between two PSNRs in dB: 0.2 means 20 % less error."""
    return 1 - 10 ** ((before - after) / 20)


def dissimilarity_reduction(before: float, after: float) -> float:
    """Share by which DSSIM = (1 − SSIM)/2 falls between two SSIMs."""
    return 1 - (1 - after) / (1 - before)


def _similarity(
    a: NDArray, b: NDArray, blur: Callable[[Plane], Plane], peak: float, unbias: float = 1.0
) -> Plane:
    """The SSIM map under a window; `unbias` scales the (co)variances."""
    x, y = a.astype(np.float64), b.astype(np.float64)
    low, high = (0.01 * peak) ** 2, (0.03 * peak) ** 2
    mean_x, mean_y = blur(x), blur(y)
    power = mean_x**2 + mean_y**2
    product = mean_x * mean_y
    variances = unbias * (blur(x * x + y * y) - power)
    covariance = unbias * (blur(x * y) - product)
    return (2 * product + low) * (2 * covariance + high) / ((power + low) * (variances + high))


def _gaussian() -> Plane:
    window = np.exp(-0.5 * (np.arange(-RADIUS, RADIUS + 1) / SIGMA) ** 2)
    return window / window.sum()


def _slide(x: Plane, axis: int, window: Plane) -> Plane:
    """Correlate with a symmetric window along an axis, where it fits."""
    x = np.moveaxis(x, axis, 0)
    kept, last = x.shape[0] - len(window) + 1, len(window) - 1
    total = x[last // 2 : last // 2 + kept] * window[last // 2]
    for i in range(last // 2):
        total += window[i] * (x[i : i + kept] + x[last - i : last - i + kept])
    return np.moveaxis(total, 0, axis)


def _repeat_edges(x: Plane, axis: int) -> Plane:
    return np.pad(x, [(RADIUS, RADIUS) if i == axis else (0, 0) for i in range(x.ndim)], "edge")


def _across_channels(channels: int) -> Plane:
    """The window along so short an axis, edges repeated, as a matrix C, C."""
    matrix = np.zeros((channels, channels))
    for row in range(channels):
        for offset, weight in zip(range(-RADIUS, RADIUS + 1), _gaussian(), strict=True):
            matrix[row, min(max(row + offset, 0), channels - 1)] += weight
    return matrix


def _peak(a: NDArray, peak: float | None) -> float:
    if peak is not None:
        return peak
    return float(np.iinfo(a.dtype).max) if np.issubdtype(a.dtype, np.integer) else 1.0

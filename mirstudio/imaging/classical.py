"""Rivals without weights: what a photo program of 2010 would have done, for evaluation."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.resample import bicubic

_GREY_FLOOR = 1e-4
_WIDEST = 15.0
"""Gaussians wider than this, in pixels, are taken of a smaller picture."""


def nlm(pixels: Pixels, h: float) -> Pixels:
    """Average similar patches (non-local means); `h`, in 8-bit levels, is about the noise.

    Works on 8 bits, as the method does wherever it is found.
    """
    noisy = np.ascontiguousarray(_in_8_bits(pixels)[..., ::-1])
    clean = cv2.fastNlMeansDenoisingColored(noisy, None, h, h, 7, 21)
    return _in_float(clean[..., ::-1])


def sharpen(pixels: Pixels, radius: float = 1.5, amount: float = 1.0) -> Pixels:
    """Add what a Gaussian blur of `radius` takes away (unsharp mask)."""
    blurred = cv2.GaussianBlur(pixels, (0, 0), radius, borderType=cv2.BORDER_REFLECT_101)
    return (pixels + np.float32(amount) * (pixels - blurred)).astype(np.float32)


def equalize(pixels: Pixels, limit: float = 3.0, grid: int = 8) -> Pixels:
    """Spread the lightness of each part of the photo (CLAHE); on 8 bits."""
    lab = cv2.cvtColor(_in_8_bits(pixels), cv2.COLOR_RGB2LAB)
    lab[..., 0] = cv2.createCLAHE(limit, (grid, grid)).apply(lab[..., 0])
    return _in_float(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB))


def brighten(pixels: Pixels, target: float = 0.45) -> Pixels:
    """Bend the tones by the gamma that brings the mean of the luma to `target`."""
    luma = cv2.cvtColor(pixels.clip(0, 1), cv2.COLOR_RGB2GRAY)
    gamma = np.log(target) / np.log(min(max(float(luma.mean()), _GREY_FLOOR), 1 - _GREY_FLOOR))
    return (pixels.clip(0, 1) ** np.float32(gamma)).astype(np.float32)


def retinex(pixels: Pixels, radii: tuple[float, ...] = (15.0, 80.0, 250.0)) -> Pixels:
    """Even out the lighting (multi-scale retinex, Jobson et al. 1997), keeping the colours.

    The logarithm of the brightness is compared with its surroundings at each of `radii`, in
    pixels; what remains is spread over the tones without their outermost hundredths, and each
    pixel's colour follows its brightness as far as no channel leaves 0–1.
    """
    light = np.maximum(pixels.clip(0, 1).mean(2), np.float32(1 / 255))
    logs = [np.log(light) - np.log(_surroundings(light, radius)) for radius in radii]
    detail = np.mean(logs, axis=0)
    low, high = np.percentile(detail, (1, 99))
    if high - low < _GREY_FLOOR:
        return pixels.clip(0, 1)
    wanted = ((detail - low) / (high - low)).clip(0, 1)
    brightest = np.maximum(pixels.clip(0, 1).max(2), np.float32(1 / 255))
    gain = np.minimum(wanted / light, 1 / brightest)
    return np.asarray(pixels.clip(0, 1) * gain[:, :, None], np.float32)


def _surroundings(light: NDArray[np.float32], radius: float) -> NDArray[np.float32]:
    """Blur H, W by a wide Gaussian, on a smaller picture where that shows no difference."""
    height, width = light.shape
    shrink = max(radius / _WIDEST, 1.0)
    size = (max(round(width / shrink), 1), max(round(height / shrink), 1))
    small = cv2.resize(light, size, interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), radius / shrink, borderType=cv2.BORDER_REFLECT)
    back = cv2.resize(blurred, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(back, np.float32)


def estimate_noise(pixels: Pixels) -> float:
    """Guess the deviation of white noise in 8-bit levels from how a photo differs from itself.

    Immerkær's mask answers to neither flat nor evenly sloping areas; the median keeps edges out.
    """
    mask = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    answer = cv2.filter2D(pixels, -1, mask, borderType=cv2.BORDER_REFLECT_101)
    # 36 is the mask's power; 0.6745 the median of a unit Gaussian's size.
    return float(255 * np.median(np.abs(answer)) / 0.6745 / 6)


def enlarge_bicubic(pixels: Pixels, scale: float) -> Pixels:
    """Enlarge as MATLAB does, which is what papers call bicubic."""
    return bicubic(pixels, scale)


def enlarge_lanczos(pixels: Pixels, scale: float) -> Pixels:
    """Enlarge by OpenCV's Lanczos kernel of eight pixels."""
    size = (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_LANCZOS4), np.float32)


def deconvolve(pixels: Pixels, kernel: NDArray[np.float32], steps: int = 20) -> Pixels:
    """Undo a known blur by Richardson and Lucy's iteration; `kernel` sums to one, odd sides."""
    observed = np.maximum(pixels, np.float32(_GREY_FLOOR))
    estimate = observed.copy()
    for _ in range(steps):
        expected = np.maximum(_convolve(estimate, kernel), np.float32(_GREY_FLOOR))
        ratio = np.divide(observed, expected, dtype=np.float32)
        estimate *= _convolve(ratio, kernel[::-1, ::-1])
    return estimate


def gaussian_kernel(radius: float) -> NDArray[np.float32]:
    """Return a Gaussian kernel that sums to one, for blind use of `deconvolve`."""
    side = 2 * max(1, round(3 * radius)) + 1
    column = cv2.getGaussianKernel(side, radius, cv2.CV_32F)
    return np.asarray(column @ column.T, np.float32)


def _convolve(pixels: Pixels, kernel: NDArray[np.float32]) -> Pixels:
    # OpenCV correlates; a convolution has the kernel turned round.
    turned = np.ascontiguousarray(kernel[::-1, ::-1])
    return np.asarray(
        cv2.filter2D(pixels, -1, turned, borderType=cv2.BORDER_REFLECT_101), np.float32
    )


def _in_8_bits(pixels: Pixels) -> NDArray[np.uint8]:
    return np.rint(pixels.clip(0, 1) * np.float32(255)).astype(np.uint8)


def _in_float(samples: NDArray[np.uint8] | cv2.typing.MatLike) -> Pixels:
    return np.asarray(samples, np.float32) / np.float32(255)

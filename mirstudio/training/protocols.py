"""Which pixels the literature compares, and how: one function per benchmark's habit.

Each takes the restored and the true photo as 8-bit RGB (H, W, 3) of one size, or H, W for grey.
A noisy photo may come as floats on the same scale, unrounded and beyond 0–255.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.alignment import align
from mirstudio.imaging.profile import SRGB_CURVE
from mirstudio.training.metrics import (
    luma,
    luma_dasr,
    luma_exact,
    mae,
    psnr,
    ssim,
    ssim_uniform,
    ssim_valid,
)

Rgb8 = NDArray[np.uint8]

LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Of linear sRGB (Rec. 709)."""


@dataclass(frozen=True)
class Score:
    """How near one photo came, or the mean over many."""

    psnr: float
    """dB."""
    ssim: float
    mae: float | None = None
    """Mean absolute error of samples in 0–1, where the benchmark states it."""
    exposure: float | None = None
    """Exposure values (EV) by which the photo is brighter than its true one, if that is asked."""
    exposure_error: float | None = None
    """The same without its sign, of which the mean over photos tells another thing."""


Protocol = Callable[[NDArray, NDArray], Score]


def score_rgb(restored: Rgb8, truth: Rgb8) -> Score:
    """GoPro, HIDE, LoL, FiveK and our Gaussian noise: all samples pooled, volume SSIM."""
    return Score(psnr(restored, truth, 255), ssim(restored, truth, 255))


def score_exposed(restored: Rgb8, truth: Rgb8) -> Score:
    """Low light made from bright photos: as `score_rgb`, and how far the brightness is off."""
    score = score_rgb(restored, truth)
    apart = float(np.log2(_light(restored) / _light(truth)))
    return replace(score, exposure=apart, exposure_error=abs(apart))


def score_floats(restored: NDArray[np.float32], truth: NDArray[np.float32]) -> Score:
    """SIDD: floats in 0–1, clamped but not rounded; volume SSIM."""
    clamped = restored.clip(0, 1)
    return Score(psnr(clamped, truth, 1), ssim(clamped, truth, 1))


def score_rain(restored: Rgb8, truth: Rgb8) -> Score:
    """Deraining sets: Y rounded to 8 bits, SSIM where its window fits."""
    return _score_planes(luma(restored), luma(truth))


def score_enlarged(restored: Rgb8, truth: Rgb8, scale: int) -> Score:
    """Set5, Set14 and the like: Y of the 8-bit photos without a border of `scale` pixels.

    Y is rounded to 8 bits for SSIM and not for PSNR, which gives the published figures of
    bicubic enlargement. Grey photos are compared as they are.
    """
    inside = (slice(scale, -scale),) * 2
    a, b = restored[inside], truth[inside]
    if a.ndim == 2:
        return _score_planes(a, b)
    return Score(psnr(luma_exact(a), luma_exact(b), 255), ssim_valid(luma(a), luma(b), 255))


def score_realsr(restored: Rgb8, truth: Rgb8, scale: int) -> Score:
    """RealSR as MIRNetv2's code does: drops scale − 1 rows and columns before, scale behind."""
    inside = (slice(scale - 1, -scale),) * 2
    return _score_planes(luma(restored[inside]), luma(truth[inside]))


def score_dasr(restored: Rgb8, truth: Rgb8, scale: int) -> Score:
    """DASR's tables: PSNR and SSIM on two differently weighted Y, neither rounded."""
    inside = (slice(scale, -scale),) * 2
    a, b = restored[inside], truth[inside]
    return Score(
        psnr(luma_dasr(a, 256), luma_dasr(b, 256), 255),
        ssim_valid(luma_dasr(a, 255), luma_dasr(b, 255), 255),
    )


def score_defocus(restored: NDArray[np.float32], truth: NDArray[np.float32]) -> Score:
    """DPDD: floats in 0–1, uniform SSIM; and the mean absolute error."""
    clamped = restored.clip(0, 1)
    return Score(psnr(clamped, truth, 1), ssim_uniform(clamped, truth, 1), mae(clamped, truth))


def score_aligned(restored: Rgb8, truth: Rgb8) -> Score:
    """RealBlur: the restored photo is brought to the truth's brightness and place beforehand.

    Only where the moved photo covers the truth counts.
    """
    a, b = (samples.astype(np.float32) / np.float32(255) for samples in (restored, truth))
    moved, covered = align(np.float32((a * b).sum() / max((a * a).sum(), 1e-12)) * a, b)
    if not covered.any():
        raise ValueError("the restored photo does not cover the truth anywhere")
    mask = covered[:, :, None].astype(np.float32)
    # PSNR of all samples has the mean over the whole photo; the benchmark's is over what counts.
    whole = psnr(moved * mask, b * mask, 1) + 10 * math.log10(covered.mean())
    return Score(whole, ssim_valid(moved * mask, b * mask, 1, covered))


def to_8_bits(pixels: NDArray[np.float32]) -> Rgb8:
    """Clamp to 0–1 and round half to even, as files are written."""
    return np.rint(pixels.clip(0, 1) * np.float32(255)).astype(np.uint8)


def mean_score(scores: list[Score]) -> Score:
    """Mean over photos. Raises ValueError when there is none."""
    if not scores:
        raise ValueError("no photo was scored")
    return Score(
        float(np.mean([s.psnr for s in scores])),
        float(np.mean([s.ssim for s in scores])),
        _mean_of([s.mae for s in scores]),
        _mean_of([s.exposure for s in scores]),
        _mean_of([s.exposure_error for s in scores]),
    )


def _mean_of(figures: list[float | None]) -> float | None:
    """Mean of those that were stated."""
    stated = [figure for figure in figures if figure is not None]
    return float(np.mean(stated)) if stated else None


def _light(samples: Rgb8) -> float:
    """Mean luminance of 8-bit sRGB, linear; black counts as a thousandth of a level."""
    linear = SRGB_CURVE.decode(samples.astype(np.float32) / np.float32(255))
    return max(float((linear @ LUMINANCE).mean()), 4e-6)


def _score_planes(restored: Rgb8, truth: Rgb8) -> Score:
    return Score(psnr(restored, truth, 255), ssim_valid(restored, truth, 255))


BORDER = 15
REACH = 5
STEP = 0.25


def score_shifted(restored: Rgb8, truth: Rgb8) -> Score:
    """Levin's set: without a border of 15 pixels, at the best shift within ±5 in quarters.

    The true photos there lie a little beside the blurred ones.
    """
    inside = (slice(BORDER, -BORDER),) * 2
    a, b = restored.astype(np.float64), truth[inside].astype(np.float64)
    whole = [(y, x) for y in range(-REACH, REACH + 1) for x in range(-REACH, REACH + 1)]
    down, right = min(whole, key=lambda shift: _error(a, b, *shift))
    near = np.arange(-1 + STEP, 1, STEP)
    quarters = [(down + y, right + x) for y in near for x in near]
    best = min(quarters, key=lambda shift: _error(a, b, *shift))
    shifted = _shifted(a, *best)[inside]
    return Score(psnr(shifted, b, 255), ssim(shifted, b, 255))


def _error(a: NDArray[np.float64], b: NDArray[np.float64], down: float, right: float) -> float:
    return float(np.mean((_shifted(a, down, right)[(slice(BORDER, -BORDER),) * 2] - b) ** 2))


def _shifted(a: NDArray[np.float64], down: float, right: float) -> NDArray[np.float64]:
    """Move a photo, bilinearly between pixels; its border is wrong afterwards."""
    for axis, shift in ((0, down), (1, right)):
        whole = int(np.floor(shift))
        share = shift - whole
        a = (1 - share) * np.roll(a, whole, axis) + share * np.roll(a, whole + 1, axis)
    return a

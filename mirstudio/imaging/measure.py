"""What is wrong with a photo, in numbers, from its pixels alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mirstudio.imaging.blockiness import measure_quality
from mirstudio.imaging.blur_width import measure_blur
from mirstudio.imaging.color import to_srgb
from mirstudio.imaging.noise_level import Noise, measure_noise
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.imaging.profile import SRGB_CURVE
from mirstudio.imaging.tone import LUMA

_MID_GREY = 0.18
_DARKEST = 1e-5
_MOST = 2048
"""Side, at most, of the part that is measured: what a photo suffers from, it suffers everywhere."""


@dataclass(frozen=True)
class Measurements:
    """The numbers of one photo."""

    noise: Noise
    """Deviation of the noise in brightness and in colour, 8-bit levels."""
    blur: float | None
    """Deviation of the Gaussian that its sharpest edges look blurred by, in pixels; None without
    edges. Sharp photos have 0 to 0.7."""
    exposure: float
    """Exposure values of its mean light above (or, negative, below) mid-grey, 18 % of white."""
    jpeg_quality: int | None
    """Of the JPEG that its blocks tell of, 1–95; None without such blocks."""


def measure(photo: Photo) -> Measurements:
    """Measure a photo, of a large one the middle; no network is needed."""
    part = to_srgb(_middle(photo.pixels), photo.profile)
    return Measurements(
        measure_noise(part), measure_blur(part), measure_exposure(part), measure_quality(part)
    )


def measure_exposure(pixels: Pixels) -> float:
    """Return by how many exposure values the mean light of sRGB pixels lies above mid-grey."""
    light = SRGB_CURVE.decode(pixels[::2, ::2].clip(0, 1)) @ np.array(LUMA, np.float32)
    return float(np.log2(max(float(light.mean()), _DARKEST) / _MID_GREY))


def _middle(pixels: Pixels) -> Pixels:
    """Return the middle of a large photo, cut on the grid of JPEG's blocks."""
    height, width = pixels.shape[:2]
    top, left = (max(0, length - _MOST) // 32 * 16 for length in (height, width))
    return np.ascontiguousarray(pixels[top : top + _MOST, left : left + _MOST])

"""Rivals that need no weights: what they do to a photo, and at which strength they do it best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mirstudio.imaging.classical import (
    brighten,
    deconvolve,
    enlarge_bicubic,
    enlarge_lanczos,
    equalize,
    estimate_noise,
    gaussian_kernel,
    nlm,
    retinex,
    sharpen,
)
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.progress import Progress, Work
from mirstudio.restoration.preset import Task
from mirstudio.training.bm3d import find_bm3d
from mirstudio.training.cases import Case, Condition
from mirstudio.training.metrics import psnr
from mirstudio.training.protocols import Rgb8, to_8_bits

SIDE = 128
"""Strengths are tuned on the middle of every photo: the best one differs little, and non-local
means are slow."""

STRONGEST = 120.0
"""Largest strength of non-local means that is tried, in 8-bit levels."""

ROUNDS = 9
"""Of golden section: to within a fiftieth of the range."""

BLUR = 1.5
"""Deviation in pixels of the blur that blind sharpening assumes."""


@dataclass(frozen=True)
class Method:
    """Something that makes a better photo of a degraded one."""

    name: str
    restore: Callable[[Photo], Pixels]
    rounded: bool = True
    """The result is compared as an 8-bit file would hold it, not as it is."""


INPUTS = {"input", "bicubic"}
"""Names of what there is without any method."""


def input_method(scale: int) -> Method:
    """What there is without any method: the degraded photo, enlarged where that is the task."""
    if scale > 1:
        return Method("bicubic", lambda photo: enlarge_bicubic(photo.pixels, scale))
    return Method("input", lambda photo: photo.pixels, rounded=False)


def rivals_for(task: Task, condition: Condition) -> Work[list[Method]]:
    """Return the rivals of a task, tuned on the condition they will be measured under."""
    scale = condition.scale
    match task:
        case Task.DENOISE:
            strength = yield from tune_patches(condition)
            patches = Method(
                f"OpenCV NLM, best h = {strength:.1f}", lambda photo: nlm(photo.pixels, strength)
            )
            return [patches, *_blocks(condition.sigma)]
        case Task.SR if scale > 1:
            return [Method("Lanczos", lambda photo: enlarge_lanczos(photo.pixels, scale))]
        case Task.LOWLIGHT:
            return [
                Method("gamma", lambda photo: brighten(photo.pixels)),
                Method("CLAHE", lambda photo: equalize(photo.pixels)),
                Method("Retinex", lambda photo: retinex(photo.pixels)),
            ]
        case Task.DEBLUR | Task.DEFOCUS:
            kernel = gaussian_kernel(BLUR)
            return [
                Method("unsharp mask", lambda photo: sharpen(photo.pixels, BLUR)),
                Method("Richardson–Lucy", lambda photo: deconvolve(photo.pixels, kernel)),
            ]
        case _:
            return []


def _blocks(sigma: float | None) -> list[Method]:
    """BM3D, told the noise where it is known; nothing where it is not installed."""
    denoise = find_bm3d()
    if denoise is None:
        return []
    if sigma is not None:
        return [Method("BM3D, told sigma", lambda photo: denoise(photo.pixels, sigma))]

    def estimated(photo: Photo) -> Pixels:
        return denoise(photo.pixels, estimate_noise(photo.pixels))

    return [Method("BM3D, sigma estimated", estimated)]


def tune_patches(condition: Condition) -> Work[float]:
    """Find the strength of OpenCV's coloured non-local means with the highest mean PSNR.

    Returns it in 8-bit levels.
    """
    middles = [_middle(case) for case in condition.cases()]
    golden = (np.sqrt(5) - 1) / 2
    low, high = 0.0, STRONGEST
    tried: dict[float, float] = {}
    for done in range(ROUNDS):
        left, right = high - golden * (high - low), low + golden * (high - low)
        for strength in (left, right):
            # One of the two has been tried in the round before, up to rounding.
            if all(abs(strength - other) > 1e-6 for other in tried):
                tried[strength] = _quality(middles, strength)
        yield Progress(done + 1, ROUNDS, "round", f"tuning NLM {condition.name}".strip())
        if _at(tried, left) > _at(tried, right):
            high = right
        else:
            low = left
    return max(tried, key=lambda strength: tried[strength])


def _at(tried: dict[float, float], strength: float) -> float:
    return tried[min(tried, key=lambda other: abs(other - strength))]


def _quality(middles: list[tuple[Pixels, Rgb8]], strength: float) -> float:
    """Mean PSNR in dB over all middles."""
    values = [psnr(to_8_bits(nlm(n, strength)), truth) for n, truth in middles]
    return float(np.mean(values))


def _middle(case: Case) -> tuple[Pixels, Rgb8]:
    """Noisy and true pixels around the centre."""
    height, width = case.truth.shape[:2]
    top, left = max(height - SIDE, 0) // 2, max(width - SIDE, 0) // 2
    inside = (slice(top, top + SIDE), slice(left, left + SIDE))
    truth = to_8_bits(case.truth) if case.exact else case.truth
    return case.views[-1].degraded.pixels[inside], truth[inside]

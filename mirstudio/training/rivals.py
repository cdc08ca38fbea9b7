"""Rivals that need no weights, given their best strength on the very set they are measured on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mirstudio.imaging.classical import nlm
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.progress import Progress, Work
from mirstudio.training.cases import Case, Condition, NoisyFolder
from mirstudio.training.metrics import psnr
from mirstudio.training.protocols import to_8_bits

SIDE = 128
"""The strength is tuned on the middle of every photo: the best one differs little, and the
method is slow."""

ROUNDS = 7


def tune_nlm(condition: Condition) -> Work[tuple[float, Callable[[Photo], Pixels]]]:
    """Find the strength of OpenCV's coloured non-local means that has the highest mean PSNR.

    Returns it in 8-bit levels, with the denoiser of that strength.
    """
    assert isinstance(condition.kind, NoisyFolder)
    middles = [_middle(case) for case in condition.cases()]
    golden = (np.sqrt(5) - 1) / 2
    low, high = 0.1 * condition.kind.sigma, 1.6 * condition.kind.sigma
    tried: dict[float, float] = {}
    for done in range(ROUNDS):
        left, right = high - golden * (high - low), low + golden * (high - low)
        for strength in (left, right):
            if not any(np.isclose(strength, other) for other in tried):
                tried[strength] = _quality(middles, strength)
            yield Progress(done, ROUNDS, "round", f"tuning NLM for {condition.name}")
        if _nearest(tried, left) > _nearest(tried, right):
            high = right
        else:
            low = left
    best = max(tried, key=lambda strength: tried[strength])
    return best, lambda photo: nlm(photo.pixels, best)


def _nearest(tried: dict[float, float], strength: float) -> float:
    return tried[min(tried, key=lambda other: abs(other - strength))]


def _quality(middles: list[tuple[Pixels, np.ndarray]], strength: float) -> float:
    """Mean PSNR in dB over all middles."""
    return float(
        np.mean([psnr(to_8_bits(nlm(noisy, strength)), truth) for noisy, truth in middles])
    )


def _middle(case: Case) -> tuple[Pixels, np.ndarray]:
    """Noisy and true pixels around the centre."""
    height, width = case.truth.shape[:2]
    top, left = max(height - SIDE, 0) // 2, max(width - SIDE, 0) // 2
    inside = (slice(top, top + SIDE), slice(left, left + SIDE))
    return case.views[-1].degraded.pixels[inside], case.truth[inside]

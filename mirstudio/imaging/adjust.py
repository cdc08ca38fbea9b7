"""What can be changed after a restoration without running a network again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mirstudio.errors import UsageError
from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.resample import bicubic


@dataclass(frozen=True)
class Adjustments:
    """The positions of the sliders."""

    strength: float = 1.0
    """0 keeps the original, 1 takes the restored photo; between, both are mixed."""

    def __post_init__(self) -> None:
        if not 0 <= self.strength <= 1:
            raise UsageError(f"Strength lies between 0 and 1; {self.strength:g} does not.")


def adjust(original: Pixels, restored: Pixels, adjustments: Adjustments) -> Pixels:
    """Return the adjusted pixels, of the restored one's size; neither input is changed.

    Works on any crop, as long as both show the same part. Where the restored crop is larger,
    the original is enlarged to it bicubically.
    """
    if adjustments.strength == 1:
        return restored
    original = _in_size_of(restored, original)
    if adjustments.strength == 0:
        return original
    share = np.float32(adjustments.strength)
    return np.asarray(original + share * (restored - original), np.float32)


def _in_size_of(restored: Pixels, original: Pixels) -> Pixels:
    if original.shape == restored.shape:
        return original
    enlarged = bicubic(original, restored.shape[0] / original.shape[0])
    if enlarged.shape != restored.shape:
        raise UsageError("The original and the restored photo do not show the same part.")
    return enlarged

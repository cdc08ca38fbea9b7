"""Saturated colours and highlights go past the network, which knows sRGB's 0–1 alone.

Of a photo of wide gamut, float or RAW, the smooth part of what lies outside 0–1 is taken off before
the network and added back behind it: its noise and its detail stay where the network sees them.
What photos in sRGB have outside 0–1 is noise, and stays in.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.color import is_srgb
from mirstudio.imaging.photo import Photo, Pixels

_DEVIATION = 3.0
"""Of the Gaussian that tells the smooth part from noise and detail, in pixels."""
_BARELY, _CLEARLY = 0.02, 0.06
"""How far outside smooth colours begin to be held, and are held wholly."""
_FLOAT = 32


@dataclass(frozen=True, eq=False)
class Excess:
    """What of a picture in sRGB lies smoothly outside 0–1."""

    pixels: Pixels
    """H, W, 3: the smooth part outside 0–1; 0 inside."""
    picture: Pixels
    """H, W, 3: the picture it was taken off."""

    def taken_off(self) -> Pixels:
        """Return the picture for the network."""
        return self.picture - self.pixels

    def put_back(self, restored: Pixels, *, hold: bool) -> Pixels:
        """Return restored pixels, of a whole multiple of the size, with the excess in them again.

        With `hold`, smooth colours outside 0–1 are the picture's own, whatever the network made of
        the part that it saw; for models that change no colours.
        """
        height, width = restored.shape[:2]
        if (height, width) != self.pixels.shape[:2]:
            size = (width, height)
            return restored + cv2.resize(self.pixels, size, interpolation=cv2.INTER_CUBIC)
        whole = restored + self.pixels
        if not hold:
            return whole
        outside = np.abs(self.pixels).max(axis=2, keepdims=True)
        weight = np.clip((outside - _BARELY) / (_CLEARLY - _BARELY), 0, 1)
        shift = np.subtract(self.picture, whole, dtype=np.float32)
        return whole + weight * _smooth(shift)


def lies_outside(photo: Photo) -> bool:
    """Whether a photo may mean what lies outside sRGB: by its profile and depth, not its pixels."""
    wide = photo.profile is not None and not is_srgb(photo.profile)
    return wide or photo.bit_depth == _FLOAT


def find_excess(picture: Pixels) -> Excess | None:
    """Return what of H, W, 3 in sRGB lies smoothly outside 0–1; None where nothing does."""
    smooth = _smooth(picture)
    excess = smooth - np.clip(smooth, 0, 1)
    return Excess(excess, picture) if excess.any() else None


def _smooth(pixels: Pixels) -> NDArray[np.float32]:
    blurred = cv2.GaussianBlur(pixels, (0, 0), _DEVIATION, borderType=cv2.BORDER_REFLECT)
    return np.asarray(blurred, np.float32)

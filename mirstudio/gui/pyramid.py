"""A photo at half, quarter, eighth … size, in float, so that any zoom is sharp and cheap."""

from __future__ import annotations

import numpy as np

from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.resample import halve
from mirstudio.restoration.tiling import Region

SMALLEST = 256
"""Halving ends when no side is longer than this."""


class Pyramid:
    """Levels of a photo; level 0 is the photo's own pixels, not a copy."""

    def __init__(self, levels: list[Pixels], *, whole: bool = True) -> None:
        self.levels = levels
        """H, W, 3 float32 each, every level half the size of the one before, rounded up."""
        self.whole = whole
        """All of it shows the photo; else it waits for tiles."""

    @classmethod
    def of(cls, pixels: Pixels) -> Pyramid:
        """Build all levels."""
        levels = [pixels]
        while max(levels[-1].shape[:2]) > SMALLEST:
            levels.append(_halved(levels[-1]))
        return cls(levels)

    @classmethod
    def empty(cls, width: int, height: int) -> Pyramid:
        """Black levels that wait for tiles.

        To be called in a worker: their memory is fetched here, since fetching it tile by tile would
        stop the window for tenths of a second where the system is short of large pages.
        """
        levels = [_black(height, width)]
        while max(height, width) > SMALLEST:
            height, width = (height + 1) // 2, (width + 1) // 2
            levels.append(_black(height, width))
        return cls(levels, whole=False)

    @property
    def width(self) -> int:
        """Columns of level 0."""
        return self.levels[0].shape[1]

    @property
    def height(self) -> int:
        """Rows of level 0."""
        return self.levels[0].shape[0]

    def put(self, region: Region, pixels: Pixels) -> None:
        """Set a region of level 0 and bring only what lies over it up to date."""
        self.levels[0][region.slices] = pixels
        left, top, right, bottom = region.left, region.top, region.right, region.bottom
        for finer, coarser in zip(self.levels, self.levels[1:], strict=False):
            left, top, right, bottom = left // 2, top // 2, (right + 1) // 2, (bottom + 1) // 2
            patch = finer[2 * top : 2 * bottom, 2 * left : 2 * right]
            coarser[top:bottom, left:right] = _halved(patch)


def _black(height: int, width: int) -> Pixels:
    # np.zeros would leave the memory to be fetched later.
    pixels = np.empty((height, width, 3), np.float32)
    pixels.fill(0)
    return pixels


def _halved(pixels: Pixels) -> Pixels:
    """Half the size, rounded up: an odd last row or column counts twice."""
    height, width = pixels.shape[:2]
    if height % 2 or width % 2:
        pixels = np.pad(pixels, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    return halve(pixels)

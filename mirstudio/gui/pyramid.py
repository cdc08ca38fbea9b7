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
        """Black levels that wait for tiles; their memory is not there before `fetch`."""
        levels = [_black(height, width)]
        while max(height, width) > SMALLEST:
            height, width = (height + 1) // 2, (width + 1) // 2
            levels.append(_black(height, width))
        return cls(levels, whole=False)

    def fetch(self, besides: Region | None = None) -> None:
        """Make all black once more, which has the system hand out the memory; it takes a while.

        `besides`: a region that may be put meanwhile, in another thread; it is left alone.
        """
        left, top, right, bottom = _edges(besides) if besides is not None else (0, 0, 0, 0)
        for level in self.levels:
            level[:top] = 0
            level[bottom:] = 0
            level[top:bottom, :left] = 0
            level[top:bottom, right:] = 0
            left, top, right, bottom = left // 2, top // 2, (right + 1) // 2, (bottom + 1) // 2

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
        left, top, right, bottom = _edges(region)
        for finer, coarser in zip(self.levels, self.levels[1:], strict=False):
            left, top, right, bottom = left // 2, top // 2, (right + 1) // 2, (bottom + 1) // 2
            patch = finer[2 * top : 2 * bottom, 2 * left : 2 * right]
            coarser[top:bottom, left:right] = _halved(patch)


def _black(height: int, width: int) -> Pixels:
    return np.zeros((height, width, 3), np.float32)


def _edges(region: Region) -> tuple[int, int, int, int]:
    return region.left, region.top, region.right, region.bottom


def _halved(pixels: Pixels) -> Pixels:
    """Half the size, rounded up: an odd last row or column counts twice."""
    height, width = pixels.shape[:2]
    if height % 2 or width % 2:
        pixels = np.pad(pixels, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    return halve(pixels)

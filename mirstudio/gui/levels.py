"""How often each tone occurs in a photo, counted patch by patch so that the window never waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirstudio.gui.display import BLACK_CLIPS, WHITE_CLIPS
from mirstudio.gui.sources import Source
from mirstudio.restoration.tiling import Region

PATCH = 64
"""Side of a patch; at full size, since smaller levels have less noise and nothing clipped."""
ALONG = 8
"""Patches along each side of a photo."""
TONES = 256


@dataclass(frozen=True, eq=False)
class Levels:
    """Tones of a sample of a photo's pixels."""

    counts: NDArray[np.int64]
    """3, 256: how often each tone occurs in red, green and blue."""
    white: float
    """Share of pixels with a channel that is full."""
    black: float
    """Share of pixels that are empty."""


def count_levels(source: Source) -> Iterator[Levels | None]:
    """Yield None after each patch and the levels at the end."""
    height, width = source.shapes()[0]
    counts = np.zeros((3, TONES), np.int64)
    white = black = seen = 0
    for region in patches(width, height):
        pixels = source.pixels(0, region)
        tones = np.clip(pixels * (TONES - 1) + np.float32(0.5), 0, TONES - 1).astype(np.uint8)
        for channel in range(3):
            counts[channel] += np.bincount(tones[..., channel].ravel(), minlength=TONES)
        white += int((pixels >= WHITE_CLIPS).any(axis=2).sum())
        black += int((pixels <= BLACK_CLIPS).all(axis=2).sum())
        seen += region.width * region.height
        yield None
    yield Levels(counts, white / seen, black / seen)


def patches(width: int, height: int) -> list[Region]:
    """Patches spread evenly over a photo; all of it where it is small."""
    return [
        Region(left, top, across, down)
        for top, down in _along(height)
        for left, across in _along(width)
    ]


def _along(length: int) -> list[tuple[int, int]]:
    """Start and length of each patch along a side."""
    if length <= PATCH * ALONG:
        return [(start, min(PATCH, length - start)) for start in range(0, length, PATCH)]
    return [(round(step * (length - PATCH) / (ALONG - 1)), PATCH) for step in range(ALONG)]

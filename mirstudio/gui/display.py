"""From a photo's float pixels to what a screen shows, only where somebody looks.

Every level of a picture is cut into blocks. A block is turned into bytes when it is first painted,
and again when what it shows has changed; a slider therefore costs what is on the screen, never the
whole photo.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from mirstudio.gui.sources import Source
from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.screen import Bytes, screen_conversion
from mirstudio.restoration.tiling import Region

BLOCK = 256
"""Side of a block: small enough to stay in the processor's cache."""


WHITE_CLIPS, BLACK_CLIPS = 254.5 / 255, 0.5 / 255
"""Beyond these a file of 8 bits holds no difference any more."""
CLIPPED_WHITE, CLIPPED_BLACK = (255, 64, 48), (48, 112, 255)
"""RGB of the warnings."""


class Picture:
    """A source in the colours of the screen."""

    def __init__(self, source: Source, profile: bytes | None, scale: int = 1) -> None:
        self.source = source
        self.scale = scale
        """Pixels of level 0 per pixel of the original photo."""
        self.followers: list[Picture] = []
        """Pictures that show the same pixels in another way, and change when they do."""
        self._profile = profile
        self._monitor: bytes | None = None
        self._warns = False
        self._shapes = source.shapes()
        self._bytes: dict[int, NDArray[np.uint8]] = {}
        self._images: dict[int, tuple[QImage, NDArray[np.bool_]]] = {}

    @property
    def profile(self) -> bytes | None:
        """Of the source's pixels; None means sRGB."""
        return self._profile

    def show_on(self, monitor: bytes | None, *, warns: bool) -> None:
        """Make bytes for a monitor's profile; `warns` colours what is clipped."""
        if (monitor, warns) != (self._monitor, self._warns):
            self._monitor, self._warns = monitor, warns
            self.refresh()

    def level_for(self, zoom: float) -> int:
        """Coarsest level with at least `zoom` of its pixels per pixel of level 0."""
        level = math.floor(math.log2(1 / zoom)) if zoom < 1 else 0
        return min(level, self.coarsest)

    @property
    def coarsest(self) -> int:
        """Number of the smallest level."""
        return len(self._shapes) - 1

    def shape(self, level: int) -> tuple[int, int]:
        """Height and width of a level."""
        return self._shapes[level]

    def prepare(self, level: int, region: Region, until: float | None = None) -> bool:
        """Bring a region of a level up to date; return whether there was time for all of it.

        `until` is a time of `time.perf_counter`; None takes as long as it takes.
        """
        fresh = self._level(level)[1]
        for row, column in _blocks(region):
            if not fresh[row, column]:
                if until is not None and time.perf_counter() > until:
                    return False
                self._render(level, row, column)
        return True

    def is_fresh(self, level: int, region: Region) -> bool:
        """Whether a region of a level is up to date."""
        fresh = self._level(level)[1]
        return all(fresh[row, column] for row, column in _blocks(region))

    def image(self, level: int) -> QImage:
        """The whole level, up to date where it was prepared; belongs to this picture."""
        return self._level(level)[0]

    def refresh(self, region: Region | None = None) -> None:
        """Mark a region of level 0, or everything, as changed."""
        for follower in self.followers:
            follower.refresh(region)
        for level, (_, fresh) in self._images.items():
            if region is None:
                fresh[:] = False
                continue
            side = BLOCK << level
            fresh[
                region.top // side : -(-region.bottom // side),
                region.left // side : -(-region.right // side),
            ] = False

    def _level(self, level: int) -> tuple[QImage, NDArray[np.bool_]]:
        """Image of a level, and which of its blocks are up to date."""
        if level not in self._images:
            height, width = self._shapes[level]
            # Not filled: the system then lends memory block by block, as blocks are looked at.
            pixels = np.empty((height, width, 4), np.uint8)
            # The image does not own its memory: the array must live as long as this picture.
            self._bytes[level] = pixels
            image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGB32)
            fresh = np.zeros((-(-height // BLOCK), -(-width // BLOCK)), bool)
            self._images[level] = image, fresh
        return self._images[level]

    def _render(self, level: int, row: int, column: int) -> None:
        height, width = self._shapes[level]
        left, top = column * BLOCK, row * BLOCK
        region = Region(left, top, min(BLOCK, width - left), min(BLOCK, height - top))
        pixels = self.source.pixels(level, region)
        shown = screen_conversion(self._profile, self._monitor)(pixels)
        if self._warns:
            warn(shown, pixels)
        target = self._bytes[level][region.slices]
        # One channel at a time: four times faster than reversing the last axis at once.
        for channel, value in enumerate((shown[..., 2], shown[..., 1], shown[..., 0], 255)):
            target[..., channel] = value
        self._images[level][1][row, column] = True


def _blocks(region: Region) -> Iterator[tuple[int, int]]:
    """Row and column of each block that a region touches."""
    for row in range(region.top // BLOCK, -(-region.bottom // BLOCK)):
        for column in range(region.left // BLOCK, -(-region.right // BLOCK)):
            yield row, column


def warn(shown: Bytes, pixels: Pixels) -> None:
    """Colour what has lost its drawing: any channel full, or all of them empty."""
    shown[(pixels >= WHITE_CLIPS).any(axis=2)] = CLIPPED_WHITE
    shown[(pixels <= BLACK_CLIPS).all(axis=2)] = CLIPPED_BLACK

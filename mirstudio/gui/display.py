"""From a photo's float pixels to what a screen shows, only where somebody looks.

Every level of a picture is cut into blocks. A block is turned into bytes when it is first painted,
and again when what it shows has changed; a slider therefore costs what is on the screen, never the
whole photo.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from mirstudio.gui.pyramid import Pyramid
from mirstudio.imaging.adjust import Adjustments, adjust
from mirstudio.imaging.color import to_srgb
from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.resample import resize
from mirstudio.restoration.tiling import Region

BLOCK = 256
"""Side of a block: small enough to stay in the processor's cache."""


class Source(Protocol):
    """Something that has pixels at several sizes."""

    def shapes(self) -> list[tuple[int, int]]:
        """Height and width of each level."""
        ...

    def pixels(self, level: int, region: Region) -> Pixels:
        """A region of a level, in the photo's own colour space."""
        ...


class Original:
    """The photo as it was opened."""

    def __init__(self, pyramid: Pyramid) -> None:
        self.pyramid = pyramid

    def shapes(self) -> list[tuple[int, int]]:
        """Height and width of each level."""
        return [level.shape[:2] for level in self.pyramid.levels]

    def pixels(self, level: int, region: Region) -> Pixels:
        """A region of a level."""
        return self.pyramid.levels[level][region.slices]


class Adjusted:
    """The restored photo under the sliders."""

    def __init__(self, original: Pyramid, restored: Pyramid, adjustments: Adjustments) -> None:
        self.restored = restored
        self.adjustments = adjustments
        self._original = original
        self._scale = max(round(restored.width / original.width), 1)
        self._enlarged: dict[int, Pixels] = {}

    def shapes(self) -> list[tuple[int, int]]:
        """Height and width of each level."""
        return [level.shape[:2] for level in self.restored.levels]

    def pixels(self, level: int, region: Region) -> Pixels:
        """A region of a level, adjusted."""
        restored = self.restored.levels[level][region.slices]
        if self.adjustments == Adjustments():
            return restored
        return adjust(self._matching(level, region), restored, self.adjustments)

    def _matching(self, level: int, region: Region) -> Pixels:
        """The original at the size of the restored region."""
        if self._scale == 1:
            return self._original.levels[level][region.slices]
        if level not in self._enlarged:
            height, width = self.shapes()[level]
            larger = [one for one in self._original.levels if one.shape[1] >= width]
            self._enlarged[level] = resize((larger or self._original.levels)[-1 if larger else 0],
                                           width, height)  # fmt: skip
        return self._enlarged[level][region.slices]


class Picture:
    """A source in the colours of the screen."""

    def __init__(self, source: Source, profile: bytes | None, scale: int = 1) -> None:
        self.source = source
        self.scale = scale
        """Pixels of level 0 per pixel of the original photo."""
        self._profile = profile
        self._shapes = source.shapes()
        self._bytes: dict[int, NDArray[np.uint8]] = {}
        self._images: dict[int, tuple[QImage, NDArray[np.bool_]]] = {}

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
        shown = to_screen(self.source.pixels(level, region), self._profile)
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


def to_screen(pixels: Pixels, profile: bytes | None) -> NDArray[np.uint8]:
    """Bytes for the screen, H, W, 3 RGB.

    Screens are taken to be sRGB; a monitor's own profile will be applied here.
    """
    srgb = to_srgb(pixels, profile)
    scaled = srgb * np.float32(255)
    scaled += np.float32(0.5)
    np.clip(scaled, 0, 255, out=scaled)
    return scaled.astype(np.uint8)

"""Where a picture's pixels come from: the photo, its restored one under the sliders, or both."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import Protocol

import numpy as np

from mirstudio.gui.pyramid import Pyramid
from mirstudio.imaging.adjust import Adjustments, Overview, Place, adjust, margin_of, survey
from mirstudio.imaging.overview import SMALL
from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.resample import resize
from mirstudio.restoration.tiling import Region

AROUND = 4
"""Pixels cut around a region that is enlarged, so that its border is as if nothing had been cut."""


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

    def __init__(
        self,
        original: Pyramid,
        restored: Pyramid,
        adjustments: Adjustments,
        profile: bytes | None = None,
    ) -> None:
        """`profile` is of the photo."""
        self.restored = restored
        self.adjustments = adjustments
        self._original = Enlarged(Original(original), Original(restored))
        self._overview = Overview(restored.width, restored.height, profile)
        if restored.whole:
            size = (restored.width, restored.height)
            before, after = (_smallest(one) for one in (original, restored))
            self._overview = survey(before, after, size, profile)

    def shapes(self) -> list[tuple[int, int]]:
        """Height and width of each level."""
        return [level.shape[:2] for level in self.restored.levels]

    def pixels(self, level: int, region: Region) -> Pixels:
        """A region of a level, adjusted as if all of it had been."""
        restored, wish = self.restored.levels[level], self.adjustments
        if wish == replace(Adjustments(), grain_seed=wish.grain_seed):
            return restored[region.slices]
        place = Place(zoom=1 / (1 << level))
        margin = margin_of(wish, place.zoom)
        left, top = max(region.left - margin, 0), max(region.top - margin, 0)
        right = min(region.right + margin, restored.shape[1])
        bottom = min(region.bottom + margin, restored.shape[0])
        around = Region(left, top, right - left, bottom - top)
        adjusted = adjust(
            self._original.pixels(level, around),
            restored[around.slices],
            wish,
            replace(place, left=left, top=top),
            self._overview,
        )
        across, down = region.left - left, region.top - top
        return adjusted[down : down + region.height, across : across + region.width]


class Enlarged:
    """The original at the size of the restored photo; only what is asked for is enlarged."""

    def __init__(self, original: Source, restored: Source) -> None:
        self._original = original
        self._shapes, self._smaller = restored.shapes(), original.shapes()
        self._scale = max(round(self._shapes[0][1] / self._smaller[0][1]), 1)

    def shapes(self) -> list[tuple[int, int]]:
        """Height and width of each level."""
        return self._shapes

    def pixels(self, level: int, region: Region) -> Pixels:
        """A region of a level, as if all of it had been enlarged."""
        finer = min(math.floor(math.log2(self._scale)), level)
        source = min(level - finer, len(self._smaller) - 1)
        ratio = Fraction(self._scale, 1 << (level - source))
        if ratio == 1:
            return self._original.pixels(source, region)
        rows, columns = self._smaller[source]
        left, right = _around(region.left, region.right, ratio, columns)
        top, bottom = _around(region.top, region.bottom, ratio, rows)
        cut = self._original.pixels(source, Region(left, top, right - left, bottom - top))
        width, height = math.ceil(cut.shape[1] * ratio), math.ceil(cut.shape[0] * ratio)
        enlarged = resize(cut, width, height)
        across, down = region.left - int(left * ratio), region.top - int(top * ratio)
        return enlarged[down : down + region.height, across : across + region.width]


class Difference:
    """What restoring has changed, amplified, around a middle grey."""

    def __init__(self, before: Source, after: Source, gain: int) -> None:
        """`before` has the size of `after`."""
        self._before, self._after = before, after
        self._gain = gain

    def shapes(self) -> list[tuple[int, int]]:
        """Height and width of each level."""
        return self._after.shapes()

    def pixels(self, level: int, region: Region) -> Pixels:
        """A region of a level."""
        change = self._after.pixels(level, region) - self._before.pixels(level, region)
        return np.float32(self._gain) * change + np.float32(0.5)


def _smallest(pyramid: Pyramid) -> Pixels:
    """The smallest level from which an overview can be made."""
    large = [level for level in pyramid.levels if max(level.shape[:2]) >= SMALL]
    return large[-1] if large else pyramid.levels[0]


def _around(start: int, end: int, ratio: Fraction, length: int) -> tuple[int, int]:
    """First and last pixel of the smaller size that `start` to `end` of the larger needs.

    They lie on whole pixels in both sizes.
    """
    step = ratio.denominator
    first = math.floor(start / ratio) - AROUND
    last = math.ceil(end / ratio) + AROUND
    return max(first // step * step, 0), min(-(-last // step) * step, length)

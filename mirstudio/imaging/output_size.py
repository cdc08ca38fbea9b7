"""The size of a result as someone wishes it, and the sharpening that its use asks for."""

from __future__ import annotations

import math
from enum import StrEnum

from mirstudio.imaging.classical import sharpen
from mirstudio.imaging.photo import Photo
from mirstudio.imaging.resample import lanczos


class SizeBy(StrEnum):
    """What a size is given by."""

    FACTOR = "factor"
    LONG_EDGE = "long-edge"
    """In pixels."""
    MEGAPIXELS = "megapixels"


SHARPENING = {"screen": (0.6, 0.35), "print": (1.1, 0.7)}
"""Radius in pixels and amount of an unsharp mask, by where the photo will be seen: ink spreads."""


def settled_size(width: int, height: int, wish: str) -> tuple[int, int]:
    """Return width and height for a wish such as "long-edge 3000"; empty: as they are.

    Nothing is enlarged: what a network has not made is not invented here. Raises ValueError when
    the wish makes no sense.
    """
    if not wish:
        return width, height
    word, _, number = wish.partition(" ")
    by, value = SizeBy(word), float(number)
    if not (math.isfinite(value) and value > 0):
        raise ValueError(f"{number} is no size")
    factor = {
        SizeBy.FACTOR: value,
        SizeBy.LONG_EDGE: value / max(width, height),
        SizeBy.MEGAPIXELS: math.sqrt(value * 1e6 / (width * height)),
    }[by]
    factor = min(factor, 1.0)
    return max(round(width * factor), 1), max(round(height * factor), 1)


def fit_output(photo: Photo, size: str, sharpening: str) -> Photo:
    """Return the photo in a size and sharpened as wished; raises ValueError for senseless wishes.

    `sharpening`: a key of SHARPENING, or empty for none.
    """
    width, height = settled_size(photo.width, photo.height, size)
    pixels, alpha = photo.pixels, photo.alpha
    if (width, height) != (photo.width, photo.height):
        pixels = lanczos(pixels, width, height)
        alpha = None if alpha is None else lanczos(alpha, width, height).clip(0, 1)
    if sharpening:
        if sharpening not in SHARPENING:
            raise ValueError(f"{sharpening} is no sharpening")
        pixels = sharpen(pixels, *SHARPENING[sharpening])
    return photo if pixels is photo.pixels else photo.with_pixels(pixels, alpha)

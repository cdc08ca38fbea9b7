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
    PRINT = "print"
    """Long edge in centimetres, then dots per inch."""


CM_PER_INCH = 2.54


SHARPENING = {"screen": (0.6, 0.35), "print": (1.1, 0.7)}
"""Radius in pixels and amount of an unsharp mask, by where the photo will be seen: ink spreads."""


def settled_size(width: int, height: int, wish: str) -> tuple[int, int]:
    """Return width and height for a wish such as "long-edge 3000" or "print 30 300"; empty: kept.

    Nothing is enlarged: what a network has not made is not invented here. Raises ValueError when
    the wish makes no sense.
    """
    if not wish:
        return width, height
    by, value, dpi = _read(wish)
    factor = {
        SizeBy.FACTOR: value,
        SizeBy.LONG_EDGE: value / max(width, height),
        SizeBy.MEGAPIXELS: math.sqrt(value * 1e6 / (width * height)),
        SizeBy.PRINT: value / CM_PER_INCH * dpi / max(width, height),
    }[by]
    factor = min(factor, 1.0)
    return max(round(width * factor), 1), max(round(height * factor), 1)


def settled_dpi(width: int, height: int, wish: str) -> float | None:
    """Return the dots per inch at which a result of this size prints as large as wished.

    None where no print is wished. Fewer than wished where the result is too small.
    """
    if not wish.startswith(SizeBy.PRINT):
        return None
    _, value, dpi = _read(wish)
    density = max(width, height) / value * CM_PER_INCH
    # Whole pixels hit the wish but for a fraction.
    return dpi if density > dpi - 1 else round(density, 2)


def _read(wish: str) -> tuple[SizeBy, float, float]:
    """Return what is wished, and dots per inch where they matter; raises ValueError."""
    word, *numbers = wish.split(" ")
    by, values = SizeBy(word), [float(number) for number in numbers]
    if len(values) != (2 if by is SizeBy.PRINT else 1):
        raise ValueError(f"{wish} is no size")
    if not all(math.isfinite(value) and value > 0 for value in values):
        raise ValueError(f"{' '.join(numbers)} is no size")
    return by, values[0], values[-1]


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

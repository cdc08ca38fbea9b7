"""What adjusting a part of a photo must know of the whole, from small copies of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.resample import resize
from mirstudio.imaging.spill import bands

Plane = NDArray[np.float32]
"""H, W float32: one channel, whose arithmetic is the same whichever it is: grey stays grey."""

SMALL = 240
"""Long edge of the small copies, at most."""
COARSE = 1 / 30
"""Deviation of the Gaussian that parts coarse colours from the rest, in long edges."""
SAMPLES = 60
"""Coarse colours are kept at so many places along the long edge: two per deviation."""


@dataclass(frozen=True)
class Place:
    """Where a part lies in the whole restored photo."""

    left: int = 0
    """In pixels of its zoom, as is `top`."""
    top: int = 0
    zoom: float = 1.0
    """Pixels of the part per pixel of the restored photo: 1, 1/2, 1/4 …"""


@dataclass(frozen=True, eq=False)
class Overview:
    """The whole photo at a glance."""

    width: int
    """Of the restored photo at zoom 1, as is `height`."""
    height: int
    profile: bytes | None = None
    """ICC profile of the photo's colour space; None means sRGB."""
    small: Pixels | None = None
    """The restored photo, its long edge `SMALL` at most; None while it is not whole."""
    drift: tuple[Plane, Plane, Plane] | None = None
    """What colour lock adds: coarse colours of the original less those of the restored photo, on
    a coarse grid; None likewise."""


def survey(
    original: Pixels,
    restored: Pixels,
    size: tuple[int, int] | None = None,
    profile: bytes | None = None,
) -> Overview:
    """Look at the whole photo, before and after, once; small levels of a pyramid are enough.

    `size` is width and height of the restored photo; None where `restored` is that photo itself.
    """
    width, height = size or (restored.shape[1], restored.shape[0])
    share = min(1.0, SMALL / max(restored.shape[:2]))
    rows, columns = (max(1, round(length * share)) for length in restored.shape[:2])
    small = _resized(restored, columns, rows)
    drift = _drift(_resized(original, columns, rows), small)
    return Overview(width, height, profile, small, drift)


def drift_at(overview: Overview, place: Place, height: int, width: int) -> Sequence[Plane]:
    """Return what colour lock adds to each channel of a part of `height`×`width` pixels."""
    if overview.drift is None:
        return [np.zeros((height, width), np.float32)] * 3
    rows, columns = overview.drift[0].shape
    down = _interpolation(place.top, height, overview.height * place.zoom, rows)
    across = _interpolation(place.left, width, overview.width * place.zoom, columns)
    return [np.asarray(down @ plane @ across.T, np.float32) for plane in overview.drift]


def _resized(pixels: Pixels, width: int, height: int) -> Pixels:
    """Resize channel by channel: together, equal ones may come to differ in their last bits."""
    factor = min(max(pixels.shape[:2]) // (2 * SMALL), *pixels.shape[:2])
    if factor > 1:
        pixels = _averaged(pixels, factor)
    planes = [resize(pixels[..., i].copy(), width, height) for i in range(3)]
    return np.stack(planes, axis=-1)


def _averaged(pixels: Pixels, factor: int) -> Pixels:
    """Average squares of pixels band by band; less than one square is left out at the end."""
    rows, columns = (length // factor for length in pixels.shape[:2])
    averaged = np.empty((rows, columns, 3), np.float32)
    for band in bands(rows, columns * factor**2):
        source = pixels[band.start * factor : band.stop * factor, : columns * factor]
        size = (columns, band.stop - band.start)
        for channel, plane in enumerate(cv2.split(source)):
            averaged[band, :, channel] = cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
    return averaged


def _drift(original: Pixels, restored: Pixels) -> tuple[Plane, Plane, Plane]:
    height, width = restored.shape[:2]
    deviation = COARSE * max(height, width)
    share = min(1.0, SAMPLES / max(height, width))
    size = (max(1, round(width * share)), max(1, round(height * share)))

    def coarse(plane: Plane) -> Plane:
        blurred = cv2.GaussianBlur(plane, (0, 0), deviation, borderType=cv2.BORDER_REFLECT)
        return np.asarray(cv2.resize(blurred, size, interpolation=cv2.INTER_AREA), np.float32)

    difference = original - restored
    red, green, blue = (coarse(difference[..., i].copy()) for i in range(3))
    return red, green, blue


def _interpolation(first: int, count: int, length: float, samples: int) -> Plane:
    """Return the weights, count × samples, of samples spread evenly over `length` pixels.

    Between samples the map runs smoothly (Catmull-Rom), beyond the outermost it stays.
    """
    places = (np.arange(first, first + count) + 0.5) / length * samples - 0.5
    places = places.clip(0, samples - 1)
    whole = np.floor(places).astype(np.intp)
    t = places - whole
    weights = np.zeros((count, samples), np.float32)
    cubic = (
        (-t + 2 * t**2 - t**3) / 2,
        (2 - 5 * t**2 + 3 * t**3) / 2,
        (t + 4 * t**2 - 3 * t**3) / 2,
        (-(t**2) + t**3) / 2,
    )
    for offset, weight in zip(range(-1, 3), cubic, strict=True):
        np.add.at(weights, (np.arange(count), (whole + offset).clip(0, samples - 1)), weight)
    return weights

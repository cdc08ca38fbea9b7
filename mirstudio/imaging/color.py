"""Between a photo's own colours and sRGB, in float and without clipping.

Pixels stay in the photo's own space everywhere; only networks, screens and formats that cannot
hold a profile ask for sRGB. Matrix profiles, which is what cameras and editors attach, are
computed here and carried on oddly outside 0–1; profiles of tables go through lcms, which clips.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import imagecodecs
import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.profile import (
    D50,
    SRGB_CURVE,
    SRGB_PRIMARIES,
    MatrixProfile,
    linear_srgb_profile,
    matrix_of,
    read_matrix_profile,
    space_of,
    srgb_profile,
)
from mirstudio.imaging.spill import convert_bands

# Half an 8-bit step: what the many published sRGB profiles differ by among themselves.
_SAME_COLOUR = 0.5 / 255


def to_srgb(pixels: Pixels, profile: bytes | None) -> Pixels:
    """Convert pixels of a profile's space to sRGB; those of None or an sRGB profile stay as is."""
    if profile is None or is_srgb(profile):
        return pixels
    return _convert(pixels, profile, srgb_profile())


def from_srgb(pixels: Pixels, profile: bytes | None) -> Pixels:
    """Convert sRGB pixels to a profile's space; the inverse of `to_srgb`."""
    if profile is None or is_srgb(profile):
        return pixels
    return _convert(pixels, srgb_profile(), profile)


def cmyk_to_srgb(ink: NDArray[np.float32], profile: bytes | None) -> Pixels:
    """Convert H, W, 4 ink, 0 bare paper to 1 full, to sRGB pixels.

    Without a usable profile each ink takes its complement, as office programs do.
    """
    if profile is not None and space_of(profile) == "CMYK":
        return convert_bands(ink, lambda band: _out_of_tables(band * 100, profile, "cmyk"))
    return (1 - ink[..., :3]) * (1 - ink[..., 3:])


def lab_to_srgb(lab: NDArray[np.float32]) -> Pixels:
    """Convert CIE L*a*b* under D50 (L 0–100) to sRGB pixels."""
    y = (lab[..., 0] + 16) / 116
    bent = np.stack([y + lab[..., 1] / 500, y, y - lab[..., 2] / 200], axis=-1)
    xyz = np.where(bent > 6 / 29, bent**3, 3 * (6 / 29) ** 2 * (bent - 4 / 29)) * D50
    linear = (xyz @ np.linalg.inv(matrix_of(SRGB_PRIMARIES)).T).astype(np.float32)
    return SRGB_CURVE.encode(linear)


@lru_cache(maxsize=32)
def is_srgb(profile: bytes) -> bool:
    """Whether a profile means sRGB, whatever its name; unusable profiles are taken for it."""
    if space_of(profile) not in ("RGB", "GRAY"):
        return True
    axis = np.linspace(0, 1, 9, dtype=np.float32)
    colours = np.stack(np.meshgrid(axis, axis, axis), axis=-1).reshape(1, -1, 3)
    greys = np.repeat(axis.reshape(1, -1, 1), 3, axis=2)
    grid = greys if space_of(profile) == "GRAY" else colours
    try:
        seen = _convert(grid, profile, srgb_profile())
    except imagecodecs.CmsError:
        return True
    return bool(np.abs(seen - grid).max() < _SAME_COLOUR)


def _convert(pixels: Pixels, source: bytes, target: bytes) -> Pixels:
    """Convert between two profiles, one of which is ours of sRGB."""
    start, end = read_matrix_profile(source), read_matrix_profile(target)
    if start is not None and end is not None:
        return convert_bands(pixels, lambda band: _by_matrix(band, start, end))
    if start is None:
        return convert_bands(pixels, lambda band: _out_of_tables(band, source, "rgb"))
    return convert_bands(pixels, lambda band: _into_tables(band, target))


def _by_matrix(band: Pixels, source: MatrixProfile, target: MatrixProfile) -> Pixels:
    matrix = np.linalg.inv(target.matrix) @ source.matrix
    light = _each_channel(band, [curve.decode for curve in source.curves])
    return _each_channel(
        light @ matrix.T.astype(np.float32), [curve.encode for curve in target.curves]
    )


def _each_channel(
    band: Pixels, functions: list[Callable[[NDArray[np.float32]], NDArray[np.float32]]]
) -> Pixels:
    return np.stack([f(band[..., i]) for i, f in enumerate(functions)], axis=-1)


def _out_of_tables(band: NDArray[np.float32], profile: bytes, space: str) -> Pixels:
    return SRGB_CURVE.encode(_by_lcms(band, profile, linear_srgb_profile(), space))


def _into_tables(band: Pixels, profile: bytes) -> Pixels:
    return _by_lcms(SRGB_CURVE.decode(band), linear_srgb_profile(), profile, "rgb")


def _by_lcms(
    band: NDArray[np.float32], source: bytes, target: bytes, space: str
) -> NDArray[np.float32]:
    height, width, channels = band.shape
    flat = np.ascontiguousarray(band, np.float32).reshape(-1, 1, channels)
    seen = imagecodecs.cms_transform(
        flat, source, target, colorspace=space, outcolorspace="rgb", outdtype=np.float32
    )
    return np.asarray(seen, np.float32).reshape(height, width, 3)

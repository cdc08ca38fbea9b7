"""Between a sensor's light and pixels that the rest of the program takes like any other's.

Light of a camera RAW file is linear, balanced for white, and may exceed 1 in the highlights. It is
bent by sRGB's curve, carried on oddly beyond 1, and given an ICC profile that says what its colours
are: so it is a photo of wide gamut like any other, the network sees it as it was trained, and
nothing is lost on the way back.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.color import to_srgb
from mirstudio.imaging.photo import Camera, Photo, Pixels
from mirstudio.imaging.profile import (
    D65,
    SRGB_CURVE,
    SRGB_PRIMARIES,
    adaptation,
    matrix_of,
    profile_of_matrix,
    read_matrix_profile,
)
from mirstudio.imaging.spill import convert_bands

_HARDLY = 1.001
"""Light beyond 1 by less than this is rounding, and not a highlight."""


@lru_cache(maxsize=8)
def profile_of_camera(matrix: tuple[float, ...]) -> bytes:
    """Return the ICC profile of pixels whose sensor has this matrix (XYZ under D65 to sensor).

    As in dcraw, each row is scaled so that white stays white whatever the light was.
    """
    of_srgb = np.reshape(matrix, (3, 3)) @ _srgb_to_xyz()
    to_linear_srgb = np.linalg.inv(of_srgb / of_srgb.sum(axis=1, keepdims=True))
    return profile_of_matrix("Camera", matrix_of(SRGB_PRIMARIES) @ to_linear_srgb, SRGB_CURVE)


def is_usable(matrix: tuple[float, ...]) -> bool:
    """Whether colours can be computed with this matrix."""
    of_srgb = np.reshape(matrix, (3, 3)) @ _srgb_to_xyz()
    sums = of_srgb.sum(axis=1, keepdims=True)
    if not np.isfinite(of_srgb).all() or (np.abs(sums) < 1e-4).any():
        return False
    return bool(abs(np.linalg.det(of_srgb / sums)) > 1e-4)


def matrix_from(camera_to_srgb: list[float]) -> tuple[float, ...]:
    """Return XYZ to sensor for a 3, 3 matrix from the balanced sensor to linear sRGB.

    A matrix that makes no sense is taken for a sensor that sees in sRGB's primaries.
    """
    balanced = np.reshape(camera_to_srgb, (3, 3))
    if abs(np.linalg.det(balanced)) < 1e-4:
        return matrix_of_srgb()
    matrix = tuple((np.linalg.inv(balanced) @ np.linalg.inv(_srgb_to_xyz())).ravel().tolist())
    return matrix if is_usable(matrix) else matrix_of_srgb()


def matrix_of_srgb() -> tuple[float, ...]:
    """Return the matrix of a sensor that would see in sRGB's primaries."""
    return tuple(np.linalg.inv(_srgb_to_xyz()).ravel().tolist())


def pixels_of_light(light: NDArray[np.uint16], unit: float) -> Pixels:
    """Return pixels for H, W, C linear samples, balanced for white, of which `unit` is white."""
    scale = np.float32(1 / unit)
    return convert_bands(light, lambda band: SRGB_CURVE.encode(band * scale))


def to_sensor(photo: Photo) -> Photo:
    """Return the photo as its sensor saw it: linear, not balanced, within 0–1, with a camera.

    What was brighter than the sensor can hold, as rebuilt highlights are, is made to fit by
    making all darker and asking for as much more exposure. A photo that no camera RAW file was
    read from is given a sensor that would see in its own primaries.
    """
    camera = photo.camera
    if camera is None:
        photo, camera = _with_own_camera(photo)
        light = _decoded(photo)
    else:
        light = convert_bands(photo.pixels, SRGB_CURVE.decode)
    light *= np.float32(2.0**-camera.exposure)
    light *= (np.array(camera.neutral) / max(camera.neutral)).astype(np.float32)
    peak = float(light.max(initial=0))
    stops = float(np.ceil(np.log2(peak) * 100) / 100) if peak > _HARDLY else 0.0
    light *= np.float32(2.0**-stops)
    brighter = replace(camera, exposure=camera.exposure + stops)
    return replace(photo, pixels=light, camera=brighter, profile=None, bit_depth=16)


def _with_own_camera(photo: Photo) -> tuple[Photo, Camera]:
    known = read_matrix_profile(photo.profile) if photo.profile else None
    if photo.grey or known is None:
        grey_or_tables = to_srgb(photo.pixels, photo.profile)
        photo = replace(photo, pixels=grey_or_tables, profile=None)
        return photo, Camera("mirstudio", (1.0, 1.0, 1.0), matrix_of_srgb())
    back = np.linalg.inv(adaptation(D65)) @ known.matrix
    matrix = tuple(np.linalg.inv(back).ravel().tolist())
    return photo, Camera("mirstudio", (1.0, 1.0, 1.0), matrix)


def _decoded(photo: Photo) -> Pixels:
    """Return the linear light of a photo with a matrix profile, or none."""
    known = read_matrix_profile(photo.profile) if photo.profile else None
    if known is None:
        return convert_bands(photo.pixels, SRGB_CURVE.decode)

    def decode(band: Pixels) -> Pixels:
        return np.stack([c.decode(band[..., i]) for i, c in enumerate(known.curves)], axis=-1)

    return convert_bands(photo.pixels, decode)


def _srgb_to_xyz() -> NDArray[np.float64]:
    """Return 3, 3: linear sRGB to XYZ under its own white, D65."""
    return np.linalg.inv(adaptation(D65)) @ matrix_of(SRGB_PRIMARIES)

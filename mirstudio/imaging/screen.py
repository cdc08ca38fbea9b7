"""From a photo's float pixels to bytes for one screen, quickly enough to be done while painting.

Matrix profiles go through tables of their curves, 16 bits fine, and one matrix; profiles of tables
through a cube of colours that lcms filled once. Bytes are made at the very end, so that a wide
gamut and 16 bits last until then.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import cv2
import imagecodecs
import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.color import is_srgb
from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.profile import (
    Curve,
    MatrixProfile,
    read_matrix_profile,
    space_of,
    srgb_profile,
)

Bytes = NDArray[np.uint8]
"""H, W, 3 RGB in the screen's colours."""
Convert = Callable[[Pixels], Bytes]

_STEPS = 1 << 14
"""Entries of a curve's table."""
_NODES = 49
"""Colours along each side of the cube."""


@lru_cache(maxsize=16)
def screen_conversion(profile: bytes | None, monitor: bytes | None) -> Convert:
    """Return the function that turns pixels of `profile` into bytes for a `monitor`.

    None means sRGB for either. What lies outside 0–1 is clipped in the photo's own space, as
    the file that will be written does it; colours the monitor cannot show are clipped at its own.
    """
    start, end = _usable(profile), _usable(monitor)
    if start == end:
        return _to_bytes
    source, target = read_matrix_profile(start), read_matrix_profile(end)
    if source is not None and target is not None:
        return _by_curves(source, target)
    return _by_cube(start, end)


def is_monitor_profile(profile: bytes) -> bool:
    """Whether a profile can describe a screen: of RGB, and one that lcms understands."""
    if space_of(profile) != "RGB":
        return False
    if read_matrix_profile(profile) is not None:
        return True
    try:
        _fill_cube(srgb_profile(), profile)
    except imagecodecs.CmsError:
        return False
    return True


def _usable(profile: bytes | None) -> bytes:
    return srgb_profile() if profile is None or is_srgb(profile) else profile


def _to_bytes(pixels: Pixels) -> Bytes:
    scaled = pixels * np.float32(255)
    scaled += np.float32(0.5)
    np.clip(scaled, 0, 255, out=scaled)
    return scaled.astype(np.uint8)


def _by_curves(source: MatrixProfile, target: MatrixProfile) -> Convert:
    matrix = (np.linalg.inv(target.matrix) @ source.matrix).astype(np.float32)
    decoded = [_light_table(curve) for curve in source.curves]
    encoded = [_byte_table(curve) for curve in target.curves]

    def convert(pixels: Pixels) -> Bytes:
        light = np.empty(pixels.shape, np.float32)
        index = _indices(pixels)
        for channel, table in enumerate(decoded):
            light[..., channel] = table.take(index[..., channel])
        # The tables to bytes are read at the root of light: near black they need fine steps.
        mixed = cv2.transform(light, matrix)
        index = _indices(np.sqrt(np.maximum(mixed, 0, out=mixed), out=mixed))
        shown = np.empty(pixels.shape, np.uint8)
        for channel, table in enumerate(encoded):
            shown[..., channel] = table.take(index[..., channel])
        return shown

    return convert


def _indices(values: Pixels) -> NDArray[np.uint16]:
    scaled = values * np.float32(_STEPS - 1)
    scaled += np.float32(0.5)
    return np.clip(scaled, 0, _STEPS - 1, out=scaled).astype(np.uint16)


def _light_table(curve: Curve) -> NDArray[np.float32]:
    return curve.decode(_axis(_STEPS)).astype(np.float32)


def _byte_table(curve: Curve) -> NDArray[np.uint8]:
    return _to_bytes(curve.encode(_axis(_STEPS) ** 2))


def _by_cube(source: bytes, target: bytes) -> Convert:
    try:
        cube = _fill_cube(source, target)
    except imagecodecs.CmsError:
        return _to_bytes
    last = np.float32(_NODES - 1)

    def convert(pixels: Pixels) -> Bytes:
        places = np.clip(pixels, 0, 1) * last
        slices = np.minimum(np.floor(places[..., 0]), last - 1)
        share = (places[..., 0] - slices)[..., None]
        across, down = np.ascontiguousarray(places[..., 2]), places[..., 1] + slices * _NODES
        # A slice of the cube stands below the other; between two of them we mix ourselves.
        near = cv2.remap(cube, across, down, cv2.INTER_LINEAR)
        far = cv2.remap(cube, across, down + np.float32(_NODES), cv2.INTER_LINEAR)
        return _to_bytes(near + share * (far - near))

    return convert


@lru_cache(maxsize=4)
def _fill_cube(source: bytes, target: bytes) -> Pixels:
    """Return red·green rows, blue columns, 3 of the target's colours."""
    axis = _axis(_NODES)
    colours = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1)
    grid = np.ascontiguousarray(colours.reshape(_NODES * _NODES, _NODES, 3))
    grey = space_of(source) == "GRAY"
    seen = imagecodecs.cms_transform(
        np.ascontiguousarray(grid[..., :1]) if grey else grid,
        source,
        target,
        colorspace="gray" if grey else "rgb",
        outcolorspace="rgb",
        outdtype=np.float32,
    )
    return np.asarray(seen, np.float32).reshape(grid.shape)


def _axis(steps: int) -> NDArray[np.float32]:
    return np.linspace(0, 1, steps, dtype=np.float32)

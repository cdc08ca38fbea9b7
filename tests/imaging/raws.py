"""Camera RAW files with known contents, for the tests: DNGs of a Bayer sensor."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
import tifffile
from numpy.typing import NDArray

from mirstudio.imaging.photo import Pixels

COLOUR_FILTERS = {"RGGB": (0, 1, 1, 2), "BGGR": (2, 1, 1, 0), "GRBG": (1, 0, 2, 1)}
COLOUR_FILTERS["GBRG"] = (1, 2, 0, 1)
"""Colours of the 2×2 pattern, row by row."""

# A full-frame camera's matrix as published by its maker, from XYZ under D65.
XYZ_TO_CAMERA = (7034, -804, -1014, -4420, 12564, 2058, -851, 1994, 5758)
NEUTRAL = (0.48, 1.0, 0.64)
"""What a neutral grey reads on the sensor."""

_SHORT, _LONG, _RATIONAL, _ASCII, _BYTE, _SIGNED = 3, 4, 5, 2, 1, 10


@dataclass(frozen=True)
class Sensor:
    """How the generated camera stores what it sees."""

    colour_filters: str = "RGGB"
    bits: int = 14
    black: int = 512
    orientation: int = 1
    baseline_exposure: float = 0.0

    @property
    def white(self) -> int:
        """The value at which the sensor is full."""
        return 2**self.bits - 1


def scene(width: int = 96, height: int = 64) -> Pixels:
    """Smooth light on the sensor, H, W, 3 in 0–1 of what it holds, coloured and not clipped."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    waves = [0.55 + 0.4 * np.sin(x / 19 + y / 23 + i) for i in range(3)]
    return np.stack(waves, axis=-1).astype(np.float32) * np.float32(NEUTRAL)


def bayer_dng(light: Pixels, sensor: Sensor) -> bytes:
    """Return a DNG of a sensor that sees one colour of `light` at each place."""
    height, width = light.shape[:2]
    pattern = np.array(COLOUR_FILTERS[sensor.colour_filters]).reshape(2, 2)
    seen = np.tile(pattern, (height // 2, width // 2))
    mosaic = np.take_along_axis(light, seen[..., None], axis=2)[..., 0]
    levels = sensor.black + mosaic * (sensor.white - sensor.black)
    stored = np.rint(levels.clip(0, sensor.white)).astype(np.uint16)
    return _dng(stored, 32803, sensor, [(33421, _SHORT, 2, (2, 2)), _cfa(pattern)])


def _cfa(pattern: NDArray[np.intp]) -> tuple[int, int, int, bytes]:
    return 33422, _BYTE, 4, bytes(pattern.ravel().tolist())


def _dng(
    samples: NDArray[np.uint16], kind: int, sensor: Sensor, more: list[tuple[object, ...]]
) -> bytes:
    matrix = tuple(part for value in XYZ_TO_CAMERA for part in (value, 10000))
    neutral = tuple(part for value in NEUTRAL for part in (round(value * 10**6), 10**6))
    exposure = (round(sensor.baseline_exposure * 100), 100)
    extra: list[tuple[object, ...]] = [
        *more,
        (271, _ASCII, 0, "Pinhole"),
        (272, _ASCII, 0, "Box 3"),
        (274, _SHORT, 1, sensor.orientation),
        (50706, _BYTE, 4, bytes((1, 4, 0, 0))),
        (50707, _BYTE, 4, bytes((1, 1, 0, 0))),
        (50708, _ASCII, 0, "Pinhole Box 3"),
        (50714, _LONG, 1, sensor.black),
        (50717, _LONG, 1, sensor.white),
        (50721, _SIGNED, 9, matrix),
        (50728, _RATIONAL, 3, neutral),
        (50730, _SIGNED, 1, exposure),
        (50778, _SHORT, 1, 21),
    ]
    file = io.BytesIO()
    tifffile.imwrite(
        file, samples, photometric=kind, extratags=extra, metadata=None, planarconfig=None
    )
    return file.getvalue()

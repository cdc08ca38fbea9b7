"""Film grain whose every pixel follows from its place alone, so that parts fit the whole."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.overview import Place, Plane

SIZE = 0.6
"""Deviation of the Gaussian that a grain is wide, in pixels of the restored photo."""
STRONGEST = 20 / 255
"""Deviation of the grain in mid-tones with the slider at its end."""
_REACH = 2
"""Pixels on either side that a grain spreads over."""


def grain_at(place: Place, luma: Plane, amount: float, seed: int) -> Plane:
    """Return the grain of a part, to be added to each channel of it.

    `luma` is the part's brightness: grain is strongest in mid-tones and leaves black and white
    alone. Seen smaller it is weaker, as it is when the whole photo is made smaller.
    """
    height, width = luma.shape
    noise = _noise(place, height + 2 * _REACH, width + 2 * _REACH, seed)
    column = _kernel(SIZE * place.zoom)
    spread = cv2.sepFilter2D(noise, -1, column, column, borderType=cv2.BORDER_REPLICATE)
    grain = np.asarray(spread, np.float32)[_REACH:-_REACH, _REACH:-_REACH]
    shown = np.float32(amount * STRONGEST * _faded_by(place.zoom) / _deviation(column))
    middle = luma.clip(0, 1)
    return grain * (4 * shown * middle * (1 - middle))


def _noise(place: Place, height: int, width: int, seed: int) -> Plane:
    """Return nearly Gaussian noise of deviation one, from a hash of each place."""
    level = max(0, round(math.log2(1 / place.zoom)))
    across = np.arange(place.left - _REACH, place.left - _REACH + width).astype(np.uint32)
    down = np.arange(place.top - _REACH, place.top - _REACH + height).astype(np.uint32)
    start = _scrambled(np.array([[seed ^ (level << 27)]], np.uint32))
    rows = _scrambled(down[:, None] * np.uint32(0x9E3779B1) + start)
    bits = _scrambled(rows + across[None, :] * np.uint32(0x85EBCA77))
    # The sum of four even numbers of eight bits; its variance is 4·(256² − 1)/12.
    total = (bits & np.uint32(0x00FF00FF)) + ((bits >> np.uint32(8)) & np.uint32(0x00FF00FF))
    sums = (total & np.uint32(0xFFFF)) + (total >> np.uint32(16))
    return (sums.astype(np.float32) - np.float32(510)) * np.float32(1 / math.sqrt((256**2 - 1) / 3))


def _scrambled(bits: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Mix 32 bits (the finaliser of MurmurHash3, by Austin Appleby, public domain)."""
    bits = bits ^ (bits >> np.uint32(16))
    bits *= np.uint32(0x85EBCA6B)
    bits ^= bits >> np.uint32(13)
    bits *= np.uint32(0xC2B2AE35)
    bits ^= bits >> np.uint32(16)
    return bits


def _kernel(deviation: float) -> NDArray[np.float32]:
    steps = np.arange(-_REACH, _REACH + 1)
    weights = np.exp(-0.5 * (steps / max(deviation, 0.1)) ** 2)
    return (weights / weights.sum()).astype(np.float32)


def _deviation(column: NDArray[np.float32]) -> float:
    """Return what is left of the deviation of white noise behind a kernel in both directions."""
    return float((column**2).sum())


def _faded_by(zoom: float) -> float:
    """Return what is left of the grain's deviation when 1/zoom pixels a side become one."""
    side = max(1, round(1 / zoom))
    column = _kernel(SIZE)
    return _deviation(np.convolve(column, np.full(side, 1 / side))) / _deviation(column)

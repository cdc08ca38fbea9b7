"""How strong the noise of a photo is, told from its flattest places.

In the manner of Ponomarenko et al. (2007) and Lebrun et al. (2015): blocks are sorted by coarse
structure, in which noise has little share, and the noise is read from the fine structure of the
flattest. Repeated at half the size, this finds noise that processing or JPEG has made coarse.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.overview import Plane
from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.resample import halve

BLOCK = 8
_FLATTEST = 0.02
"""Share of the blocks that is taken for flat."""
_FEWEST = 24
"""Flat blocks needed, at least, so that their middle value means something."""
_COARSE = 4
"""Frequencies below this, across and down, are structure; the others, noise."""
_CUT_OFF = 0.02
"""Blocks this near to black or white may have lost half of their noise."""
_MEDIAN = 0.986
"""Median over mean of the 48 fine squares' sum (χ² of 48 degrees)."""
_FINE_SHARE = 0.75
"""Share of the spectrum that is fine."""
_LUMA_OVER_CHROMA = 1.5
"""Coarse structure that much stronger in brightness than in colour, and stronger than the fine,
is texture, not noise."""


@dataclass(frozen=True)
class Noise:
    """Deviations in 8-bit levels; white noise of sigma in red, green and blue has sigma in both."""

    luma: float
    """Along grey."""
    chroma: float
    """Across it, for each of two directions."""

    @property
    def sigma(self) -> float:
        """Deviation of the white noise that brightness and colour speak for together.

        Geometric mean of the one direction along grey and the two across it: texture, which is
        stronger in brightness, is not taken for noise. Without colours, brightness speaks alone.
        """
        return self.luma if self.chroma == 0 else float(np.cbrt(self.luma * self.chroma**2))


def measure_noise(pixels: Pixels) -> Noise:
    """Return the deviation of the noise in H, W, 3 pixels; 0 for what is too small to tell."""
    red, green, blue = (pixels[..., i] for i in range(3))
    usable = (pixels.min(axis=2) > _CUT_OFF) & (pixels.max(axis=2) < 1 - _CUT_OFF)
    grey = _octaves((red + green + blue) / np.float32(3**0.5), usable)
    first = _octaves((red - blue) / np.float32(2**0.5), usable)
    second = _octaves((red - 2 * green + blue) / np.float32(6**0.5), usable)
    chroma = np.sqrt((np.square(first) + np.square(second)) / 2)
    limit = max(grey[0] / 2, _LUMA_OVER_CHROMA * chroma[1])
    return Noise(_total(grey[0], min(grey[1], limit)), _total(*chroma))


def _total(fine: float, coarse: float) -> float:
    """Return the deviation, in 8-bit levels, of all the spectrum."""
    return float(255 * np.sqrt(_FINE_SHARE * fine**2 + coarse**2))


def _octaves(plane: Plane, usable: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the deviation of the fine noise at full and at half size; 0 where it is unknown."""
    fine = _fine_deviation(plane, usable)
    half = _fine_deviation(halve(plane), halve(usable.astype(np.float32)) > 0.99)
    if fine is None:
        return 0.0, 0.0
    # White noise of 1 has 1/2 at half the size.
    return fine, fine / 2 if half is None else half


def _fine_deviation(plane: Plane, usable: NDArray[np.bool_]) -> float | None:
    """Return the deviation of the fine structure in the flattest blocks."""
    blocks = blocks_of(plane)
    inside = blocks_of(usable.astype(np.float32)).min(axis=(1, 2)) > 0
    if inside.sum() >= _FEWEST:
        blocks = blocks[inside]
    count = max(_FEWEST, round(_FLATTEST * len(blocks)))
    if len(blocks) < count:
        return None
    squares = np.square(transform(blocks))
    coarse = squares[:, :_COARSE, :_COARSE].sum(axis=(1, 2)) - squares[:, 0, 0]
    flat = squares[np.argpartition(coarse, count - 1)[:count]]
    fine = flat.sum(axis=(1, 2)) - flat[:, :_COARSE, :_COARSE].sum(axis=(1, 2))
    return float(np.sqrt(np.median(fine) / _MEDIAN / (BLOCK**2 - _COARSE**2)))


def blocks_of(plane: Plane) -> NDArray[np.float32]:
    """Return N, 8, 8 blocks of a plane."""
    rows, columns = plane.shape[0] // BLOCK, plane.shape[1] // BLOCK
    cut = plane[: rows * BLOCK, : columns * BLOCK]
    return cut.reshape(rows, BLOCK, columns, BLOCK).swapaxes(1, 2).reshape(-1, BLOCK, BLOCK)


def transform(blocks: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the orthonormal cosine transform of N, 8, 8 blocks, lowest frequency first."""
    return np.asarray(_DCT @ blocks @ _DCT.T, np.float32)


_DCT = np.asarray(cv2.dct(np.eye(BLOCK, dtype=np.float32), flags=cv2.DCT_ROWS), np.float32).T
"""Rows are the cosines of the orthonormal transform."""

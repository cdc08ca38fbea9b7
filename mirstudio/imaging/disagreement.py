"""Where a restored photo, degraded again, disagrees with the photo that it was made from.

Enlarged photos are made small again, deblurred ones blurred again: by the kernel that explains the
neighbourhood best, since nobody knows which one blurred it. What then still differs beyond the
photo's noise was not in the photo: it was invented, or taken away.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from mirstudio.errors import UsageError
from mirstudio.imaging.noise_level import measure_noise
from mirstudio.imaging.overview import Plane
from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.resample import bicubic
from mirstudio.progress import Progress, Work

CELL = 4
"""Pixels of the original, across and down, per value that is given."""
BLOCK = 192
"""Side of a neighbourhood that is explained by one kernel."""
_AROUND = 32
"""Pixels around it that are looked at, too."""
_REACH = 15
"""Half the side of a kernel less a half: longer blurs of moving hands are rare."""
_REGULAR = 1e-3
"""Of the mean power: weaker frequencies say little about the kernel."""
_LEAST = 0.1
"""Of a kernel's largest weight: what is weaker is noise of the estimate."""
_FINE, _COARSE = 1.0, 2.5
"""Deviations of the Gaussians over the difference, which damps noise, and over its square."""
_NOISE_LEFT = 1 / (2 * np.pi**0.5 * _FINE)
"""Share of white noise's deviation that the first of them leaves."""
_SAMPLE = 1024
"""Side of the part in the middle that tells how noisy the photo is."""


@dataclass(frozen=True, eq=False)
class Disagreement:
    """In 8-bit levels, beyond noise."""

    levels: Plane
    """Root of the mean square around each cell of `CELL`×`CELL` pixels of the original."""
    whole: float
    """Root of the mean square over the whole photo."""


def find_disagreement(original: Pixels, restored: Pixels) -> Work[Disagreement]:
    """Degrade `restored` again and compare, neighbourhood by neighbourhood.

    Both are H, W, 3 in one colour space; `restored` is a whole number of times as large. Raises
    UsageError where it is not.
    """
    height, width = original.shape[:2]
    scale = restored.shape[0] // height
    if restored.shape[:2] != (height * scale, width * scale):
        raise UsageError("The original and the restored photo do not show the same.")
    top, left = max((height - _SAMPLE) // 2, 0), max((width - _SAMPLE) // 2, 0)
    noise = measure_noise(original[top : top + _SAMPLE, left : left + _SAMPLE]).sigma
    expected = np.float32((noise * _NOISE_LEFT) ** 2)
    squares = np.zeros((-(-height // CELL), -(-width // CELL)), np.float32)
    places = [(y, x) for y in range(0, height, BLOCK) for x in range(0, width, BLOCK)]
    for done, (y, x) in enumerate(places):
        yield Progress(done, len(places), "step", "comparing")
        y0, x0 = max(y - _AROUND, 0), max(x - _AROUND, 0)
        y1, x1 = min(y + BLOCK + _AROUND, height), min(x + BLOCK + _AROUND, width)
        again = restored[y0 * scale : y1 * scale, x0 * scale : x1 * scale]
        if scale > 1:
            again = bicubic(again, 1 / scale)
        square = _squares(original[y0:y1, x0:x1], again, noise / 255)
        rows = slice(y - y0, min(y + BLOCK, height) - y0)
        columns = slice(x - x0, min(x + BLOCK, width) - x0)
        cells = _averaged(square[rows, columns])
        squares[y // CELL : y // CELL + cells.shape[0], x // CELL : x // CELL + cells.shape[1]] = (
            cells
        )
    beyond = np.maximum(squares - expected, 0)
    return Disagreement(np.sqrt(beyond), float(np.sqrt(beyond.mean())))


def _squares(source: Pixels, again: Pixels, noise: float) -> Plane:
    """Return the mean square, in 8-bit levels, of what no kernel explains, around each pixel."""
    kernel = _fit_kernel(source, again, noise)
    explained = cv2.filter2D(again, -1, kernel, borderType=cv2.BORDER_REFLECT_101)
    missing = cv2.GaussianBlur(source - explained, (0, 0), _FINE) * np.float32(255)
    square = np.square(missing).mean(axis=2)
    return np.asarray(cv2.GaussianBlur(square, (0, 0), _COARSE), np.float32)


def _fit_kernel(source: Pixels, again: Pixels, noise: float) -> Plane:
    """Return the kernel that turns `again` into `source` best: none of it negative, its sum one.

    Frequencies that drown in `noise`, the deviation in `source`, have little say.
    """
    height, width = source.shape[:2]
    reach = min(_REACH, (min(height, width) - 1) // 2)
    window = np.outer(np.hanning(height + 2)[1:-1], np.hanning(width + 2)[1:-1])[..., None]
    seen, given = (
        np.fft.rfft2((pixels - pixels.mean(axis=(0, 1))) * window, axes=(0, 1))
        for pixels in (source, again)
    )
    power = (np.abs(given) ** 2).sum(axis=2)
    drowned = 3 * noise**2 * float(np.square(window).sum()) + _REGULAR * float(power.mean())
    ratio = (seen * given.conj()).sum(axis=2) / (power + drowned + 1e-12)
    spread = np.fft.irfft2(ratio, s=(height, width))
    side = 2 * reach + 1
    kernel = np.roll(spread, (reach, reach), axis=(0, 1))[:side, :side]
    kernel[kernel < _LEAST * kernel.max()] = 0
    if kernel.sum() <= 0:
        kernel = np.zeros((side, side))
        kernel[reach, reach] = 1
    # filter2D correlates: a convolution needs the kernel turned around.
    return np.ascontiguousarray((kernel / kernel.sum())[::-1, ::-1].astype(np.float32))


def _averaged(square: Plane) -> Plane:
    """Return the mean of each cell; cells at the border may be smaller."""
    height, width = square.shape
    padded = cv2.copyMakeBorder(square, 0, -height % CELL, 0, -width % CELL, cv2.BORDER_REPLICATE)
    size = (padded.shape[1] // CELL, padded.shape[0] // CELL)
    return np.asarray(cv2.resize(padded, size, interpolation=cv2.INTER_AREA), np.float32)

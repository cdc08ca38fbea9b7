"""Whether pixels have been through a JPEG, and of what quality, without its file.

In a JPEG's blocks of 8×8 each frequency is a multiple of one step; the step that the frequencies
of the brightness keep to tells the quality, on the scale of libjpeg.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.noise_level import blocks_of, transform
from mirstudio.imaging.photo import Pixels

_STEPS_AT_50 = np.array(
    [
        [16, 11, 10, 16],
        [12, 12, 14, 19],
        [14, 13, 16, 24],
        [14, 17, 22, 29],
    ]
)
"""Steps of the lowest frequencies at quality 50, down and across (ITU-T T.81, table K.1)."""
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)
"""JPEG's brightness (BT.601)."""
_LEAST_FIT = 0.5
"""How well frequencies must keep to their steps: 1 would be exactly, 0 not at all."""
_FEWEST = 100
"""Samples beyond half a step that a frequency needs to have a say."""
_MOST = 4096
"""Blocks that are looked at."""
_QUALITIES = range(95, 4, -1)
"""Best first: of two with the same steps, the better one is told."""


def measure_quality(pixels: Pixels) -> int | None:
    """Return the quality, 5–95, of the JPEG that H, W, 3 sRGB pixels come from; None: not seen.

    The pixels must begin where the JPEG did. What was scaled, turned or changed since does not
    show; neither do qualities whose steps are lost in the rounding to 8 bits.
    """
    blocks = blocks_of(np.asarray(255 * (pixels @ _LUMA) - 128, np.float32))
    if len(blocks) == 0:
        return None
    blocks = blocks[:: -(-len(blocks) // _MOST)]
    frequencies = transform(blocks)[:, :4, :4].reshape(len(blocks), -1)[:, 1:]
    fits = [_fit(frequencies, _steps(quality)) for quality in _QUALITIES]
    best = int(np.argmax(fits))
    return _QUALITIES[best] if fits[best] >= _LEAST_FIT else None


def _steps(quality: int) -> NDArray[np.float64]:
    """Return the steps of libjpeg at a quality."""
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    return ((_STEPS_AT_50 * scale + 50) // 100).clip(1, 255).astype(float).reshape(-1)[1:]


def _fit(frequencies: NDArray[np.float32], steps: NDArray[np.float64]) -> float:
    """Return how well frequencies (N, 15) keep to multiples of their steps."""
    turns = frequencies / steps
    counts = np.abs(turns) > 0.5
    heard = (counts.sum(axis=0) >= _FEWEST) & (steps > 1)
    if not heard.any():
        return 0.0
    closeness = np.where(counts, np.cos(2 * np.pi * turns), 0).sum(axis=0)
    return float((closeness[heard] / counts.sum(axis=0)[heard]).mean())

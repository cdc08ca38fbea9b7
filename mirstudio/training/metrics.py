"""How near a restored photo comes to the truth."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


def psnr(a: NDArray, b: NDArray, peak: float = 1.0) -> float:
    """Peak signal-to-noise ratio in dB over all samples pooled; infinite when equal."""
    error = float(np.mean((a.astype(np.float64) - b.astype(np.float64)) ** 2))
    return math.inf if error == 0 else 10 * math.log10(peak**2 / error)

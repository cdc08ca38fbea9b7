"""BM3D by its authors' library, where it is installed (the extra "rivals").

Its licence allows no commercial use, so it is never a dependency.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

from mirstudio.imaging.photo import Pixels

LIBRARY = "bm3d"

LEAST = 0.5
"""Noise in 8-bit levels below which BM3D is told this much; it divides by it."""


def find_bm3d() -> Callable[[Pixels, float], Pixels] | None:
    """Return BM3D of pixels and the noise's deviation in 8-bit levels; None if not installed."""
    try:
        library: Any = importlib.import_module(LIBRARY)
    except ImportError:
        return None

    def denoise(pixels: Pixels, sigma: float) -> Pixels:
        return np.asarray(library.bm3d_rgb(pixels, max(sigma, LEAST) / 255), np.float32)

    return denoise

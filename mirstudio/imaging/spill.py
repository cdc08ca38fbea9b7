"""Room for large pictures: beyond a limit they live in a file, so that memory does not grow."""

from __future__ import annotations

import logging
import math
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from mirstudio.paths import cache_folder

LARGEST_IN_MEMORY = 1 << 29
"""Bytes of an array beyond which it is mapped from a file: 45 megapixels of float RGB."""
BAND_PIXELS = 1 << 20
"""Pixels that are converted at a time where a whole picture would need a second copy of itself."""
PARALLEL_PIXELS = 1 << 18
"""The same for each of several cores that convert at once."""

logger = logging.getLogger(__name__)


def make_room(shape: tuple[int, ...], dtype: DTypeLike = np.float32) -> NDArray[Any]:
    """Return an array of that shape, its values open; above a limit it lies in a file.

    The file is in the user's cache folder and has no name, or is deleted by the system with its
    last user: it is gone with the array, and also when the program is killed. Where the disk has
    no room either, the array lies in memory.
    """
    size = math.prod(shape) * np.dtype(dtype).itemsize
    if size <= LARGEST_IN_MEMORY:
        return np.empty(shape, dtype)
    try:
        return _mapped(cache_folder(), shape, dtype, size)
    except OSError as error:
        logger.warning("No room for %d MB in the cache folder: %s.", size >> 20, error)
        return np.empty(shape, dtype)


def bands(height: int, width: int) -> Iterator[slice]:
    """Yield slices of rows that together are a picture, each of about `BAND_PIXELS`."""
    rows = max(1, BAND_PIXELS // max(1, width))
    for top in range(0, height, rows):
        yield slice(top, min(top + rows, height))


def convert_bands(
    samples: NDArray[Any], convert: Callable[[NDArray[Any]], NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Convert H, W, any samples to H, W, 3, bands of rows at a time, one per core.

    Little memory is needed between.
    """
    height, width = samples.shape[:2]
    converted = make_room((height, width, 3))
    rows = max(1, PARALLEL_PIXELS // max(1, width))

    def convert_band(top: int) -> None:
        converted[top : top + rows] = convert(samples[top : top + rows])

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(convert_band, range(0, height, rows)))
    return converted


def _mapped(folder: Path, shape: tuple[int, ...], dtype: DTypeLike, size: int) -> NDArray[Any]:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder, prefix="pixels-") as file:
        # Writing to a mapped page for which the disk has no room would kill the program.
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), 0, size)
        elif shutil.disk_usage(folder).free < size:
            raise OSError("the disk is full")
        # A plain array: what is computed from a memmap would call itself one too.
        return np.memmap(file, dtype, "w+", shape=shape).view(np.ndarray)

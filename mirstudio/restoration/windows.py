"""Pooling over a window around each place, instead of over the whole photo.

The test-time local converter (Chu et al. 2022, arXiv 2112.04491): a network that learnt on crops
and pools over its whole input meets statistics like its crops' again, and blur that differs from
place to place meets its own. A card asks for it where it was measured to gain; tiles then share
nothing. Here the means are taken of cells, not of pixels, so that a window costs next to nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from torch import Tensor
from torch.nn.functional import avg_pool2d

from mirstudio.networks.architecture import Architecture
from mirstudio.networks.layers import Pool

CELL = 16
"""Side of a cell in pixels of the network's input. Tiles start and end between cells, so all of
them have the photo's."""


class LocalWindows:
    """A tape that pools, for every cell, over the cells of a window around it."""

    def __init__(self, window: int, width: int) -> None:
        """`window`: side in pixels of the network's input, which is `width` wide."""
        # An odd number has a middle.
        self._reach = max(window // CELL - 1, 0) // 2
        self._width = width

    def __call__(self, pool: Pool, maps: Sequence[Tensor]) -> Tensor:
        """Return means as B, C, h, w, one for each cell, where others return B, C, 1, 1."""
        (x,) = maps
        side = max(CELL * x.shape[3] // self._width, 1)
        cells = avg_pool2d(x, side, ceil_mode=True, count_include_pad=False).float()
        side = 2 * self._reach + 1
        # Beyond the border is nothing that would count.
        means = avg_pool2d(cells, side, 1, self._reach, count_include_pad=False)
        return means.to(x.dtype)


def in_windows(architecture: Architecture, window: int) -> Architecture:
    """Return what is asked of tiles whose network pools over windows of so many pixels.

    They lie between cells, and overlap by a quarter of a window more: gates move little for what a
    window lacks beyond a tile's border.
    """
    return replace(
        architecture,
        size_multiple=math.lcm(architecture.size_multiple, CELL),
        overlap=architecture.overlap + window // 4 // CELL * CELL,
    )

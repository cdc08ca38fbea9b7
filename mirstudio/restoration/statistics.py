"""What global pooling sees when a photo is tiled: the same for every tile.

MIRNet, MIRNetv2 and MPRNet pool over their whole input. A tile that pools over itself gets
other statistics than its neighbour, which shows as patches of different brightness. So a sample
of patches spread over the photo runs first, in lockstep as one batch, each pooling taken over
all of them together; the pooled values are recorded and every tile then plays them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from mirstudio.networks.layers import Pool, Pooling, Tape
from mirstudio.restoration.tiling import Region

PATCH = 128
"""Side of the counted part of a sampled patch."""


@dataclass(frozen=True)
class Sample:
    """Which parts of a photo stand for the whole of it."""

    patches: tuple[Region, ...]
    """The counted parts, all of one size; a single one that is the whole photo is exact."""
    margin: int
    """Pixels run around each and not counted, so that no patch border shows in the statistics."""


def plan_sample(width: int, height: int, budget: float, margin: int, multiple: int) -> Sample:
    """Choose patches of a photo padded to `width`×`height`, about `budget` pixels in all.

    Where the budget allows, the whole photo is one patch.
    """
    if width * height <= budget:
        return Sample((Region(0, 0, width, height),), 0)
    side = PATCH // multiple * multiple
    wide, high = min(side, width), min(side, height)
    count = max(budget / ((wide + 2 * margin) * (high + 2 * margin)), 1.0)
    columns = min(max(round(math.sqrt(count * width / height)), 1), width // wide)
    rows = min(max(int(count / columns), 1), height // high)
    return Sample(
        tuple(
            Region(left, top, wide, high)
            for top in _spread(height, high, rows, multiple)
            for left in _spread(width, wide, columns, multiple)
        ),
        margin,
    )


class Recorder:
    """A tape that pools over all samples of a batch together, and keeps what it got."""

    def __init__(self, weights: Tensor) -> None:
        """`weights`: B, 1, H, W; 1 where a position of the input counts, 0 in the margins."""
        self.values: list[Tensor] = []
        self._weights = {weights.shape[2:]: weights}
        self._full = weights

    def __call__(self, pool: Pool, maps: Sequence[Tensor]) -> Tensor:
        """Pool with the weights of the map's own size."""
        size = maps[0].shape[2:]
        if size not in self._weights:
            self._weights[size] = F.adaptive_avg_pool2d(self._full, list(size))
        value = pool(maps, self._weights[size])
        self.values.append(value)
        return value


class Player:
    """A tape that plays recorded values: poolings cost nothing and see nothing."""

    def __init__(self, values: Sequence[Tensor]) -> None:
        self._values = values
        self._next = 0

    def __call__(self, pool: Pool, maps: Sequence[Tensor]) -> Tensor:
        """Return the next value; the tape rewinds itself at its end."""
        value = self._values[self._next]
        self._next = (self._next + 1) % len(self._values)
        return value


@contextmanager
def taped(network: nn.Module, tape: Tape | None) -> Iterator[None]:
    """Let all poolings of `network` meet `tape` while the block runs."""
    poolings = [module for module in network.modules() if isinstance(module, Pooling)]
    for pooling in poolings:
        pooling.tape = tape
    try:
        yield
    finally:
        for pooling in poolings:
            pooling.tape = None


def _spread(length: int, side: int, count: int, multiple: int) -> list[int]:
    """Starts of `count` stretches of `side`, evenly spread from end to end of `length`."""
    if count == 1:
        return [(length - side) // 2 // multiple * multiple]
    step = (length - side) / (count - 1)
    return [int(i * step) // multiple * multiple for i in range(count)]

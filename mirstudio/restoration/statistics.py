"""What global pooling sees when a photo is tiled: the same for every tile.

MIRNet, MIRNetv2 and MPRNet pool over their whole input. A tile that pools over itself gets
other statistics than its neighbour, which shows as patches of different brightness. So a sample
of patches spread over the photo runs first, in lockstep as one batch, each pooling taken over
all of them together; the pooled values are recorded and every tile then plays them.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.nn.functional import adaptive_avg_pool2d

from mirstudio.networks.layers import Pool, Pooling, Tape
from mirstudio.restoration.tiling import Region

PATCH = 192
"""Side of a sampled patch, its margins included."""
WIDE_PATCH = 320
"""The same for networks that look farther than a third of that."""
MARGIN_SHARE = 6
"""A patch over its margin, at least, or too little of it would be counted. A narrow margin came
closer to the statistics of the whole photo than one as wide as a network looks."""


@dataclass(frozen=True)
class Sample:
    """Which parts of a photo stand for the whole of it."""

    width: int
    """Of the photo, padded to the network's size multiple."""
    height: int
    patches: tuple[Region, ...]
    """All of one size; a single one that is the whole photo makes the statistics exact."""
    margin: int
    """Pixels at the border of a patch that do not count: they have not seen their neighbours."""

    @property
    def exact(self) -> bool:
        """The sample is the whole photo."""
        return self.patches == (Region(0, 0, self.width, self.height),)

    @property
    def pixels(self) -> int:
        """Pixels that are run."""
        return sum(patch.width * patch.height for patch in self.patches)

    def weights(self) -> Tensor:
        """B, 1, H, W float32: 1 where a position of a patch counts.

        A patch border that is the photo's own border has no margin.
        """
        weights = torch.ones(len(self.patches), 1, self.patches[0].height, self.patches[0].width)
        for patch, weight in zip(self.patches, weights, strict=True):
            if patch.left > 0:
                weight[..., : self.margin] = 0
            if patch.right < self.width:
                weight[..., -self.margin :] = 0
            if patch.top > 0:
                weight[:, : self.margin] = 0
            if patch.bottom < self.height:
                weight[:, -self.margin :] = 0
        return weights


def plan_sample(width: int, height: int, budget: float, margin: int, multiple: int) -> Sample:
    """Choose patches of a photo padded to `width`×`height`, about `budget` pixels in all.

    Where the budget allows, the whole photo is one patch.
    """
    if width * height <= budget:
        return Sample(width, height, (Region(0, 0, width, height),), margin)
    far = margin > PATCH // 3 and budget >= 2 * WIDE_PATCH**2
    side = WIDE_PATCH if far else PATCH
    margin = min(margin, side // MARGIN_SHARE)
    wide, high = min(side, width), min(side, height)
    count = max(int(budget / (wide * high)), 1)
    # A grid of about square cells, as far as the photo has room for so many columns and rows.
    rows = min(max(round(math.sqrt(count * height / width)), 1), -(-height // high))
    columns = min(max(count // rows, 1), -(-width // wide))
    rows = min(max(count // columns, 1), -(-height // high))
    patches = tuple(
        Region(left, top, wide, high)
        for top in _spread(height, high, rows, multiple)
        for left in _spread(width, wide, columns, multiple)
    )
    return Sample(width, height, patches, margin)


def halved(sample: Sample, multiple: int) -> Sample:
    """Return a sample of the same photo with about half the pixels, smaller patches if need be."""
    patch, *others = sample.patches
    if others:
        return replace(sample, patches=sample.patches[::2])
    width = max(patch.width // 2 // multiple, 1) * multiple
    height = max(patch.height // 2 // multiple, 1) * multiple
    patches = (
        Region(left, top, width, height)
        for top in (patch.top, patch.bottom - height)
        for left in (patch.left, patch.right - width)
    )
    # A margin must leave something to be counted.
    margin = min(sample.margin, width // 4, height // 4)
    return Sample(sample.width, sample.height, tuple(patches)[::3], margin)


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
            self._weights[size] = adaptive_avg_pool2d(self._full, (size[0], size[1]))
        value = pool(maps, self._weights[size])
        self.values.append(value)
        return value

    def mirror(self) -> None:
        """From now on the samples come left-right mirrored, or no longer."""
        self._full = self._full.flip(3)
        self._weights = {size: weights.flip(3) for size, weights in self._weights.items()}


class Player:
    """A tape that plays recorded values: poolings cost nothing and see nothing."""

    def __init__(self, values: Sequence[Tensor]) -> None:
        self._values = values
        self._next = 0

    def __call__(self, pool: Pool, maps: Sequence[Tensor]) -> Tensor:
        """Return the next value; the tape rewinds itself at its end."""
        value = self._values[self._next]
        self._next = (self._next + 1) % len(self._values)
        # A tile that is repeated more exactly or elsewhere meets the same statistics.
        return value.to(maps[0])


@contextmanager
def taped(network: nn.Module, tape: Tape | None) -> Generator[None]:
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

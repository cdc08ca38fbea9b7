"""Blocks that two or more of the networks share."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Pool(Protocol):
    """The computation of a pooling: `Pooling.pool` of one place in a network."""

    def __call__(self, maps: Sequence[Tensor], weights: Tensor | None = None) -> Tensor:
        """See `Pooling.pool`."""
        ...


class Tape(Protocol):
    """Stands between a pooling and its users: may record its values or play recorded ones.

    All poolings of a network share one tape and meet it in the order of computation, which is
    the same at every run. A tape that plays never calls `pool`, so the pooling costs nothing.
    """

    def __call__(self, pool: Pool, maps: Sequence[Tensor]) -> Tensor:
        """Return the pooled value of `maps` (each B, C, H, W) as B, C, 1, 1 or 1, C, 1, 1."""
        ...


class Pooling(nn.Module, ABC):
    """A statistic over a whole feature map: what makes a network look beyond its kernels.

    Without a tape it pools the map it is given, as the papers do. `restoration.statistics`
    sets a tape so that all tiles of a photo use the statistics of the whole photo.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tape: Tape | None = None

    def forward(self, *maps: Tensor) -> Tensor:
        """Pool `maps` (each B, C, H, W), accumulating in float32, to their own dtype."""
        return self.pool(maps) if self.tape is None else self.tape(self.pool, maps)

    @abstractmethod
    def pool(self, maps: Sequence[Tensor], weights: Tensor | None = None) -> Tensor:
        """Pool each sample by itself to B, C, 1, 1.

        With `weights` (B, 1, H, W, float32) the samples are parts of one photo and pooled
        together to 1, C, 1, 1, each position counting by its weight.
        """


class MeanPooling(Pooling):
    """Mean over all positions of the sum of the maps."""

    def pool(self, maps: Sequence[Tensor], weights: Tensor | None = None) -> Tensor:
        """See `Pooling.pool`."""
        # The mean is linear: no need to write the summed map to memory first.
        if weights is None:
            # A sum's gradient is one number per channel, spread without being written; a mean's
            # is a whole map in float32, and not channels last.
            positions = maps[0].shape[2] * maps[0].shape[3]
            means = [_sum(m) / positions for m in maps]
        else:
            total = weights.sum()
            means = [(m * weights).sum((0, 2, 3), keepdim=True) / total for m in maps]
        return torch.stack(means).sum(0).to(maps[0].dtype)


def _sum(x: Tensor) -> Tensor:
    """Sum B, C, H, W over all positions to B, C, 1, 1 in float32."""
    # Asked for float32, PyTorch's CPU code first writes the whole map anew; bfloat16 it adds up in
    # float32 anyway and rounds the result. What float16 can hold, a sum soon exceeds.
    kept = x.dtype if x.dtype == torch.bfloat16 else torch.float32
    return x.sum((2, 3), keepdim=True, dtype=kept).float()


class SelectiveKernelFusion(nn.Module):
    """SKFF: blend maps of one shape by weights that their common mean decides (MIRNet §3.1).

    Attribute names are those of the official checkpoints.
    """

    def __init__(self, channels: int, inputs: int, activation: nn.Module) -> None:
        super().__init__()
        squeezed = max(channels // 8, 4)
        self.pooling = MeanPooling()
        self.conv_du = nn.Sequential(nn.Conv2d(channels, squeezed, 1, bias=False), activation)
        self.fcs = nn.ModuleList(
            nn.Conv2d(squeezed, channels, 1, bias=False) for _ in range(inputs)
        )

    def forward(self, *maps: Tensor) -> Tensor:
        """Blend `maps` (each B, C, H, W) to B, C, H, W; at inference, in the place of the last."""
        squeezed = self.conv_du(self.pooling(*maps))
        scores = [fc(squeezed) for fc in self.fcs]
        if len(maps) == 2:
            # A softmax over two is the sigmoid of their difference, and the blend one lerp.
            first, second = maps
            share = torch.sigmoid(scores[0] - scores[1])
            return torch.lerp(second, first, share, out=reused(second))
        weights = torch.stack(scores).softmax(0)
        # Each gradient needs the maps and the weights alone, so the blend may be overwritten.
        blend = maps[0] * weights[0]
        for weight, m in zip(weights[1:], maps[1:], strict=True):
            blend.addcmul_(m, weight)
        return blend


class ChannelAttention(nn.Module):
    """CA: one gate per channel, which the means of all channels decide (MIRNet §3.2, MPRNet §3.1).

    Attribute names are those of the official checkpoints.
    """

    def __init__(self, channels: int, reduction: int) -> None:
        super().__init__()
        squeezed = max(channels // reduction, 1)
        self.pooling = MeanPooling()
        self.conv_du = nn.Sequential(
            nn.Conv2d(channels, squeezed, 1, bias=False),
            nn.ReLU(inplace=True),
            nn.Conv2d(squeezed, channels, 1, bias=False),
            nn.Sigmoid(),
        )

    def forward(self, x: Tensor) -> Tensor:
        """Return the gates of `x` (B, C, H, W), to be multiplied by the caller: B, C, 1, 1.

        Where a tape pools over windows there are as many gates as pixels.
        """
        gates = self.conv_du(self.pooling(x))
        if gates.shape[2:] == (1, 1):
            return gates
        return F.interpolate(gates, x.shape[2:], mode="bilinear", align_corners=False)


class PReLU(nn.PReLU):
    """A PReLU of one slope that overwrites its input at inference."""

    def forward(self, x: Tensor) -> Tensor:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Map B, C, H, W to B, C, H, W."""
        # Other devices would have to finish all work before they tell the slope.
        if reused(x) is None or x.device.type != "cpu":
            return super().forward(x)
        return F.leaky_relu_(x, self.weight.item())


def reused(x: Tensor) -> Tensor | None:
    """Return `x` as the place of a result (`out=`) at inference, else None: a new place.

    A new map costs more than the sum that fills it, since its memory comes from the system. In
    training the gradients need the old values.
    """
    return x if torch.is_inference_mode_enabled() else None


def in_precision_of(module: nn.Module, x: Tensor) -> Tensor:
    """Return `x` in the precision of the module's weights, which it is about to meet."""
    # Under autocast, in training, weights are float32 and activations what autocast decides.
    if torch.is_autocast_enabled(x.device.type):
        return x
    return x.to(next(module.parameters()).dtype)


def upsample_bilinear(x: Tensor) -> Tensor:
    """Enlarge B, C, H, W two times, half-pixel centres."""
    # PyTorch's own gives each picture of a batch to one thread, and tiles come alone.
    alone = x.device.type == "cpu" and len(x) < torch.get_num_threads()
    if alone and torch.is_inference_mode_enabled():
        return _doubled(_doubled(x, 2), 3)
    return F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)


def _doubled(x: Tensor, axis: int) -> Tensor:
    """Enlarge B, C, H, W two times along one axis: three quarters the nearest, one the next."""
    shape = list(x.shape)
    shape[axis] *= 2
    doubled = torch.empty(shape, dtype=x.dtype, memory_format=torch.channels_last)
    old, new = x.movedim(axis, 0), doubled.movedim(axis, 0)
    new[0], new[-1] = old[0], old[-1]
    torch.lerp(old[1:], old[:-1], 0.25, out=new[2::2])
    torch.lerp(old[:-1], old[1:], 0.25, out=new[1:-1:2])
    return doubled


def count_blocks(weights: Mapping[str, Tensor], key: str) -> int:
    """Count how many of the keys that `key` forms with 0, 1, 2, … `weights` has in a row."""
    count = 0
    while key.format(count) in weights:
        count += 1
    return count


def packing_of(channels: int) -> int:
    """Return the pixel packing that makes `channels` of RGB. Raises ValueError if there is none."""
    packing = math.isqrt(channels // 3)
    if packing < 1 or channels != 3 * packing**2:
        raise ValueError(f"{channels} channels are no packed RGB")
    return packing

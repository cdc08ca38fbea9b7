"""MIRNet: Learning Enriched Features for Real Image Restoration and Enhancement.

Zamir et al., ECCV 2020, arXiv 2003.06792. Section numbers below are that paper's. Module
attribute names are the keys of the official checkpoints, which load as they are. As there, the
two columns of a multi-scale block share their dual attention units, all of which share one
PReLU slope, and no convolution has a bias. Ours in addition: pixel packing in front and behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from mirstudio.networks.layers import (
    ChannelAttention,
    PReLU,
    SelectiveKernelFusion,
    count_blocks,
    in_precision_of,
    packing_of,
    reused,
    upsample_bilinear,
)

STREAMS = 3
"""Resolutions in parallel: full, half, quarter; each has twice the channels of the one before."""

REDUCTION = 8
"""Channels over squeezed channels in the channel attention."""


@dataclass(frozen=True)
class MIRNetShape:
    """Everything that defines a MIRNet besides its weights; all of it shows in their shapes."""

    features: int = 64
    """Channels of the full-resolution stream."""
    groups: int = 3
    """Residual groups."""
    blocks: int = 2
    """Multi-scale residual blocks per residual group."""
    packing: int = 1
    """Pixel-unshuffle factor in front of the network, undone behind it."""

    @classmethod
    def read(cls, weights: Mapping[str, Tensor]) -> MIRNetShape:
        """Read the shape off a checkpoint's weights. Raises KeyError or ValueError if it cannot."""
        colors, features = weights["conv_out.weight"].shape[:2]
        return cls(
            features=features,
            groups=count_blocks(weights, "body.{}.body.0.conv_out.weight"),
            blocks=count_blocks(weights, "body.0.body.{}.conv_out.weight"),
            packing=packing_of(colors),
        )


class SpatialAttention(nn.Module):
    """SA: one gate per position, which its maximum and mean over the channels decide (§3.2)."""

    def __init__(self) -> None:
        super().__init__()
        # The official nesting, kept for its key: spatial.conv.
        self.spatial = nn.ModuleDict({"conv": nn.Conv2d(2, 1, 5, padding=2, bias=False)})

    def forward(self, x: Tensor) -> Tensor:
        """Return the gates of `x` (B, C, H, W): B, 1, H, W, to be multiplied by the caller."""
        summary = torch.cat((x.amax(1, keepdim=True), x.mean(1, keepdim=True)), 1)
        return self.spatial["conv"](summary).sigmoid_()


class DualAttentionUnit(nn.Module):
    """DAU: two convolutions, gated by position and by channel, a skip around (§3.2)."""

    def __init__(self, channels: int, slope: PReLU) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            slope,
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
        )
        self.SA = SpatialAttention()
        self.CA = ChannelAttention(channels, REDUCTION)
        self.conv1x1 = nn.Conv2d(2 * channels, channels, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, C, H, W."""
        r = self.body(x)
        # The 1×1 convolution of the two gated maps side by side, without writing them side by
        # side; a gate per position may be applied behind it.
        weights_by_position, weights_by_channel = self.conv1x1.weight.chunk(2, 1)
        by_position, position_gates = F.conv2d(r, weights_by_position), self.SA(r)
        by_channel = F.conv2d(torch.mul(r, self.CA(r), out=reused(r)), weights_by_channel)
        return by_channel.addcmul_(by_position, position_gates).add_(x)


class Blur(nn.Module):
    """Halve after a 3×3 binomial blur, so that nothing aliases (§3.3)."""

    filt: Tensor

    def __init__(self, channels: int) -> None:
        super().__init__()
        row = torch.tensor([1.0, 2.0, 1.0])
        kernel = torch.outer(row, row) / 16
        # Part of the official checkpoints, though the same in all.
        self.register_buffer("filt", kernel.repeat(channels, 1, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, C, H/2, W/2."""
        padded = F.pad(x, (1, 1, 1, 1), mode="reflect")
        return F.conv2d(padded, self.filt, stride=2, groups=self.filt.shape[0])


class DownStep(nn.Module):
    """Halve and double the channels, residually (§3.3)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.top = nn.Sequential(
            nn.Conv2d(channels, channels, 1, bias=False),
            PReLU(),
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            PReLU(),
            Blur(channels),
            nn.Conv2d(channels, 2 * channels, 1, bias=False),
        )
        self.bot = nn.Sequential(Blur(channels), nn.Conv2d(channels, 2 * channels, 1, bias=False))

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, 2C, H/2, W/2."""
        return self.top(x).add_(self.bot(x))


class UpStep(nn.Module):
    """Double and halve the channels, residually (§3.3)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.top = nn.Sequential(
            nn.Conv2d(channels, channels, 1, bias=False),
            PReLU(),
            nn.ConvTranspose2d(
                channels, channels, 3, stride=2, padding=1, output_padding=1, bias=False
            ),
            PReLU(),
            nn.Conv2d(channels, channels // 2, 1, bias=False),
        )
        # Officially the enlargement is entry 0. It commutes with a 1×1 convolution, which costs
        # a quarter in front of it.
        self.bot = nn.Sequential(nn.Identity(), nn.Conv2d(channels, channels // 2, 1, bias=False))

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, C/2, 2H, 2W."""
        return self.top(x).add_(upsample_bilinear(self.bot(x)))


class Resize(nn.Module):
    """One or more steps down or up."""

    def __init__(self, steps: Sequence[nn.Module]) -> None:
        super().__init__()
        self.body = nn.Sequential(*steps)

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, C·f, H/f, W/f, where f is 2 or 4 down, ½ or ¼ up."""
        return self.body(x)


class MultiScaleResidualBlock(nn.Module):
    """MRB: three resolutions in parallel, all exchanged, then fused at the full one (§3.1)."""

    def __init__(self, features: int, slope: PReLU) -> None:
        super().__init__()
        c0, c1, c2 = self.widths = tuple(features * 2**j for j in range(STREAMS))
        units = [DualAttentionUnit(channels, slope) for channels in self.widths]
        self.blocks = nn.ModuleList(nn.ModuleList([unit, unit]) for unit in units)
        self.last_up = nn.ModuleDict(
            {"1": Resize([UpStep(c1)]), "2": Resize([UpStep(c2), UpStep(c1)])}
        )
        self.down = nn.ModuleDict(
            {
                f"{c0}_4": Resize([DownStep(c0), DownStep(c1)]),
                f"{c0}_2": Resize([DownStep(c0)]),
                f"{c1}_2": Resize([DownStep(c1)]),
            }
        )
        self.up = nn.ModuleDict(
            {
                f"{c2}_4": Resize([UpStep(c2), UpStep(c1)]),
                f"{c2}_2": Resize([UpStep(c2)]),
                f"{c1}_2": Resize([UpStep(c1)]),
            }
        )
        self.conv_out = nn.Conv2d(c0, c0, 3, padding=1, bias=False)
        self.selective_kernel = nn.ModuleList(
            SelectiveKernelFusion(channels, STREAMS, PReLU()) for channels in self.widths
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, C, H, W."""
        (unit0, _), (unit1, _), (unit2, _) = self.blocks  # pyright: ignore
        fuse0, fuse1, fuse2 = self.selective_kernel
        c0, c1, c2 = self.widths
        # First column: each stream starts from what the one above has become.
        full = unit0(x)
        full_to_half = self.down[f"{c0}_2"](full)
        half = unit1(full_to_half)
        half_to_quarter = self.down[f"{c1}_2"](half)
        quarter = unit2(half_to_quarter)
        # Exchange, with the enlargements and reductions that the first column has made.
        fused0 = fuse0(full, self.up[f"{c1}_2"](half), self.up[f"{c2}_4"](quarter))
        fused1 = fuse1(full_to_half, half, self.up[f"{c2}_2"](quarter))
        fused2 = fuse2(self.down[f"{c0}_4"](full), half_to_quarter, quarter)
        # Second column, and all of it back at the full resolution.
        half, quarter = self.last_up["1"](unit1(fused1)), self.last_up["2"](unit2(fused2))
        return self.conv_out(fuse0(unit0(fused0), half, quarter)).add_(x)


class RecursiveResidualGroup(nn.Module):
    """RRG: multi-scale blocks, a convolution, a skip around (§3)."""

    def __init__(self, shape: MIRNetShape, slope: PReLU) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *(MultiScaleResidualBlock(shape.features, slope) for _ in range(shape.blocks)),
            nn.Conv2d(shape.features, shape.features, 3, padding=1, bias=False),
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, C, H, W."""
        return self.body(x).add_(x)


class MIRNet(nn.Module):
    """The network. Input and output are RGB in 0–1, of one size, neither clipped."""

    def __init__(self, shape: MIRNetShape | None = None) -> None:
        super().__init__()
        self.shape = shape = shape or MIRNetShape()
        colors = 3 * shape.packing**2
        slope = PReLU()
        self.conv_in = nn.Conv2d(colors, shape.features, 3, padding=1, bias=False)
        self.body = nn.Sequential(
            *(RecursiveResidualGroup(shape, slope) for _ in range(shape.groups))
        )
        self.conv_out = nn.Conv2d(shape.features, colors, 3, padding=1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """Restore `x` (B, 3, H, W; sizes multiples of 4·packing, from 8·packing up)."""
        packing = self.shape.packing
        packed = F.pixel_unshuffle(x, packing) if packing > 1 else x
        shallow = self.conv_in(in_precision_of(self.conv_in, packed))
        deep = self.body(in_precision_of(self.body, shallow))
        residual = self.conv_out(in_precision_of(self.conv_out, deep))
        return x + (F.pixel_shuffle(residual, packing) if packing > 1 else residual)

"""MIRNetv2: Learning Enriched Features for Fast Image Restoration and Enhancement.

Zamir et al., TPAMI 2022, arXiv 2205.01649. Section numbers below are that paper's. Module
attribute names are the keys of the official checkpoints, which load as they are. Where paper
and official code differ (groups per stage, one 1×1 convolution after each block), the
checkpoints decide. Ours in addition: pixel packing in front and behind, for small fast
variants; it shows in the channel counts of the first and last convolution.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from mirstudio.networks.layers import (
    Pooling,
    SelectiveKernelFusion,
    count_blocks,
    in_precision_of,
    packing_of,
    reused,
    upsample_bilinear,
)

SLOPE = 0.2
"""Negative slope of every LeakyReLU in the network."""


@dataclass(frozen=True)
class MIRNetv2Shape:
    """Everything that defines a MIRNetv2 besides its weights; all of it shows in their shapes."""

    features: int = 80
    """Channels of the full-resolution stream."""
    widths: tuple[int, int] = (120, 180)
    """Channels of the half- and quarter-resolution streams."""
    groups: tuple[int, ...] = (1, 2, 4, 4)
    """One residual group per entry: the groups of the 3×3 convolutions in it."""
    blocks: int = 2
    """Multi-scale residual blocks per residual group."""
    views: int = 1
    """Pictures at the input: 2 for dual-pixel defocus (left and right view)."""
    packing: int = 1
    """Pixel-unshuffle factor in front of the network, undone behind it."""

    @classmethod
    def read(cls, weights: Mapping[str, Tensor]) -> MIRNetv2Shape:
        """Read the shape off a checkpoint's weights. Raises KeyError or ValueError if it cannot."""
        out_channels, features = weights["conv_out.weight"].shape[:2]
        first = "body.0.body.0."
        rows = count_blocks(weights, "body.{}.body.0.dau_top.body.0.weight")
        return cls(
            features=features,
            widths=(
                weights[f"{first}dau_mid.body.0.weight"].shape[0],
                weights[f"{first}dau_bot.body.0.weight"].shape[0],
            ),
            groups=tuple(
                features // weights[f"body.{g}.body.0.dau_top.body.0.weight"].shape[1]
                for g in range(rows)
            ),
            blocks=count_blocks(weights, "body.0.body.{}.dau_top.body.0.weight"),
            views=weights["conv_in.weight"].shape[1] // out_channels,
            packing=packing_of(out_channels),
        )


class ContextPooling(Pooling):
    """Mean of a map weighted by a learned softmax over all positions (§3.2, context modelling)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv_mask = nn.Conv2d(channels, 1, 1, bias=False)

    def pool(self, maps: Sequence[Tensor], weights: Tensor | None = None) -> Tensor:
        """See `Pooling.pool`."""
        (x,) = maps
        # As a product over B, HW, C the channels-last map is read once, in place.
        positions = x.permute(0, 2, 3, 1).flatten(1, 2)
        scores = self.conv_mask(x).flatten(1).float()
        if weights is not None:
            scores = (scores + weights.flatten(1).log()).flatten()[None]
            positions = positions.flatten(0, 1)[None]
        shares = scores.softmax(1).to(x.dtype).unsqueeze(1)
        return torch.bmm(shares, positions).transpose(1, 2).unsqueeze(3)


class Context(ContextPooling):
    """The pooled context, transformed to one number per channel to add (§3.2)."""

    def __init__(self, channels: int) -> None:
        super().__init__(channels)
        self.channel_add_conv = nn.Sequential(
            nn.Conv2d(channels, channels, 1, bias=False),
            nn.LeakyReLU(SLOPE),
            nn.Conv2d(channels, channels, 1, bias=False),
        )

    def forward(self, *maps: Tensor) -> Tensor:
        """Return B, C, 1, 1 to add to the map B, C, H, W."""
        return self.channel_add_conv(super().forward(*maps))


class ResidualContextBlock(nn.Module):
    """RCB: two convolutions, the whole map's context added, a skip around (§3.2)."""

    def __init__(self, channels: int, groups: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, channels, 3, padding=1, groups=groups, bias=False),
            nn.LeakyReLU(SLOPE, inplace=True),
            nn.Conv2d(channels, channels, 3, padding=1, groups=groups, bias=False),
        )
        self.gcnet = Context(channels)

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, C, H, W."""
        r = self.body(x)
        r = F.leaky_relu_(torch.add(r, self.gcnet(r), out=reused(r)), SLOPE)
        return torch.add(x, r, out=reused(r))


class Branch(nn.Module):
    """Layers in a row, nested as in the official network, for the keys: body.0.bot."""

    def __init__(self, *layers: nn.Module) -> None:
        super().__init__()
        self.bot = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        """Run the layers."""
        return self.bot(x)


class Down(nn.Module):
    """Halve by the mean of 2×2, then change the channels (§3.3)."""

    def __init__(self, channels: int, out_channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            Branch(
                nn.AvgPool2d(2, ceil_mode=True, count_include_pad=False),
                nn.Conv2d(channels, out_channels, 1, bias=False),
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, C', H/2, W/2."""
        return self.body(x)


class Up(nn.Module):
    """Change the channels, then double bilinearly (§3.3)."""

    def __init__(self, channels: int, out_channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(Branch(nn.Conv2d(channels, out_channels, 1, bias=False)))

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, C', 2H, 2W."""
        return upsample_bilinear(self.body(x))


class MultiScaleResidualBlock(nn.Module):
    """MRB: three resolutions in parallel, information exchanged upwards twice (§3.1)."""

    def __init__(self, shape: MIRNetv2Shape, groups: int) -> None:
        super().__init__()
        top, (mid, bot) = shape.features, shape.widths
        # Both columns of the figure share these blocks and fusions, but not the enlargements.
        self.dau_top = ResidualContextBlock(top, groups)
        self.dau_mid = ResidualContextBlock(mid, groups)
        self.dau_bot = ResidualContextBlock(bot, groups)
        self.down2 = Down(top, mid)
        self.down4 = nn.Sequential(Down(top, mid), Down(mid, bot))
        self.up21_1, self.up21_2 = Up(mid, top), Up(mid, top)
        self.up32_1, self.up32_2 = Up(bot, mid), Up(bot, mid)
        self.conv_out = nn.Conv2d(top, top, 1, bias=False)
        self.skff_top = SelectiveKernelFusion(top, 2, nn.LeakyReLU(SLOPE))
        self.skff_mid = SelectiveKernelFusion(mid, 2, nn.LeakyReLU(SLOPE))

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, C, H, W."""
        top, mid, bot = x, self.down2(x), self.down4(x)
        for up21, up32 in ((self.up21_1, self.up32_1), (self.up21_2, self.up32_2)):
            top, mid, bot = self.dau_top(top), self.dau_mid(mid), self.dau_bot(bot)
            mid = self.skff_mid(mid, up32(bot))
            top = self.skff_top(top, up21(mid))
        return self.conv_out(top).add_(x)


class RecursiveResidualGroup(nn.Module):
    """RRG: multi-scale blocks, a convolution, a skip around (§3)."""

    def __init__(self, shape: MIRNetv2Shape, groups: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *(MultiScaleResidualBlock(shape, groups) for _ in range(shape.blocks)),
            nn.Conv2d(shape.features, shape.features, 3, padding=1, bias=False),
        )

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, C, H, W."""
        return self.body(x).add_(x)


class MIRNetv2(nn.Module):
    """The network. Input and output are RGB in 0–1, of one size, neither clipped."""

    def __init__(self, shape: MIRNetv2Shape | None = None) -> None:
        super().__init__()
        self.shape = shape or MIRNetv2Shape()
        out_channels = 3 * self.shape.packing**2
        features = self.shape.features
        self.conv_in = nn.Conv2d(
            out_channels * self.shape.views, features, 3, padding=1, bias=False
        )
        self.body = nn.Sequential(
            *(RecursiveResidualGroup(self.shape, groups) for groups in self.shape.groups)
        )
        self.conv_out = nn.Conv2d(features, out_channels, 3, padding=1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """Restore `x` (B, 3·views, H, W; H and W multiples of 4·packing) to B, 3, H, W.

        Two views (left RGB, then right RGB) give one picture, without a skip around the network.
        """
        packing = self.shape.packing
        packed = F.pixel_unshuffle(x, packing) if packing > 1 else x
        # In reduced precision the outer convolutions and the skip stay in float32 (see
        # `Architecture.exact`): they meet the picture itself.
        shallow = self.conv_in(in_precision_of(self.conv_in, packed))
        shallow = in_precision_of(self.body, shallow)
        deep = self.body(shallow)
        if self.shape.views > 1:
            deep = deep + shallow
        residual = self.conv_out(in_precision_of(self.conv_out, deep))
        residual = F.pixel_shuffle(residual, packing) if packing > 1 else residual
        return residual if self.shape.views > 1 else x + residual

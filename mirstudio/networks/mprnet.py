"""MPRNet: Multi-Stage Progressive Image Restoration.

Zamir et al., CVPR 2021, arXiv 2102.02808. Section numbers below are that paper's. Module
attribute names are the keys of the official checkpoints, which load as they are. Where paper
and official code differ (downsampling by 2×2 means instead of maxima), the code decides. The
convolutions have no bias, and all of them share one PReLU slope. Ours in addition: pixel
packing in front and behind, and a forward pass without the split into patches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from mirstudio.networks.layers import (
    ChannelAttention,
    PReLU,
    count_blocks,
    in_precision_of,
    packing_of,
    reused,
    upsample_bilinear,
)

LEVELS = 3
"""Resolutions of an encoder or decoder."""

STAGES = 3

Features = Sequence[Tensor]
"""Feature maps of an encoder or decoder, full resolution first."""


@dataclass(frozen=True)
class MPRNetShape:
    """Everything that defines an MPRNet besides its weights; all of it shows in their shapes."""

    features: int = 96
    """Channels at full resolution."""
    encoder_step: int = 48
    """Channels added at each lower resolution of the encoders and decoders."""
    orsnet_step: int = 32
    """Channels added in the third stage."""
    level_blocks: int = 2
    """Channel attention blocks per level of an encoder or decoder."""
    blocks: int = 8
    """Channel attention blocks per original-resolution block."""
    reduction: int = 4
    """Channels over squeezed channels in the channel attention."""
    packing: int = 1
    """Pixel-unshuffle factor in front of the network, undone behind it."""

    @property
    def widths(self) -> tuple[int, ...]:
        """Channels per level, full resolution first."""
        return tuple(self.features + level * self.encoder_step for level in range(LEVELS))

    @classmethod
    def read(cls, weights: Mapping[str, Tensor]) -> MPRNetShape:
        """Read the shape off a checkpoint's weights. Raises KeyError or ValueError if it cannot."""
        features = weights["shallow_feat1.0.weight"].shape[0]
        level2 = weights["stage1_encoder.encoder_level2.0.body.0.weight"].shape[0]
        squeezed = weights["shallow_feat1.1.CA.conv_du.0.weight"].shape[0]
        return cls(
            features=features,
            encoder_step=level2 - features,
            orsnet_step=weights["concat23.weight"].shape[0] - features,
            level_blocks=count_blocks(weights, "stage1_encoder.encoder_level1.{}.body.0.weight"),
            blocks=count_blocks(weights, "stage3_orsnet.orb1.body.{}.body.0.weight"),
            reduction=features // squeezed,
            packing=packing_of(weights["tail.weight"].shape[0]),
        )


class ChannelAttentionBlock(nn.Module):
    """CAB: two convolutions, each channel gated, a skip around (§3.1)."""

    def __init__(self, channels: int, reduction: int, slope: PReLU) -> None:
        super().__init__()
        self.CA = ChannelAttention(channels, reduction)
        self.body = nn.Sequential(_conv3(channels, channels), slope, _conv3(channels, channels))

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, C, H, W."""
        r = self.body(x)
        return torch.addcmul(x, r, self.CA(r), out=reused(r))


class SupervisedAttention(nn.Module):
    """SAM: makes a picture of the features, and gates the features by that picture (§3.3)."""

    def __init__(self, channels: int, colors: int) -> None:
        super().__init__()
        self.conv1 = _conv1(channels, channels)
        self.conv2 = _conv1(channels, colors)
        self.conv3 = _conv1(colors, channels)

    def forward(self, x: Tensor, degraded: Tensor) -> tuple[Tensor, Tensor]:
        """Return the gated features and the stage's picture (`degraded` and a residual)."""
        picture = self.conv2(in_precision_of(self.conv2, x)) + degraded
        gate = self.conv3(in_precision_of(self.conv3, picture)).sigmoid_()
        return torch.addcmul(x, self.conv1(x), gate, out=reused(gate)), picture


class Down(nn.Module):
    """Halve by the mean of 2×2, then widen."""

    def __init__(self, channels: int, out_channels: int) -> None:
        super().__init__()
        self.down = nn.Sequential(nn.AvgPool2d(2), _conv1(channels, out_channels))

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, C', H/2, W/2."""
        return self.down(x)


class Up(nn.Module):
    """Narrow, then double bilinearly."""

    def __init__(self, channels: int, out_channels: int) -> None:
        super().__init__()
        # Officially the enlargement is entry 0. It commutes with a 1×1 convolution, which costs
        # a quarter in front of it.
        self.up = nn.Sequential(nn.Identity(), _conv1(channels, out_channels))

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, C', 2H, 2W."""
        return upsample_bilinear(self.up(x))


class SkipUp(Up):
    """`Up`, and the encoder's features of the same resolution on top."""

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Map B, C, H, W to B, C', 2H, 2W, the size of `skip`."""
        return super().forward(x).add_(skip)


class Encoder(nn.Module):
    """Three resolutions downwards (§3.1); the second stage's takes in the first's (CSFF, §3.2)."""

    def __init__(self, shape: MPRNetShape, slope: PReLU, fuses: bool) -> None:
        super().__init__()
        top, mid, bot = shape.widths
        self.encoder_level1 = _blocks(top, shape.level_blocks, shape, slope)
        self.encoder_level2 = _blocks(mid, shape.level_blocks, shape, slope)
        self.encoder_level3 = _blocks(bot, shape.level_blocks, shape, slope)
        self.down12, self.down23 = Down(top, mid), Down(mid, bot)
        if fuses:
            self.csff_enc1, self.csff_enc2, self.csff_enc3 = (_conv1(c, c) for c in shape.widths)
            self.csff_dec1, self.csff_dec2, self.csff_dec3 = (_conv1(c, c) for c in shape.widths)

    def forward(self, x: Tensor, fused: tuple[Features, Features] | None = None) -> list[Tensor]:
        """Map B, C, H, W to the features of all levels.

        `fused`: the earlier stage's encoder and decoder features, for cross-stage fusion.
        """
        top = self.encoder_level1(x)
        if fused:
            top = self.csff_enc1(fused[0][0]).add_(self.csff_dec1(fused[1][0])).add_(top)
        mid = self.encoder_level2(self.down12(top))
        if fused:
            mid = self.csff_enc2(fused[0][1]).add_(self.csff_dec2(fused[1][1])).add_(mid)
        bot = self.encoder_level3(self.down23(mid))
        if fused:
            bot = self.csff_enc3(fused[0][2]).add_(self.csff_dec3(fused[1][2])).add_(bot)
        return [top, mid, bot]


class Decoder(nn.Module):
    """Three resolutions upwards, the encoder's features through one block each (§3.1)."""

    def __init__(self, shape: MPRNetShape, slope: PReLU) -> None:
        super().__init__()
        top, mid, bot = shape.widths
        self.decoder_level1 = _blocks(top, shape.level_blocks, shape, slope)
        self.decoder_level2 = _blocks(mid, shape.level_blocks, shape, slope)
        self.decoder_level3 = _blocks(bot, shape.level_blocks, shape, slope)
        self.skip_attn1 = ChannelAttentionBlock(top, shape.reduction, slope)
        self.skip_attn2 = ChannelAttentionBlock(mid, shape.reduction, slope)
        self.up21, self.up32 = SkipUp(mid, top), SkipUp(bot, mid)

    def forward(self, encoded: Features) -> list[Tensor]:
        """Map the encoder's features to the decoder's, full resolution first."""
        bot = self.decoder_level3(encoded[2])
        mid = self.decoder_level2(self.up32(bot, self.skip_attn2(encoded[1])))
        top = self.decoder_level1(self.up21(mid, self.skip_attn1(encoded[0])))
        return [top, mid, bot]


class OriginalResolutionBlock(nn.Module):
    """ORB: channel attention blocks, a convolution, a skip around (§3.1)."""

    def __init__(self, channels: int, shape: MPRNetShape, slope: PReLU) -> None:
        super().__init__()
        self.body = _blocks(channels, shape.blocks, shape, slope)
        self.body.append(_conv3(channels, channels))

    def forward(self, x: Tensor) -> Tensor:
        """Map B, C, H, W to B, C, H, W."""
        return self.body(x).add_(x)


class ORSNet(nn.Module):
    """The third stage: full resolution throughout, the second stage's features added (§3.1)."""

    def __init__(self, shape: MPRNetShape, slope: PReLU) -> None:
        super().__init__()
        top, mid, bot = shape.widths
        wide = shape.features + shape.orsnet_step
        self.orb1 = OriginalResolutionBlock(wide, shape, slope)
        self.orb2 = OriginalResolutionBlock(wide, shape, slope)
        self.orb3 = OriginalResolutionBlock(wide, shape, slope)
        self.up_enc1, self.up_dec1 = Up(mid, top), Up(mid, top)
        self.up_enc2 = nn.Sequential(Up(bot, mid), Up(mid, top))
        self.up_dec2 = nn.Sequential(Up(bot, mid), Up(mid, top))
        self.conv_enc1, self.conv_enc2, self.conv_enc3 = (_conv1(top, wide) for _ in range(3))
        self.conv_dec1, self.conv_dec2, self.conv_dec3 = (_conv1(top, wide) for _ in range(3))

    def forward(self, x: Tensor, encoded: Features, decoded: Features) -> Tensor:
        """Map B, C, H, W to B, C, H, W with the features of the stage before."""
        x = self.orb1(x)
        x = x.add_(self.conv_enc1(encoded[0])).add_(self.conv_dec1(decoded[0]))
        x = self.orb2(x).add_(self._from_half(encoded[1], decoded[1]))
        return self.orb3(x).add_(self._from_quarter(encoded[2], decoded[2]))

    # All 1×1 convolutions commute with the enlargements, so they run at the low resolution, and
    # encoder and decoder features are enlarged as one.

    def _from_half(self, encoded: Tensor, decoded: Tensor) -> Tensor:
        encoded = self.conv_enc2(self.up_enc1.up(encoded))
        return upsample_bilinear(encoded.add_(self.conv_dec2(self.up_dec1.up(decoded))))

    def _from_quarter(self, encoded: Tensor, decoded: Tensor) -> Tensor:
        encoded = self.conv_enc3(_narrowed(self.up_enc2, encoded))
        both = encoded.add_(self.conv_dec3(_narrowed(self.up_dec2, decoded)))
        return upsample_bilinear(upsample_bilinear(both))


class MPRNet(nn.Module):
    """The network. Input and outputs are RGB in 0–1, of one size, none clipped."""

    def __init__(self, shape: MPRNetShape | None = None) -> None:
        super().__init__()
        self.shape = shape = shape or MPRNetShape()
        self.split = True
        """Whether the first two stages see quarters and halves, as in the paper; else the whole.

        The split is part of the function: it shows in the borders and in the pooled means.
        """
        self.depth = STAGES
        """Stages that `forward` runs: an earlier one's picture is rougher, and there sooner."""
        slope = PReLU()
        colors, features = 3 * shape.packing**2, shape.features
        wide = features + shape.orsnet_step
        self.shallow_feat1 = _shallow(colors, shape, slope)
        self.shallow_feat2 = _shallow(colors, shape, slope)
        self.shallow_feat3 = _shallow(colors, shape, slope)
        self.stage1_encoder = Encoder(shape, slope, fuses=False)
        self.stage1_decoder = Decoder(shape, slope)
        self.stage2_encoder = Encoder(shape, slope, fuses=True)
        self.stage2_decoder = Decoder(shape, slope)
        self.stage3_orsnet = ORSNet(shape, slope)
        self.sam12 = SupervisedAttention(features, colors)
        self.sam23 = SupervisedAttention(features, colors)
        self.concat12 = _conv3(2 * features, features)
        self.concat23 = _conv3(2 * features, wide)
        self.tail = _conv3(wide, colors)

    def forward(self, x: Tensor) -> Tensor:
        """Restore `x` (B, 3, H, W; H and W multiples of 8·packing) to B, 3, H, W."""
        return self._pictures(x, self.depth)[-1]

    def stages(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return what the stages make of `x`, final picture first: stage 3, stage 2, stage 1."""
        first, second, third = self._pictures(x, STAGES)
        return third, second, first

    def _pictures(self, x: Tensor, depth: int) -> list[Tensor]:
        """What the first `depth` stages make of `x`."""
        packing = self.shape.packing
        if packing == 1:
            return list(islice(self._staged(x), depth))
        staged = self._staged(F.pixel_unshuffle(x, packing))
        return [F.pixel_shuffle(picture, packing) for picture in islice(staged, depth)]

    def _staged(self, x: Tensor) -> Iterator[Tensor]:
        """Yield each stage's picture; nothing of a stage that is not asked for is computed."""
        # Parts of the picture lie in the batch: rows are cut and joined along 2, columns along 3.
        halves = self._cut(x, 2)
        quarters = self._cut(halves, 3)

        encoded = self.stage1_encoder(_shallow_features(self.shallow_feat1, quarters))
        encoded = [self._join(level, 3) for level in encoded]
        decoded = self.stage1_decoder(encoded)
        attended, first = self.sam12(decoded[0], halves)
        yield self._join(first, 2)

        shallow = _shallow_features(self.shallow_feat2, halves)
        joint = self.concat12(torch.cat((shallow, attended), 1))
        encoded = self.stage2_encoder(joint, (encoded, decoded))
        encoded = [self._join(level, 2) for level in encoded]
        decoded = self.stage2_decoder(encoded)
        attended, second = self.sam23(decoded[0], x)
        yield second

        shallow = _shallow_features(self.shallow_feat3, x)
        joint = self.concat23(torch.cat((shallow, attended), 1))
        deep = self.stage3_orsnet(joint, encoded, decoded)
        yield self.tail(in_precision_of(self.tail, deep)) + x

    def _cut(self, x: Tensor, axis: int) -> Tensor:
        """Stack the halves of `x` along `axis` in the batch."""
        return torch.cat(x.chunk(2, axis)) if self.split else x

    def _join(self, x: Tensor, axis: int) -> Tensor:
        """Undo `_cut`."""
        return torch.cat(x.chunk(2), axis) if self.split else x


def _shallow(colors: int, shape: MPRNetShape, slope: PReLU) -> nn.Sequential:
    return nn.Sequential(
        _conv3(colors, shape.features),
        ChannelAttentionBlock(shape.features, shape.reduction, slope),
    )


def _shallow_features(shallow: nn.Sequential, x: Tensor) -> Tensor:
    conv, block = shallow
    return block(in_precision_of(block, conv(in_precision_of(conv, x))))


def _narrowed(ups: nn.Sequential, x: Tensor) -> Tensor:
    """Run a chain of `Up` without the enlargements."""
    for up in ups:
        x = up.get_submodule("up")(x)
    return x


def _blocks(channels: int, count: int, shape: MPRNetShape, slope: PReLU) -> nn.Sequential:
    return nn.Sequential(
        *(ChannelAttentionBlock(channels, shape.reduction, slope) for _ in range(count))
    )


def _conv3(channels: int, out_channels: int) -> nn.Conv2d:
    return nn.Conv2d(channels, out_channels, 3, padding=1, bias=False)


def _conv1(channels: int, out_channels: int) -> nn.Conv2d:
    return nn.Conv2d(channels, out_channels, 1, bias=False)

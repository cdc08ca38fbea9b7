"""The networks arranged operator by operator, as the papers write them down.

A rival for `benchmarks/network_speed.py`: the same weights and the same numbers (within rounding),
but NCHW, nothing fused, nothing overwritten, nothing computed once where the official code
computes it twice, enlargements in front of the 1×1 convolutions, fusion weights applied by
stacking all maps first. `tests/networks/test_plain_arrangement.py` holds it to the references.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from mirstudio.networks import dasr, mirnet, mirnetv2, mprnet
from mirstudio.networks.layers import (
    MeanPooling,
    PReLU,
    SelectiveKernelFusion,
    upsample_bilinear,
)


def arrange_plainly(network: nn.Module) -> nn.Module:
    """Rearrange `network`, which lies in NCHW as built, in place and return it."""
    for module in network.modules():
        if isinstance(module, nn.LeakyReLU | nn.ReLU):
            module.inplace = False
        for kind, methods in _PLAIN.items():
            if type(module) is kind:
                for name, function in methods.items():
                    setattr(module, name, types.MethodType(function, module))
    return network


def _fuse_stacked(self: SelectiveKernelFusion, *maps: Tensor) -> Tensor:
    """Concatenate, view as five dimensions, weight, sum."""
    batch, channels, height, width = maps[0].shape
    stacked = torch.cat(maps, 1).view(batch, len(maps), channels, height, width)
    squeezed = self.conv_du(stacked.sum(1).mean((2, 3), keepdim=True))
    scores = torch.cat([fc(squeezed) for fc in self.fcs], 1)
    weights = scores.view(batch, len(maps), channels, 1, 1).softmax(1)
    return (stacked * weights).sum(1)


def _pool_summed(
    self: MeanPooling, maps: Sequence[Tensor], weights: Tensor | None = None
) -> Tensor:
    """Sum the maps, then take the mean."""
    total = maps[0]
    for m in maps[1:]:
        total = total + m
    return total.mean((2, 3), keepdim=True)


def _rectify(self: PReLU, x: Tensor) -> Tensor:
    return functional.prelu(x, self.weight)


# MIRNetv2


def _pool_by_matmul(
    self: mirnetv2.Context, maps: Sequence[Tensor], weights: Tensor | None = None
) -> Tensor:
    """Softmax over positions, then a product on B, 1, C, HW."""
    (x,) = maps
    batch, channels, height, width = x.shape
    shares = self.conv_mask(x).view(batch, 1, height * width).softmax(2).unsqueeze(3)
    pooled = torch.matmul(x.view(batch, channels, height * width).unsqueeze(1), shares)
    return pooled.view(batch, channels, 1, 1)


def _add_context(self: mirnetv2.ResidualContextBlock, x: Tensor) -> Tensor:
    r = self.body(x)
    return functional.leaky_relu(r + self.gcnet(r), mirnetv2.SLOPE) + x


def _up_v2(self: mirnetv2.Up, x: Tensor) -> Tensor:
    # Here the official order is ours: 1×1 convolution, then enlargement.
    return upsample_bilinear(self.body(x))


def _block_v2(self: mirnetv2.MultiScaleResidualBlock, x: Tensor) -> Tensor:
    top, mid, bot = x, self.down2(x), self.down4(x)
    for up21, up32 in ((self.up21_1, self.up32_1), (self.up21_2, self.up32_2)):
        top, mid, bot = self.dau_top(top), self.dau_mid(mid), self.dau_bot(bot)
        mid = self.skff_mid(mid, up32(bot))
        top = self.skff_top(top, up21(mid))
    return x + self.conv_out(top)


def _add_around(self: nn.Module, x: Tensor) -> Tensor:
    """A group's layers and the skip around them."""
    return self.get_submodule("body")(x) + x


# MIRNet


def _gate_side_by_side(self: mirnet.DualAttentionUnit, x: Tensor) -> Tensor:
    r = self.body(x)
    return self.conv1x1(torch.cat((r * self.SA(r), r * self.CA(r)), 1)) + x


def _gate_positions(self: mirnet.SpatialAttention, x: Tensor) -> Tensor:
    largest, mean = torch.max(x, 1)[0].unsqueeze(1), torch.mean(x, 1).unsqueeze(1)
    return torch.sigmoid(self.spatial["conv"](torch.cat((largest, mean), 1)))


def _step_down(self: mirnet.DownStep, x: Tensor) -> Tensor:
    return self.top(x) + self.bot(x)


def _step_up(self: mirnet.UpStep, x: Tensor) -> Tensor:
    return self.top(x) + self.bot(upsample_bilinear(x))


def _block_v1(self: mirnet.MultiScaleResidualBlock, x: Tensor) -> Tensor:
    (unit0, _), (unit1, _), (unit2, _) = self.blocks  # pyright: ignore
    fuse0, fuse1, fuse2 = self.selective_kernel
    c0, c1, c2 = self.widths
    full = unit0(x)
    half = unit1(self.down[f"{c0}_2"](full))
    quarter = unit2(self.down[f"{c1}_2"](half))
    # The exchange resizes all anew, what the first column has resized included.
    fused0 = fuse0(full, self.up[f"{c1}_2"](half), self.up[f"{c2}_4"](quarter))
    fused1 = fuse1(self.down[f"{c0}_2"](full), half, self.up[f"{c2}_2"](quarter))
    fused2 = fuse2(self.down[f"{c0}_4"](full), self.down[f"{c1}_2"](half), quarter)
    full, half, quarter = unit0(fused0), unit1(fused1), unit2(fused2)
    fused = fuse0(full, self.last_up["1"](half), self.last_up["2"](quarter))
    return self.conv_out(fused) + x


# MPRNet


def _gate_channels(self: mprnet.ChannelAttentionBlock, x: Tensor) -> Tensor:
    r = self.body(x)
    return r * self.CA(r) + x


def _supervise(
    self: mprnet.SupervisedAttention, x: Tensor, degraded: Tensor
) -> tuple[Tensor, Tensor]:
    picture = self.conv2(x) + degraded
    return self.conv1(x) * torch.sigmoid(self.conv3(picture)) + x, picture


def _up(self: mprnet.Up, x: Tensor) -> Tensor:
    return self.up(upsample_bilinear(x))


def _up_and_skip(self: mprnet.SkipUp, x: Tensor, skip: Tensor) -> Tensor:
    return self.up(upsample_bilinear(x)) + skip


def _encode(
    self: mprnet.Encoder, x: Tensor, fused: tuple[mprnet.Features, mprnet.Features] | None = None
) -> list[Tensor]:
    top = self.encoder_level1(x)
    if fused:
        top = top + self.csff_enc1(fused[0][0]) + self.csff_dec1(fused[1][0])
    mid = self.encoder_level2(self.down12(top))
    if fused:
        mid = mid + self.csff_enc2(fused[0][1]) + self.csff_dec2(fused[1][1])
    bot = self.encoder_level3(self.down23(mid))
    if fused:
        bot = bot + self.csff_enc3(fused[0][2]) + self.csff_dec3(fused[1][2])
    return [top, mid, bot]


def _restore_at_full_size(
    self: mprnet.ORSNet, x: Tensor, encoded: mprnet.Features, decoded: mprnet.Features
) -> Tensor:
    x = self.orb1(x)
    x = x + self.conv_enc1(encoded[0]) + self.conv_dec1(decoded[0])
    x = self.orb2(x)
    x = x + self.conv_enc2(self.up_enc1(encoded[1])) + self.conv_dec2(self.up_dec1(decoded[1]))
    x = self.orb3(x)
    return x + self.conv_enc3(self.up_enc2(encoded[2])) + self.conv_dec3(self.up_dec2(decoded[2]))


# DASR


def _convolve_aware(self: dasr.DegradationAwareConv, x: Tensor, degradation: Tensor) -> Tensor:
    """Samples and channels as the groups of one convolution; gate and branch added."""
    batch, channels, height, width = x.shape
    kernels = self.kernel(degradation).view(-1, 1, 3, 3)
    joint = x.view(1, -1, height, width)
    filtered = functional.conv2d(joint, kernels, padding=1, groups=batch * channels)
    filtered = functional.leaky_relu(filtered, dasr.SLOPE).view(batch, channels, height, width)
    return self.conv(filtered) + x * self.ca(degradation)


def _block_aware(self: dasr.DegradationAwareBlock, x: Tensor, degradation: Tensor) -> Tensor:
    h = functional.leaky_relu(self.da_conv1(x, degradation), dasr.SLOPE)
    h = functional.leaky_relu(self.conv1(h), dasr.SLOPE)
    h = functional.leaky_relu(self.da_conv2(h, degradation), dasr.SLOPE)
    return self.conv2(h) + x


_PLAIN: dict[type[nn.Module], dict[str, Callable[..., object]]] = {
    SelectiveKernelFusion: {"forward": _fuse_stacked},
    MeanPooling: {"pool": _pool_summed},
    PReLU: {"forward": _rectify},
    mirnetv2.Context: {"pool": _pool_by_matmul},
    mirnetv2.ResidualContextBlock: {"forward": _add_context},
    mirnetv2.Up: {"forward": _up_v2},
    mirnetv2.MultiScaleResidualBlock: {"forward": _block_v2},
    mirnetv2.RecursiveResidualGroup: {"forward": _add_around},
    mirnet.DualAttentionUnit: {"forward": _gate_side_by_side},
    mirnet.SpatialAttention: {"forward": _gate_positions},
    mirnet.DownStep: {"forward": _step_down},
    mirnet.UpStep: {"forward": _step_up},
    mirnet.MultiScaleResidualBlock: {"forward": _block_v1},
    mirnet.RecursiveResidualGroup: {"forward": _add_around},
    mprnet.ChannelAttentionBlock: {"forward": _gate_channels},
    mprnet.SupervisedAttention: {"forward": _supervise},
    mprnet.Up: {"forward": _up},
    mprnet.SkipUp: {"forward": _up_and_skip},
    mprnet.Encoder: {"forward": _encode},
    mprnet.OriginalResolutionBlock: {"forward": _add_around},
    mprnet.ORSNet: {"forward": _restore_at_full_size},
    dasr.DegradationAwareConv: {"forward": _convolve_aware},
    dasr.DegradationAwareBlock: {"forward": _block_aware},
}
"""Methods by the class whose methods they replace."""

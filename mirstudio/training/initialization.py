"""Fresh weights for small networks that have little time to learn.

torch draws a convolution's weights so that its output is a third of its input's variance. Behind
the many bias-free layers of an MPRNet nothing is left of a picture, and the first thousand steps
go into finding it again.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor, nn

from mirstudio.networks.layers import ChannelAttention
from mirstudio.networks.mprnet import ChannelAttentionBlock, MPRNet, OriginalResolutionBlock
from mirstudio.training.contrast import MomentumContrast

SLOPE = 0.25
"""Of a fresh PReLU."""

QUIET = 0.3
"""How much louder than nothing a residual branch begins (cf. Zhang et al. 2019, Fixup)."""

HALF = 0.5
"""Loudness of what is added from a stage before."""

FAINT = 0.1
"""How much a fresh network changes the picture, against what its features would say."""


def keep_variance(network: MPRNet) -> None:
    """Draw the weights so that features keep their variance on the way (He et al. 2015).

    Residual branches begin quiet and the pictures close to the input. The gates' convolutions
    stay as torch draws them.
    """
    gates = {c for m in network.modules() if isinstance(m, ChannelAttention) for c in m.modules()}
    for module in network.modules():
        if isinstance(module, nn.Conv2d) and module not in gates:
            _draw(module, 1.0)
    for module in network.modules():
        if isinstance(module, ChannelAttentionBlock):
            before, _, after = module.body
            _draw(before, math.sqrt(2 / (1 + SLOPE**2)))
            _draw(after, QUIET)
        elif isinstance(module, OriginalResolutionBlock):
            _draw(module.body[-1], QUIET)
    for name, convolution in network.named_modules():
        # Features of an earlier stage, which come on top of those that a stage has.
        if name.rpartition(".")[2].startswith(("csff_", "conv_enc", "conv_dec")):
            _draw(convolution, HALF)
    for picture in (network.sam12.conv2, network.sam23.conv2, network.tail):
        _draw(picture, FAINT)


@torch.no_grad()
def pass_on(network: nn.Module, weights: Mapping[str, Tensor]) -> tuple[str, ...]:
    """Let the channel attention blocks that `weights` knows nothing of begin as if not there.

    Grown so, a network restores as before and has more to learn with (Chen et al. 2016,
    Net2Net). Returns the prefixes of those blocks' keys.
    """
    known = {key.rpartition(".body.")[0] for key in weights}
    grown = {
        f"{name}.": block
        for name, block in network.named_modules()
        if isinstance(block, ChannelAttentionBlock) and name not in known
    }
    for block in grown.values():
        block.body[-1].get_parameter("weight").zero_()
    return tuple(grown)


@torch.no_grad()
def see_no_colors(contrast: MomentumContrast) -> None:
    """Let the first filters of DASR's encoder begin without a mean, each channel's for itself.

    What tells blurs apart are differences between neighbours, a few levels of 255. Drawn as torch
    draws them, filters answer to the colour of a place instead, fifty times as loudly, and the
    statistics that follow are about that.
    """
    for encoder in (contrast.encoder_q, contrast.encoder_k):
        weight = encoder.E[0].get_parameter("weight")
        weight -= weight.mean((2, 3), keepdim=True)


def _draw(convolution: nn.Module, gain: float) -> None:
    assert isinstance(convolution, nn.Conv2d)
    inputs = convolution.weight[0].numel()
    nn.init.normal_(convolution.weight, 0, gain / math.sqrt(inputs))

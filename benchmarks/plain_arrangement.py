"""The networks arranged operator by operator, as the papers write them down.

A rival for `benchmarks/network_speed.py`: the same weights and the same numbers (within rounding),
but no fusion, no channels-last layout, and fusion weights applied by stacking all maps first.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

from mirstudio.networks.layers import MeanPooling, SelectiveKernelFusion
from mirstudio.networks.mirnetv2 import ContextPooling, ResidualContextBlock


def arrange_plainly(network: nn.Module) -> nn.Module:
    """Rearrange `network`, which lies in NCHW as built, in place and return it."""
    replacements: dict[type[nn.Module], tuple[str, Callable[..., Tensor]]] = {
        SelectiveKernelFusion: ("forward", _fuse_stacked),
        ContextPooling: ("pool", _pool_by_matmul),
        MeanPooling: ("pool", _pool_summed),
        ResidualContextBlock: ("forward", _add_step_by_step),
    }
    for module in network.modules():
        if isinstance(module, nn.LeakyReLU | nn.ReLU):
            module.inplace = False
        for kind, (name, function) in replacements.items():
            if isinstance(module, kind):
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


def _pool_by_matmul(
    self: ContextPooling, maps: Sequence[Tensor], weights: Tensor | None = None
) -> Tensor:
    """Softmax over positions, then a product on B, 1, C, HW."""
    (x,) = maps
    batch, channels, height, width = x.shape
    shares = self.conv_mask(x).view(batch, 1, height * width).softmax(2).unsqueeze(3)
    pooled = torch.matmul(x.view(batch, channels, height * width).unsqueeze(1), shares)
    return pooled.view(batch, channels, 1, 1)


def _pool_summed(
    self: MeanPooling, maps: Sequence[Tensor], weights: Tensor | None = None
) -> Tensor:
    """Sum the maps, then take the mean."""
    total = maps[0]
    for m in maps[1:]:
        total = total + m
    return total.mean((2, 3), keepdim=True)


def _add_step_by_step(self: ResidualContextBlock, x: Tensor) -> Tensor:
    """Context added, activation, skip: each a new tensor."""
    r = self.body(x)
    return torch.nn.functional.leaky_relu(r + self.gcnet(r), 0.2) + x

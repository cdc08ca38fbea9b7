"""The networks without one of their ideas each, for `benchmarks/research.py`.

Made from the shipped networks by taking out or exchanging modules, so that what is left is the
same code with the same first weights.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from mirstudio.networks.layers import SelectiveKernelFusion
from mirstudio.networks.mirnetv2 import MIRNetv2
from mirstudio.networks.mprnet import Encoder, MPRNet, ORSNet, SupervisedAttention


class Concatenation(nn.Module):
    """Maps side by side, and a 1×1 convolution over all of them: what SKFF stands in for."""

    def __init__(self, channels: int, inputs: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels * inputs, channels, 1, bias=False)

    def forward(self, *maps: Tensor) -> Tensor:
        """Map as many B, C, H, W to one."""
        return self.conv(torch.cat(maps, 1))


class Ungated(nn.Module):
    """A stage's end without supervised attention: the picture is made, the features go on as is."""

    def __init__(self, attention: SupervisedAttention) -> None:
        super().__init__()
        self.conv2 = attention.conv2

    def forward(self, x: Tensor, degraded: Tensor) -> tuple[Tensor, Tensor]:
        """Return the features and the stage's picture."""
        return x, self.conv2(x) + degraded


class LoneEncoder(Encoder):
    """The second stage's encoder, blind to the first stage's features."""

    def forward(
        self, x: Tensor, fused: tuple[Sequence[Tensor], Sequence[Tensor]] | None = None
    ) -> list[Tensor]:
        """Map B, C, H, W to the features of all levels."""
        return super().forward(x)


class LoneORSNet(ORSNet):
    """The third stage, blind to the second stage's features."""

    def forward(self, x: Tensor, encoded: Sequence[Tensor], decoded: Sequence[Tensor]) -> Tensor:
        """Map B, C, H, W to B, C, H, W."""
        return self.orb3(self.orb2(self.orb1(x)))


class WithoutLongSkip(MIRNetv2):
    """Makes the picture itself instead of what is to be added to the degraded one."""

    def forward(self, x: Tensor) -> Tensor:
        """Restore B, 3, H, W."""
        return super().forward(x) - x


def drop_long_skip(network: nn.Module) -> None:
    """Take out the skip from a MIRNetv2's input to its output."""
    assert isinstance(network, MIRNetv2)
    network.__class__ = WithoutLongSkip


def concatenate(network: nn.Module) -> None:
    """Put concatenations in the place of all selective kernel fusions."""
    for parent in list(network.modules()):
        for name, child in parent.named_children():
            if isinstance(child, SelectiveKernelFusion):
                channels, inputs = child.fcs[0].out_channels, len(child.fcs)
                setattr(parent, name, Concatenation(int(str(channels)), inputs))


def drop_attention(network: nn.Module) -> None:
    """Take out MPRNet's supervised attention between stages."""
    assert isinstance(network, MPRNet)
    for name in ("sam12", "sam23"):
        setattr(network, name, Ungated(network.get_submodule(name)))  # pyright: ignore[reportArgumentType]


def drop_fusion(network: nn.Module) -> None:
    """Take out MPRNet's cross-stage fusion of features, and its weights."""
    assert isinstance(network, MPRNet)
    network.stage2_encoder.__class__ = LoneEncoder
    network.stage3_orsnet.__class__ = LoneORSNet
    for module, prefixes in (
        (network.stage2_encoder, ("csff_",)),
        (network.stage3_orsnet, ("up_", "conv_")),
    ):
        for name, _ in list(module.named_children()):
            if name.startswith(prefixes):
                delattr(module, name)

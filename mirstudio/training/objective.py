"""From a batch to the number to make smaller, per kind of network.

An objective is itself a module whose `forward` returns the loss, so that distributed training
and compilation wrap it as a whole.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from mirstudio.networks.dasr import DASRShape
from mirstudio.networks.mirnet import MIRNet, MIRNetShape
from mirstudio.networks.mirnetv2 import MIRNetv2, MIRNetv2Shape
from mirstudio.networks.mprnet import MPRNet, MPRNetShape
from mirstudio.training.config import ContrastConfig, Shape, TrainingConfig
from mirstudio.training.contrast import ContrastiveDASR
from mirstudio.training.initialization import keep_variance, see_no_colors
from mirstudio.training.losses import LOSSES, contrastive, l1


class Objective(nn.Module):
    """A network and what is asked of its restored pictures."""

    def __init__(self, network: nn.Module, loss: str, *, bf16: bool) -> None:
        super().__init__()
        self.network = network
        self._loss = LOSSES[loss]
        self._bf16 = bf16

    def forward(self, degraded: Tensor, clean: Tensor, step: int) -> Tensor:
        """Return the loss of a batch (each B, 3, H, W in 0–1)."""
        with torch.autocast(degraded.device.type, torch.bfloat16, enabled=self._bf16):
            restored = self.restore(degraded)
        return self._judge(restored, clean)

    def restore(self, degraded: Tensor) -> Tensor | tuple[Tensor, ...]:
        """Return what the loss judges."""
        return self.network(degraded)

    def _judge(self, restored: Tensor | tuple[Tensor, ...], clean: Tensor) -> Tensor:
        if isinstance(restored, tuple):
            return self._loss([stage.float() for stage in restored], clean)
        return self._loss(restored.float(), clean)


class StagesObjective(Objective):
    """MPRNet, whose three stages are all supervised."""

    network: MPRNet

    def restore(self, degraded: Tensor) -> tuple[Tensor, ...]:
        """Return stages 3, 2, 1."""
        return self.network.stages(degraded)


class BlindObjective(nn.Module):
    """DASR: first the encoder by contrast alone, then everything."""

    def __init__(self, network: ContrastiveDASR, settings: ContrastConfig, *, bf16: bool) -> None:
        super().__init__()
        self.network = network
        self._settings = settings
        self._bf16 = bf16

    def forward(self, degraded: Tensor, clean: Tensor, step: int) -> Tensor:
        """Return the loss of pairs B, 2, 3, h, w and large pictures B, 3, H, W, all in 0–1."""
        first = step < self._settings.encoder_steps
        with torch.autocast(degraded.device.type, torch.bfloat16, enabled=self._bf16):
            if self._settings.rests and not first:
                return l1(self.network.enlarge(degraded[:, 0] * 255).float(), clean * 255)
            enlarged, logits = self.network(degraded * 255, contrast_only=first)
        contrast = self._settings.weight * contrastive(logits.float())
        if enlarged is None:
            return contrast
        return l1(enlarged.float(), clean * 255) + contrast


def make_network(shape: Shape, contrast: ContrastConfig) -> nn.Module:
    """Make the network that learns, with fresh weights."""
    match shape:
        case MIRNetv2Shape():
            return MIRNetv2(shape)
        case MIRNetShape():
            return MIRNet(shape)
        case MPRNetShape():
            network = MPRNet(shape)
            # Ours, which pack pixels, restore photos whole; the papers' learn and run in parts.
            network.split = shape.packing == 1
            if not network.split:
                keep_variance(network)
            return network
        case DASRShape():
            blind = ContrastiveDASR(shape, contrast.queue, contrast.momentum, within=contrast.apart)
            if contrast.apart:
                see_no_colors(blind.E)
            return blind


def make_objective(
    config: TrainingConfig, network: nn.Module, *, bf16: bool
) -> Objective | BlindObjective:
    """Put the loss that the configuration names on a network of `make_network`."""
    if isinstance(network, ContrastiveDASR):
        return BlindObjective(network, config.contrast, bf16=bf16)
    if isinstance(network, MPRNet) and config.loss.startswith("mprnet"):
        return StagesObjective(network, config.loss, bf16=bf16)
    return Objective(network, config.loss, bf16=bf16)

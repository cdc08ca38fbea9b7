"""Whether a device computes what it should: the same tile there and in float32 on the CPU.

Drivers and reduced precisions have been seen to return black, NaN or subtly wrong tiles without
a word. So each device and precision runs small seeded networks of ours once, before any photo.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate

from mirstudio.networks.architecture import Architecture, StateDict
from mirstudio.networks.dasr import DASR, DASRShape
from mirstudio.networks.mirnetv2 import MIRNetv2, MIRNetv2Shape
from mirstudio.networks.mprnet import MPRNet, MPRNetShape
from mirstudio.networks.registry import recognize
from mirstudio.restoration.device import Device

SIDE = 48
"""Of the tile, in pixels."""

TOLERANCES = {"fp32": 0.02, "fp16": 0.02, "bf16": 0.15}
"""Largest difference that passes, as a share of what the networks do to the tile (one standard
deviation of it). Four times what rounding alone came to on a CPU: 0.0056 in fp16, 0.005 in
float32 rounded as NVIDIA's TF32 does, 0.037 in bf16. A convolution that is wrong is off by 0.5
and more."""


@dataclass(frozen=True)
class Verdict:
    """What a self-test found."""

    difference: float
    """Largest difference to the CPU in float32, in standard deviations of what the networks do;
    infinite when there were values that are no numbers."""
    allowed: float
    """Largest difference that passes."""

    @property
    def safe(self) -> bool:
        """The device may be used in this precision."""
        return self.difference <= self.allowed


@cache
def self_test(device: Device, precision: str) -> Verdict:
    """Run the tile on `device` in `precision` and compare.

    Raises RuntimeError or MemoryError as torch does, when the device cannot do it at all.
    """
    worst = 0.0
    for (architecture, state_dict), reference in zip(_networks(), _references(), strict=True):
        network = device.place(architecture.build(state_dict), precision, architecture.exact)
        tile = _tile(architecture)
        tile = tile.to(device.torch).contiguous(memory_format=torch.channels_last)
        with torch.inference_mode():
            restored = network(tile).float().cpu()
        difference = (restored - reference).abs().max() / _work(architecture, reference)
        # A comparison with NaN is never true: it must not pass as the smaller one.
        worst = max(worst, difference.item()) if torch.isfinite(difference) else float("inf")
        if worst == float("inf"):
            break
    return Verdict(worst, TOLERANCES[precision])


@cache
def _networks() -> tuple[tuple[Architecture, StateDict], ...]:
    """Small networks with all operators that ours have, the same on every machine."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(1)
        networks: tuple[nn.Module, ...] = (
            MIRNetv2(MIRNetv2Shape(32, (48, 64), (2,), 1)),
            MPRNet(MPRNetShape(24, 8, 8, level_blocks=1, blocks=1)),
            DASR(DASRShape(2, 32, groups=1, blocks=1, embedding=(16, 32, 64))),
        )
    state_dicts = [network.state_dict() for network in networks]
    return tuple((recognize(state_dict), state_dict) for state_dict in state_dicts)


@cache
def _references() -> tuple[Tensor, ...]:
    """What the networks make of the tile on the CPU in float32."""
    references: list[Tensor] = []
    for architecture, state_dict in _networks():
        with torch.inference_mode():
            references.append(architecture.build(state_dict)(_tile(architecture)))
    return tuple(references)


def _tile(architecture: Architecture) -> Tensor:
    """A smooth picture with noise, 1, 3, SIDE, SIDE, in the network's value range."""
    generator = torch.Generator().manual_seed(2)
    smooth = interpolate(torch.rand(1, 3, 6, 6, generator=generator), (SIDE, SIDE), mode="bilinear")
    noise = torch.randn(1, 3, SIDE, SIDE, generator=generator)
    return (smooth + 0.1 * noise) * architecture.value_range


def _work(architecture: Architecture, reference: Tensor) -> Tensor:
    """How strongly a network changes the tile: the standard deviation of the change."""
    tile = _tile(architecture)
    return (reference - interpolate(tile, reference.shape[2:], mode="nearest")).std()

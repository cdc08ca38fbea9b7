"""What is trained: a network, its damage and its loss, read from a TOML file beside this one."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import Tensor, nn

from mirstudio.networks.dasr import DASR, DASRShape
from mirstudio.networks.mirnetv2 import MIRNetv2, MIRNetv2Shape
from mirstudio.networks.mprnet import MPRNet, MPRNetShape
from mirstudio.training.losses import charbonnier, l1, mprnet_sharpening
from tools.gpu.damage import Damage, damage_of

Loss = Callable[[Any, Tensor], Tensor]


@dataclass(frozen=True)
class Recipe:
    """Everything but the crops."""

    name: str
    network: dict[str, Any]
    damage: Damage
    patch: int
    """Side of a clean crop."""
    batch: int
    rate: float
    """Learning rate while it is held."""
    clip: float = 0.1
    """Gradients are scaled down to this norm."""
    ema: float = 0.999
    decay: float = 0.35
    """Share of the time in which the rate falls to zero, at the end."""
    bf16: bool = True

    def make_network(self) -> nn.Module:
        """Return the network with fresh weights, as it learns."""
        shape: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in self.network.items()
        }
        kind = shape.pop("kind")
        if kind == "mirnetv2":
            return MIRNetv2(MIRNetv2Shape(**shape))
        if kind == "dasr":
            return DASR(DASRShape(**shape))
        network = MPRNet(MPRNetShape(**shape))
        # The program restores photos whole, so that is how it learns.
        network.split = False
        return network

    @property
    def white(self) -> float:
        """Value of white at the network."""
        return 255.0 if self.network["kind"] == "dasr" else 1.0

    @property
    def exact(self) -> tuple[str, ...]:
        """Modules that need more digits than bfloat16 has: values up to 255 are what they see."""
        if not self.bf16 or self.network["kind"] != "dasr":
            return ()
        return ("E", "G.sub_mean", "G.head", "G.tail.1", "G.add_mean")

    @property
    def loss(self) -> Loss:
        """What is to be made small: of what `for_loss` returns, and of clean crops."""
        if self.network["kind"] == "mprnet":
            return _of_stages
        return _of_picture(l1 if self.network["kind"] == "dasr" else charbonnier)


class Stages(nn.Module):
    """An MPRNet that gives the pictures of all its stages, as its loss wants them."""

    def __init__(self, network: MPRNet) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        """Return stages 3, 2, 1 of B, 3, H, W."""
        return self.network.stages(x)


def for_loss(network: nn.Module) -> nn.Module:
    """Return the module whose output the loss judges; its weights are the network's."""
    return Stages(network) if isinstance(network, MPRNet) else network


def read_recipe(path: Path) -> Recipe:
    """Read a recipe; its name is the file's."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Recipe(path.stem, damage=damage_of(table.pop("damage")), **table)


def _of_stages(stages: tuple[Tensor, ...], clean: Tensor) -> Tensor:
    return mprnet_sharpening([stage.float() for stage in stages], clean)


def _of_picture(loss: Loss) -> Loss:
    return lambda picture, clean: loss(picture.float(), clean)

"""A device that is the CPU in disguise and fails in a way of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest
import torch
from torch import Tensor, nn

from mirstudio.restoration import device as device_module
from mirstudio.restoration.device import Device

Fault = Callable[[Tensor], Tensor]
"""Makes of a network's output what the device returns."""


@dataclass(frozen=True)
class SimulatedDevice(Device):
    """Computes on the CPU, then spoils the result in the precisions that it is bad at."""

    fault: Fault = torch.clone
    bad_at: tuple[str, ...] = ("fp32", "bf16", "fp16")

    @property
    def torch(self) -> torch.device:
        return torch.device("cpu")

    def free_memory(self) -> int | None:
        return self.memory

    def release_memory(self) -> None:
        """Nothing is kept."""

    def place(self, network: nn.Module, precision: str, exact: Iterable[str] = ()) -> nn.Module:
        placed = super().place(network, precision, exact)
        return Spoilt(placed, self.fault) if precision in self.bad_at else placed


class Spoilt(nn.Module):
    """A network whose output goes through a fault."""

    def __init__(self, network: nn.Module, fault: Fault) -> None:
        super().__init__()
        self.network = network
        self._fault = fault

    def forward(self, x: Tensor) -> Tensor:
        """Run, then fail."""
        return self._fault(self.network(x))


def out_of_memory(y: Tensor) -> Tensor:
    """What a full device does."""
    raise torch.OutOfMemoryError("CUDA out of memory")


def not_a_number(y: Tensor) -> Tensor:
    """One NaN is enough."""
    y[..., 7, 7] = torch.nan
    return y


def wrong_convolution(y: Tensor) -> Tensor:
    """One row of blocks is shifted by a pixel."""
    y[..., :8, :] = y[..., :8, :].roll(1, -1)
    return y


def plug_in(monkeypatch: pytest.MonkeyPatch, *devices: Device) -> None:
    """Let `devices` be what this machine has besides its CPU."""
    monkeypatch.setattr(device_module, "_accelerators", lambda: list(devices))

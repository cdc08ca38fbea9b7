"""Where a network runs, and in which precision it is fast there."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache

import torch
from torch import nn

from mirstudio.errors import DeviceError

PRECISIONS = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}
"""Precision by the name used in settings and on the command line."""

WORTHWHILE = 1.2
"""A reduced precision must be this much faster than float32 to be chosen."""


@dataclass(frozen=True)
class Device:
    """A place to compute."""

    kind: str
    """torch's name for it: "cpu", "cuda", "cuda:1", "mps"."""
    title: str
    """Name for people."""

    @property
    def torch(self) -> torch.device:
        """The same for torch."""
        return torch.device(self.kind)


def find_devices() -> list[Device]:
    """All devices of this machine, the fastest kind first."""
    devices = [
        Device(f"cuda:{i}", torch.cuda.get_device_name(i)) for i in range(torch.cuda.device_count())
    ]
    if torch.backends.mps.is_available():
        devices.append(Device("mps", "Apple GPU"))
    return [*devices, Device("cpu", "CPU")]


def choose_device(wish: str = "auto") -> Device:
    """Return the device for a `wish`: "auto", "cpu", "cuda", "cuda:1", "mps".

    Raises DeviceError when it is not there.
    """
    devices = find_devices()
    for device in devices:
        if wish in ("auto", device.kind, device.kind.partition(":")[0]):
            return device
    raise DeviceError(
        f"There is no device “{wish}” on this machine.",
        f"There is: {', '.join(d.kind for d in devices)}.",
    )


def choose_precision(device: Device, wish: str = "auto", supports_bf16: bool = True) -> str:
    """Return the precision for a `wish`: "auto", "fp32", "bf16", "fp16".

    "auto" takes bfloat16 where the network bears it and a trial shows that it is faster.
    """
    if wish != "auto":
        if wish not in PRECISIONS:
            raise DeviceError(f"There is no precision “{wish}”.", "Take auto, fp32, bf16 or fp16.")
        return wish
    return "bf16" if supports_bf16 and _bf16_gain(device.kind) > WORTHWHILE else "fp32"


def thread_count() -> int:
    """Return how many threads a network uses on the CPU; rounding may depend on it."""
    return torch.get_num_threads()


def use_threads(count: int) -> None:
    """Let networks use `count` threads on the CPU, in this process from now on."""
    if count != torch.get_num_threads():
        torch.set_num_threads(count)


def in_channels_last(network: nn.Module) -> nn.Module:
    """Lay the weights out as convolutions like them best; inputs follow suit."""
    # The stubs of torch lack this overload.
    return network.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]


@cache
def _bf16_gain(kind: str) -> float:
    """How many times faster a convolution is in bfloat16; measured once, in some 50 ms.

    Not every processor has bfloat16 units, and without them it is slower than float32.
    """
    seconds = {dtype: _trial(kind, dtype) for dtype in (torch.float32, torch.bfloat16)}
    return seconds[torch.float32] / seconds[torch.bfloat16]


def _trial(kind: str, dtype: torch.dtype) -> float:
    """Best of several times of one 3×3 convolution with 64 channels."""
    layer = nn.Conv2d(64, 64, 3, padding=1, bias=False, device=kind, dtype=dtype)
    layer = in_channels_last(layer)
    x = torch.ones(1, 64, 96, 96, device=kind, dtype=dtype)
    x = x.contiguous(memory_format=torch.channels_last)
    best = float("inf")
    with torch.inference_mode():
        for _ in range(6):
            start = time.perf_counter()
            layer(x).sum().item()
            best = min(best, time.perf_counter() - start)
    return best

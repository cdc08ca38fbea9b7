"""Where a network can run: what there is, how much memory it has, how a network is put there."""

from __future__ import annotations

import ctypes
import logging
import os
import platform
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import psutil
import torch
from torch import nn

from mirstudio.errors import DeviceError
from mirstudio.restoration.freed_memory import return_freed_memory
from mirstudio.restoration.machine import processor_name

PRECISIONS = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}
"""Precision by the name used in settings and on the command line."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Device:
    """A place to compute."""

    kind: str
    """torch's name for it: "cpu", "cuda:0", "cuda:1", "mps", "xpu:0"."""
    title: str
    """Name for people, short."""
    chip: str = ""
    """What it is made of, such as the processor's name; empty where the title says it."""
    driver: str = ""
    """Version of what stands between torch and the device."""
    memory: int | None = None
    """Bytes in all; None where nobody says."""

    @property
    def torch(self) -> torch.device:
        """The same for torch."""
        return torch.device(self.kind)

    @property
    def family(self) -> str:
        """The kind without a number."""
        return self.kind.partition(":")[0]

    @property
    def identity(self) -> str:
        """What its computing depends on: a driver or torch of another version may err anew."""
        return " · ".join((self.kind, self.chip or self.title, self.driver, torch.__version__))

    def free_memory(self) -> int | None:
        """Bytes that could be had right now; None where nobody says."""
        if self.family == "cpu":
            return psutil.virtual_memory().available
        if self.family == "mps":
            return torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory()
        memory = _memory_of(self.kind)
        return None if memory is None else memory[0]

    def release_memory(self) -> None:
        """Give back what torch, or on the CPU the C library, keeps for later."""
        if self.family == "cpu":
            return_freed_memory()
        else:
            torch.get_device_module(self.family).empty_cache()

    def place(self, network: nn.Module, precision: str, exact: Iterable[str] = ()) -> nn.Module:
        """Put `network` here in a precision of `PRECISIONS`, its modules `exact` in float32."""
        network = network.to(self.torch, PRECISIONS[precision])
        for name in exact:
            network.get_submodule(name).float()
        return in_channels_last(network)


def find_devices() -> list[Device]:
    """All devices of this machine, the fastest kind first, the CPU last."""
    return [*_accelerators(), cpu()]


def cpu() -> Device:
    """The device that is always there, and that the others are held to."""
    capability = torch.backends.cpu.get_cpu_capability()
    return Device("cpu", "CPU", processor_name(), capability, psutil.virtual_memory().total)


def choose_device(wish: str = "auto") -> Device:
    """Return the device for a `wish`: "auto", "cpu", "cuda", "cuda:1", "mps", "xpu".

    Raises DeviceError when it is not there.
    """
    return matching_devices(wish)[0]


def matching_devices(wish: str) -> list[Device]:
    """All devices that a `wish` fits, the fastest first; raises DeviceError when there is none."""
    devices = find_devices()
    fitting = [device for device in devices if wish in ("auto", device.kind, device.family)]
    if not fitting:
        raise DeviceError(
            f"There is no device “{wish}” on this machine.",
            f"There is: {', '.join(d.kind for d in devices)}.",
        )
    return fitting


def check_precision(precision: str) -> str:
    """Return `precision` if there is such a one; raises DeviceError."""
    if precision not in PRECISIONS:
        raise DeviceError(f"There is no precision “{precision}”.", "Take auto, fp32, bf16 or fp16.")
    return precision


def computes_bf16(family: str) -> bool:
    """Whether a kind of device multiplies bfloat16 itself; where it does not, it is slower."""
    if family == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    if family != "cpu":
        return True
    # oneDNN may be told to do without what the processor has, such as by AVX2.
    limit = os.environ.get("ONEDNN_MAX_CPU_ISA", "").upper()
    if limit and not any(name in limit for name in ("BF16", "AMX", "AVX10", "DEFAULT", "ALL")):
        return False
    capabilities = getattr(torch.cpu, "get_capabilities", dict)()
    return any(value is True for name, value in capabilities.items() if "bf16" in name)


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


def _accelerators() -> list[Device]:
    """Everything but the CPU that torch can use."""
    found: list[Device] = []
    for i in range(torch.cuda.device_count()):
        kind, driver = f"cuda:{i}", _nvidia_driver() or str(torch.version.cuda)
        found.append(
            Device(kind, torch.cuda.get_device_name(i), driver=driver, memory=_total(kind))
        )
    if torch.backends.mps.is_available():
        system, memory = platform.mac_ver()[0], torch.mps.recommended_max_memory()
        found.append(Device("mps", "Apple GPU", processor_name(), system, memory))
    family = _other_family()
    if family:
        module = torch.get_device_module(family)
        found += [_other(f"{family}:{i}", module, i) for i in range(module.device_count())]
    return found


def _other_family() -> str:
    """Torch's name for a kind of accelerator that is neither CUDA nor Apple's; empty: none."""
    accelerator: Any = getattr(torch, "accelerator", None)
    if accelerator is None or not accelerator.is_available():
        return ""
    family: str = accelerator.current_accelerator().type
    return "" if family in ("cuda", "mps") else family


def _other(kind: str, module: Any, index: int) -> Device:
    """Describe an accelerator by what its module of torch tells."""
    title = kind
    if hasattr(module, "get_device_name"):
        title = module.get_device_name(index)
    driver = ""
    if hasattr(module, "get_device_properties"):
        driver = str(getattr(module.get_device_properties(index), "driver_version", ""))
    return Device(kind, title, driver=driver, memory=_total(kind))


def _total(kind: str) -> int | None:
    memory = _memory_of(kind)
    return None if memory is None else memory[1]


def _memory_of(kind: str) -> tuple[int, int] | None:
    """Free and total bytes of an accelerator; a driver that cannot say is no reason to fail."""
    ask = getattr(torch.get_device_module(kind), "mem_get_info", None)
    if ask is None:
        return None
    try:
        return ask(kind)
    except RuntimeError as error:
        logger.info("The memory of %s is not known: %s", kind, error)
        return None


def _nvidia_driver() -> str:
    """Version of NVIDIA's driver, which torch does not tell; empty where it is not known."""
    library = "nvml.dll" if sys.platform == "win32" else "libnvidia-ml.so.1"
    version = ctypes.create_string_buffer(80)
    try:
        nvml = ctypes.CDLL(library)
        nvml.nvmlInit_v2()
        nvml.nvmlSystemGetDriverVersion(version, len(version))
        nvml.nvmlShutdown()
    except (OSError, AttributeError):
        return ""
    return version.value.decode(errors="replace")

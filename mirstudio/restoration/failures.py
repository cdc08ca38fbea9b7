"""How devices fail: what it looks like, and what is tried next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from mirstudio.errors import DeviceError

if TYPE_CHECKING:
    from mirstudio.restoration.model import RestorationModel

SMALLEST = 32
"""Side of the parts below which nothing is cut further for want of memory."""

FAILURES = (torch.OutOfMemoryError, MemoryError, RuntimeError)
"""What a device raises when it cannot do its work."""


def ways_of(model: RestorationModel) -> list[tuple[str, str]]:
    """Devices and precisions to try, each once: as asked, more exactly, without the GPU."""
    kind = model.device.kind
    return list(dict.fromkeys([(kind, model.precision), (kind, "fp32"), ("cpu", "fp32")]))


def is_out_of_memory(error: BaseException) -> bool:
    """Tell a shortage of memory from other failures; the CPU reports it as a RuntimeError."""
    kinds = (torch.OutOfMemoryError, MemoryError)
    return isinstance(error, kinds) or "not enough memory" in str(error)


def device_error(model: RestorationModel, error: BaseException) -> DeviceError:
    """Return the sentence for a device that failed at its work."""
    first_line = (str(error).splitlines() or [type(error).__name__])[0]
    return DeviceError(
        f"{model.device.title} failed: {first_line}", "Try a smaller tile or another device."
    )

"""How long models take on this machine: what `mirstudio benchmark` measured. Needs no torch."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from importlib.metadata import PackageNotFoundError, version

from mirstudio.restoration.library import Card
from mirstudio.restoration.machine import processor_name, recall, remember

KEPT_IN = "speeds"
"""Name of the table that remembers what was measured."""


@dataclass(frozen=True)
class Speed:
    """A model on a device in a precision."""

    model: str
    """Its name."""
    tensors_sha256: str
    device: str
    """Kind of device: "cpu", "cuda:0"."""
    precision: str
    automatic: bool
    """What "auto" takes on this device."""
    seconds_per_mp: float
    """Seconds per megapixel of the restored photo, reading and writing left out."""
    peak_memory: int
    """Bytes at most: of the whole process on the CPU, of its data on an accelerator."""


def machine_identity() -> str:
    """What a measured time holds for: this processor and this torch."""
    return f"{processor_name()} · {os.cpu_count()} cores · torch {_torch_version()}"


def keep_speeds(speeds: Iterable[Speed]) -> None:
    """Remember what was measured; an earlier figure of the same kind gives way."""
    remember(KEPT_IN, {_key(speed): asdict(speed) for speed in speeds})


def known_speeds() -> list[Speed]:
    """Return what was measured on this machine with this torch."""
    names = {field.name for field in fields(Speed)}
    entries = recall(KEPT_IN).items()
    return [
        Speed(**entry)
        for key, entry in entries
        if key.startswith(machine_identity()) and isinstance(entry, dict) and set(entry) == names
    ]


def expected_seconds(
    card: Card, megapixels: float, device: str = "auto", precision: str = "auto"
) -> float | None:
    """Return how long restoring a photo of `megapixels` will take; None where nothing was measured.

    `device`, `precision`: as wished, see `settle_place`. Reading and writing are left out.
    """
    fitting = [
        speed
        for speed in known_speeds()
        if (speed.model, speed.tensors_sha256) == (card.name, card.tensors_sha256)
        and device in ("auto", speed.device, speed.device.partition(":")[0])
        and (speed.automatic if precision == "auto" else speed.precision == precision)
    ]
    # "auto" takes an accelerator before the CPU.
    best = min(fitting, key=lambda speed: (speed.device == "cpu", speed.device), default=None)
    return best and best.seconds_per_mp * megapixels * card.scale**2


def _key(speed: Speed) -> str:
    what = (speed.model, speed.tensors_sha256, speed.device, speed.precision)
    return " · ".join((machine_identity(), *what))


def _torch_version() -> str:
    """From its metadata: importing it takes a second. Frozen programs may have lost those."""
    try:
        return version("torch")
    except PackageNotFoundError:
        return "unknown"

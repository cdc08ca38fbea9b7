"""Settle where a model runs and in what precision: as wished, where it is fast, if it is sound."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import torch
from torch import nn

from mirstudio.restoration.attempts import is_out_of_memory
from mirstudio.restoration.device import (
    PRECISIONS,
    Device,
    check_precision,
    computes_bf16,
    cpu,
    in_channels_last,
    matching_devices,
)
from mirstudio.restoration.machine import recall, remember
from mirstudio.restoration.selftest import TOLERANCES, Verdict, self_test

WORTHWHILE = 1.2
"""A reduced precision must be this much faster than float32 to be chosen."""

KEPT_IN = "devices"
"""Name of the table that remembers what devices can do."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Place:
    """A device and a precision to run in."""

    device: Device
    precision: str
    notices: tuple[str, ...] = ()
    """Why it is not what was wished or would be faster, one sentence each for the user."""


def settle_place(
    device: str = "auto", precision: str = "auto", supports_bf16: bool = True
) -> Place:
    """Return where to run for these wishes; the CPU in float32 is what is left at the worst.

    "auto" takes the first device and the first reduced precision that are faster and pass the
    self-test. `supports_bf16`: whether the network bears a reduced precision at all. The first
    time on a device this takes a second or so, then it is remembered.

    Raises DeviceError when there is no such device or precision.
    """
    notices: list[str] = []
    for candidate, name in _ways(device, precision, supports_bf16):
        objection = objection_to(candidate, name)
        if not objection:
            return Place(candidate, name, tuple(notices))
        notices.append(objection)
    return Place(cpu(), "fp32", tuple(notices))


def objection_to(device: Device, precision: str) -> str:
    """Say why `device` must not be used in `precision`; empty when it may."""
    try:
        verdict = judge(device, precision)
    except (RuntimeError, MemoryError) as error:
        # Not remembered: memory may be free again, a driver mended, next time.
        logger.warning("The self-test of %s in %s failed: %s", device.title, precision, error)
        why = "memory ran out" if is_out_of_memory(error) else "it failed"
        return f"{device.title} is not used in {precision}: {why} in its self-test."
    if verdict.safe:
        return ""
    found = (
        f"it is {verdict.difference:.2f} off the CPU in fp32, {verdict.allowed:.2f} allowed"
        if math.isfinite(verdict.difference)
        else "it returns values that are no numbers"
    )
    return f"{device.title} is not used in {precision}: in its self-test {found}."


def judge(device: Device, precision: str) -> Verdict:
    """Return what the self-test says, run at the first use of this device, driver and torch.

    Raises what `self_test` raises.
    """
    if (device.family, precision) == ("cpu", "fp32"):
        return Verdict(0.0, TOLERANCES["fp32"])
    known = _known(device, precision)
    if "difference" not in known:
        known["difference"] = self_test(device, precision).difference
        _keep(device, precision, known)
    verdict = Verdict(float(known["difference"]), TOLERANCES[precision])
    if not verdict.safe:
        logger.warning("%s in %s is unsafe: %s", device.identity, precision, verdict)
    return verdict


def gain_of(device: Device, precision: str) -> float:
    """How many times faster than in float32 a convolution is, measured once; 0: not at all."""
    if device.family == "cpu" and not (precision == "bf16" and computes_bf16(device.family)):
        return 0.0
    known = _known(device, precision)
    if "gain" not in known:
        known["gain"] = round(_measured_gain(device, precision), 2)
        _keep(device, precision, known)
    return float(known["gain"])


def _ways(device: str, precision: str, supports_bf16: bool) -> Iterator[tuple[Device, str]]:
    """Devices and precisions to try, the best first; the CPU steps in as it likes best.

    Whoever wishes float32 for its exactness gets it there, too.
    """
    matching = matching_devices(device)
    for candidate in matching:
        for name in _precisions(candidate, precision, supports_bf16):
            yield candidate, name
    if cpu() not in matching:
        for name in _precisions(cpu(), "fp32" if precision == "fp32" else "auto", supports_bf16):
            yield cpu(), name


def _precisions(device: Device, wish: str, supports_bf16: bool) -> list[str]:
    """Precisions to try on a device, the best first."""
    if wish != "auto":
        return list(dict.fromkeys((check_precision(wish), "fp32")))
    reduced = ("bf16", "fp16") if supports_bf16 else ()
    return [*(name for name in reduced if gain_of(device, name) > WORTHWHILE), "fp32"]


def _known(device: Device, precision: str) -> dict[str, float]:
    """What is remembered of a device in a precision."""
    entry = recall(KEPT_IN).get(_key(device, precision))
    return dict(entry) if isinstance(entry, dict) else {}


def _keep(device: Device, precision: str, known: dict[str, float]) -> None:
    remember(KEPT_IN, {_key(device, precision): known})


def _key(device: Device, precision: str) -> str:
    return f"{device.identity} · {precision}"


def _measured_gain(device: Device, precision: str) -> float:
    """Time the same convolution in float32 and in `precision`; 0 where that cannot be done."""
    try:
        return _trial(device, "fp32") / _trial(device, precision)
    except (RuntimeError, TypeError) as error:
        logger.info("No trial of %s in %s: %s", device.title, precision, error)
        return 0.0


@cache
def _trial(device: Device, precision: str) -> float:
    """Best of several times of one 3×3 convolution with 64 channels, in seconds."""
    # Starting a kernel on a graphics device takes longer than a small convolution does.
    side = 96 if device.family == "cpu" else 512
    dtype = PRECISIONS[precision]
    layer = nn.Conv2d(64, 64, 3, padding=1, bias=False, device=device.torch, dtype=dtype)
    layer = in_channels_last(layer)
    x = torch.ones(1, 64, side, side, device=device.torch, dtype=dtype)
    x = x.contiguous(memory_format=torch.channels_last)
    best = float("inf")
    with torch.inference_mode():
        for _ in range(6):
            start = time.perf_counter()
            layer(x)[0, 0, 0, 0].item()
            best = min(best, time.perf_counter() - start)
    return best

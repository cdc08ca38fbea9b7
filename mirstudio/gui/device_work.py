"""Which devices this machine has and whether they compute what they should, as work."""

from __future__ import annotations

from dataclasses import dataclass

from mirstudio.gui.phrases import told
from mirstudio.gui.translate import tr
from mirstudio.progress import Progress, Work

PRECISIONS = ("fp32", "bf16", "fp16")


@dataclass(frozen=True)
class DeviceFacts:
    """A device as people choose it."""

    kind: str
    """As the settings hold it, such as "cuda:0"."""
    title: str
    """Name and memory."""
    tests: tuple[str, ...]
    """What its self-test found, a sentence for each precision."""


def look_for_devices() -> Work[list[DeviceFacts]]:
    """Find the devices and test each once; what is remembered of earlier tests is taken."""
    from mirstudio.restoration.device import find_devices
    from mirstudio.restoration.place import gain_of, objection_to

    found: list[DeviceFacts] = []
    devices = find_devices()
    for number, device in enumerate(devices):
        yield Progress(
            number, len(devices), "step", tr("testing {device}").format(device=device.title)
        )
        lines: list[str] = []
        for precision in PRECISIONS:
            gain = 1.0 if precision == "fp32" else gain_of(device, precision)
            if gain > 0:
                objection = objection_to(device, precision)
                lines.append(told(objection) or _passed(precision, gain))
        parts = [device.title, device.chip]
        if device.memory:
            parts.append(f"{device.memory / 2**30:.0f} GB")
        title = " · ".join(part for part in parts if part)
        found.append(DeviceFacts(device.kind, title, tuple(lines)))
    return found


def _passed(precision: str, gain: float) -> str:
    if precision == "fp32":
        return tr("{precision} passed its self-test.").format(precision=precision)
    words = tr("{precision} passed its self-test, {gain:.1f} × the speed of fp32.")
    return words.format(precision=precision, gain=gain)

"""The sliders of the window: what each is called, and for which tasks it is of use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mirstudio.imaging.adjustments import SLIDERS
from mirstudio.restoration.preset import Task

LIGHT_TASKS = frozenset({Task.LOWLIGHT, Task.RETOUCH})
NOISE_TASKS = frozenset({Task.DENOISE, Task.LOWLIGHT})
ALL_TASKS = frozenset(Task)


@dataclass(frozen=True)
class Control:
    """A slider as people see it; its range is `SLIDERS[field]`."""

    field: str
    """Of `Adjustments`."""
    words: str
    group: str
    tasks: frozenset[Task] = ALL_TASKS
    unit: str = ""
    step: float = 1

    @property
    def factor(self) -> float:
        """People see the field's value times this."""
        return SLIDERS[self.field].shown

    def fits(self, task: Task | None, sliders: Mapping[str, Any]) -> bool:
        """Whether it is of use for a task; one that was moved is never hidden."""
        return task is None or task in self.tasks or self.field in sliders


CONTROLS = (
    Control("strength", "Strength", "Adjust", unit=" %"),
    Control("luma_noise", "Brightness noise kept", "Adjust", NOISE_TASKS, " %"),
    Control("chroma_noise", "Colour noise kept", "Adjust", NOISE_TASKS, " %"),
    Control("detail", "Fine detail", "Adjust"),
    Control("sharpness", "Sharpness", "Adjust"),
    Control("grain", "Grain", "Adjust"),
    Control("target", "Target brightness", "Light", LIGHT_TASKS, " %"),
    Control("brightness", "Brightness", "Light", LIGHT_TASKS, " EV", 0.1),
    Control("shadows", "Shadows", "Light", LIGHT_TASKS),
    Control("temperature", "Warmth", "Colour", LIGHT_TASKS),
    Control("tint", "Tint", "Colour", LIGHT_TASKS),
    Control("saturation", "Saturation", "Colour", LIGHT_TASKS),
)
"""All sliders, in the order of the panel."""

GROUPS = tuple(dict.fromkeys(control.group for control in CONTROLS))

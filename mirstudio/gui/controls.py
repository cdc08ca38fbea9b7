"""The sliders of the window: what each is called, and for which tasks it is of use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mirstudio.gui.translate import marked
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
    Control("strength", marked("Strength"), marked("Adjust"), unit=" %"),
    Control("luma_noise", marked("Brightness noise kept"), marked("Adjust"), NOISE_TASKS, " %"),
    Control("chroma_noise", marked("Colour noise kept"), marked("Adjust"), NOISE_TASKS, " %"),
    Control("detail", marked("Fine detail"), marked("Adjust")),
    Control("sharpness", marked("Sharpness"), marked("Adjust")),
    Control("grain", marked("Grain"), marked("Adjust")),
    Control("target", marked("Target brightness"), marked("Light"), LIGHT_TASKS, " %"),
    Control("brightness", marked("Brightness"), marked("Light"), LIGHT_TASKS, " EV", 0.1),
    Control("shadows", marked("Shadows"), marked("Light"), LIGHT_TASKS),
    Control("temperature", marked("Warmth"), marked("Colour"), LIGHT_TASKS),
    Control("tint", marked("Tint"), marked("Colour"), LIGHT_TASKS),
    Control("saturation", marked("Saturation"), marked("Colour"), LIGHT_TASKS),
)
"""All sliders, in the order of the panel."""

GROUPS = tuple(dict.fromkeys(control.group for control in CONTROLS))

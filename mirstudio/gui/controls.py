"""The sliders of the window: what each is called, and for which tasks it is of use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mirstudio.gui.edits.edit import ASSUMED_BLUR
from mirstudio.gui.translate import marked
from mirstudio.imaging.adjustments import SLIDERS, Slider
from mirstudio.restoration.chain import BLUR
from mirstudio.restoration.preset import Task

LIGHT_TASKS = frozenset({Task.LOWLIGHT, Task.RETOUCH})
NOISE_TASKS = frozenset({Task.DENOISE, Task.LOWLIGHT})
ALL_TASKS = frozenset(Task)


@dataclass(frozen=True)
class Control:
    """A slider as people see it."""

    field: str
    """Of `Adjustments`, or `ASSUMED_BLUR`."""
    words: str
    group: str
    tasks: frozenset[Task] = ALL_TASKS
    unit: str = ""
    step: float = 1
    usual_words: str = ""
    """What the value is called where the slider stands at its usual place; empty: the number."""

    @property
    def facts(self) -> Slider:
        """Its range."""
        return BLUR if self.field == ASSUMED_BLUR else SLIDERS[self.field]

    @property
    def factor(self) -> float:
        """People see the field's value times this."""
        return self.facts.shown

    def fits(self, task: Task | None, sliders: Mapping[str, Any], *, steered: bool) -> bool:
        """Whether it is of use for a task; one of `Adjustments` that was moved is never hidden.

        `steered`: a blur can be assumed for the models.
        """
        if self.field == ASSUMED_BLUR:
            return steered
        return task is None or task in self.tasks or self.field in sliders


CONTROLS = (
    Control(
        ASSUMED_BLUR,
        marked("Blur assumed"),
        marked("Enlargement"),
        unit=" px",
        step=0.05,
        usual_words=marked("as found"),
    ),
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

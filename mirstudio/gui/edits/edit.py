"""What the user wishes for one photo: a plain value that is kept, undone, copied and pasted."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mirstudio.errors import MirStudioError
from mirstudio.imaging.masks import Mask, mask_to_dict
from mirstudio.restoration.chain import LEAST_BLUR, MOST_BLUR

if TYPE_CHECKING:
    from mirstudio.imaging.adjust import Adjustments

Sliders = Mapping[str, Any]
"""Values for JSON by the names of `Adjustments`' fields; only those that are not the usual ones."""


ASSUMED_BLUR = "assumed_blur"
"""Name of the slider that is none of `Adjustments`: the network runs again for it."""
OWN = frozenset({"masks"})
"""Fields that make no sense on another photo."""


@dataclass(frozen=True)
class Edit:
    """The models and the sliders chosen for a photo, and whether the next batch takes it."""

    model: str = ""
    """Name of a model; empty before one was chosen."""
    sliders: Sliders = field(default_factory=dict[str, Any])
    ticked: bool = False
    then: tuple[str, ...] = ()
    """Names of models that follow it."""

    def with_slider(self, name: str, value: Any, usual: Any) -> Edit:
        """Return the edit with one slider moved; at its usual position it is not kept."""
        others = {key: position for key, position in self.sliders.items() if key != name}
        return replace(self, sliders=others if value == usual else {**others, name: value})

    def without_sliders(self, names: Collection[str]) -> Edit:
        """Return the edit with some sliders at their usual positions."""
        others = {key: value for key, value in self.sliders.items() if key not in names}
        return replace(self, sliders=others)

    def with_masks(self, masks: Sequence[Mask]) -> Edit:
        """Return the edit with other areas."""
        return self.with_slider("masks", [mask_to_dict(mask) for mask in masks], [])

    def with_settings_of(self, other: Edit) -> Edit:
        """Return the edit with models and sliders of another; tick and areas stay its own."""
        sliders = {name: value for name, value in other.sliders.items() if name not in OWN}
        own = {name: value for name, value in self.sliders.items() if name in OWN}
        models = (other.model, other.then) if other.model else (self.model, self.then)
        return replace(self, model=models[0], then=models[1], sliders={**sliders, **own})

    @property
    def blur(self) -> float | None:
        """Pixels of blur to assume; None leaves it to the photo."""
        value = self.sliders.get(ASSUMED_BLUR)
        if not isinstance(value, int | float) or not value > 0:
            return None
        return min(max(float(value), LEAST_BLUR), MOST_BLUR)

    def adjustments(self) -> Adjustments:
        """The sliders as the value that `adjust` takes; what makes no sense to it is left out."""
        from mirstudio.imaging.adjust import Adjustments

        known = Adjustments.__dataclass_fields__
        settled = Adjustments()
        for name, value in self.sliders.items():
            if name in known:
                with suppress(MirStudioError):
                    read = getattr(Adjustments.from_dict({name: value}), name)
                    settled = replace(settled, **{name: read})
        return settled


def to_json(edit: Edit) -> str:
    """Write an edit as a line of JSON."""
    table: dict[str, Any] = {
        "model": edit.model,
        "sliders": dict(edit.sliders),
        "ticked": edit.ticked,
    }
    if edit.then:
        table["then"] = list(edit.then)
    return json.dumps(table, ensure_ascii=False)


def from_json(text: str) -> Edit:
    """Read an edit; what makes no sense in it takes its default."""
    try:
        table: Any = json.loads(text)
    except ValueError:
        return Edit()
    if not isinstance(table, dict):
        return Edit()
    model, sliders = table.get("model"), table.get("sliders")
    then = table.get("then")
    return Edit(
        model if isinstance(model, str) else "",
        sliders if isinstance(sliders, dict) else {},
        table.get("ticked") is True,
        tuple(map(str, then)) if isinstance(then, list) else (),
    )

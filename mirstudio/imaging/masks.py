"""Where a restoration shows: brush strokes and gradients, kept as shapes, not as pixels.

Places are fractions of the original's width and height from its upper left corner, lengths are
fractions of its long edge, so that a mask fits the photo at every size and in every crop.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mirstudio.errors import UsageError

Point = tuple[float, float]
"""Fractions of the photo's width and height; a stroke may leave the photo."""

_FARTHEST = 10.0


class Effect(StrEnum):
    """What a mask does with the restoration."""

    PROTECT = "protect"
    """Keeps the original inside."""
    LIMIT = "limit"
    """Keeps the original outside of it and of all other limiting masks."""


@dataclass(frozen=True)
class Stroke:
    """A line drawn with a round brush."""

    points: tuple[Point, ...]
    """At least one; neighbours are joined by straight lines."""
    radius: float
    """Of the brush, as a fraction of the long edge; above 0, at most 1."""
    hardness: float = 0.5
    """Share of the radius that is fully covered, 0–1; from there it fades to the rim."""
    erase: bool = False
    """Takes away from the strokes before it."""

    def __post_init__(self) -> None:
        if not self.points:
            raise UsageError("A brush stroke needs at least one point.")
        _check_points(self.points)
        _check_range("A brush's radius", self.radius, 0, 1, without_low=True)
        _check_range("A brush's hardness", self.hardness, 0, 1)


@dataclass(frozen=True)
class Brush:
    """An area painted by strokes."""

    strokes: tuple[Stroke, ...]
    effect: Effect = Effect.PROTECT
    opacity: float = 1.0
    """How much of the effect, 0–1."""

    def __post_init__(self) -> None:
        _check_range("A mask's opacity", self.opacity, 0, 1)


@dataclass(frozen=True)
class Gradient:
    """An area that is full before `start`, none behind `end`, and fades between them."""

    start: Point
    end: Point
    effect: Effect = Effect.PROTECT
    opacity: float = 1.0
    """How much of the effect, 0–1."""

    def __post_init__(self) -> None:
        _check_points((self.start, self.end))
        if self.start == self.end:
            raise UsageError("A gradient needs two different points.")
        _check_range("A mask's opacity", self.opacity, 0, 1)


Mask = Brush | Gradient


def mask_to_dict(mask: Mask) -> dict[str, Any]:
    """Return a mask as plain values for JSON."""
    common = {"effect": str(mask.effect), "opacity": mask.opacity}
    if isinstance(mask, Gradient):
        return {"kind": "gradient", "start": [*mask.start], "end": [*mask.end], **common}
    strokes = [
        {
            "points": [[*point] for point in stroke.points],
            "radius": stroke.radius,
            "hardness": stroke.hardness,
            "erase": stroke.erase,
        }
        for stroke in mask.strokes
    ]
    return {"kind": "brush", "strokes": strokes, **common}


def mask_from_dict(values: Mapping[str, Any]) -> Mask:
    """Read what `mask_to_dict` returned; raises UsageError in one sentence for anything else."""
    values = dict(values)
    kind = values.pop("kind", None)
    try:
        if "effect" in values:
            values["effect"] = Effect(values["effect"])
        if kind == "gradient":
            return Gradient(_point(values.pop("start")), _point(values.pop("end")), **values)
        if kind == "brush":
            strokes = tuple(_stroke(stroke) for stroke in values.pop("strokes"))
            return Brush(strokes, **values)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise UsageError(f"A mask makes no sense: {error}.") from None
    raise UsageError(f"“{kind}” is no kind of mask; brush and gradient are.")


def _stroke(values: Mapping[str, Any]) -> Stroke:
    others = dict(values)
    points = tuple(_point(point) for point in others.pop("points"))
    if not isinstance(others.get("erase", False), bool):
        raise TypeError("erase is either true or false")
    return Stroke(points, **others)


def _point(values: Sequence[float]) -> Point:
    across, down = values
    return float(across), float(down)


def _check_points(points: Sequence[Point]) -> None:
    if not all(abs(value) <= _FARTHEST for point in points for value in point):
        raise UsageError("A point of a mask lies too far outside the photo.")


def _check_range(
    what: str, value: float, low: float, high: float, *, without_low: bool = False
) -> None:
    inside = low <= value <= high and not (without_low and value == low)
    if not inside:  # Neither is what is no number.
        raise UsageError(f"{what} lies between {low:g} and {high:g}; {value:g} does not.")

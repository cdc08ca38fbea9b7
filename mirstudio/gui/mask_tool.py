"""What brush and gradient do to a photo's masks; no window here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from mirstudio.gui.translate import marked, tr
from mirstudio.imaging.masks import Brush, Effect, Gradient, Mask, Point, Stroke

NEAR = 0.1
"""Of the brush's radius: points closer than this to the last one add nothing."""
SHORTEST = 0.005
"""Of the long edge: a gradient drawn shorter than this was a slip of the hand."""


class Shape(Enum):
    """What is drawn."""

    BRUSH = marked("Brush")
    GRADIENT = marked("Gradient")


@dataclass(frozen=True)
class MaskTool:
    """The tool in the hand."""

    shape: Shape
    effect: Effect = Effect.PROTECT
    radius: float = 0.03
    """Of the brush, as a fraction of the long edge."""
    hardness: float = 0.5
    """0–1."""
    erases: bool = False
    """The brush takes away from what was painted for the same effect."""

    @property
    def words(self) -> str:
        """What a use of it is called, in the history."""
        if self.shape is Shape.GRADIENT:
            return tr("Gradient")
        return tr("Erase") if self.erases else tr("Brush")


def draw(masks: Sequence[Mask], tool: MaskTool, points: Sequence[Point]) -> tuple[Mask, ...]:
    """Return the masks with what `tool` makes of the way of the hand, at least one point."""
    if tool.shape is Shape.GRADIENT:
        start, end = points[0], points[-1]
        if math.dist(start, end) < SHORTEST:
            return tuple(masks)
        return (*masks, Gradient(start, end, tool.effect))
    painted = [mask for mask in masks if isinstance(mask, Brush) and mask.effect is tool.effect]
    if not painted and tool.erases:
        return tuple(masks)
    stroke = Stroke(tuple(points), tool.radius, tool.hardness, tool.erases)
    if not painted:
        return (*masks, Brush((stroke,), tool.effect))
    last = painted[-1]
    longer = replace(last, strokes=(*last.strokes, stroke))
    return tuple(longer if mask is last else mask for mask in masks)


def extend(points: Sequence[Point], point: Point, tool: MaskTool, aspect: float) -> list[Point]:
    """Return the way of the hand with another point, unless that adds nothing.

    `aspect`: width of the photo by its height.
    """
    if tool.shape is Shape.GRADIENT:
        return [points[0], point]
    across, down = (1.0, 1 / aspect) if aspect >= 1 else (aspect, 1.0)
    x, y = points[-1]
    far = math.hypot((point[0] - x) * across, (point[1] - y) * down)
    return [*points, point] if far >= tool.radius * NEAR else list(points)

"""How before and after lie in the view: panes, the divider between them, what each part shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect

from mirstudio.gui.translate import marked


class Mode(Enum):
    """How before and after are laid out."""

    SINGLE = "single"
    WIPE = "wipe"
    SIDE = "side"
    DIFFERENCE = "difference"


class Side(Enum):
    """What a part of the view shows."""

    BEFORE = marked("Before")
    AFTER = marked("After")
    DIFFERENCE = marked("Difference")


@dataclass(frozen=True)
class Pane:
    """A part of the view that shows the scene: all of it, or one of two halves."""

    left: int
    top: int
    width: int
    height: int

    def rect(self) -> QRect:
        """The same for Qt."""
        return QRect(self.left, self.top, self.width, self.height)


def split_pane(width: int, height: int, gap: int, *, turned: bool) -> list[Pane]:
    """Two panes of the same size, beside or (`turned`) above each other."""
    if turned:
        half = (height - gap) // 2
        return [Pane(0, 0, width, half), Pane(0, height - half, width, half)]
    half = (width - gap) // 2
    return [Pane(0, 0, half, height), Pane(width - half, 0, half, height)]


def divider_at(photo: QRect, share: float, *, turned: bool) -> int:
    """Device pixel of the divider: an x, or a y where it lies (`turned`)."""
    if turned:
        return photo.top() + round(share * photo.height())
    return photo.left() + round(share * photo.width())


def divider_share(photo: QRect, x: float, y: float, *, turned: bool) -> float:
    """Share of the visible photo before a place: the divider can never leave the photo."""
    place, start, length = (
        (y, photo.top(), photo.height()) if turned else (x, photo.left(), photo.width())
    )
    return min(max((place - start) / max(length, 1), 0.0), 1.0)


def split_photo(photo: QRect, at: int, *, turned: bool) -> tuple[QRect, QRect]:
    """What of the photo lies before the divider, and what behind."""
    if turned:
        return photo.adjusted(0, 0, 0, at - photo.bottom() - 1), photo.adjusted(
            0, at - photo.top(), 0, 0
        )
    return photo.adjusted(0, 0, at - photo.right() - 1, 0), photo.adjusted(
        at - photo.left(), 0, 0, 0
    )


def handle_place(
    at: int, photo: QRect, pane: Pane, reach: float, *, turned: bool
) -> tuple[float, float]:
    """Middle of the divider's handle, which stays wholly within the pane."""
    center = photo.center()
    if turned:
        return center.x() + 0.5, min(max(at, reach), pane.height - reach)
    return min(max(at, reach), pane.width - reach), center.y() + 0.5

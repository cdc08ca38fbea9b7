"""What several models make of one small part of a photo, as work for a worker."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

from mirstudio.errors import MirStudioError
from mirstudio.gui.phrases import told
from mirstudio.progress import Progress, Work
from mirstudio.restoration.library import Card
from mirstudio.restoration.tiling import Region

if TYPE_CHECKING:
    from mirstudio.imaging.photo import Photo
    from mirstudio.restoration.model import RestorationModel

SIDE = 192
"""Of the part, at most, in pixels of the original."""


@dataclass(frozen=True)
class Tried(Progress):
    """A model has had its turn."""

    card: Card | None = None
    """None for the original."""
    image: QImage | None = None
    seconds: float = 0.0
    problem: str = ""
    """Why there is no picture."""


def part_of(seen: Region | None, width: int, height: int) -> Region:
    """The middle of what is looked at, or of the photo."""
    seen = seen or Region(0, 0, width, height)
    side_x, side_y = min(SIDE, width), min(SIDE, height)
    left = min(max(seen.left + (seen.width - side_x) // 2, 0), width - side_x)
    top = min(max(seen.top + (seen.height - side_y) // 2, 0), height - side_y)
    return Region(left, top, side_x, side_y)


def fitting(cards: Sequence[Card], chosen: Card | None) -> list[Card]:
    """Models for single photos that do what the chosen one does."""
    return [card for card in cards if card.views == 1 and chosen and card.task is chosen.task]


def try_models(
    photo: Photo, region: Region, cards: Sequence[Card], load: Callable[[Card], RestorationModel]
) -> Work[None]:
    """Restore one part with each model; one that fails says why and the next has its turn."""
    from mirstudio.restoration.restore import restore

    part = replace(photo, pixels=np.ascontiguousarray(photo.pixels[region.slices]), alpha=None)
    yield Tried(0, len(cards), "model", image=to_image(part))
    for done, card in enumerate(cards, start=1):
        try:
            yield Progress(done - 1, len(cards), "model", card.name)
            model = load(card)
            began = time.perf_counter()
            restored = yield from restore(part, model)
        except MirStudioError as error:
            yield Tried(done, len(cards), "model", card=card, problem=told(str(error)))
            continue
        seconds = time.perf_counter() - began
        yield Tried(done, len(cards), "model", "", card, to_image(restored), seconds)


def to_image(photo: Photo) -> QImage:
    """Return a photo as sRGB for the screen."""
    from mirstudio.imaging.screen import screen_conversion

    shown = screen_conversion(photo.profile, None)(photo.pixels.clip(0, 1))
    height, width = shown.shape[:2]
    return QImage(shown.tobytes(), width, height, width * 3, QImage.Format.Format_RGB888).copy()

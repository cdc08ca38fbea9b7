"""How many photos a model takes: one, or the two aligned views of a dual-pixel sensor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirstudio.errors import UsageError

if TYPE_CHECKING:
    from mirstudio.imaging.photo import Photo

PAIR = 2
"""Views of a dual-pixel sensor, left then right."""


def check_views(model: str, wanted: int, given: int) -> None:
    """Raise UsageError unless as many photos are given as the model called `model` wants."""
    if given < wanted:
        raise UsageError(
            f"The model “{model}” needs two aligned views of one photo.",
            "Give them with --pair LEFT RIGHT.",
        )
    if given > wanted:
        raise UsageError(f"The model “{model}” takes single photos, no pair.")


def check_sizes(left: Photo, right: Photo) -> None:
    """Raise UsageError unless two views are of one size."""
    if left.pixels.shape != right.pixels.shape:
        raise UsageError(
            f"The two views differ in size: {left.width} × {left.height} on the left, "
            f"{right.width} × {right.height} on the right."
        )

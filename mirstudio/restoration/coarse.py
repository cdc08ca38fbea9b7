"""Restoring at half the size first, for what is larger than all that a network learnt.

On a photo of many megapixels a streak of rain is as long and thick as no crop of a training showed
one. Half as large, or half of that, it is what the network knows. What it changes there is enlarged
and added, and the network runs on that again: what was fine is left to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from mirstudio.imaging.photo import Photo
from mirstudio.imaging.resample import halve, resize
from mirstudio.progress import Progress
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.plan import plan
from mirstudio.restoration.tile_progress import TileProgress, as_sketch
from mirstudio.restoration.tiling import Region

COARSE = "coarse"
FINE = "fine"
"""What is being restored, for who waits."""


def coarse_first(width: int, height: int, model: RestorationModel) -> bool:
    """Whether the card asks for it at that size."""
    above = model.card.coarse_above
    # What enlarges, or makes one photo of two views, has no change to be added.
    able = model.scale == model.architecture.views == 1
    return bool(able and above and width * height > above * 1e6)


def halved(photo: Photo) -> Photo:
    """The photo at half its size, rounded up, without its alpha."""
    return replace(photo, pixels=halve(photo.pixels), alpha=None)


def with_change(photo: Photo, before: Photo, after: Photo) -> Photo:
    """Add to a photo what became of a smaller one."""
    # Half of an odd size had a half of a pixel more.
    height, width = (2 * side for side in before.pixels.shape[:2])
    change = resize(after.pixels - before.pixels, width, height)[: photo.height, : photo.width]
    return photo.with_pixels(photo.pixels + change, photo.alpha)


def count_tiles(width: int, height: int, model: RestorationModel, tile: int | None) -> int:
    """How many tiles of a photo run, those at smaller sizes included."""
    # Only its size matters.
    blank = Photo(np.broadcast_to(np.float32(0), (height, width, 3)))
    count = len(plan(blank, model, tile).grid.tiles())
    if not coarse_first(width, height, model):
        return count
    return count + count_tiles((width + 1) // 2, (height + 1) // 2, model, tile)


def halved_view(
    in_view: Callable[[], Region | None] | None,
) -> Callable[[], Region | None] | None:
    """The same question about a photo that was halved."""
    if in_view is None:
        return None

    def halved_region() -> Region | None:
        view = in_view()
        if view is None:
            return None
        left, top = view.left // 2, view.top // 2
        return Region(left, top, (view.right + 1) // 2 - left, (view.bottom + 1) // 2 - top)

    return halved_region


def sketch_of_half(progress: Progress, photo: Photo, *, seen: bool) -> Progress:
    """Show a tile of the halved photo as what will lie there in the end."""
    told = as_sketch(progress, 2, seen=seen)
    if not isinstance(told, TileProgress) or told.region is None:
        return told
    # Half of an odd size had a half of a pixel more.
    region = told.region.cut_to(photo.width, photo.height)
    pixels = told.pixels
    if pixels is not None and seen:
        pixels = pixels[: region.height, : region.width]
    return replace(told, region=region, pixels=pixels)

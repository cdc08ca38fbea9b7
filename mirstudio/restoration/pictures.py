"""Photos as a network takes them: cut, mirrored beyond their borders, in sRGB, stacked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.color import to_srgb
from mirstudio.imaging.gamut import Excess, find_excess, lies_outside
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.restoration.tiling import Region

OVERVIEW_PIXELS = 250_000
"""How many pixels of a photo, at least, tell how bright it is."""


def crop(views: Sequence[Photo], region: Region) -> list[Photo]:
    """Cut `region` out of each view, mirrored as `cut` does; alpha and metadata are left out."""
    return [
        Photo(cut(view.pixels, region), None, view.bit_depth, profile=view.profile)
        for view in views
    ]


def cut(pixels: Pixels, region: Region) -> Pixels:
    """Cut `region` out of `pixels`, mirrored beyond the right and bottom border.

    Where the photo is too small to be mirrored its last pixels are repeated.
    """
    inside = pixels[region.slices]
    right, below = region.width - inside.shape[1], region.height - inside.shape[0]
    if right == below == 0:
        return inside
    while right or below:
        across, down = min(right, inside.shape[1] - 1), min(below, inside.shape[0] - 1)
        mode = "reflect" if (across or not right) and (down or not below) else "edge"
        if mode == "edge":
            across, down = right, below
        inside = np.pad(inside, ((0, down), (0, across), (0, 0)), mode=mode)
        right, below = right - across, below - down
    return inside


def overview(views: Sequence[Photo]) -> Pixels:
    """Pixels spread over all of a photo in sRGB, 1, H, W, 3·views: the same for every sample."""
    step = max(math.isqrt(views[0].width * views[0].height // OVERVIEW_PIXELS), 1)
    spread = [replace(view, pixels=view.pixels[::step, ::step], alpha=None) for view in views]
    return stacked([spread])


def stacked(batch: Sequence[Sequence[Photo]]) -> Pixels:
    """Pictures of one size, B, H, W, 3·views, in sRGB.

    The channels of views follow each other: left RGB, then right RGB.
    """
    return np.stack([_channels(views) for views in batch])


def _channels(views: Sequence[Photo]) -> NDArray[np.float32]:
    """The views in sRGB without their excess, H, W, 3·views; a single one is not copied for it."""
    pictures = [_within(view) for view in views]
    return np.concatenate(pictures, axis=2) if len(pictures) > 1 else pictures[0]


def _within(view: Photo) -> Pixels:
    """Return what the network sees of a view."""
    excess = excess_of(view)
    return to_srgb(view.pixels, view.profile) if excess is None else excess.taken_off()


def excess_of(view: Photo) -> Excess | None:
    """Return what of a view goes past the network."""
    return find_excess(to_srgb(view.pixels, view.profile)) if lies_outside(view) else None

"""What can be changed after a restoration without running a network again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import cv2
import numpy as np

from mirstudio.errors import UsageError
from mirstudio.imaging.adjustments import Adjustments
from mirstudio.imaging.detail import margin_of, sharpened_by
from mirstudio.imaging.grain import grain_at
from mirstudio.imaging.mask_painting import share_at
from mirstudio.imaging.overview import Overview, Place, Plane, drift_at, survey
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.imaging.resample import bicubic
from mirstudio.imaging.spill import make_room
from mirstudio.imaging.tone import luma_of, relight, settle_light

__all__ = ["Adjustments", "Overview", "Place", "adjust", "adjust_photo", "margin_of", "survey"]

_ROWS = 64
_PIXELS_PER_BAND = 1 << 17
"""A band's dozen planes should stay in the processor's cache."""


def adjust_photo(original: Photo, restored: Photo, adjustments: Adjustments) -> Photo:
    """Return the adjusted photo of the restored one's size; neither input is changed."""
    if original.grey:
        adjustments = adjustments.for_grey()
    overview = None
    if adjustments != Adjustments(adjustments.strength):
        overview = survey(original.pixels, restored.pixels, profile=original.profile)
    return restored.with_pixels(
        adjust(original.pixels, restored.pixels, adjustments, overview=overview)
    )


def adjust(
    original: Pixels,
    restored: Pixels,
    adjustments: Adjustments,
    place: Place | None = None,
    overview: Overview | None = None,
) -> Pixels:
    """Return the adjusted pixels, of the restored one's size; neither input is changed.

    Works on any part at any zoom, as long as both show the same: `place` says which, `overview`
    what the whole photo looks like; without them the part is taken for a whole photo in sRGB.
    A part equals that of the whole, but for a border of `margin_of(adjustments, place.zoom)`
    pixels. Where the restored part is larger, the original is enlarged to it bicubically. Strength
    0 gives exactly the original and neutral sliders exactly the restored photo. Values may leave
    0–1; equal channels stay equal unless the white balance is moved.
    """
    if adjustments.strength == 0:
        return _in_size_of(restored, original)
    if adjustments == replace(Adjustments(), grain_seed=adjustments.grain_seed):
        return restored
    place = place or Place()
    overview = overview or survey(original, restored)
    source = _in_size_of(restored, original) if _needs_original(adjustments) else restored
    return _by_bands(source, restored, adjustments, place, overview)


def _by_bands(
    original: Pixels, restored: Pixels, adjustments: Adjustments, place: Place, overview: Overview
) -> Pixels:
    """Adjust bands of rows, one per core at a time."""
    height, width = restored.shape[:2]
    adjusted: Pixels = make_room((height, width, 3))
    rows = max(_ROWS, _PIXELS_PER_BAND // max(1, width))
    margin = margin_of(adjustments, place.zoom)

    def adjust_band(top: int) -> None:
        bottom = min(top + rows, height)
        first, last = max(top - margin, 0), min(bottom + margin, height)
        there = replace(place, top=place.top + first)
        band = _adjust_part(
            original[first:last], restored[first:last], adjustments, there, overview
        )
        adjusted[top:bottom] = band[top - first : bottom - first]

    tops = range(0, height, rows)
    if len(tops) == 1:
        adjust_band(0)
    else:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(adjust_band, tops))
    return adjusted


def _adjust_part(
    original: Pixels, restored: Pixels, adjustments: Adjustments, place: Place, overview: Overview
) -> Pixels:
    """Adjust channel by channel: whatever is done to equal ones leaves them equal."""
    height, width = restored.shape[:2]
    planes = _planes_of(restored)
    source = _planes_of(original) if _needs_original(adjustments) else planes
    if adjustments.colour_lock:
        drift = drift_at(overview, place, height, width)
        planes = [plane + added for plane, added in zip(planes, drift, strict=True)]
    if adjustments.keeps_noise:
        planes = _with_noise(source, planes, adjustments)
    if adjustments.relights:
        planes = relight(planes, settle_light(adjustments, overview), overview.profile)
    if adjustments.detail != 0 or adjustments.sharpness != 0:
        added = sharpened_by(luma_of(planes), adjustments, place.zoom)
        planes = [plane + added for plane in planes]
    if adjustments.grain != 0:
        luma = luma_of(planes)
        added = grain_at(place, luma, adjustments.grain, adjustments.grain_seed)
        planes = [plane + added for plane in planes]
    if _mixes(adjustments):
        share = np.float32(adjustments.strength)
        if adjustments.masks:
            share = share * share_at(adjustments.masks, overview, place, height, width)
        planes = [own + share * (plane - own) for own, plane in zip(source, planes, strict=True)]
    return np.asarray(cv2.merge(planes), np.float32)


def _with_noise(
    original: Sequence[Plane], restored: Sequence[Plane], adjustments: Adjustments
) -> list[Plane]:
    """Bring back some of what the restoration took, brightness and colour apart."""
    removed = [own - plane for own, plane in zip(original, restored, strict=True)]
    colour = np.float32(adjustments.chroma_noise)
    brightness = luma_of(removed) * np.float32(adjustments.luma_noise - adjustments.chroma_noise)
    return [
        np.add(plane, colour * taken + brightness)
        for plane, taken in zip(restored, removed, strict=True)
    ]


def _planes_of(pixels: Pixels) -> list[Plane]:
    return [np.asarray(plane, np.float32) for plane in cv2.split(pixels)]


def _mixes(adjustments: Adjustments) -> bool:
    return adjustments.strength < 1 or bool(adjustments.masks)


def _needs_original(adjustments: Adjustments) -> bool:
    return _mixes(adjustments) or adjustments.keeps_noise


def _in_size_of(restored: Pixels, original: Pixels) -> Pixels:
    if original.shape == restored.shape:
        return original
    enlarged = bicubic(original, restored.shape[0] / original.shape[0])
    if enlarged.shape != restored.shape:
        raise UsageError("The original and the restored photo do not show the same part.")
    return enlarged

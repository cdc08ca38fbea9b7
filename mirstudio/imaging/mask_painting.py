"""Masks from shapes to shares: how much of the restoration shows at each pixel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.masks import Brush, Effect, Gradient, Mask, Stroke
from mirstudio.imaging.overview import Overview, Place, Plane

FINEST = 2048
"""Long edge, at most, of the picture that strokes are painted on; parts are cut from it, so that a
part's mask is that of the whole."""
_STRIDE = 64
"""Strokes between two pictures that are asked for in order, which keeps the recursion shallow."""

Painting = NDArray[np.uint8]
"""H, W: 0 not covered, 255 covered."""


def share_at(
    masks: Sequence[Mask], overview: Overview, place: Place, height: int, width: int
) -> Plane:
    """Return, for a part of `height`×`width`, the share of the restoration that shows, 0–1."""
    protected = np.ones((height, width), np.float32)
    allowed: Plane | None = None
    for mask in masks:
        covered = _covered(mask, overview, place, height, width)
        covered *= np.float32(mask.opacity)
        if mask.effect is Effect.PROTECT:
            protected *= 1 - covered
        else:
            # An opacity below one lets the rest shine through everywhere.
            covered += np.float32(1 - mask.opacity)
            allowed = covered if allowed is None else np.maximum(allowed, covered)
    return protected if allowed is None else protected * allowed


def _covered(mask: Mask, overview: Overview, place: Place, height: int, width: int) -> Plane:
    if isinstance(mask, Gradient):
        return _faded(mask, overview, place, height, width)
    return _brushed(mask, overview, place, height, width)


def _faded(mask: Gradient, overview: Overview, place: Place, height: int, width: int) -> Plane:
    """A gradient runs along the line of its points as people see it, whatever the photo's shape."""
    size = np.array([overview.width, overview.height], np.float64)
    start, end = np.array(mask.start) * size, np.array(mask.end) * size
    along = (end - start) / ((end - start) @ (end - start))
    across = (np.arange(place.left, place.left + width) + 0.5) / place.zoom - start[0]
    down = (np.arange(place.top, place.top + height) + 0.5) / place.zoom - start[1]
    way = (across * along[0])[None, :] + (down * along[1])[:, None]
    return _smooth((1 - way).clip(0, 1).astype(np.float32))


def _brushed(mask: Brush, overview: Overview, place: Place, height: int, width: int) -> Plane:
    if not mask.strokes:
        return np.zeros((height, width), np.float32)
    share = min(1.0, FINEST / max(overview.width, overview.height))
    rows, columns = max(1, round(overview.height * share)), max(1, round(overview.width * share))
    for count in range(_STRIDE, len(mask.strokes), _STRIDE):
        _painted(mask.strokes[:count], columns, rows)
    painting = _painted(mask.strokes, columns, rows)
    # From pixels of the part to pixels of the painting, both measured from their centres.
    fx = columns / (overview.width * place.zoom)
    fy = rows / (overview.height * place.zoom)
    matrix = np.array(
        [
            [fx, 0, (place.left + 0.5) * fx - 0.5],
            [0, fy, (place.top + 0.5) * fy - 0.5],
        ]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    part = cv2.warpAffine(
        painting, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(part, np.float32) / np.float32(255)


@lru_cache(maxsize=8)
def _painted(strokes: tuple[Stroke, ...], width: int, height: int) -> Painting:
    """Paint strokes one after the other; those before the last one are mostly at hand."""
    *_, last = strokes
    if len(strokes) > 1:
        painting = _painted(strokes[:-1], width, height).copy()
    else:
        painting = np.zeros((height, width), np.uint8)
    rows, columns, cover = _cover(last, width, height)
    under = painting[rows, columns]
    painting[rows, columns] = np.minimum(under, 255 - cover) if last.erase else np.maximum(
        under, cover
    )  # fmt: skip
    return painting


def _cover(stroke: Stroke, width: int, height: int) -> tuple[slice, slice, Painting]:
    """Return where a stroke may have covered something, and how much there."""
    radius = stroke.radius * max(width, height)
    points = np.array(stroke.points) * (width, height) - 0.5
    low = np.floor(points.min(axis=0) - radius).astype(int).clip(0, (width, height))
    high = (np.ceil(points.max(axis=0) + radius).astype(int) + 1).clip(0, (width, height))
    rows, columns = slice(low[1], high[1]), slice(low[0], high[0])
    if (high <= low).any():
        return slice(0, 0), slice(0, 0), np.zeros((0, 0), np.uint8)
    distance = _distance_to_line(points - low, high - low, radius)
    # A hard rim still fades over one pixel.
    fade = max(radius * (1 - stroke.hardness), 1.0)
    share = _smooth(((radius + 0.5 - distance) / fade).clip(0, 1))
    return rows, columns, np.rint(share * 255).astype(np.uint8)


def _distance_to_line(points: NDArray, size: NDArray, radius: float) -> Plane:
    """Return how far each pixel of `size` (width, height) lies from the joined points."""
    # The line may run outside; what lies farther away than the brush is wide does not matter.
    reach = int(np.ceil(radius)) + 1
    canvas = np.full((size[1] + 2 * reach, size[0] + 2 * reach), 255, np.uint8)
    # A single point is a line to itself.
    fine = np.rint((np.vstack([points, points[-1:]]) + reach) * 16).astype(np.int32)
    cv2.polylines(canvas, [fine.reshape(-1, 1, 2)], isClosed=False, color=0, shift=4)
    distance = cv2.distanceTransform(canvas, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(distance, np.float32)[reach : reach + size[1], reach : reach + size[0]]


def _smooth(share: Plane) -> Plane:
    """Round the ends of a linear fade."""
    return share * share * (3 - 2 * share)

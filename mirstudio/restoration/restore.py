"""Restore a photo, or a pair of views, with a model, tile by tile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.imaging.resample import resize
from mirstudio.progress import Progress, Work
from mirstudio.restoration.attempts import TileRunner
from mirstudio.restoration.model import Prepared, RestorationModel
from mirstudio.restoration.statistics import Sample, plan_sample
from mirstudio.restoration.tiling import (
    Grid,
    Region,
    TileCanvas,
    in_order_of_view,
    plan_grid,
)
from mirstudio.restoration.views import check_sizes, check_views

TILE = 512
"""Side of a tile unless asked otherwise: a larger one wastes less on overlaps, but a tile is
also what progress is counted in and the time it takes to cancel."""

SAMPLE_SHARE = 0.1
SAMPLE_LEAST = 512 * 512
SAMPLE_MOST = 1_500_000
"""Pixels run to settle the shared statistics: a share of the photo, between two bounds. With a
quarter of a megapixel no 8-bit value was off by more than one from the whole photo's statistics."""


@dataclass(frozen=True)
class TileProgress(Progress):
    """A tile is begun, or has been restored."""

    region: Region | None = None
    """Where it lies in the restored photo; None before the first tile. Of a tile that is only
    begun it may reach beyond the photo, by the padding."""
    pixels: Pixels | None = None
    """None while it is begun; then its restored pixels, H, W, 3, not clipped, in the photo's own
    colour space."""


@dataclass(frozen=True)
class Plan:
    """What is settled before anything runs."""

    grid: Grid
    sample: Sample


def plan(photo: Photo, model: RestorationModel, tile: int | None = None) -> Plan:
    """Settle tiles and statistics sample for `photo`; `tile` is the wished side in pixels."""
    architecture = model.architecture
    grid = plan_grid(
        photo.width, photo.height, tile or TILE, architecture.overlap, architecture.size_multiple
    )
    budget = SAMPLE_SHARE * grid.width * grid.height
    budget = min(max(budget, SAMPLE_LEAST), SAMPLE_MOST)
    sample = plan_sample(grid.width, grid.height, budget, grid.overlap, architecture.size_multiple)
    return Plan(grid, sample)


def restore(
    photo: Photo,
    model: RestorationModel,
    tile: int | None = None,
    in_view: Callable[[], Region | None] | None = None,
    second: Photo | None = None,
) -> Work[Photo]:
    """Restore `photo` and return it with restored pixels, everything else kept.

    `second` is the right view where `photo` is the left one of a dual-pixel pair.

    Yields a `TileProgress` as each tile is begun and when it is done. `in_view` is asked before
    each tile for the region of the original that is looked at; the nearest tile comes next.
    Pixels are not clipped. Raises UsageError when model and photos do not fit together.
    """
    views = [_enlarged(view, model.enlargement) for view in _views(photo, second, model)]
    photo = views[0]
    settled = plan(photo, model, tile)
    tiles = settled.grid.tiles()
    scale = model.architecture.scale
    canvas = TileCanvas(settled.grid, scale, photo.width * scale, photo.height * scale)
    yield TileProgress(0, len(tiles))
    # A photo that is one tile brings its statistics along.
    prepared = model.prepare(views, settled.sample) if len(tiles) > 1 else Prepared()
    runner = TileRunner(views, model, prepared, settled.grid)
    seen = _enlarged_view(in_view, model.enlargement)
    for done, tile_region in enumerate(in_order_of_view(tiles, seen), start=1):
        yield TileProgress(done - 1, len(tiles), region=tile_region.scaled(scale))
        restored = runner(tile_region)
        if photo.grey:
            restored = np.repeat(restored.mean(2, keepdims=True), 3, axis=2)
        own = canvas.add(tile_region, restored)
        inside = own.relative_to(settled.grid.blended(tile_region).scaled(scale))
        note = runner.incidents[-1] if runner.incidents else ""
        yield TileProgress(done, len(tiles), "tile", note, own, restored[inside.slices])
    return photo.with_pixels(canvas.pixels, _enlarged_alpha(photo, scale))


def _views(photo: Photo, second: Photo | None, model: RestorationModel) -> list[Photo]:
    """The photos that go into the network, checked."""
    views = [photo] if second is None else [photo, second]
    check_views(model.name, model.architecture.views, len(views))
    if second is not None:
        check_sizes(photo, second)
    return views


def _enlarged(photo: Photo, scale: int) -> Photo:
    """The photo and its alpha, bicubically enlarged."""
    if scale == 1:
        return photo
    pixels = resize(photo.pixels, photo.width * scale, photo.height * scale)
    return photo.with_pixels(pixels, _enlarged_alpha(photo, scale))


def _enlarged_alpha(photo: Photo, scale: int) -> NDArray[np.float32] | None:
    """The photo's alpha at the restored size."""
    if photo.alpha is None or scale == 1:
        return photo.alpha
    return resize(photo.alpha, photo.width * scale, photo.height * scale).clip(0, 1)


def _enlarged_view(
    in_view: Callable[[], Region | None] | None, scale: int
) -> Callable[[], Region | None] | None:
    """The same question about the enlarged photo."""
    if in_view is None or scale == 1:
        return in_view

    def enlarged() -> Region | None:
        view = in_view()
        return view and view.scaled(scale)

    return enlarged

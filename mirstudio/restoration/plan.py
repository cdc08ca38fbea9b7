"""What is settled before a photo's first tile: how it is cut, and which sample stands for it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from mirstudio.imaging.photo import Photo
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.statistics import Sample, plan_sample
from mirstudio.restoration.tiling import TAPER, Grid, Region, plan_grid

TILE_PER_OVERLAP = 24
"""Side of a tile over its overlap, memory permitting: on large photos a quarter more pixels are
run than are kept. A tile is also what progress is counted in and the time it takes to cancel."""
LEAST_TILE = 128
"""Side below which a tile is not chosen, however little memory there is."""

EXACT_PIXELS = 1_600_000
"""A photo of no more pixels is its own sample: a tenth of it would be off by up to three of 255."""
ROOMY_TILE = 640
"""Side from which on a photo that is its own sample is not cut: to run it twice, once for its
statistics and once in the few tiles of this size, would take twice as long."""
SAMPLE_SHARE = 0.1
SAMPLE_LEAST = 512 * 512
SAMPLE_MOST = 700_000
"""Pixels run to settle the shared statistics: a share of the photo, between two bounds. With a
quarter of a megapixel no 8-bit value was off by more than one from the whole photo's statistics;
with more than this, one would wait longer to cancel than for a tile of a large photo."""
FIRST_LOOK = 256
"""Side of the provisional tile that somebody who looks sees first."""
FIRST_LOOK_AFTER = 3
"""Tiles of that size whose worth of sample is too long a wait; the first look itself takes two."""


@dataclass(frozen=True)
class Plan:
    """What is settled before anything runs. It depends on photo and model, not on their values."""

    grid: Grid
    sample: Sample
    """Its statistics are what all tiles share."""
    first_look: Plan | None = None
    """Small tiles and a small sample for a provisional one; None where the whole sample takes no
    longer."""

    @property
    def alone(self) -> bool:
        """There is one tile, whose network may as well look at it directly."""
        return self.sample.exact and len(self.grid.tiles()) == 1

    @property
    def overlap_share(self) -> float:
        """Pixels run only because tiles overlap, over the pixels of the padded photo."""
        grid = self.grid
        run = _pixels(grid.around(grid.blended(tile)) for tile in grid.tiles())
        return run / (grid.width * grid.height) - 1

    @property
    def sample_share(self) -> float:
        """Pixels run to settle the statistics, over the pixels of the padded photo."""
        return _pixels(self.sample.patches) / (self.grid.width * self.grid.height)


def plan(photo: Photo, model: RestorationModel, tile: int | None = None) -> Plan:
    """Settle tiles and samples for `photo`; `tile` is the wished side in pixels.

    The sample does not depend on the tiles, so neither does the restored photo.
    """
    architecture = model.architecture
    multiple, overlap = architecture.size_multiple, architecture.overlap
    if tile is None:
        # What fits a tile anyway need not wait for memory to be measured.
        small = max(photo.width, photo.height) <= LEAST_TILE
        tile = LEAST_TILE if small else choose_tile(model)
    grid = plan_grid(photo.width, photo.height, tile, overlap, multiple)
    pixels = grid.width * grid.height
    budget: float = pixels
    if pixels > EXACT_PIXELS:
        budget = min(max(SAMPLE_SHARE * pixels, SAMPLE_LEAST), SAMPLE_MOST)
    if budget > SAMPLE_LEAST:
        budget = max(min(budget, model.sample_at_once), SAMPLE_LEAST / 4)
    sample = plan_sample(grid.width, grid.height, budget, overlap, multiple)
    if sample.exact and tile >= ROOMY_TILE and pixels <= model.whole_at_once:
        grid = plan_grid(photo.width, photo.height, max(grid.width, grid.height), overlap, multiple)
    return Plan(grid, sample, _first_look(photo, model, grid, sample))


def _first_look(photo: Photo, model: RestorationModel, grid: Grid, sample: Sample) -> Plan | None:
    """Plan one small tile: it and its sample take a fraction of what the whole sample takes."""
    side = min(FIRST_LOOK, grid.tile_width, grid.tile_height)
    small = plan_grid(photo.width, photo.height, side, grid.overlap, grid.multiple)
    around = small.around(Region(grid.overlap, grid.overlap, small.tile_width, small.tile_height))
    budget = _pixels([around])
    # What a small sample says of a dark photo was seen to be far off.
    if _pixels(sample.patches) <= FIRST_LOOK_AFTER * budget or model.card.brightness:
        return None
    if not model.pools:
        # There is nothing to wait for.
        return None
    return Plan(small, plan_sample(grid.width, grid.height, budget, grid.overlap, grid.multiple))


def choose_tile(model: RestorationModel) -> int:
    """Return the side of a tile for a model, by its overlap and the memory there is."""
    overlap = model.architecture.overlap
    fitting = math.isqrt(model.pixels_at_once) - 2 * (overlap + TAPER)
    return max(min(TILE_PER_OVERLAP * overlap, fitting // 64 * 64), LEAST_TILE)


def _pixels(regions: Iterable[Region]) -> int:
    return sum(region.width * region.height for region in regions)

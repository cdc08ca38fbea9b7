"""Cut a photo into tiles, order them by what is looked at, and blend them back together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.spill import bands, make_room

TAPER = 8
"""Half the width of a seam: tiles of one photo share their statistics and differ so little that
a narrow one hides it."""

CROSSING = 4
"""Tiles that meet at a corner."""


@dataclass(frozen=True)
class Region:
    """A rectangle of pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column behind the region."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """First row below the region."""
        return self.top + self.height

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns, to index an array with."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def scaled(self, factor: int) -> Region:
        """The same region of the photo enlarged `factor` times."""
        return Region(
            self.left * factor, self.top * factor, self.width * factor, self.height * factor
        )

    def grown(self, margin: int, width: int, height: int) -> Region:
        """The region with `margin` around it, cut off at a photo of `width`×`height`."""
        left, top = max(self.left - margin, 0), max(self.top - margin, 0)
        right, bottom = min(self.right + margin, width), min(self.bottom + margin, height)
        return Region(left, top, right - left, bottom - top)

    def cut_to(self, width: int, height: int) -> Region:
        """The part of the region inside a photo of `width`×`height`."""
        return self.grown(0, width, height)

    def aligned(self, multiple: int, width: int, height: int) -> Region:
        """The smallest region around this one whose sides lie on multiples of `multiple`."""
        left, top = self.left // multiple * multiple, self.top // multiple * multiple
        right = min(_round_up(self.right, multiple), width)
        bottom = min(_round_up(self.bottom, multiple), height)
        return Region(left, top, right - left, bottom - top)

    def parts(self, side: int) -> list[Region]:
        """The region in pieces of at most `side`, row by row."""
        return [
            Region(left, top, min(side, self.right - left), min(side, self.bottom - top))
            for top in range(self.top, self.bottom, side)
            for left in range(self.left, self.right, side)
        ]

    def relative_to(self, other: Region) -> Region:
        """This region in the coordinates of `other`, which contains it."""
        return Region(self.left - other.left, self.top - other.top, self.width, self.height)

    def distance(self, other: Region) -> int:
        """Pixels between the two regions along the farther axis; 0 when they meet."""
        across = max(other.left - self.right, self.left - other.right, 0)
        down = max(other.top - self.bottom, self.top - other.bottom, 0)
        return max(across, down)


@dataclass(frozen=True)
class Grid:
    """How a photo is cut: settled before the first tile."""

    width: int
    """Of the photo, padded to the network's size multiple."""
    height: int
    tile_width: int
    """Of the part kept; a multiple of the network's size multiple, as is the height."""
    tile_height: int
    multiple: int
    """The network's size multiple. What it is given starts and ends on these, so that every
    tile lies on the grid of its own downsampling and gives the whole photo's values."""
    overlap: int
    """Pixels run around what is kept of a tile."""
    taper: int
    """Half the width of the seam over which neighbours are blended."""

    def tiles(self) -> list[Region]:
        """The kept parts, row by row."""
        return [
            Region(column.left, row.top, column.width, row.height)
            for row in Region(0, 0, 1, self.height).parts(self.tile_height)
            for column in Region(0, 0, self.width, 1).parts(self.tile_width)
        ]

    def crossings(self, tile: Region) -> list[Region]:
        """The squares at the corners of `tile` where four tiles are blended."""
        return [
            Region(left - self.taper, top - self.taper, 2 * self.taper, 2 * self.taper)
            for top in (tile.top, tile.bottom)
            for left in (tile.left, tile.right)
            if 0 < top < self.height and 0 < left < self.width and self.taper
        ]

    def blended(self, tile: Region) -> Region:
        """What of the restored photo `tile` has a share in: itself and half a seam around."""
        return tile.grown(self.taper, self.width, self.height)

    def around(self, region: Region) -> Region:
        """What the network must be given so that `region` of its output is final."""
        return region.grown(self.overlap, self.width, self.height).aligned(
            self.multiple, self.width, self.height
        )


def plan_grid(width: int, height: int, tile: int, overlap: int, multiple: int) -> Grid:
    """Cut a photo of `width`×`height` pixels into equal tiles of at most about `tile`.

    `multiple` is the network's size multiple, to which the photo is padded.
    """
    tile_width, tile_height = (_even_share(side, tile, multiple) for side in (width, height))
    return Grid(
        _round_up(width, multiple),
        _round_up(height, multiple),
        tile_width,
        tile_height,
        multiple,
        overlap,
        # Two seams of a narrow tile must not meet: weights would no longer sum to one.
        taper=min(overlap // 2, TAPER, tile_width // 2, tile_height // 2),
    )


def _even_share(length: int, tile: int, multiple: int) -> int:
    """Side of a tile when `length` is shared evenly: no narrow rest whose overlap costs more."""
    return _round_up(-(-length // -(-length // max(tile, multiple))), multiple)


def _round_up(value: int, multiple: int) -> int:
    return -(-value // multiple) * multiple


def in_order_of_view(
    tiles: list[Region], in_view: Callable[[], Region | None] | None
) -> Iterator[Region]:
    """Yield every tile once, always the one nearest to what is looked at now."""
    left = list(tiles)
    while left:
        view = in_view() if in_view is not None else None
        if view is None:
            yield left.pop(0)
            continue
        nearest = _nearest(left, view)
        left.remove(nearest)
        yield nearest


def _nearest(tiles: list[Region], view: Region) -> Region:
    """The tile nearest to the view, and among those that meet it the one nearest its middle."""
    middle = Region(view.left + view.width // 2, view.top + view.height // 2, 1, 1)
    return min(tiles, key=lambda tile: (tile.distance(view), tile.distance(middle)))


class TileCanvas:
    """Collects tiles into one photo, neighbours blended across their common border.

    Weights of all tiles that cover a pixel sum to one, so a pixel is final when all of them have
    arrived. In whatever order they do, the sum is the same to the last bit: between two tiles an
    addition has no order, and where four meet their shares wait for each other.
    """

    def __init__(self, grid: Grid, scale: int, width: int, height: int) -> None:
        """Make an empty canvas of `width`×`height` pixels, `scale` times the unpadded grid."""
        self._grid = grid
        self._scale = scale
        self._waiting: dict[Region, dict[Region, NDArray[np.float32]]] = {}
        self.pixels: NDArray[np.float32] = make_room((height, width, 3))
        """H, W, 3 float32: the sum so far."""
        for rows in bands(height, width):
            self.pixels[rows] = 0

    def add(self, tile: Region, blended: NDArray[np.float32]) -> Region:
        """Blend in the restored pixels of `grid.blended(tile)`; return the tile's own region.

        `blended` is H, W, 3 float32 at the canvas's scale.
        """
        grid, scale = self._grid, self._scale
        height, width = self.pixels.shape[:2]
        given = grid.blended(tile).scaled(scale)
        inside = given.cut_to(width, height)
        own, taper = tile.scaled(scale), grid.taper * scale
        across = _ramp(inside.left, inside.right, own.left, own.right, taper, grid.width * scale)
        down = _ramp(inside.top, inside.bottom, own.top, own.bottom, taper, grid.height * scale)
        values = blended[inside.relative_to(given).slices]
        weights = (down[:, None, None] * across[None, :, None]).astype(np.float32)
        share = values * weights
        self.pixels[inside.slices] += share
        for crossing in grid.crossings(tile):
            square = crossing.scaled(scale).cut_to(width, height)
            self._meet(tile, square, share[square.relative_to(inside).slices])
        return own.cut_to(width, height)

    def _meet(self, tile: Region, square: Region, share: NDArray[np.float32]) -> None:
        """Keep the tile's share of a crossing until all four are there to be summed in order."""
        shares = self._waiting.setdefault(square, {})
        shares[tile] = share.copy()
        if len(shares) == CROSSING:
            in_order = sorted(shares, key=lambda one: (one.top, one.left))
            self.pixels[square.slices] = sum(shares[one] for one in in_order)
            del self._waiting[square]


def _ramp(
    first: int, last: int, start: int, end: int, taper: int, length: int
) -> NDArray[np.float32]:
    """Weights of the positions `first`..`last`-1 for a tile that owns `start`..`end`-1.

    They rise linearly over `taper` on both sides of an inner border, so that two neighbours sum
    to one, and stay one at the photo's own borders.
    """
    centres = np.arange(first, last, dtype=np.float32) + np.float32(0.5)
    weights = np.ones(last - first, np.float32)
    if taper == 0:
        return weights
    if start > 0:
        weights = np.minimum(weights, (centres - start) / (2 * taper) + 0.5)
    if end < length:
        weights = np.minimum(weights, (end - centres) / (2 * taper) + 0.5)
    return weights.clip(0, 1).astype(np.float32)

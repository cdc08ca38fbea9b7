"""Tiles cover a photo once, in the order of what is looked at, and blend without a trace."""

from __future__ import annotations

import numpy as np
import pytest

from mirstudio.restoration.tiling import Region, TileCanvas, in_order_of_view, plan_grid


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (64, 64), (65, 200), (1000, 7), (513, 1025)])
@pytest.mark.parametrize("tile", [8, 64, 256])
def test_tiles_cover_the_padded_photo_once(size: tuple[int, int], tile: int) -> None:
    width, height = size
    grid = plan_grid(width, height, tile, overlap=32, multiple=8)
    count = np.zeros((grid.height, grid.width), int)
    for region in grid.tiles():
        assert region.left % 8 == region.top % 8 == 0
        assert region.width <= tile and region.height <= tile
        count[region.slices] += 1
    assert (count == 1).all()
    assert grid.width - width in range(8) and grid.height - height in range(8)


def test_tiles_are_of_even_size() -> None:
    grid = plan_grid(1030, 1030, 512, overlap=32, multiple=8)
    assert grid.tile_width == grid.tile_height == 344


@pytest.mark.parametrize("scale", [1, 3])
@pytest.mark.parametrize("order", [1, -1])
def test_canvas_gives_back_what_the_tiles_were_cut_from(scale: int, order: int) -> None:
    width, height = 150, 91
    grid = plan_grid(width, height, 48, overlap=16, multiple=4)
    rng = np.random.default_rng(1)
    whole = rng.random((grid.height * scale, grid.width * scale, 3), np.float32)
    canvas = TileCanvas(grid, scale, width * scale, height * scale)
    for region in grid.tiles()[::order]:
        own = canvas.add(region, whole[grid.blended(region).scaled(scale).slices])
        assert own.right <= width * scale and own.bottom <= height * scale
    np.testing.assert_allclose(canvas.pixels, whole[: height * scale, : width * scale], atol=1e-6)


@pytest.mark.parametrize("tile", [8, 24, 48])
def test_the_order_of_arrival_does_not_change_a_bit(tile: int) -> None:
    grid = plan_grid(98, 75, tile, overlap=32, multiple=4)
    rng = np.random.default_rng(2)
    # Overlapping tiles differ, as those of a real network do, so that every order could show.
    shares = {
        region: rng.normal(0.5, 1, (seen.height, seen.width, 3)).astype(np.float32)
        for region in grid.tiles()
        for seen in [grid.blended(region)]
    }

    def summed(order: list[Region]) -> np.ndarray:
        canvas = TileCanvas(grid, 1, 98, 75)
        for region in order:
            canvas.add(region, shares[region])
        return canvas.pixels

    expected = summed(grid.tiles())
    for _ in range(10):
        order = grid.tiles()
        rng.shuffle(order)  # pyright: ignore[reportArgumentType]
        assert (summed(order) == expected).all()


def test_weights_sum_to_one_even_in_tiles_narrower_than_a_seam() -> None:
    grid = plan_grid(60, 40, 8, overlap=32, multiple=4)
    canvas = TileCanvas(grid, 1, 60, 40)
    for region in grid.tiles():
        seen = grid.blended(region)
        canvas.add(region, np.ones((seen.height, seen.width, 3), np.float32))
    np.testing.assert_allclose(canvas.pixels, 1, atol=1e-6)


def test_neighbours_are_blended_over_the_taper() -> None:
    grid = plan_grid(64, 16, 32, overlap=16, multiple=8)
    canvas = TileCanvas(grid, 1, 64, 16)
    for value, region in enumerate(grid.tiles()):
        seen = grid.blended(region)
        canvas.add(region, np.full((seen.height, seen.width, 3), value, np.float32))
    row = canvas.pixels[8, :, 0]
    assert row[:24].max() == 0 and row[40:].min() == 1
    assert (np.diff(row[23:41]) > 0).all() and np.diff(row).max() < 0.1


def test_tiles_in_view_come_first_and_the_view_may_move() -> None:
    tiles = plan_grid(400, 100, 100, overlap=0, multiple=4).tiles()
    views = iter([Region(310, 10, 50, 50), Region(10, 10, 20, 20), Region(10, 10, 20, 20), None])
    assert [tile.left for tile in in_order_of_view(tiles, lambda: next(views))] == [
        300,
        0,
        100,
        200,
    ]


def test_without_a_view_tiles_come_row_by_row() -> None:
    tiles = plan_grid(200, 200, 100, overlap=0, multiple=4).tiles()
    assert list(in_order_of_view(tiles, None)) == tiles


def test_region_arithmetic() -> None:
    region = Region(10, 20, 30, 40)
    assert region.grown(15, 50, 50) == Region(0, 5, 50, 45)
    assert region.scaled(2) == Region(20, 40, 60, 80)
    assert region.relative_to(Region(5, 5, 100, 100)) == Region(5, 15, 30, 40)
    assert region.distance(Region(50, 20, 5, 5)) == 10
    assert region.distance(Region(39, 59, 5, 5)) == 0
    assert region.cut_to(25, 100) == Region(10, 20, 15, 40)
    assert region.aligned(8, 100, 58) == Region(8, 16, 32, 42)
    assert Region(0, 0, 5, 3).parts(3) == [Region(0, 0, 3, 3), Region(3, 0, 2, 3)]


def test_what_the_network_is_given_lies_on_its_multiples() -> None:
    grid = plan_grid(700, 500, 128, overlap=20, multiple=16)
    for tile in grid.tiles():
        seen, around = grid.blended(tile), grid.around(grid.blended(tile))
        assert around.left % 16 == around.top % 16 == around.width % 16 == around.height % 16 == 0
        assert around.left <= max(seen.left - 20, 0)
        assert around.right >= min(seen.right + 20, grid.width)

"""What is on the screen is right, and nothing else is computed."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from mirstudio.gui.display import BLOCK, Picture
from mirstudio.gui.pyramid import Pyramid
from mirstudio.gui.sources import Adjusted, Original
from mirstudio.imaging.adjust import Adjustments, adjust
from mirstudio.imaging.photo import Pixels
from mirstudio.restoration.tiling import Region


class Counting(Original):
    """Counts the blocks that are asked for."""

    asked = 0

    def pixels(self, level: int, region: Region) -> Pixels:
        self.asked += 1
        return super().pixels(level, region)


def ramp(width: int, height: int) -> Pixels:
    across = np.linspace(0, 1, width, dtype=np.float32)
    return np.repeat(np.repeat(across[None, :, None], height, 0), 3, 2)


def shown(picture: Picture, level: int, x: int, y: int) -> QColor:
    return picture.image(level).pixelColor(x, y)


def test_channels_keep_their_order():
    pixels = np.zeros((300, 300, 3), np.float32)
    pixels[...] = (1.0, 0.5, 0.0)
    picture = Picture(Original(Pyramid.of(pixels)), None)
    assert picture.prepare(0, Region(0, 0, 300, 300))
    assert shown(picture, 0, 299, 299).getRgb() == (255, 128, 0, 255)


def test_only_what_is_looked_at_is_computed():
    source = Counting(Pyramid.of(ramp(4 * BLOCK, 4 * BLOCK)))
    picture = Picture(source, None)
    picture.prepare(0, Region(BLOCK + 10, 10, 20, 20))
    assert source.asked == 1
    picture.prepare(0, Region(BLOCK - 1, BLOCK - 1, 2, 2))
    assert source.asked == 4
    picture.prepare(0, Region(0, 0, 2 * BLOCK, 2 * BLOCK))
    assert source.asked == 4


def test_a_change_is_computed_again_where_it_was_seen():
    source = Counting(Pyramid.of(ramp(4 * BLOCK, 4 * BLOCK)))
    picture = Picture(source, None)
    everything = Region(0, 0, 4 * BLOCK, 4 * BLOCK)
    picture.prepare(0, everything)
    picture.refresh(Region(0, 0, BLOCK + 1, 1))
    assert not picture.is_fresh(0, everything)
    picture.prepare(0, everything)
    assert source.asked == 16 + 2


def test_there_is_an_end_to_patience():
    source = Counting(Pyramid.of(ramp(4 * BLOCK, BLOCK)))
    picture = Picture(source, None)
    assert not picture.prepare(0, Region(0, 0, 4 * BLOCK, 1), time.perf_counter() - 1)
    assert source.asked == 0


@pytest.mark.parametrize(("zoom", "level"), [(2, 0), (1, 0), (0.51, 0), (0.5, 1), (0.2, 2)])
def test_the_level_has_at_least_the_pixels_that_are_seen(zoom: float, level: int):
    assert Picture(Original(Pyramid.of(ramp(2048, 64))), None).level_for(zoom) == level


def test_the_image_outlives_what_made_it():
    pixels = ramp(BLOCK, 8)
    picture = Picture(Original(Pyramid.of(pixels)), None)
    picture.prepare(0, Region(0, 0, BLOCK, 8))
    image = picture.image(0)
    del pixels
    assert image.format() is QImage.Format.Format_RGB32
    assert shown(picture, 0, BLOCK - 1, 7).red() == 255


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_strength_mixes_at_every_level_and_size(scale: int):
    before, after = ramp(700, 500) * 0.5, np.full((500 * scale, 700 * scale, 3), 0.9, np.float32)
    source = Adjusted(Pyramid.of(before), Pyramid.of(after), Adjustments(0.5))
    full = Pyramid.of(adjust(before, after, Adjustments(0.5)))
    for level, expected in enumerate(full.levels):
        height, width = expected.shape[:2]
        region = Region(3, 5, width - 6, height - 10)
        np.testing.assert_allclose(
            source.pixels(level, region), expected[region.slices], atol=1.5 / 255
        )


def test_full_strength_is_the_restored_photo_itself():
    before, after = ramp(300, 200), ramp(300, 200) * 0.3
    source = Adjusted(Pyramid.of(before), Pyramid.of(after), Adjustments())
    assert (source.pixels(0, Region(0, 0, 300, 200)) == after).all()


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_part_is_adjusted_as_in_the_whole(level: int):
    values = np.random.default_rng(1).random((2, 400, 600, 3), np.float32)
    before, after = (Pyramid.of(pixels) for pixels in values)
    wish = Adjustments(0.8, detail=0.5, sharpness=0.5, brightness=0.5, grain=0.3, colour_lock=True)
    source = Adjusted(before, after, wish)
    height, width = source.shapes()[level]
    whole = source.pixels(level, Region(0, 0, width, height))
    part = Region(31, 17, 60, 40)
    np.testing.assert_allclose(source.pixels(level, part), whole[part.slices], atol=2e-6)
    if level == 0:
        expected = adjust(values[0], values[1], wish)
        np.testing.assert_allclose(whole, expected, atol=2e-3)


def test_a_result_that_waits_for_tiles_is_adjusted_without_an_overview():
    before, after = Pyramid.of(ramp(300, 200)), Pyramid.empty(300, 200)
    waiting = Adjusted(before, after, Adjustments(target=0.5, colour_lock=True))
    assert waiting.pixels(0, Region(0, 0, 300, 200)).max() == 0

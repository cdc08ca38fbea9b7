"""Tones are counted at full size, before and after, and only while somebody looks."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QRegion
from pytestqt.qtbot import QtBot

from mirstudio.gui.compared import Compared
from mirstudio.gui.display import CLIPPED_BLACK, CLIPPED_WHITE, Picture
from mirstudio.gui.histogram import Histogram
from mirstudio.gui.levels import ALONG, PATCH, Levels, count_levels, patches
from mirstudio.gui.pyramid import Pyramid
from mirstudio.gui.sources import Original
from mirstudio.imaging.photo import Pixels
from mirstudio.restoration.tiling import Region


def source(pixels: Pixels) -> Original:
    return Original(Pyramid.of(pixels))


def grey(value: float) -> Picture:
    return Picture(source(np.full((90, 120, 3), value, np.float32)), None)


def levels_of(pixels: Pixels) -> Levels:
    *_, levels = count_levels(source(pixels))
    assert levels is not None
    return levels


def test_every_pixel_of_a_small_photo_is_counted():
    pixels = np.full((100, 150, 3), 0.5, np.float32)
    pixels[:30] = 0
    pixels[70:, :, 0] = 1.2
    levels = levels_of(pixels)
    assert levels.counts.sum(axis=1).tolist() == [15000] * 3
    assert (levels.counts[0, 0], levels.counts[0, 255], levels.counts[1, 128]) == (
        4500, 4500, 10500,
    )  # fmt: skip
    assert (levels.black, levels.white) == (0.3, 0.3)


def test_of_a_large_photo_patches_up_to_its_edges_are_counted():
    found = patches(6000, 4000)
    assert len(found) == ALONG * ALONG
    assert (found[0].left, found[0].top) == (0, 0)
    assert (found[-1].right, found[-1].bottom) == (6000, 4000)
    assert {(one.width, one.height) for one in found} == {(PATCH, PATCH)}


@pytest.fixture
def histogram(qtbot: QtBot) -> Histogram:
    histogram = Histogram()
    qtbot.addWidget(histogram)
    histogram.resize(264, histogram.height())
    return histogram


def test_it_counts_before_and_a_whole_after(qtbot: QtBot, histogram: Histogram):
    histogram.look_at(Compared(grey(0.25), grey(0.75)))
    histogram.show()
    qtbot.waitUntil(lambda: len(histogram.levels) == 2)
    assert [int(one.counts[0].argmax()) for one in histogram.levels] == [64, 191]
    histogram.look_at(Compared(grey(0.25), grey(0.75), QRegion()))
    qtbot.waitUntil(lambda: len(histogram.levels) == 1)
    histogram.look_at(None)
    qtbot.waitUntil(lambda: not histogram.levels)


def test_light_tones_stand_on_the_right(qtbot: QtBot, histogram: Histogram):
    histogram.look_at(Compared(grey(0.9)))
    histogram.show()
    qtbot.waitUntil(lambda: bool(histogram.levels))
    image = histogram.grab().toImage()
    columns = [image.pixelColor(x, 90).lightness() for x in range(20, 244)]
    assert 20 + int(np.argmax(columns)) == pytest.approx(18 + 0.9 * 228, abs=5)


def test_a_click_asks_for_the_warnings(qtbot: QtBot, histogram: Histogram):
    with qtbot.waitSignal(histogram.clippingWanted):
        qtbot.mouseClick(histogram, Qt.MouseButton.LeftButton)


def test_what_is_clipped_is_coloured():
    pixels = np.full((60, 60, 3), 0.5, np.float32)
    pixels[:20], pixels[20:40, :, 2] = 0, 1
    picture = Picture(source(pixels), None)
    picture.show_on(None, warns=True)
    picture.prepare(0, Region(0, 0, 60, 60))
    seen = [picture.image(0).pixelColor(30, y).getRgb() for y in (10, 30, 50)]
    assert seen == [(*CLIPPED_BLACK, 255), (*CLIPPED_WHITE, 255), (128, 128, 128, 255)]
    picture.show_on(None, warns=False)
    assert not picture.is_fresh(0, Region(0, 0, 60, 60))

"""Masks: that shapes cover what they should, at every zoom."""

from __future__ import annotations

import numpy as np
import pytest

from mirstudio.imaging.mask_painting import share_at
from mirstudio.imaging.masks import Brush, Effect, Gradient, Mask, Stroke
from mirstudio.imaging.overview import Overview, Place

WIDE = Overview(400, 200)


def share(*masks: Mask, overview: Overview = WIDE, zoom: float = 1) -> np.ndarray:
    height, width = round(overview.height * zoom), round(overview.width * zoom)
    return share_at(masks, overview, Place(zoom=zoom), height, width)


def test_a_dab_is_a_disc_of_its_radius_in_long_edges():
    covered = 1 - share(Brush((Stroke(((0.5, 0.5),), 0.1, hardness=1),)))
    assert covered.sum() == pytest.approx(np.pi * 40**2, rel=0.03)
    assert covered[100, 200] == 1 and covered[100, 200 + 38] == 1
    assert covered[100, 200 + 42] == 0 and covered[100 - 42, 200] == 0


def test_a_soft_brush_fades_from_its_core_to_its_rim():
    covered = 1 - share(Brush((Stroke(((0.5, 0.5),), 0.2, hardness=0.5),)))
    row = covered[100, 200:300]
    assert (np.diff(row) <= 0).all()
    assert row[35] == 1 and row[60] == pytest.approx(0.5, abs=0.05) and row[85] == 0


def test_strokes_are_lines_and_erasing_takes_away():
    line = Stroke(((0.1, 0.5), (0.9, 0.5)), 0.05, hardness=1)
    eraser = Stroke(((0.5, 0.0), (0.5, 1.0)), 0.05, hardness=1, erase=True)
    covered = 1 - share(Brush((line, eraser)))
    assert covered[100, 100] == 1 and covered[100, 300] == 1
    assert covered[100, 200] == 0 and covered[60, 100] == 0


def test_strokes_may_leave_the_photo_and_many_are_no_trouble():
    outside = Stroke(((-3.0, -3.0), (-2.0, 4.0)), 0.05)
    across = Stroke(((-1.0, 0.5), (2.0, 0.5)), 0.02, hardness=1)
    covered = 1 - share(Brush((outside, across)))
    assert covered[100, 0] == 1 and covered[100, 399] == 1 and covered[0].max() == 0
    dabs = tuple(Stroke(((i / 1500, 0.5),), 0.02) for i in range(1500))
    assert (1 - share(Brush(dabs)))[100].min() == 1


def test_a_gradient_runs_from_start_to_end():
    kept = share(Gradient((0, 0.25), (0, 0.75)))
    assert kept[:45].max() == 0 and kept[155:].min() == 1
    assert kept[100, 7] == pytest.approx(0.5, abs=0.02)
    assert (np.diff(kept[:, 0]) >= 0).all()


def test_protecting_and_limiting_masks_work_together():
    left = Gradient((0.499, 0), (0.501, 0), Effect.LIMIT)
    dab = Stroke(((0.25, 0.5),), 0.1, 1)
    kept = share(left, Brush((dab,)))
    assert kept[10, 50] == 1 and kept[100, 100] == 0 and kept[10, 300] == 0
    half = share(Brush((dab,), opacity=0.5))
    assert half[100, 100] == pytest.approx(0.5) and half[10, 10] == 1
    faint = share(Brush((dab,), Effect.LIMIT, opacity=0.5))
    assert faint[100, 100] == 1 and faint[10, 10] == pytest.approx(0.5)
    assert share(Brush((), Effect.LIMIT)).max() == 0


@pytest.mark.parametrize("size", [(400, 200), (6000, 4000)])
def test_a_mask_lies_at_the_same_place_at_every_zoom(size: tuple[int, int]):
    overview = Overview(*size)
    mask = Brush((Stroke(((0.3, 0.4), (0.6, 0.7)), 0.1),))
    whole = share(mask, Gradient((0.1, 0.1), (0.9, 0.4)), overview=overview)
    small = share(mask, Gradient((0.1, 0.1), (0.9, 0.4)), overview=overview, zoom=0.25)
    rows, columns = small.shape
    means = whole.reshape(rows, 4, columns, 4).mean((1, 3))
    assert np.abs(means - small).max() < 0.02

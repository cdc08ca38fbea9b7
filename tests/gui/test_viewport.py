"""The photo stays under the pointer, inside the view, and pixel for pixel where it should."""

from __future__ import annotations

import pytest

from mirstudio.gui.viewport import ZOOM_STEPS, Viewport

PHOTO = Viewport(6000, 4000, 1200, 900)


def test_a_large_photo_fits_with_its_margin():
    left, top, right, bottom = PHOTO.photo_rect()
    assert PHOTO.fitted
    assert left == PHOTO.margin
    assert right == pytest.approx(1200 - PHOTO.margin, abs=1)
    assert top >= PHOTO.margin
    assert 900 - bottom == pytest.approx(top, abs=1)


def test_a_small_photo_is_not_enlarged_to_fit():
    assert Viewport(100, 50, 1200, 900).zoom == 1


@pytest.mark.parametrize("zoom", [0.5, 1.0, 3.0])
def test_zooming_keeps_what_is_under_the_pointer(zoom: float):
    viewport = PHOTO.zoomed(0.4)
    before = viewport.to_scene(300, 500)
    after = viewport.zoomed(zoom, 300, 500).to_scene(300, 500)
    assert after == pytest.approx(before, abs=1.5)


def test_at_full_size_pixels_lie_on_pixels():
    left, top = PHOTO.zoomed(1, 333, 77).origin
    assert (left, top) == (int(left), int(top))


def test_the_photo_cannot_be_pushed_out_of_the_view():
    pushed = PHOTO.zoomed(1).panned(1e6, -1e6)
    assert pushed.photo_rect()[0] == 0
    assert pushed.photo_rect()[3] == 900
    assert pushed.visible() == (0, 3100, 1200, 4000)


def test_a_fitted_photo_does_not_move():
    assert PHOTO.panned(50, 50) == PHOTO


def test_the_wheel_rests_at_full_size():
    viewport = PHOTO.zoomed(0.9)
    assert viewport.wheeled(1, 10, 10).zoom == 1
    assert PHOTO.zoomed(1.1).wheeled(-1, 10, 10).zoom == 1
    assert viewport.wheeled(1, 10, 10).wheeled(1, 10, 10).zoom > 1


def test_steps_go_up_and_down_and_end():
    viewport = PHOTO.zoomed(1)
    assert viewport.stepped(1).zoom == 1.5
    assert viewport.stepped(-1).zoom == 0.667
    largest = PHOTO.zoomed(ZOOM_STEPS[-1])
    assert largest.stepped(1) == largest


def test_another_resolution_does_not_jump():
    viewport = PHOTO.zoomed(1, 100, 100)
    doubled = viewport.rescaled(12000, 8000)
    assert doubled.zoom == 0.5
    assert doubled.photo_rect() == pytest.approx(viewport.photo_rect(), abs=1)


def test_a_fitted_photo_still_fits_when_the_view_grows():
    grown = PHOTO.resized(2400, 1800, 32)
    assert grown.fitted
    assert grown.zoom == pytest.approx(2 * PHOTO.zoom)

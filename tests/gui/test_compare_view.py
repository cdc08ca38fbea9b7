"""Before and after stand where they should, and the hand moves what it means to move."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mirstudio.gui.compare_layout import Mode
from mirstudio.gui.compare_view import CompareView
from mirstudio.gui.display import Picture
from mirstudio.gui.pyramid import Pyramid
from mirstudio.gui.sources import Original
from mirstudio.restoration.tiling import Region
from tests.gui.conftest import turn_wheel

LEFT, RIGHT, MIDDLE = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.MiddleButton,
)
DARK, LIGHT = 64, 191
WIDTH, HEIGHT = 1000, 700


def grey(value: float, width: int = WIDTH, height: int = HEIGHT) -> Picture:
    return Picture(Original(Pyramid.of(np.full((height, width, 3), value, np.float32))), None)


@pytest.fixture
def view(qtbot: QtBot) -> CompareView:
    """A view of 640×480 with a dark photo and its light result."""
    view = CompareView()
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.show()
    qtbot.waitExposed(view)
    view.set_photo(grey(DARK / 255))
    view.set_result(grey(LIGHT / 255), whole=True)
    return view


def grabbed(view: CompareView) -> QImage:
    """What is seen once everything is sharp."""
    while True:
        image = view.grab().toImage()
        if view.sharp:
            return image


def seen(view: CompareView, x: float, y: float = 400) -> int:
    """Grey at a place of the view, once everything is sharp."""
    return grabbed(view).pixelColor(round(x), round(y)).red()


def press(view: CompareView, place: QPoint, kind: QEvent.Type, button: Qt.MouseButton) -> None:
    """Send one mouse event."""
    up = kind is QEvent.Type.MouseButtonRelease
    held = Qt.MouseButton.NoButton if up else button
    moved = kind is QEvent.Type.MouseMove
    event = QMouseEvent(
        kind,
        QPointF(place),
        QPointF(view.mapToGlobal(place)),
        Qt.MouseButton.NoButton if moved else button,
        held,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view, event)


def drag(
    view: CompareView, start: tuple[int, int], end: tuple[int, int], button: Qt.MouseButton = LEFT
) -> None:
    a, b = QPoint(*start), QPoint(*end)
    press(view, a, QEvent.Type.MouseButtonPress, button)
    press(view, (a + b) / 2, QEvent.Type.MouseMove, button)
    press(view, b, QEvent.Type.MouseMove, button)
    press(view, b, QEvent.Type.MouseButtonRelease, button)


def test_before_is_left_and_after_is_right(view: CompareView):
    assert seen(view, 100) == DARK
    assert seen(view, 540) == LIGHT


def test_the_divider_follows_the_hand(view: CompareView):
    drag(view, (320, 100), (480, 100))
    assert view.divider == pytest.approx(0.76, abs=0.02)
    assert seen(view, 450) == DARK
    assert view.viewport.fitted


def test_the_divider_is_always_in_sight(view: CompareView):
    drag(view, (320, 100), (5000, 100))
    assert view.divider == 1
    view.zoom_to(4)
    drag(view, (639, 240), (300, 240))
    assert 0 < view.divider < 1


def test_a_double_click_centres_the_divider(view: CompareView):
    drag(view, (320, 100), (200, 100))
    x = round(16 + view.divider * 608)
    press(view, QPoint(x, 100), QEvent.Type.MouseButtonDblClick, LEFT)
    assert view.divider == 0.5


def test_a_click_goes_between_fit_and_full_size(view: CompareView):
    drag(view, (100, 100), (100, 100))
    assert view.viewport.zoom == 1
    drag(view, (100, 100), (100, 100))
    assert view.viewport.fitted


@pytest.mark.parametrize("button", [LEFT, MIDDLE])
def test_a_drag_moves_the_photo(view: CompareView, button: Qt.MouseButton):
    view.zoom_to(1)
    left, top, *_ = view.viewport.visible()
    drag(view, (100, 100), (60, 70), button)
    assert view.viewport.visible()[:2] == (left + 40, top + 30)


def test_space_moves_the_photo_even_over_the_divider(view: CompareView):
    view.zoom_to(2)
    view.space = True
    before = view.viewport.visible()
    drag(view, (320, 100), (300, 100))
    assert view.divider == 0.5
    assert view.viewport.visible() != before


def test_the_other_button_does_nothing(view: CompareView):
    drag(view, (100, 100), (100, 100), RIGHT)
    assert view.viewport.fitted


def test_the_wheel_zooms_at_the_pointer(view: CompareView):
    view.zoom_to(1)
    under = view.viewport.to_scene(200, 150)
    zoom = view.viewport.zoom
    turn_wheel(view, QPoint(200, 150), 1)
    assert view.viewport.zoom > zoom
    assert view.viewport.to_scene(200, 150) == pytest.approx(under, abs=2)


def test_the_original_everywhere_while_held_or_toggled(view: CompareView):
    view.hold_before(held=True)
    assert seen(view, 540) == DARK
    view.hold_before(held=False)
    assert seen(view, 540) == LIGHT
    view.toggle_before()
    assert seen(view, 540) == DARK
    view.toggle_before()
    assert seen(view, 540) == LIGHT


def test_modes_take_turns(view: CompareView):
    view.set_mode(Mode.SINGLE)
    assert seen(view, 100) == LIGHT
    view.cycle_mode()
    assert view.mode is Mode.WIPE
    view.cycle_mode()
    assert view.mode is Mode.SIDE
    assert seen(view, 160, 240) == DARK
    assert seen(view, 480, 240) == LIGHT
    view.cycle_mode()
    assert view.mode is Mode.SINGLE


def test_a_mode_chosen_again_turns(view: CompareView):
    view.choose_mode(Mode.WIPE)
    assert seen(view, 100, 60) == DARK
    assert seen(view, 100, 420) == LIGHT
    drag(view, (200, 240), (200, 400))
    assert seen(view, 100, 380) == DARK
    view.choose_mode(Mode.SIDE)
    assert seen(view, 320, 100) == DARK
    assert seen(view, 320, 380) == LIGHT
    view.choose_mode(Mode.SIDE)
    assert seen(view, 160, 240) == DARK


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_the_handle_is_whole_at_every_edge(view: CompareView, turned: bool, share: float):
    view.turned, view.divider = turned, share
    view.zoom_to(4)
    along, across = (480, 320) if turned else (640, 240)
    middle = 18 if share == 0 else along - 18
    place = (across, middle) if turned else (middle, across)
    drag(view, place, (320, 240))
    assert view.divider == pytest.approx(0.5, abs=0.01)


def test_the_difference_is_amplified_around_grey(view: CompareView):
    view.set_photo(grey(100 / 255))
    view.set_result(grey(105 / 255), whole=True)
    view.toggle_difference()
    assert seen(view, 100) == 148
    view.choose_mode(Mode.DIFFERENCE)
    assert seen(view, 100) == 168
    view.toggle_difference()
    assert view.mode is Mode.WIPE


def test_the_difference_follows_the_result(view: CompareView):
    before, after = np.full((2, HEIGHT, WIDTH, 3), 0.4, np.float32)
    view.set_photo(Picture(Original(Pyramid.of(before)), None))
    waiting = Pyramid.of(after)
    picture = Picture(Original(waiting), None)
    view.set_result(picture, whole=False)
    view.set_mode(Mode.DIFFERENCE)
    assert seen(view, 100, 240) == 128
    tile = Region(0, 0, WIDTH, HEIGHT)
    waiting.put(tile, np.full((HEIGHT, WIDTH, 3), 0.45, np.float32))
    picture.refresh(tile)
    view.add_tile(tile)
    assert seen(view, 100, 240) == round(255 * 0.7)


def test_a_press_that_stays_shows_the_original(qtbot: QtBot, view: CompareView):
    press(view, QPoint(540, 100), QEvent.Type.MouseButtonPress, LEFT)
    qtbot.waitUntil(lambda: view.held)
    assert seen(view, 540) == DARK
    press(view, QPoint(540, 100), QEvent.Type.MouseButtonRelease, LEFT)
    assert seen(view, 540) == LIGHT
    assert view.viewport.fitted


def test_the_loupe_shows_the_spot_on_both_sides(view: CompareView):
    pixels = np.full((HEIGHT, WIDTH, 3), DARK / 255, np.float32)
    pixels[350:, 500:] = 1.0
    view.set_photo(Picture(Original(Pyramid.of(pixels)), None))
    view.set_result(grey(LIGHT / 255), whole=True)
    view.step_loupe()
    press(view, QPoint(320, 240), QEvent.Type.MouseMove, Qt.MouseButton.NoButton)
    assert view.loupe.isVisible()
    assert not view.loupe.geometry().contains(320, 240)
    image = view.loupe.grab().toImage()
    side = view.loupe.height()
    left, right = image.pixelColor(side // 4, side // 2), image.pixelColor(side * 7 // 4, side // 2)
    assert (left.red(), right.red()) == (DARK, LIGHT)
    assert image.pixelColor(side * 3 // 4, side * 3 // 4).red() == 255
    press(view, QPoint(630, 470), QEvent.Type.MouseMove, Qt.MouseButton.NoButton)
    assert not view.loupe.isVisible()
    for _ in range(3):
        view.step_loupe()
    press(view, QPoint(320, 240), QEvent.Type.MouseMove, Qt.MouseButton.NoButton)
    assert not view.loupe.isVisible()


def test_only_tiles_that_have_arrived_are_shown(view: CompareView):
    view.set_mode(Mode.SINGLE)
    view.set_result(grey(LIGHT / 255), whole=False)
    assert seen(view, 540) == DARK
    view.add_tile(Region(WIDTH // 2, 0, WIDTH // 2, HEIGHT))
    assert seen(view, 540) == LIGHT
    assert seen(view, 100) == DARK


def test_a_first_look_has_a_tag(view: CompareView):
    view.set_mode(Mode.SINGLE)
    view.set_result(grey(LIGHT / 255), whole=False)
    tile = Region(0, 0, WIDTH // 2, HEIGHT)
    view.add_tile(tile)
    plain = grabbed(view)
    view.add_sketch(tile)
    tagged = grabbed(view)
    assert tagged != plain
    view.add_tile(tile)
    assert grabbed(view) == plain


@pytest.mark.parametrize("zoom", [0.53, 0.57, 0.62, 0.66, 0.71, 0.77, 1.15, 1.3])
def test_no_dark_seam_stands_between_arrived_and_waiting(view: CompareView, zoom: float):
    view.set_mode(Mode.SINGLE)
    pyramid = Pyramid.empty(WIDTH, HEIGHT)
    view.set_result(Picture(Original(pyramid), None), whole=False)
    view.zoom_to(zoom)
    for region in (Region(0, 0, 512, 512), Region(512, 0, WIDTH - 512, 512)):
        pyramid.put(region, np.full((512, region.width, 3), LIGHT / 255, np.float32))
        view.add_tile(region)
    image = grabbed(view)
    left, top, right, bottom = view.viewport.photo_rect()
    down = [image.pixelColor(400, y).red() for y in range(max(top, 0), min(bottom, 480))]
    across = [image.pixelColor(x, 130).red() for x in range(max(left, 0), min(right, 640))]
    assert set(down) == {DARK, LIGHT}
    assert set(across) == {LIGHT}


def test_the_tile_at_work_is_framed(view: CompareView):
    view.set_mode(Mode.SINGLE)
    view.zoom_to(1)
    view.set_result(grey(LIGHT / 255), whole=False)
    left, top = view.viewport.origin
    view.set_working(Region(-left + 50, -top + 60, 2000, 2000))
    image = view.grab().toImage()
    assert image.pixelColor(50, 200).name() == view.accent.name()
    assert image.pixelColor(51, 200).red() == DARK


def test_it_tells_what_of_the_original_is_seen(qtbot: QtBot, view: CompareView):
    view.set_result(grey(LIGHT / 255, 2 * WIDTH, 2 * HEIGHT), whole=True)
    with qtbot.waitSignal(view.lookedAt) as heard:
        view.zoom_to(1)
    assert heard.args is not None
    region = heard.args[0]
    assert (region.width, region.height) == (pytest.approx(320, abs=1), pytest.approx(240, abs=1))


def test_zoom_and_place_are_kept_for_the_next_photo(view: CompareView):
    view.zoom_to(2)
    place = view.viewport.visible()
    view.set_photo(grey(0.1))
    assert view.viewport.visible() == place
    view.viewport = view.viewport.panned(-600, -400)
    across, down = view.viewport.center_x, view.viewport.center_y
    view.set_result(grey(0.2, 2 * WIDTH, 2 * HEIGHT), whole=True)
    view.set_photo(grey(0.1, 1200, 1600))
    assert view.viewport.zoom == 2
    assert (view.viewport.center_x, view.viewport.center_y) == pytest.approx(
        (across, down), abs=0.01
    )
    view.fit()
    view.set_photo(grey(0.1, 300, 200))
    assert view.viewport.fitted


def test_tab_asks_for_the_panels(qtbot: QtBot, view: CompareView):
    view.setFocus()
    with qtbot.waitSignal(view.panelsWanted):
        qtbot.keyClick(view, Qt.Key.Key_Tab)

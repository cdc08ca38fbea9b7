"""Areas are drawn on the photo, seen, undone, and kept with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mirstudio.gui.compare_layout import Mode
from mirstudio.gui.edits.store import EditStore
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.mask_layer import MaskLayer
from mirstudio.gui.mask_tool import Shape
from mirstudio.imaging.masks import Brush, Effect, Gradient, Mask
from mirstudio.paths import state_folder
from tests.gui.conftest import open_photo, restore, turn_wheel
from tests.gui.fakes import BEST

SEA, SKY = Path("sea.jpg"), Path("sky.jpg")
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
DARK, LIGHT = 64, 191


@pytest.fixture
def drawing(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """A restored photo with the brush in the hand."""
    open_photo(qtbot, window.session, SEA)
    window.session.choose_model(BEST)
    restore(qtbot, window.session)
    window.view.set_mode(Mode.SINGLE)
    qtbot.keyClick(window.view, Qt.Key.Key_K)
    return window


def masks(window: MainWindow) -> tuple[Mask, ...]:
    return window.session.edit.adjustments().masks


def middle(window: MainWindow) -> QPoint:
    return window.view.rect().center()


def drag(
    qtbot: QtBot,
    widget: QWidget,
    start: QPoint,
    end: QPoint,
    button: Qt.MouseButton = LEFT,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.mousePress(widget, button, keys, start)
    for place in ((start + end) / 2, end):
        qtbot.mouseMove(widget, place)
    qtbot.mouseRelease(widget, button, keys, end)


def layer_of(window: MainWindow) -> MaskLayer:
    return window.areas.layer


def grey(window: MainWindow, place: QPoint) -> int:
    """As the photo shows, without the red over it."""
    window.areas.layer.hide()
    image = window.view.grab().toImage()
    window.areas.layer.show()
    return image.pixelColor(place).red()


def test_the_brush_protects_what_it_paints(qtbot: QtBot, drawing: MainWindow):
    place = middle(drawing)
    drag(qtbot, layer_of(drawing), place, place + QPoint(20, 0))
    (mask,) = masks(drawing)
    assert isinstance(mask, Brush)
    assert mask.effect is Effect.PROTECT
    assert grey(drawing, place) == DARK
    assert grey(drawing, place + QPoint(0, 50)) == LIGHT
    red = layer_of(drawing).grab().toImage().pixelColor(place)
    assert red.red() > red.blue() + 50


def test_every_stroke_is_undone_by_itself(qtbot: QtBot, drawing: MainWindow):
    place = middle(drawing)
    for away in (0, 30):
        drag(qtbot, layer_of(drawing), place, place + QPoint(10, away))
    qtbot.keyClick(drawing.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    (mask,) = masks(drawing)
    assert isinstance(mask, Brush)
    assert len(mask.strokes) == 1
    qtbot.keyClick(drawing.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert masks(drawing) == ()
    assert drawing.areas.layer.masks == ()


def test_alt_erases(qtbot: QtBot, drawing: MainWindow):
    place = middle(drawing)
    drag(qtbot, layer_of(drawing), place, place + QPoint(10, 0))
    drawing.panel.area_tools.widen()
    drag(qtbot, layer_of(drawing), place, place, keys=Qt.KeyboardModifier.AltModifier)
    assert grey(drawing, place) == LIGHT


def test_a_gradient_limits(qtbot: QtBot, drawing: MainWindow):
    qtbot.mouseClick(drawing.panel.area_tools.buttons[Shape.GRADIENT], LEFT)
    effects = drawing.panel.area_tools.effects
    effects.setCurrentIndex(1)
    effects.activated.emit(1)
    place = middle(drawing)
    drag(qtbot, layer_of(drawing), place - QPoint(20, 0), place + QPoint(20, 0))
    (mask,) = masks(drawing)
    assert isinstance(mask, Gradient)
    assert mask.effect is Effect.LIMIT
    assert grey(drawing, place - QPoint(40, 0)) == LIGHT
    assert grey(drawing, place + QPoint(40, 0)) == DARK


def test_areas_belong_to_their_photo_and_are_kept(
    qtbot: QtBot, drawing: MainWindow, tmp_path: Path
):
    place = middle(drawing)
    drag(qtbot, layer_of(drawing), place, place + QPoint(10, 0))
    drawn = masks(drawing)
    drawing.copy_settings()
    open_photo(qtbot, drawing.session, SKY)
    assert drawing.areas.layer.masks == ()
    drawing.session.paste_settings([SKY])
    assert masks(drawing) == ()
    drawing.session.edits.save()
    store = EditStore(state_folder() / "edits.sqlite")
    kept = store.edit(SEA)
    store.close()
    assert kept is not None
    assert kept.adjustments().masks == drawn


def test_the_photo_below_can_be_moved_and_zoomed(qtbot: QtBot, drawing: MainWindow):
    place = middle(drawing)
    turn_wheel(layer_of(drawing), place, 12)
    zoomed = drawing.view.viewport
    assert zoomed.zoom > 2
    drag(qtbot, layer_of(drawing), place, place + QPoint(30, 20), MIDDLE)
    assert drawing.view.viewport.origin != zoomed.origin
    assert masks(drawing) == ()


def test_areas_are_removed_and_the_tool_put_away(qtbot: QtBot, drawing: MainWindow):
    place, tools = middle(drawing), drawing.panel.area_tools
    drag(qtbot, layer_of(drawing), place, place + QPoint(10, 0))
    qtbot.mouseClick(tools.clear_button, LEFT)
    assert masks(drawing) == ()
    assert not tools.clear_button.isEnabled()
    drawing.escape()
    assert tools.tool is None
    assert not layer_of(drawing).isVisible()
    drag(qtbot, drawing.view, place, place + QPoint(10, 0))
    assert masks(drawing) == ()

"""The slider obeys typing, double-clicks and arrows, and no passing wheel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from mirstudio.gui.slider import NamedSlider
from tests.gui.conftest import turn_wheel


@pytest.fixture
def slider(qtbot: QtBot) -> NamedSlider:
    slider = NamedSlider("Strength", "How much")
    qtbot.addWidget(slider)
    slider.resize(240, 60)
    slider.show()
    qtbot.waitExposed(slider)
    return slider


@pytest.mark.parametrize(("typed", "value"), [("40", 40), ("7 %", 7), ("250", 100), ("-3", 0)])
def test_a_value_can_be_typed(qtbot: QtBot, slider: NamedSlider, typed: str, value: int):
    slider.groove.setValue(50)
    slider.value_field.setText(typed)
    with qtbot.waitSignal(slider.valueChanged):
        slider.value_field.editingFinished.emit()
    assert slider.value() == value
    assert slider.value_field.text() == f"{value} %"


def test_nonsense_is_put_back(slider: NamedSlider):
    slider.value_field.setText("much")
    slider.value_field.editingFinished.emit()
    assert slider.value_field.text() == "100 %"


def test_a_double_click_resets(qtbot: QtBot, slider: NamedSlider):
    slider.groove.setValue(20)
    qtbot.mouseDClick(slider.groove, Qt.MouseButton.LeftButton)
    assert slider.value() == 100


def test_arrows_step_by_one_and_with_shift_by_ten(qtbot: QtBot, slider: NamedSlider):
    slider.groove.setValue(50)
    qtbot.keyClick(slider.groove, Qt.Key.Key_Right)
    assert slider.value() == 51
    qtbot.keyClick(slider.groove, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert slider.value() == 41


def test_a_click_jumps_there(qtbot: QtBot, slider: NamedSlider):
    middle = QPoint(slider.groove.width() // 2, slider.groove.height() // 2)
    qtbot.mouseClick(slider.groove, Qt.MouseButton.LeftButton, pos=middle)
    assert slider.value() == pytest.approx(50, abs=1)


def test_the_wheel_turns_only_what_has_the_focus(slider: NamedSlider):
    slider.groove.setValue(50)
    slider.groove.clearFocus()
    turn_wheel(slider.groove, QPoint(5, 5), -1)
    assert slider.value() == 50
    slider.groove.setFocus()
    slider.activateWindow()
    turn_wheel(slider.groove, QPoint(5, 5), -1)
    assert slider.value() < 50

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
    slider.set_value(50)
    slider.value_field.setText(typed)
    with qtbot.waitSignal(slider.valueChanged):
        slider.value_field.editingFinished.emit()
    assert slider.value() == value
    assert slider.value_field.text() == f"{value} %"


def test_the_usual_place_may_have_a_name(qtbot: QtBot):
    slider = NamedSlider("Blur", "How wide", 0, " px", high=1, step=0.05, usual_words="as found")
    qtbot.addWidget(slider)
    assert slider.value_field.text() == "as found"
    slider.value_field.editingFinished.emit()
    assert slider.value() == 0
    slider.set_value(0.35)
    assert slider.value_field.text() == "0.35 px"
    slider.value_field.setText("as found")
    slider.value_field.editingFinished.emit()
    assert slider.value() == 0


def test_nonsense_is_put_back(slider: NamedSlider):
    slider.value_field.setText("much")
    slider.value_field.editingFinished.emit()
    assert slider.value_field.text() == "100 %"


def test_a_double_click_resets(qtbot: QtBot, slider: NamedSlider):
    slider.set_value(20)
    qtbot.mouseDClick(slider.groove, Qt.MouseButton.LeftButton)
    assert slider.value() == 100


def test_arrows_step_by_one_and_with_shift_by_ten(qtbot: QtBot, slider: NamedSlider):
    slider.set_value(50)
    qtbot.keyClick(slider.groove, Qt.Key.Key_Right)
    assert slider.value() == 51
    qtbot.keyClick(slider.groove, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert slider.value() == 41


def test_ctrl_and_an_arrow_step_by_a_tenth(qtbot: QtBot, slider: NamedSlider):
    slider.set_value(50)
    qtbot.keyClick(slider.groove, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert slider.value() == 50.1
    assert slider.value_field.text() == "50.1 %"


def test_what_is_shown_is_not_said(qtbot: QtBot, slider: NamedSlider):
    with qtbot.assertNotEmitted(slider.valueChanged):
        slider.show_value(30)
    assert slider.value_field.text() == "30 %"


def test_below_zero_has_a_sign_and_small_steps(qtbot: QtBot):
    slider = NamedSlider("Light", "Brighter", 0, " EV", low=-4, high=4, step=0.1)
    qtbot.addWidget(slider)
    slider.set_value(1.5)
    assert slider.value_field.text() == "+1.5 EV"
    slider.value_field.setText("−0,3 EV")
    slider.value_field.editingFinished.emit()
    assert slider.value() == -0.3
    assert slider.value_field.text() == "−0.3 EV"
    slider.reset()
    assert slider.value_field.text() == "0 EV"


def test_a_click_jumps_there(qtbot: QtBot, slider: NamedSlider):
    middle = QPoint(slider.groove.width() // 2, slider.groove.height() // 2)
    qtbot.mouseClick(slider.groove, Qt.MouseButton.LeftButton, pos=middle)
    assert slider.value() == pytest.approx(50, abs=1)


def test_the_wheel_turns_only_what_has_the_focus(slider: NamedSlider):
    slider.set_value(50)
    slider.groove.clearFocus()
    turn_wheel(slider.groove, QPoint(5, 5), -1)
    assert slider.value() == 50
    slider.groove.setFocus()
    slider.activateWindow()
    turn_wheel(slider.groove, QPoint(5, 5), -1)
    assert slider.value() < 50

"""What was invented is coloured, with one number, where it can be told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mirstudio.gui.doubt_layer import coloured
from mirstudio.gui.main_window import MainWindow
from tests.gui.conftest import open_photo, restore
from tests.gui.fakes import BEST, LARGER

SEA, SKY = Path("sea.jpg"), Path("sky.jpg")


def enlarge(qtbot: QtBot, window: MainWindow) -> None:
    open_photo(qtbot, window.session, SEA)
    window.session.choose_model(LARGER)
    restore(qtbot, window.session)


def toggle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window.view, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)


def words(window: MainWindow) -> str:
    return window.doubts.layer.accessibleDescription()


def test_a_result_is_compared_and_coloured(qtbot: QtBot, window: MainWindow):
    enlarge(qtbot, window)
    window.view.set_mode(window.view.mode.SINGLE)
    plain = window.grab().toImage()
    toggle(qtbot, window)
    qtbot.waitUntil(lambda: words(window).startswith("Degraded"), timeout=20_000)
    # The fake engine lifts a quarter to three quarters: 127.5 levels everywhere.
    assert "127.5 of 255" in words(window)
    middle = window.view.mapTo(window, window.view.rect().center())
    before, after = plain.pixelColor(middle), window.grab().toImage().pixelColor(middle)
    assert after.red() - after.blue() > before.red() - before.blue() + 50
    toggle(qtbot, window)
    assert not window.doubts.layer.isVisible()


def test_another_photo_is_another_question(qtbot: QtBot, window: MainWindow):
    enlarge(qtbot, window)
    toggle(qtbot, window)
    open_photo(qtbot, window.session, SKY)
    assert words(window) == ""
    restore(qtbot, window.session)
    qtbot.waitUntil(lambda: words(window).startswith("Degraded"), timeout=20_000)


def test_of_a_denoised_photo_it_cannot_be_told(qtbot: QtBot, window: MainWindow):
    open_photo(qtbot, window.session, SEA)
    window.session.choose_model(BEST)
    restore(qtbot, window.session)
    toggle(qtbot, window)
    assert window.strip.words.text().startswith("What was invented can be told")
    assert not window.doubts.layer.isVisible()


def test_colours_go_from_nothing_over_amber_to_red():
    image = coloured(np.array([[0.0, 5.0, 40.0]], np.float32))
    nothing, amber, red = (image.pixelColor(x, 0) for x in range(3))
    assert nothing.alpha() == 0
    assert 0 < amber.alpha() < red.alpha()
    assert amber.green() > red.green()

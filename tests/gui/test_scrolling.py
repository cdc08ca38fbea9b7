"""Panels: what must be seen stays when the window is low."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mirstudio.gui.scrolling import lay_out


def test_what_lies_below_stays_in_sight(qtbot: QtBot):
    panel, inside, button = QWidget(), QWidget(), QPushButton("Restore")
    inside.setMinimumHeight(2000)
    below = QVBoxLayout()
    below.addWidget(button)
    lay_out(panel, inside, below)
    qtbot.addWidget(panel)
    panel.resize(200, 300)
    panel.show()
    assert panel.height() == 300
    assert button.mapTo(panel, button.rect().bottomLeft()).y() < 300
    assert inside.visibleRegion().boundingRect().height() < 300

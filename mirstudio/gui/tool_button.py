"""Buttons that are an icon."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton

from mirstudio.gui.icons import icon

KEYS = "  ("
"""What stands in a tip between what a button does and its keys."""


def tool_button(picture: str, tip: str, side: int) -> QToolButton:
    """A button with the icon `picture`, `side` device-independent pixels wide.

    `tip` says what it does; without its keys, that is also what a screen reader calls it.
    """
    button = QToolButton()
    button.setIcon(icon(picture, side))
    button.setIconSize(QSize(side, side))
    button.setToolTip(tip)
    button.setAccessibleName(tip.partition(KEYS)[0])
    return button

"""A drop-down list whose arrow is one of our icons."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyleOptionComboBox

from mirstudio.gui.icons import tinted
from mirstudio.gui.translate import tr

ARROW = 14
INSET = 8
FRAME = 12
"""Beside the words of the list that drops down."""


class Choice(QComboBox):
    """Style sheets can only take an arrow from a file, in one colour; this one is drawn."""

    def choose(self, value: object) -> None:
        """Choose a value where it is offered."""
        index = self.findData(value)
        if index >= 0:
            self.setCurrentIndex(index)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten what is chosen where it is longer than the field."""
        super().initStyleOption(option)
        room = self.width() - ARROW - 3 * INSET
        words, end = self.currentText(), Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(words, end, room)  # type: ignore[attr-defined]

    def showPopup(self) -> None:
        """Drop down as wide as the longest of what can be chosen."""
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + FRAME)
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The list's own look, and the arrow over it."""
        super().paintEvent(event)
        tone = self.palette().placeholderText().color().name()
        painter = QPainter(self)
        arrow = tinted("chevron-down", tone, ARROW, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - ARROW - INSET, (self.height() - ARROW) // 2, arrow)
        painter.end()


def choice_of(offered: Iterable[tuple[object, str]], chosen: object = None) -> Choice:
    """Offer values by words still to be translated; the first, where `chosen` is not among them."""
    choice = Choice()
    for value, words in offered:
        choice.addItem(tr(words), value)
    choice.choose(chosen)
    return choice

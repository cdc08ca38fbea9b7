"""A drop-down list whose arrow is one of our icons."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from mirstudio.gui.icons import tinted

ARROW = 14
INSET = 8


class Choice(QComboBox):
    """Style sheets can only take an arrow from a file, in one colour; this one is drawn."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The list's own look, and the arrow over it."""
        super().paintEvent(event)
        tone = self.palette().placeholderText().color().name()
        painter = QPainter(self)
        arrow = tinted("chevron-down", tone, ARROW, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - ARROW - INSET, (self.height() - ARROW) // 2, arrow)
        painter.end()

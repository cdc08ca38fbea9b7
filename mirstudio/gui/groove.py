"""The groove of a slider and its handle, filled from zero, moved by mouse, arrows and wheel."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

HANDLE = 14
GROOVE = 4
FINE = 10
"""Values of the groove per step: what Ctrl and an arrow move by is one of them."""
BIG_STEP = 10
"""Steps that Shift and an arrow move by."""


class Groove(QSlider):
    """Filled from `zero`; all its values are in tenths of a step."""

    reset = Signal()

    def __init__(self, lowest: int, highest: int, zero: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(lowest, highest)
        self.setSingleStep(FINE)
        self.setPageStep(BIG_STEP * FINE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._zero = zero

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(160, 22)

    def minimumSizeHint(self) -> QSize:
        """Narrower than Qt's own."""
        return QSize(60, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Groove, filled part, handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette = self.palette()
        middle = self.height() / 2
        painter.setBrush(palette.mid())
        radius = GROOVE / 2
        painter.drawRoundedRect(QRectF(0, middle - radius, self.width(), GROOVE), radius, radius)
        x = self._x_of(self.value())
        zero = (
            self._x_of(self._zero)
            if self.minimum() < self._zero < self.maximum()
            else (self._share(self._zero) * self.width())
        )
        painter.setBrush(palette.accent() if self.isEnabled() else palette.mid())
        filled = QRectF(min(x, zero), middle - radius, abs(x - zero), GROOVE)
        painter.drawRoundedRect(filled, radius, radius)
        if self.hasFocus():
            halo = palette.accent().color()
            halo.setAlpha(80)
            painter.setBrush(halo)
            painter.drawEllipse(QPointF(x, middle), HANDLE / 2 + 3, HANDLE / 2 + 3)
        painter.setBrush(palette.light() if self.isEnabled() else palette.mid())
        painter.setPen(palette.dark().color())
        painter.drawEllipse(QPointF(x, middle), HANDLE / 2 - 0.5, HANDLE / 2 - 0.5)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to the pointer and follow it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setValue(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self.isSliderDown():
            self.setValue(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Reset."""
        self.reset.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows step by one, with Shift by ten, with Ctrl by a tenth."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: 1,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        size = FINE
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            size = BIG_STEP * FINE
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            size = 1
        self.setValue(self.value() + step * size)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn only where the user has been before: scrolling past changes nothing."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _share(self, value: int) -> float:
        return (value - self.minimum()) / (self.maximum() - self.minimum())

    def _x_of(self, value: int) -> float:
        return HANDLE / 2 + self._share(value) * (self.width() - HANDLE)

    def _value_at(self, x: float) -> int:
        share = (x - HANDLE / 2) / max(self.width() - HANDLE, 1)
        span = self.maximum() - self.minimum()
        # Whole steps: the mouse is too coarse for more, and people like round figures.
        return round((self.minimum() + min(max(share, 0.0), 1.0) * span) / FINE) * FINE

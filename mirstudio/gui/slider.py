"""A slider as photographers know it: value to type into, double-click resets, arrows step."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSlider, QWidget

HANDLE = 14
GROOVE = 4
BIG_STEP = 10


class Groove(QSlider):
    """The groove and its handle, filled from `zero`."""

    reset = Signal()

    def __init__(self, lowest: int, highest: int, zero: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(lowest, highest)
        self.setPageStep(BIG_STEP)
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
        x, zero = self._x_of(self.value()), self._share(self._zero) * self.width()
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
        """Arrows step by one, with Shift by ten."""
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
        large = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self.setValue(self.value() + step * (BIG_STEP if large else 1))

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
        return round(self.minimum() + min(max(share, 0.0), 1.0) * span)


class NamedSlider(QWidget):
    """Name, value and groove."""

    valueChanged = Signal(int)

    def __init__(
        self,
        name: str,
        explanation: str,
        usual: int = 100,
        unit: str = " %",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._usual, self._unit = usual, unit
        self._name = QLabel(name)
        self._name.setToolTip(f"{explanation}\nDouble-click resets, arrows step, Shift by ten.")
        self.groove = Groove(0, 100, 0)
        self.groove.setAccessibleName(name)
        self.value_field = QLineEdit()
        self.value_field.setObjectName("value")
        self.value_field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.value_field.setFixedWidth(64)
        self.value_field.setAccessibleName(f"{name}, value")
        self.value_field.setToolTip("Click to type a value")
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(4)
        layout.addWidget(self._name, 0, 0)
        layout.addWidget(self.value_field, 0, 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.groove, 1, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        self.groove.valueChanged.connect(self._show)
        self.groove.valueChanged.connect(self.valueChanged)
        self.groove.reset.connect(self.reset)
        self.value_field.editingFinished.connect(self._type)
        self.groove.setValue(usual)
        self._show(usual)

    def value(self) -> int:
        """Where the slider stands."""
        return self.groove.value()

    @Slot()
    def reset(self) -> None:
        """Go back to the usual value."""
        self.groove.setValue(self._usual)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Double-click on the name resets, too."""
        self.reset()

    @Slot(int)
    def _show(self, value: int) -> None:
        self.value_field.setText(f"{value}{self._unit}")

    @Slot()
    def _type(self) -> None:
        typed = self.value_field.text().replace("%", "").replace(",", ".").strip()
        with suppress(ValueError, OverflowError):
            self.groove.setValue(round(float(typed)))
        self._show(self.groove.value())

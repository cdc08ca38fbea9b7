"""A slider as photographers know it: value to type into, double-click resets, arrows step."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from mirstudio.gui.groove import FINE, Groove
from mirstudio.gui.translate import marked, tr

HOW = marked("Double-click resets. Arrows step, with Shift by ten, with Ctrl by a tenth.")


class NamedSlider(QWidget):
    """Name, value and groove."""

    valueChanged = Signal(float)

    def __init__(
        self,
        name: str,
        explanation: str,
        usual: float = 100,
        unit: str = " %",
        *,
        low: float = 0,
        high: float = 100,
        step: float = 1,
        usual_words: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`step`: what an arrow moves by; one that goes below zero is filled from there.

        `usual_words`: what stands for the number at the usual place.
        """
        super().__init__(parent)
        self._usual, self._unit, self._step = usual, unit, step
        self._signed, self._usual_words = low < 0, usual_words
        self._name = QLabel(name)
        self._name.setToolTip(f"{explanation}\n{tr(HOW)}")
        self.groove = Groove(self._to_groove(low), self._to_groove(high), 0)
        self.groove.setAccessibleName(name)
        self.groove.setAccessibleDescription(explanation)
        self.value_field = QLineEdit()
        self.value_field.setObjectName("value")
        self.value_field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.value_field.setFixedWidth(72)
        self.value_field.setAccessibleName(tr("{name}, value").format(name=name))
        self.value_field.setToolTip(tr("Click to type a value"))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(2)
        layout.addWidget(self._name, 0, 0)
        layout.addWidget(self.value_field, 0, 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.groove, 1, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        self.show_value(usual)
        self.groove.valueChanged.connect(self._take)
        self.groove.reset.connect(self.reset)
        self.value_field.editingFinished.connect(self._type)

    def value(self) -> float:
        """Where the slider stands."""
        return round(self.groove.value() / FINE * self._step, 6)

    def set_value(self, value: float) -> None:
        """Move the slider, as the user does."""
        self.groove.setValue(self._to_groove(value))

    def show_value(self, value: float) -> None:
        """Put the slider somewhere without saying so."""
        blocked = self.groove.blockSignals(True)  # noqa: FBT003
        self.set_value(value)
        self.groove.blockSignals(blocked)
        self.groove.update()
        self._show()

    @Slot()
    def reset(self) -> None:
        """Go back to the usual value."""
        self.set_value(self._usual)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Double-click on the name resets, too."""
        self.reset()

    def _to_groove(self, value: float) -> int:
        return round(value / self._step * FINE)

    @Slot(int)
    def _take(self, value: int) -> None:
        self._show()
        self.valueChanged.emit(self.value())

    def _show(self) -> None:
        value = self.value()
        if self._usual_words and value == self._usual:
            self.value_field.setText(self._usual_words)
            return
        sign = "+" if self._signed and value > 0 else ""
        # A hyphen is shorter than the figure it stands before; the minus sign is as wide.
        self.value_field.setText(f"{sign}{value:.4g}{self._unit}".replace("-", "−"))

    @Slot()
    def _type(self) -> None:
        if self._usual_words and self.value_field.text() == self._usual_words:
            self.reset()
            return
        typed = self.value_field.text().replace("−", "-").replace(",", ".")
        number = typed.removesuffix(self._unit).replace("%", "").strip()
        with suppress(ValueError, OverflowError):
            self.set_value(float(number))
        self._show()

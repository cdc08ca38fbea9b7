"""How large a result is written: as it is, by a factor, a long edge, megapixels, or for a print."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QWidget

from mirstudio.gui.choice import Choice
from mirstudio.gui.translate import marked, tr

FULL, PRINT = "", "print"
MODES = {
    FULL: marked("Full size"),
    "factor": marked("By a factor"),
    "long-edge": marked("Long edge"),
    "megapixels": marked("Megapixels"),
    PRINT: marked("For a print"),
}
VALUES = {
    "factor": (" ×", 2, 0.01, 1.0, 0.5),
    "long-edge": (" px", 0, 1, 100_000, 3000),
    "megapixels": (" MP", 1, 0.1, 1000, 12),
    PRINT: (" cm", 1, 1, 1000, 30),
}
"""Unit, decimals, least, most, and what it begins with."""


class SizeField(QWidget):
    """A choice, and the numbers that belong to it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = Choice()
        self.mode.setAccessibleName(tr("Size by"))
        for mode, words in MODES.items():
            self.mode.addItem(tr(words), mode)
        self.value = _number(tr("Size"))
        self.dpi = _number(tr("Dots per inch"))
        self.dpi.setSuffix(" dpi")
        self.dpi.setDecimals(0)
        self.dpi.setRange(30, 2400)
        self.dpi.setValue(300)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.mode, 1)
        layout.addWidget(self.value)
        layout.addWidget(self.dpi)
        self.mode.currentIndexChanged.connect(self._show_mode)
        for field in (self.value, self.dpi):
            field.valueChanged.connect(self.changed)
        self._show_mode()

    def wish(self) -> str:
        """What was chosen, as `settled_size` takes it."""
        mode, value = self.mode.currentData(), self.value.value()
        if mode == FULL:
            return ""
        if mode == PRINT:
            return f"{PRINT} {value:g} {self.dpi.value():g}"
        return f"{mode} {value:g}"

    def show_wish(self, wish: str) -> None:
        """Show what was chosen before."""
        mode, *numbers = wish.split(" ")
        self.mode.setCurrentIndex(max(self.mode.findData(mode), 0))
        for field, number in zip((self.value, self.dpi), numbers, strict=False):
            field.setValue(float(number))

    @Slot()
    def _show_mode(self) -> None:
        mode = self.mode.currentData()
        self.value.setVisible(mode != FULL)
        self.dpi.setVisible(mode == PRINT)
        if mode != FULL:
            unit, decimals, least, most, first = VALUES[mode]
            self.value.setSuffix(unit)
            self.value.setDecimals(decimals)
            self.value.setRange(least, most)
            self.value.setValue(first)
        self.changed.emit()


def _number(name: str) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setAccessibleName(name)
    field.lineEdit().setTextMargins(8, 0, 0, 0)
    field.setMinimumWidth(96)
    return field

"""The right panel: sliders, and the one main button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from mirstudio.gui.slider import NamedSlider
from mirstudio.gui.stage import Stage

WIDTH = 264

BUTTON = {
    Stage.EMPTY: ("Restore", False, False),
    Stage.OPENING: ("Restore", False, False),
    Stage.READY: ("Restore", True, False),
    Stage.RESTORING: ("Cancel", True, True),
    Stage.RESTORED: ("Restored · Export…", True, False),
    Stage.EXPORTING: ("Cancel", True, True),
}
"""What the main button says, whether it can be pressed, whether it is quiet."""


class AdjustmentPanel(QWidget):
    """Says what the user wants; shows the stage it is told."""

    strengthChanged = Signal(int)
    restoreWanted = Signal()
    cancelWanted = Signal()
    exportWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._stage = Stage.EMPTY
        title = QLabel("ADJUST")
        title.setObjectName("section")
        self.strength = NamedSlider("Strength", "How much of the restored photo is laid over yours")
        self.hint = QLabel()
        self.hint.setObjectName("quiet")
        self.hint.setWordWrap(True)
        self.main_button = QPushButton()
        self.main_button.setObjectName("main")
        self.main_button.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 16, 14, 14)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(self.strength)
        layout.addStretch()
        layout.addWidget(self.hint)
        layout.addWidget(self.main_button)
        self.strength.valueChanged.connect(self.strengthChanged)
        self.main_button.clicked.connect(self._press)
        self.show_stage(Stage.EMPTY)

    @Slot(object)
    def show_stage(self, stage: Stage) -> None:
        """Let the main button say what can be done next."""
        self._stage = stage
        text, enabled, quiet = BUTTON[stage]
        self.main_button.setText(text)
        self.main_button.setEnabled(enabled)
        self.main_button.setProperty("quietly", quiet)
        self.main_button.style().unpolish(self.main_button)
        self.main_button.style().polish(self.main_button)

    def show_hint(self, text: str) -> None:
        """A quiet line over the main button; empty hides it."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    @Slot()
    def _press(self) -> None:
        if self._stage in (Stage.RESTORING, Stage.EXPORTING):
            self.cancelWanted.emit()
        elif self._stage is Stage.RESTORED:
            self.exportWanted.emit()
        else:
            self.restoreWanted.emit()

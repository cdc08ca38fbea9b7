"""What was measured in the photo, each number to be overruled, and what it suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mirstudio.gui.autopilot import FIGURES, figure_of, figure_words
from mirstudio.gui.form import quiet, section
from mirstudio.gui.phrases import told
from mirstudio.gui.translate import marked, tr
from mirstudio.gui.words import model_title

if TYPE_CHECKING:
    from mirstudio.imaging.measure import Measurements
    from mirstudio.restoration.autopilot import Suggestion

NOTHING = marked("Nothing is needed.")


class MeasuredPanel(QWidget):
    """Says what the user wants; shows what it is told."""

    overruled = Signal(str, object)
    """Name of a figure, and the number or None."""
    useWanted = Signal()
    """To do what is suggested."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, QLineEdit] = {}
        self._told: dict[str, str] = {}
        self.reason = quiet(wraps=True)
        self.use_button = QPushButton(tr("Use what is suggested"))
        self.use_button.setObjectName("link")
        grid = QGridLayout()
        grid.setContentsMargins(4, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, figure in enumerate(FIGURES):
            field = QLineEdit()
            field.setObjectName("value")
            field.setFixedWidth(56)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setPlaceholderText("–")
            field.setAccessibleName(tr(figure.words))
            field.setToolTip(
                tr("{explanation}. Type to overrule it.").format(explanation=tr(figure.explanation))
            )
            field.editingFinished.connect(self._type)
            self.fields[figure.field] = field
            grid.addWidget(QLabel(tr(figure.words)), row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(quiet(figure.unit), row, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        title = section(tr("Measured"))
        for label in (title, self.reason):
            label.setContentsMargins(4, 0, 0, 0)
        layout.addWidget(title)
        layout.addLayout(grid)
        layout.addWidget(self.reason)
        layout.addWidget(self.use_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.use_button.clicked.connect(self.useWanted)
        self.hide()

    @Slot(object, object)
    def show_figures(self, measured: Measurements | None, suggested: Suggestion | None) -> None:
        """Show numbers and what they suggest; nothing while there are none."""
        self.setVisible(measured is not None)
        if measured is None:
            return
        for name, field in self.fields.items():
            words = figure_words(figure_of(measured, name), name)
            self._told[name] = words
            field.setText(words)
        self.reason.setText(told(suggested.reason) if suggested else tr(NOTHING))
        self.use_button.setVisible(suggested is not None)
        if suggested is not None:
            title = model_title(suggested.card)
            self.use_button.setText(
                tr("Use {title}, {strength:.0f} %").format(
                    title=title, strength=suggested.strength * 100
                )
            )

    @Slot()
    def _type(self) -> None:
        for name, field in self.fields.items():
            text = field.text().strip().replace(",", ".").replace("−", "-")
            if text == self._told.get(name, ""):
                continue
            try:
                value = float(text) if text else None
            except ValueError:
                field.setText(self._told.get(name, ""))
                continue
            self._told[name] = field.text()
            self.overruled.emit(name, value)

"""The right panel: sliders that act at once on the finished result, and the one main button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mirstudio.gui.area_tools import AreaTools
from mirstudio.gui.controls import CONTROLS, GROUPS, Control
from mirstudio.gui.icons import icon
from mirstudio.gui.phrases import told
from mirstudio.gui.scrolling import lay_out
from mirstudio.gui.slider import NamedSlider
from mirstudio.gui.stage import Stage
from mirstudio.gui.translate import marked, tr
from mirstudio.restoration.preset import Task

WIDTH = 264

BUTTON = {
    Stage.EMPTY: (marked("Restore"), False, False),
    Stage.OPENING: (marked("Restore"), False, False),
    Stage.READY: (marked("Restore"), True, False),
    Stage.RESTORING: (marked("Cancel"), True, True),
    Stage.RESTORED: (marked("Restored · Export…"), True, False),
    Stage.EXPORTING: (marked("Cancel"), True, True),
}
"""What the main button says, whether it can be pressed, whether it is quiet."""


class AdjustmentSlider(NamedSlider):
    """A slider that knows which field it moves, in the field's own units."""

    moved = Signal(str, object, object, str)
    """Field, value, usual value, words."""

    def __init__(self, control: Control) -> None:
        self.control = control
        facts = control.facts
        meaning = told(facts.meaning)
        super().__init__(
            tr(control.words),
            meaning[:1].upper() + meaning[1:],
            facts.neutral * facts.shown,
            control.unit,
            low=facts.low * facts.shown,
            high=facts.high * facts.shown,
            step=control.step,
            usual_words=tr(control.usual_words) if control.usual_words else "",
        )
        self.valueChanged.connect(self._tell)

    def show_field(self, value: float) -> None:
        """Stand where the field does."""
        self.show_value(value * self.control.factor)

    @Slot(float)
    def _tell(self, value: float) -> None:
        control = self.control
        usual = control.facts.neutral
        self.moved.emit(control.field, round(value / control.factor, 6), usual, tr(control.words))


class AdjustmentPanel(QWidget):
    """Says what the user wants; shows the stage and the sliders it is told."""

    sliderMoved = Signal(str, object, object, str)
    """Field of `Adjustments`, value, usual value, words for the step."""
    resetWanted = Signal(list, str)
    """Fields of `Adjustments` to put to their usual places, and words for the step."""
    restoreWanted = Signal()
    cancelWanted = Signal()
    exportWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._stage = Stage.EMPTY
        self._task: Task | None = None
        self._steered = False
        self._moved: Mapping[str, Any] = {}
        self.sliders = {control.field: AdjustmentSlider(control) for control in CONTROLS}
        self.strength = self.sliders["strength"]
        self.resets: dict[str, QToolButton] = {}
        self._titles: dict[str, QWidget] = {}
        self.area_tools = AreaTools()
        self.hint = QLabel()
        self.hint.setObjectName("quiet")
        self.hint.setWordWrap(True)
        self.main_button = QPushButton()
        self.main_button.setObjectName("main")
        self.main_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._lay_out()
        for slider in self.sliders.values():
            slider.moved.connect(self.sliderMoved)
        self.main_button.clicked.connect(self._press)
        self.show_stage(Stage.EMPTY)
        self.show_sliders({})

    @Slot(object)
    def show_stage(self, stage: Stage) -> None:
        """Let the main button say what can be done next."""
        self._stage = stage
        text, enabled, quiet = BUTTON[stage]
        self.main_button.setText(tr(text))
        self.main_button.setEnabled(enabled)
        self.main_button.setProperty("quietly", quiet)
        self.main_button.style().unpolish(self.main_button)
        self.main_button.style().polish(self.main_button)
        open_photo = stage not in (Stage.EMPTY, Stage.OPENING)
        for slider in self.sliders.values():
            slider.setEnabled(open_photo)
        self.area_tools.setEnabled(open_photo)

    def show_task(self, task: Task | None, *, steered: bool = False) -> None:
        """Offer only the sliders that are of use for a task.

        `steered`: a blur can be assumed for the models.
        """
        self._task, self._steered = task, steered
        self._show_fitting()

    @Slot(object)
    def show_sliders(self, moved: Mapping[str, Any]) -> None:
        """Show positions; what is not named stands at its usual place."""
        self._moved = moved
        for field, slider in self.sliders.items():
            value = float(moved.get(field, slider.control.facts.neutral))
            if slider.value() != round(value * slider.control.factor, 6):
                slider.show_field(value)
        self._show_fitting()

    def show_hint(self, text: str) -> None:
        """A quiet line over the main button; empty hides it."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def tint(self) -> None:
        """Take the icons of a theme that has just changed."""
        for button in self.resets.values():
            button.setIcon(icon("rotate-ccw", 16))
        self.area_tools.tint()

    def _show_fitting(self) -> None:
        shown: set[str] = set()
        for slider in self.sliders.values():
            fits = slider.control.fits(self._task, self._moved, steered=self._steered)
            slider.setVisible(fits)
            shown |= {slider.control.group} if fits else set()
        for group, title in self._titles.items():
            title.setVisible(group in shown)
            self.resets[group].setEnabled(any(field in self._moved for field in _fields(group)))

    @Slot()
    def _reset(self) -> None:
        group = next(name for name, button in self.resets.items() if button is self.sender())
        self.resetWanted.emit(_fields(group), _reset_words(group))

    @Slot()
    def _press(self) -> None:
        if self._stage in (Stage.RESTORING, Stage.EXPORTING):
            self.cancelWanted.emit()
        elif self._stage is Stage.RESTORED:
            self.exportWanted.emit()
        else:
            self.restoreWanted.emit()

    # --- layout -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for group in GROUPS:
            self._titles[group] = self._make_title(group)
            column.addWidget(self._titles[group])
            for slider in self.sliders.values():
                if slider.control.group == group:
                    column.addWidget(slider)
        column.addWidget(self.area_tools)
        column.addStretch()
        below = QVBoxLayout()
        below.setContentsMargins(14, 8, 14, 14)
        below.setSpacing(12)
        below.addWidget(self.hint)
        below.addWidget(self.main_button)
        lay_out(self, inside, below)

    def _make_title(self, group: str) -> QWidget:
        """The name of a group, and a button that resets it."""
        title = QLabel(tr(group).upper())
        title.setObjectName("section")
        button = QToolButton()
        button.setObjectName("small")
        button.setIcon(icon("rotate-ccw", 16))
        button.setToolTip(_reset_words(group))
        button.setAccessibleName(_reset_words(group))
        button.clicked.connect(self._reset)
        self.resets[group] = button
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(title, 1)
        row.addWidget(button)
        return holder


def _reset_words(group: str) -> str:
    return tr("Reset {group}").format(group=tr(group).lower())


def _fields(group: str) -> list[str]:
    return [control.field for control in CONTROLS if control.group == group]

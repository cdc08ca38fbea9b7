"""The left panel: what can be repaired, and with which model."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mirstudio.gui.choice import Choice
from mirstudio.gui.icons import icon
from mirstudio.gui.measured_panel import MeasuredPanel
from mirstudio.gui.named_store import NamedStore
from mirstudio.gui.scrolling import lay_out
from mirstudio.gui.translate import tr
from mirstudio.gui.user_presets import STORE, PresetButton
from mirstudio.gui.words import TASKS, chooser_title, model_lines, then_words
from mirstudio.restoration.chain import Chain, continuations
from mirstudio.restoration.library import Card
from mirstudio.restoration.preset import Task

WIDTH = 208


class TaskPanel(QWidget):
    """Only tasks for which there is a model are listed."""

    taskWanted = Signal(object)
    """A `Task`."""
    modelWanted = Signal(object)
    """A `Card`."""
    thenWanted = Signal(object)
    """The `Chain` of models that are to follow it."""
    eagerWanted = Signal(bool)
    """Whether photos are restored as soon as they are opened."""
    tryOutWanted = Signal()
    """To see what all fitting models make of a part of the photo."""
    managerWanted = Signal()
    """To see the cards of all models."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._cards: list[Card] = []
        self.buttons: dict[Task, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._tasks = QVBoxLayout()
        self._tasks.setSpacing(2)
        self.models = Choice()
        self.models.setAccessibleName(tr("Model"))
        self.then = Choice()
        self.then.setAccessibleName(tr("What follows"))
        self.then.setToolTip(tr("What is done with the result of this model"))
        self.facts = QLabel()
        self.facts.setObjectName("quiet")
        self.facts.setWordWrap(True)
        self.facts.setContentsMargins(8, 0, 0, 0)
        self._model_title = _section(tr("Model"))
        self.manager_button = QPushButton(tr("All models…"))
        self.manager_button.setObjectName("link")
        self.manager_button.setToolTip(tr("Cards, importing, speed on this machine  (Ctrl+M)"))
        self.try_button = QPushButton(tr("Try side by side…"))
        self.try_button.setObjectName("link")
        self.try_button.setToolTip(tr("All models that fit, on one part of the photo  (T)"))
        self.try_button.clicked.connect(self.tryOutWanted)
        self.measured = MeasuredPanel()
        self.presets = PresetButton(NamedStore(STORE))
        self.eager = QCheckBox(tr("Restore on opening"))
        self.eager.setToolTip(tr("Begin with what is on the screen as soon as a photo is opened"))
        self.eager.toggled.connect(self.eagerWanted)
        self._restore_title = _section(tr("Restore"))
        self._lay_out()
        self._group.buttonClicked.connect(self._want_task)
        self.models.activated.connect(self._want_model)
        self.then.activated.connect(self._want_then)
        self.manager_button.clicked.connect(self.managerWanted)
        self.set_cards([])

    def set_cards(self, cards: Sequence[Card]) -> None:
        """List the tasks that these models can do."""
        self._cards = list(cards)
        for button in self.buttons.values():
            self._group.removeButton(button)
            button.deleteLater()
        offered = [task for task in TASKS if any(card.task is task for card in cards)]
        self.buttons = {task: self._add_button(task) for task in offered}
        for widget in (self._model_title, self.models, self.then, self.facts, self._restore_title):
            widget.setVisible(bool(cards))

    @Slot(object, object)
    def show_model(self, card: Card, then: Chain) -> None:
        """Show which model is chosen, and which follow it."""
        if card.task is not None and card.task in self.buttons:
            self.buttons[card.task].setChecked(True)
        alike = [one for one in self._cards if one.task is card.task]
        self.models.clear()
        for one in alike:
            self.models.addItem(chooser_title(one), one)
        self.models.setCurrentIndex(alike.index(card) if card in alike else -1)
        self.facts.setText("\n".join(model_lines(card)))
        self._show_then(continuations(card, self._cards), then)

    def _show_then(self, offered: Sequence[Chain], chosen: Chain) -> None:
        self.then.clear()
        for chain in offered:
            self.then.addItem(then_words(chain), chain)
        self.then.setCurrentIndex(offered.index(chosen) if chosen in offered else 0)
        self.then.setVisible(len(offered) > 1)

    def show_eager(self, *, wanted: bool) -> None:
        """Whether photos are restored as soon as they are opened."""
        self.eager.setChecked(wanted)

    def tint(self) -> None:
        """Take the icons of a theme that has just changed."""
        for task, button in self.buttons.items():
            button.setIcon(icon(TASKS[task][1]))
        self.presets.tint()

    def _lay_out(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(12, 16, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self._restore_title)
        layout.addLayout(self._tasks)
        layout.addSpacing(12)
        layout.addWidget(self._model_title)
        layout.addWidget(self.models)
        layout.addWidget(self.then)
        layout.addWidget(self.facts)
        for button in (self.try_button, self.manager_button):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(12)
        layout.addWidget(self.measured)
        layout.addStretch()
        bottom = QVBoxLayout()
        bottom.setContentsMargins(12, 4, 12, 14)
        bottom.setSpacing(8)
        bottom.addWidget(self.presets)
        bottom.addWidget(self.eager)
        lay_out(self, inside, bottom)

    def _add_button(self, task: Task) -> QPushButton:
        name, picture, explanation = TASKS[task]
        button = QPushButton(icon(picture), f"  {tr(name)}")
        button.setObjectName("task")
        button.setCheckable(True)
        button.setIconSize(QSize(20, 20))
        button.setToolTip(tr(explanation))
        self._group.addButton(button)
        self._tasks.addWidget(button)
        return button

    @Slot(object)
    def _want_task(self, button: QPushButton) -> None:
        self.taskWanted.emit(next(task for task, one in self.buttons.items() if one is button))

    @Slot(int)
    def _want_model(self, index: int) -> None:
        self.modelWanted.emit(self.models.itemData(index))

    @Slot(int)
    def _want_then(self, index: int) -> None:
        # Qt makes a list of it.
        self.thenWanted.emit(tuple(self.then.itemData(index)))


def _section(text: str) -> QLabel:
    label = QLabel(text.upper())
    label.setObjectName("section")
    label.setContentsMargins(4, 0, 0, 0)
    return label

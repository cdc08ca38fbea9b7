"""The batch as a list: what waits, what runs, what became of the rest; and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mirstudio.gui.batch_list import BatchList, ItemPainter
from mirstudio.gui.batch_words import batch_summary
from mirstudio.gui.icons import icon
from mirstudio.gui.tool_button import tool_button
from mirstudio.gui.translate import marked, tr

if TYPE_CHECKING:
    from mirstudio.jobs.item import Item
    from mirstudio.jobs.ledger import BatchProgress

WIDTH = 320
SIDE = 18
TOOLS = {
    "up": ("arrow-up", marked("Earlier  (Alt+Up)")),
    "down": ("arrow-down", marked("Later  (Alt+Down)")),
    "retry": ("refresh-cw", marked("Try again what failed")),
    "remove": ("trash-2", marked("Take out of the batch  (Delete)")),
}


class BatchPanel(QWidget):
    """Says what the user wants; shows what it is told."""

    pauseWanted = Signal()
    """Pause or go on."""
    retryWanted = Signal()
    """All that failed."""
    removeWanted = Signal(list)
    """Numbers of items."""
    moveWanted = Signal(int, int)
    """Number of an item, -1 earlier or 1 later."""
    clearWanted = Signal()
    photoWanted = Signal(object)
    """Path of a photo to look at."""
    closeWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.items = BatchList(self)
        self.list = QListView()
        self.list.setObjectName("plainList")
        self.list.setModel(self.items)
        self.list.setItemDelegate(ItemPainter(self.list))
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("Photos of the batch"))
        self.summary = QLabel()
        self.summary.setObjectName("quiet")
        self.summary.setWordWrap(True)
        self.pause_button = QPushButton(tr("Pause"))
        self.clear_button = QPushButton(tr("Clear finished"))
        self.tools: dict[str, QToolButton] = {}
        self.close_button = tool_button("x", tr("Close this list"), SIDE)
        self._lay_out()
        self.list.activated.connect(self._open)
        self.list.selectionModel().selectionChanged.connect(self._show_tools)
        self.pause_button.clicked.connect(self.pauseWanted)
        self.clear_button.clicked.connect(self.clearWanted)
        self.close_button.clicked.connect(self.closeWanted)
        for name, wish in (
            ("up", self._up), ("down", self._down),
            ("retry", self.retryWanted), ("remove", self._remove),
        ):  # fmt: skip
            self.tools[name].clicked.connect(wish)
        self.show_items([])
        self.show_running(False, False)  # noqa: FBT003

    @Slot(list)
    def show_items(self, items: Sequence[Item]) -> None:
        """Take all items anew; what was selected stays so."""
        chosen = set(self.chosen())
        self.items.set_items(items)
        for row, item in enumerate(items):
            if item.number in chosen:
                flags = self.list.selectionModel().SelectionFlag.Select
                self.list.selectionModel().select(self.items.index(row), flags)
        self._show_tools()

    @Slot(object)
    def show_item(self, item: Item) -> None:
        """Take one item's new value."""
        self.items.set_item(item)
        self._show_tools()

    @Slot(object)
    def show_progress(self, progress: BatchProgress) -> None:
        """Show how far the item at work has come."""
        if progress.item is not None:
            share = progress.tile.fraction if progress.tile else 0.0
            self.items.set_share(progress.item.number, share)

    @Slot(bool, bool)
    def show_running(self, running: bool, paused: bool) -> None:
        """Say what the button would do."""
        going = running and not paused
        self.pause_button.setText(tr("Pause") if going else tr("Resume") if paused else tr("Start"))
        self._going = going
        self._show_tools()

    def chosen(self) -> list[int]:
        """Numbers of the items selected, in order."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        return [self.items.items[row].number for row in rows]

    def tint(self) -> None:
        """Take the icons of a theme that has just changed."""
        self.close_button.setIcon(icon("x", SIDE))
        for name, button in self.tools.items():
            button.setIcon(icon(TOOLS[name][0], SIDE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes out, Alt and an arrow reorder."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Delete:
            self._remove()
        elif alt and event.key() == Qt.Key.Key_Up:
            self._up()
        elif alt and event.key() == Qt.Key.Key_Down:
            self._down()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _show_tools(self) -> None:
        states = [item.state for item in self.items.items]
        chosen = self.chosen()
        for name in ("up", "down"):
            self.tools[name].setEnabled(len(chosen) == 1)
        self.tools["remove"].setEnabled(bool(chosen))
        self.tools["retry"].setEnabled("failed" in states)
        self.clear_button.setEnabled("done" in states or "skipped" in states)
        self.pause_button.setEnabled(self._going or "queued" in states or "running" in states)
        self.summary.setText(batch_summary(states))

    _going = False

    @Slot()
    def _up(self) -> None:
        self._move(-1)

    @Slot()
    def _down(self) -> None:
        self._move(1)

    def _move(self, direction: int) -> None:
        for number in self.chosen()[:1]:
            self.moveWanted.emit(number, direction)

    @Slot()
    def _remove(self) -> None:
        if numbers := self.chosen():
            self.removeWanted.emit(numbers)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.photoWanted.emit(self.items.items[index.row()].job.source)

    # --- layout -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        title = QLabel(tr("Batch").upper())
        title.setObjectName("section")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.close_button)
        tools = QHBoxLayout()
        tools.setSpacing(2)
        for name, (picture, tip) in TOOLS.items():
            self.tools[name] = tool_button(picture, tr(tip), SIDE)
            tools.addWidget(self.tools[name])
        tools.addStretch()
        tools.addWidget(self.clear_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addLayout(tools)
        layout.addWidget(self.summary)
        layout.addWidget(self.pause_button)

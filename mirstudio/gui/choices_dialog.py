"""What each photo needs, listed for changes before the batch begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QPushButton,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mirstudio.gui.choice import Choice as DropDown
from mirstudio.gui.choices import MODEL, NOTHING, PHOTO, REASON, STRENGTH, Choices, Index
from mirstudio.gui.form import buttons_row, in_row, lay_out_dialog, quiet, show_as
from mirstudio.gui.translate import tr
from mirstudio.gui.words import chooser_title, progress_line
from mirstudio.progress import Progress
from mirstudio.restoration.library import Card

if TYPE_CHECKING:
    from mirstudio.jobs.choosing import Choice

COPY, LEAVE_OUT = True, False
WIDTHS = {PHOTO: 120, MODEL: 200, STRENGTH: 80}
"""Of columns at least: a drop-down list opens in one of them."""
GAP = 16


class ModelEditor(QStyledItemDelegate):
    """A drop-down list of the models for single photos."""

    def __init__(self, cards: Sequence[Card], parent: QWidget) -> None:
        super().__init__(parent)
        self._cards = [card for card in cards if card.views == 1]

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Offer the models, and to do nothing."""
        editor = DropDown(parent)
        editor.addItem(tr(NOTHING), None)
        for card in self._cards:
            editor.addItem(chooser_title(card), card)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what is chosen."""
        card = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, DropDown):
            editor.setCurrentIndex(self._cards.index(card) + 1 if card in self._cards else 0)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what was chosen."""
        if isinstance(editor, DropDown):
            model.setData(index, editor.currentData())


class StrengthEditor(QStyledItemDelegate):
    """A number from 0 to 100."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Let a number be typed or stepped."""
        editor = QSpinBox(parent)
        editor.setRange(0, 100)
        editor.setSuffix(" %")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what is chosen."""
        if isinstance(editor, QSpinBox):
            editor.setValue(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what was chosen."""
        if isinstance(editor, QSpinBox):
            model.setData(index, editor.value())


class ChoicesDialog(QDialog):
    """Waits for the measurements, shows them, and lets them be overruled."""

    def __init__(self, cards: Sequence[Card], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Each photo as it needs"))
        self.setMinimumSize(820, 480)
        self.choices = Choices(self)
        self.table = QTableView()
        self.table.setModel(self.choices)
        self.table.setAccessibleName(tr("Photos and what is done with them"))
        self.table.setItemDelegateForColumn(MODEL, ModelEditor(cards, self.table))
        self.table.setItemDelegateForColumn(STRENGTH, StrengthEditor(self.table))
        self.table.setEditTriggers(QTableView.EditTrigger.AllEditTriggers)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.unneeded = DropDown()
        self.unneeded.addItem(tr("Copy them"), COPY)
        self.unneeded.addItem(tr("Leave them out"), LEAVE_OUT)
        self.unneeded.setAccessibleName(tr("Photos that need nothing"))
        self.words = quiet(tr("Measuring…"), wraps=True)
        self.next_button = QPushButton(tr("Continue…"))
        self.next_button.setObjectName("main")
        self.next_button.setDefault(True)
        cancel = QPushButton(tr("Cancel"))
        lay_out_dialog(
            self,
            tr("Each photo as it needs"),
            quiet(tr("Model and strength were chosen by what was measured; both can be changed.")),
            self.table,
            self.words,
            in_row(quiet(tr("Photos that need nothing")), self.unneeded, first_wide=False),
            buttons_row(cancel, self.next_button),
        )
        self.next_button.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.unneeded.currentIndexChanged.connect(self._count)
        self.choices.dataChanged.connect(self._count)
        self.next_button.setEnabled(False)

    def chosen(self) -> list[Choice]:
        """What goes into the batch."""
        return self.choices.chosen(copies=self.unneeded.currentData())

    @Slot(object)
    def show_progress(self, progress: Progress) -> None:
        """Say how many were measured."""
        self.words.setText(progress_line(progress, 0))

    @Slot(object)
    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show what was chosen."""
        self.choices.set_rows(choices)
        head = self.table.horizontalHeader()
        for column in range(REASON):
            self.table.resizeColumnToContents(column)
            head.resizeSection(column, max(head.sectionSize(column), WIDTHS[column]) + GAP)
        head.setSectionResizeMode(REASON, QHeaderView.ResizeMode.Stretch)
        self.table.setFocus()
        self._count()

    @Slot(str)
    def show_problem(self, words: str) -> None:
        """Say what went wrong with all of them."""
        show_as(self.words, "error")
        self.words.setText(words)

    @Slot()
    def _count(self) -> None:
        """Say what will be done."""
        chosen = self.chosen()
        restored = sum(choice.needed for choice in chosen)
        text = tr("{restored} to be restored, {copied} to be copied, {left} left out")
        left = len(self.choices.rows) - len(chosen)
        self.words.setText(text.format(restored=restored, copied=len(chosen) - restored, left=left))
        self.next_button.setEnabled(bool(chosen))

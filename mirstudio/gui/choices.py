"""What is chosen for each photo of a batch by measuring it, as a table that can be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mirstudio.gui.batch_plan import BatchPhoto
from mirstudio.gui.edits.edit import Edit
from mirstudio.gui.phrases import told
from mirstudio.gui.translate import marked, tr
from mirstudio.gui.words import model_title
from mirstudio.progress import Work

if TYPE_CHECKING:
    from mirstudio.jobs.choosing import Choice
    from mirstudio.restoration.library import Card

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
PHOTO, MODEL, STRENGTH, REASON = range(4)
HEADS = (marked("Photo"), marked("What is done"), marked("Strength"), marked("Why"))
NOTHING = marked("Nothing")


def measure_photos(paths: Sequence[Path], cards: Sequence[Card]) -> Work[list[Choice]]:
    """Choose for each photo, in a worker."""
    from mirstudio.jobs.choosing import choose_each

    return (yield from choose_each(paths, cards))


def photos_of(choices: Sequence[Choice], edit_of: Callable[[Path], Edit]) -> list[BatchPhoto]:
    """The photos of a batch as they were chosen; what was moved by hand stays beside strength."""
    return [
        BatchPhoto(
            choice.source,
            edit_of(choice.source).with_slider("strength", choice.strength, 1.0),
            (choice.card,) if choice.card is not None and choice.needed else (),
        )
        for choice in choices
    ]


class Choices(QAbstractTableModel):
    """A row for each photo; model and strength can be changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Choice] = []

    def set_rows(self, choices: Sequence[Choice]) -> None:
        """Take all rows anew."""
        self.beginResetModel()
        self.rows = list(choices)
        self.endResetModel()

    def chosen(self, *, copies: bool) -> list[Choice]:
        """What can be read and goes into the batch; `copies`: also what needs nothing."""
        return [row for row in self.rows if row.readable and (row.needed or copies)]

    def rowCount(self, parent: Index = ROOT) -> int:
        """Photos."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """See HEADS."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says, or its value for an editor."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return {MODEL: row.card, STRENGTH: round(row.strength * 100)}.get(index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return {PHOTO: str(row.source), REASON: told(row.reason)}.get(index.column())
        return _words(row)[index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a `Card` or None, or a strength in per cent."""
        row = self.rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or index.column() not in (MODEL, STRENGTH):
            return False
        if index.column() == STRENGTH:
            row = replace(row, strength=value / 100)
        else:
            # What was measured to need nothing has no strength of its own.
            row = replace(row, card=value, strength=row.strength or 1.0)
        self.rows[index.row()] = row
        self.dataChanged.emit(self.index(index.row(), MODEL), self.index(index.row(), REASON))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be changed can be edited."""
        flags, row = super().flags(index), self.rows[index.row()]
        editable = index.column() == MODEL or (index.column() == STRENGTH and row.card is not None)
        return flags | Qt.ItemFlag.ItemIsEditable if row.readable and editable else flags


def _words(row: Choice) -> tuple[str, str, str, str]:
    """What the cells of a row say."""
    model = tr("Cannot be read") if not row.readable else tr(NOTHING)
    strength = ""
    if row.card is not None:
        model, strength = model_title(row.card), f"{row.strength * 100:.0f} %"
    return row.source.name, model, strength, told(row.reason)

"""The items of a batch as rows, and how a row is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mirstudio.gui.batch_words import item_words
from mirstudio.gui.icons import tinted

if TYPE_CHECKING:
    from mirstudio.jobs.item import Item

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
SHARE = Qt.ItemDataRole.UserRole
STATE = Qt.ItemDataRole.UserRole + 1
ROW = 46
PICTURE = 16
SIGNS = {
    "queued": "hourglass",
    "running": "play",
    "done": "check",
    "skipped": "check",
    "failed": "circle-alert",
}


class BatchList(QAbstractListModel):
    """A row per item."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[Item] = []
        self._shares: dict[int, float] = {}

    def set_items(self, items: Sequence[Item]) -> None:
        """Take all items anew."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def set_item(self, item: Item) -> None:
        """Take one item's new value."""
        row = self._row(item.number)
        if row is not None:
            self.items[row] = item
            self._tell(row)

    def set_share(self, number: int, share: float) -> None:
        """Take how far the item at work has come."""
        self._shares[number] = share
        row = self._row(number)
        if row is not None:
            self._tell(row)

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many items."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, state in words, share done."""
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role == Qt.ItemDataRole.StatusTipRole:
            return item_words(item)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{item.job.source}\n{item_words(item)}"
        if role == SHARE:
            return self._shares.get(item.number, 0.0) if item.state == "running" else None
        if role == STATE:
            return str(item.state)
        return None

    def _row(self, number: int) -> int | None:
        return next((row for row, one in enumerate(self.items) if one.number == number), None)

    def _tell(self, row: int) -> None:
        index = self.index(row)
        self.dataChanged.emit(index, index)


class ItemPainter(QStyledItemDelegate):
    """A sign, the name, the state below it, and a line that fills while it runs."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are alike."""
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        # The option's own palette holds what the style sheet makes of it.
        palette = QGuiApplication.palette()
        what = str(index.data(STATE))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(palette.base())
            painter.drawRoundedRect(rect, 6, 6)
        text, quiet = palette.windowText().color(), palette.placeholderText().color()
        accent = palette.link().color()
        tone = {"failed": palette.brightText().color(), "running": accent}.get(what, quiet)
        ratio = painter.device().devicePixelRatioF()
        sign = tinted(SIGNS.get(what, "hourglass"), tone.name(), PICTURE, ratio)
        painter.drawPixmap(rect.left() + 8, rect.top() + (ROW - PICTURE) // 2, sign)
        room = rect.adjusted(34, 5, -8, -5)
        metrics = painter.fontMetrics()
        line = metrics.height()
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, room.width())
        words = metrics.elidedText(
            str(index.data(Qt.ItemDataRole.StatusTipRole)),
            Qt.TextElideMode.ElideRight,
            room.width(),
        )
        painter.setPen(text)
        painter.drawText(room.left(), room.top() + metrics.ascent(), name)
        painter.setPen(tone if what == "failed" else quiet)
        painter.drawText(room.left(), room.top() + line + metrics.ascent() + 1, words)
        share = index.data(SHARE)
        if isinstance(share, float):
            painter.setPen(Qt.PenStyle.NoPen)
            base = QRectF(room.left(), rect.bottom() - 3, room.width(), 2)
            painter.fillRect(base, palette.mid())
            base.setWidth(base.width() * share)
            painter.fillRect(base, palette.accent())
        painter.restore()

"""The photos at hand as rows: thumbnail, name, what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from mirstudio.gui.photos import Mark
from mirstudio.gui.translate import tr

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
MARKS = Qt.ItemDataRole.UserRole
"""Role of a frozenset of `Mark`."""
OPEN = Qt.ItemDataRole.UserRole + 1
"""Role of whether a photo is the open one."""


class PhotoList(QAbstractListModel):
    """The photos at hand, with the thumbnails that are ready."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paths: list[Path] = []
        self._images: dict[Path, QImage] = {}
        self._marks: dict[Path, frozenset[Mark]] = {}
        self._open: Path | None = None

    def set_paths(self, paths: Sequence[Path]) -> None:
        """Show other photos."""
        self.beginResetModel()
        self.paths = list(paths)
        self._images = {}
        self.endResetModel()

    def set_image(self, path: Path, image: QImage) -> None:
        """Take a thumbnail."""
        self._images[path] = image
        self._tell(path)

    def set_marks(self, path: Path, marks: frozenset[Mark]) -> None:
        """Take what became of a photo."""
        self._marks[path] = marks
        self._tell(path)

    def set_open(self, path: Path) -> None:
        """Take which photo is open."""
        before, self._open = self._open, path
        for one in (before, path):
            self._tell(one)

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many photos."""
        return 0 if parent.isValid() else len(self.paths)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Thumbnail and name."""
        path = self.paths[index.row()]
        marks = self._marks.get(path, frozenset())
        if role == Qt.ItemDataRole.DecorationRole:
            return self._images.get(path)
        if role == MARKS:
            return marks
        if role == OPEN:
            return path == self._open
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = [tr(mark.value) for mark in Mark if mark in marks]
            return " · ".join([path.name, *said])
        return None

    def _tell(self, path: Path | None) -> None:
        if path in self.paths:
            index = self.index(self.paths.index(path))
            self.dataChanged.emit(index, index)

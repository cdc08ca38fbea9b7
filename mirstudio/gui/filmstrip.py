"""Small pictures of the photos at hand; a click opens one, Ctrl and Shift choose several."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication, QFrame, QListView, QWidget

from mirstudio.gui.photo_list import PhotoList
from mirstudio.gui.photos import Mark
from mirstudio.gui.thumbnail_painter import HEIGHT, INSET, ThumbnailPainter
from mirstudio.gui.translate import tr


class Filmstrip(QListView):
    """The strip itself."""

    photoWanted = Signal(object)
    """A path."""
    menuWanted = Signal(object)
    """A place on the screen; for the photos chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filmstrip")
        self.photos = PhotoList(self)
        self.setModel(self.photos)
        self.setItemDelegate(ThumbnailPainter(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setSpacing(3)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT + 2 * INSET + 16)
        self.setAccessibleName(tr("Photos"))
        self.clicked.connect(self._want)
        self.activated.connect(self._want)

    def chosen(self) -> list[Path]:
        """The photos selected, in the order of the strip."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self.photos.paths[row] for row in rows]

    @Slot(list)
    def set_paths(self, paths: Sequence[Path]) -> None:
        """Show other photos."""
        self.photos.set_paths(paths)

    @Slot(object, object)
    def set_image(self, path: Path, image: QImage) -> None:
        """Take a thumbnail."""
        self.photos.set_image(path, image)
        self.scheduleDelayedItemsLayout()

    @Slot(object)
    def show_open(self, path: Path | None) -> None:
        """Frame the photo that is open."""
        if path is not None and path in self.photos.paths:
            index = self.photos.index(self.photos.paths.index(path))
            self.photos.set_open(path)
            # A photo among several that are selected is looked at, and they stay selected.
            if not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
            self.scrollTo(index)

    @Slot(object, object)
    def show_marks(self, path: Path, marks: frozenset[Mark]) -> None:
        """Say what became of a photo."""
        self.photos.set_marks(path, marks)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for what can be done with the photos chosen."""
        if self.selectedIndexes():
            self.menuWanted.emit(event.globalPos())

    @Slot(QModelIndex)
    def _want(self, index: QModelIndex) -> None:
        kept = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if not QApplication.keyboardModifiers() & kept:
            self.photoWanted.emit(self.photos.paths[index.row()])

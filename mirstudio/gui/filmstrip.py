"""Small pictures of the photos at hand; a click opens one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

HEIGHT = 64
"""Of a thumbnail, device-independent pixels."""
WIDEST = 112
INSET = 3
"""Room for the frame of the photo that is open."""

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class PhotoList(QAbstractListModel):
    """The photos at hand, with the thumbnails that are ready."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paths: list[Path] = []
        self._images: dict[Path, QImage] = {}

    def set_paths(self, paths: Sequence[Path]) -> None:
        """Show other photos."""
        self.beginResetModel()
        self.paths = list(paths)
        self._images = {}
        self.endResetModel()

    def set_image(self, path: Path, image: QImage) -> None:
        """Take a thumbnail."""
        if path in self.paths:
            self._images[path] = image
            index = self.index(self.paths.index(path))
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many photos."""
        return 0 if parent.isValid() else len(self.paths)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Thumbnail and name."""
        path = self.paths[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            return self._images.get(path)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return path.name
        return None


class ThumbnailPainter(QStyledItemDelegate):
    """Draws a thumbnail with round corners, the open one in an amber frame."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the photo is at the strip's height."""
        image = index.data(Qt.ItemDataRole.DecorationRole)
        width = HEIGHT * 3 // 2
        if isinstance(image, QImage) and image.height():
            width = min(round(HEIGHT * image.width() / image.height()), WIDEST)
        return QSize(width + 2 * INSET, HEIGHT + 2 * INSET)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one."""
        rect: QRect = option.rect.adjusted(INSET, INSET, -INSET, -INSET)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        palette = option.palette  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(rect), 4, 4)
        image = index.data(Qt.ItemDataRole.DecorationRole)
        painter.setClipPath(shape)
        if isinstance(image, QImage):
            painter.drawImage(QRectF(rect), image, _cropped(image, rect))
        else:
            painter.fillRect(rect, palette.mid())
        painter.setClipping(False)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(palette.accent().color(), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(-2, -2, 2, 2), 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            veil = QColor(255, 255, 255, 30)
            painter.fillPath(shape, veil)
        painter.restore()


class Filmstrip(QListView):
    """The strip itself."""

    photoWanted = Signal(object)
    """A path."""

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
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT + 2 * INSET + 16)
        self.setAccessibleName("Photos")
        self.clicked.connect(self._want)

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
            self.setCurrentIndex(index)
            self.scrollTo(index)

    @Slot(QModelIndex)
    def _want(self, index: QModelIndex) -> None:
        self.photoWanted.emit(self.photos.paths[index.row()])


def _cropped(image: QImage, rect: QRect) -> QRectF:
    """The middle of `image` in the proportions of `rect`."""
    width = min(image.width(), image.height() * rect.width() / rect.height())
    height = min(image.height(), image.width() * rect.height() / rect.width())
    return QRectF((image.width() - width) / 2, (image.height() - height) / 2, width, height)

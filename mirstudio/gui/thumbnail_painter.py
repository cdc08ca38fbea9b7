"""Draws a thumbnail: round corners, a frame when it is chosen, a small sign for its state."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mirstudio.gui.icons import tinted
from mirstudio.gui.photo_list import MARKS, OPEN, Index
from mirstudio.gui.photos import Mark

HEIGHT = 64
"""Of a thumbnail, device-independent pixels."""
WIDEST = 112
INSET = 3
"""Room for the frame of the photo that is open."""
BADGE = 18
SIGN = 12

SIGNS = {
    Mark.FAILED: "circle-alert",
    Mark.QUEUED: "hourglass",
    Mark.EXPORTED: "check-check",
    Mark.RESTORED: "check",
    Mark.EDITED: "sliders-horizontal",
}
"""The first that holds is shown in the corner; a tick for the batch is shown in another one."""


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
        self._draw_marks(painter, rect, index.data(MARKS) or frozenset(), palette)
        if index.data(OPEN) or state & QStyle.StateFlag.State_Selected:
            tone = palette.accent() if index.data(OPEN) else palette.placeholderText()
            painter.setPen(QPen(tone.color(), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(-2, -2, 2, 2), 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            veil = QColor(255, 255, 255, 30)
            painter.fillPath(shape, veil)
        painter.restore()

    def _draw_marks(
        self, painter: QPainter, rect: QRect, marks: frozenset[Mark], palette: QPalette
    ) -> None:
        sign = next((picture for mark, picture in SIGNS.items() if mark in marks), "")
        if sign:
            corner = QRect(rect.right() - BADGE - 2, rect.bottom() - BADGE - 2, BADGE, BADGE)
            tone = "#f0876b" if Mark.FAILED in marks else "#f2f2f2"
            _draw_badge(painter, corner, sign, QColor(0, 0, 0, 170), tone)
        if Mark.TICKED in marks:
            corner = QRect(rect.left() + 3, rect.top() + 3, BADGE, BADGE)
            ink = palette.highlightedText().color().name()
            _draw_badge(painter, corner, "list-plus", palette.accent().color(), ink)


def _draw_badge(painter: QPainter, place: QRect, sign: str, ground: QColor, ink: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(place)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ratio = painter.device().devicePixelRatioF()
    inset = (BADGE - SIGN) / 2
    painter.drawPixmap(
        QPointF(place.topLeft()) + QPointF(inset, inset), tinted(sign, ink, SIGN, ratio)
    )


def _cropped(image: QImage, rect: QRect) -> QRectF:
    """The middle of `image` in the proportions of `rect`."""
    width = min(image.width(), image.height() * rect.width() / rect.height())
    height = min(image.height(), image.width() * rect.height() / rect.width())
    return QRectF((image.width() - width) / 2, (image.height() - height) / 2, width, height)

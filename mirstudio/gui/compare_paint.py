"""Draws before, after, divider, labels and outlines; all coordinates are device pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QRegion

from mirstudio.gui.viewport import NEAREST_ABOVE, Viewport
from mirstudio.restoration.tiling import Region

if TYPE_CHECKING:
    from mirstudio.gui.display import Picture

HANDLE = 14
"""Radius of the divider's handle, device-independent pixels."""
LABEL_INSET = 12


@dataclass(frozen=True)
class Pane:
    """A part of the view that shows the scene: all of it, or one of two halves."""

    left: int
    top: int
    width: int
    height: int

    def rect(self) -> QRect:
        """The same for Qt."""
        return QRect(self.left, self.top, self.width, self.height)


def photo_in(pane: Pane, viewport: Viewport) -> QRect:
    """What of the photo is seen in `pane`, in the pane's own coordinates."""
    left, top, right, bottom = viewport.photo_rect()
    return QRect(left, top, right - left, bottom - top) & QRect(0, 0, pane.width, pane.height)


def draw_picture(painter: QPainter, picture: Picture, viewport: Viewport, part: QRect) -> None:
    """Draw what of `picture` lies in `part` of the photo, at the pyramid level that fits."""
    if part.isEmpty():
        return
    density = picture.shape(0)[1] / viewport.scene_width
    zoom = viewport.zoom / density
    level = picture.level_for(zoom)
    per_pixel = 1 / (zoom * (1 << level))
    left, top = viewport.origin
    height, width = picture.shape(level)
    source = QRectF(
        (part.left() - left) * per_pixel,
        (part.top() - top) * per_pixel,
        part.width() * per_pixel,
        part.height() * per_pixel,
    ) & QRectF(0, 0, width, height)
    image = picture.image(level, _covering(source, width, height))
    painter.setRenderHint(
        QPainter.RenderHint.SmoothPixmapTransform, zoom * (1 << level) < NEAREST_ABOVE
    )
    painter.drawImage(QRectF(part), image, source)


def arrived_region(arrived: QRegion, density: float, viewport: Viewport) -> QRegion:
    """Tiles that have arrived, from pixels of the restored photo to device pixels."""
    seen = QRegion()
    for rect in arrived:  # type: ignore[attr-defined]
        seen += _on_screen(rect, density, viewport)
    return seen


def draw_outline(
    painter: QPainter, region: Region, density: float, viewport: Viewport, color: QColor
) -> None:
    """A thin frame around the tile at work, which may reach beyond the photo."""
    left, top, right, bottom = viewport.photo_rect()
    rect = _on_screen(
        QRect(region.left, region.top, region.width, region.height), density, viewport
    ) & QRect(left, top, right - left, bottom - top)
    painter.setPen(QPen(color, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0, 0, -1, -1))


def draw_divider(painter: QPainter, x: int, photo: QRect, ratio: float) -> None:
    """The line between before and after, with its handle in the middle of what is seen."""
    line = max(round(ratio), 1)
    painter.fillRect(QRect(x - line, photo.top(), 3 * line, photo.height()), QColor(0, 0, 0, 70))
    painter.fillRect(QRect(x, photo.top(), line, photo.height()), QColor(255, 255, 255))
    center = QPointF(x + line / 2, photo.center().y())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(28, 28, 28, 235))
    painter.setPen(QPen(QColor(255, 255, 255), 1.5 * ratio))
    painter.drawEllipse(center, HANDLE * ratio, HANDLE * ratio)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255))
    for side in (-1, 1):
        tip = [(3.0, -4.0), (8.0, 0.0), (3.0, 4.0)]
        painter.drawPolygon(
            QPolygonF([center + QPointF(side * a * ratio, b * ratio) for a, b in tip])
        )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def draw_label(
    painter: QPainter, text: str, room: QRect, ratio: float, *, right: bool = False
) -> None:
    """A small tag in an upper corner of `room`; left out where it would not fit."""
    font = QFont(painter.font())
    font.setPixelSize(round(12 * ratio))
    font.setWeight(QFont.Weight.Medium)
    width = math.ceil(QFontMetricsF(font).horizontalAdvance(text) + 16 * ratio)
    height, inset = round(22 * ratio), round(LABEL_INSET * ratio)
    if room.width() < width + 2 * inset or room.height() < height + 2 * inset:
        return
    left = room.right() + 1 - inset - width if right else room.left() + inset
    tag = QRect(left, room.top() + inset, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(20, 20, 20, 170))
    painter.drawRoundedRect(tag, 4 * ratio, 4 * ratio)
    painter.setFont(font)
    painter.setPen(QColor(240, 240, 240))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _covering(source: QRectF, width: int, height: int) -> Region:
    """Whole pixels that are touched when `source` is drawn smoothly."""
    left, top = max(math.floor(source.left()) - 1, 0), max(math.floor(source.top()) - 1, 0)
    right = min(math.ceil(source.right()) + 1, width)
    bottom = min(math.ceil(source.bottom()) + 1, height)
    return Region(left, top, max(right - left, 1), max(bottom - top, 1))


def _on_screen(rect: QRect, density: float, viewport: Viewport) -> QRect:
    """Pixels of the restored photo to device pixels; neighbours stay neighbours."""
    left, top = viewport.to_view(rect.left() / density, rect.top() / density)
    right, bottom = viewport.to_view(
        (rect.left() + rect.width()) / density, (rect.top() + rect.height()) / density
    )
    x, y = round(left), round(top)
    return QRect(x, y, round(right) - x, round(bottom) - y)

"""Draws before, after, divider, labels and outlines; all coordinates are device pixels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPolygonF,
    QRegion,
    QTransform,
)

from mirstudio.gui.compare_layout import Pane, Side, handle_place
from mirstudio.gui.compared import Compared
from mirstudio.gui.viewport import NEAREST_ABOVE, Viewport
from mirstudio.restoration.tiling import Region

if TYPE_CHECKING:
    from mirstudio.gui.display import Picture

HANDLE = 14
"""Radius of the divider's handle, device-independent pixels."""
LABEL_INSET = 12
NO_DIFFERENCE = QColor(128, 128, 128)
STAND_IN = 2
"""Levels coarser: a sixteenth of the work."""


def photo_in(pane: Pane, viewport: Viewport) -> QRect:
    """What of the photo is seen in `pane`, in the pane's own coordinates."""
    left, top, right, bottom = viewport.photo_rect()
    return QRect(left, top, right - left, bottom - top) & QRect(0, 0, pane.width, pane.height)


def draw_side(
    painter: QPainter, shown: Compared, side: Side, viewport: Viewport, part: QRect, until: float
) -> bool:
    """Draw one side in `part` of the photo; return whether it was as sharp as it can be.

    Tiles that have not arrived show the original until they do.
    """
    picture = shown.picture(side)
    if shown.arrived is None or picture is shown.before:
        return draw_picture(painter, picture, viewport, part, until)
    if side is Side.DIFFERENCE:
        painter.fillRect(part, NO_DIFFERENCE)
        sharp = True
    else:
        sharp = draw_picture(painter, shown.before, viewport, part, until)
    seen = arrived_region(shown.arrived, viewport) & part
    if not seen.isEmpty():
        painter.save()
        painter.setClipRegion(seen, Qt.ClipOperation.IntersectClip)
        sharp &= draw_picture(painter, picture, viewport, seen.boundingRect(), until)
        painter.restore()
    return sharp


def draw_picture(
    painter: QPainter, picture: Picture, viewport: Viewport, part: QRect, until: float
) -> bool:
    """Draw what of `picture` lies in `part` of the photo, at the pyramid level that fits.

    When there is no time to make that level ready before `until`, a coarser one is drawn for the
    moment. Returns whether it was the right one.
    """
    if part.isEmpty():
        return True
    zoom = viewport.zoom * viewport.scene_width / picture.shape(0)[1]
    wanted = picture.level_for(zoom)
    right = picture.prepare(wanted, _covering(picture, wanted, viewport, part), until)
    level = wanted if right else _stand_in(picture, wanted, viewport, part)
    smooth = zoom * (1 << level) < NEAREST_ABOVE
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.drawImage(QRectF(part), picture.image(level), _source(picture, level, viewport, part))
    return right


def _stand_in(picture: Picture, wanted: int, viewport: Viewport, part: QRect) -> int:
    """A coarser level that is ready, or one so coarse that it soon is."""
    coarser = range(wanted + 1, picture.coarsest + 1)
    for level in coarser:
        if picture.is_fresh(level, _covering(picture, level, viewport, part)):
            return level
    level = min(wanted + STAND_IN, picture.coarsest)
    picture.prepare(level, _covering(picture, level, viewport, part))
    return level


def arrived_region(arrived: QRegion, viewport: Viewport) -> QRegion:
    """Where tiles have arrived, from pixels of the restored photo to device pixels.

    One pixel less towards tiles that are still to come: smooth drawing would mix their emptiness
    into the border.
    """
    seen = QRegion()
    for rect in arrived:  # type: ignore[attr-defined]
        seen += _on_screen(rect, viewport)
    left, top, right, bottom = viewport.photo_rect()
    waiting = QRegion(QRect(left, top, right - left, bottom - top)) - seen
    for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        seen -= waiting.translated(across, down)
    return seen


def draw_outline(painter: QPainter, region: Region, viewport: Viewport, color: QColor) -> None:
    """A thin frame around the tile at work, which may reach beyond the photo."""
    left, top, right, bottom = viewport.photo_rect()
    rect = _on_screen(QRect(region.left, region.top, region.width, region.height), viewport)
    rect &= QRect(left, top, right - left, bottom - top)
    painter.setPen(QPen(color, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0, 0, -1, -1))


def draw_sketches(
    painter: QPainter, sketched: QRegion, viewport: Viewport, part: QRect, ratio: float
) -> None:
    """A small tag on each tile that is only a first look."""
    for rect in sketched:  # type: ignore[attr-defined]
        draw_label(painter, "preview", _on_screen(rect, viewport) & part, ratio, low=True)


def draw_divider(
    painter: QPainter, at: int, photo: QRect, pane: Pane, ratio: float, *, turned: bool
) -> None:
    """The line between before and after; its handle stays wholly within the pane."""
    reach = (HANDLE + 4) * ratio
    x, y = handle_place(at, photo, pane, reach, turned=turned)
    painter.save()
    if turned:
        # Drawn as if it stood, with the axes exchanged.
        painter.setTransform(QTransform(0, 1, 1, 0, 0, 0), combine=True)
        photo, x, y = QRect(photo.y(), photo.x(), photo.height(), photo.width()), y, x
    line = max(round(ratio), 1)
    painter.fillRect(QRect(at - line, photo.top(), 3 * line, photo.height()), QColor(0, 0, 0, 70))
    painter.fillRect(QRect(at, photo.top(), line, photo.height()), QColor(255, 255, 255))
    center = QPointF(x + line / 2, y)
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
    painter.restore()


def draw_label(
    painter: QPainter,
    text: str,
    room: QRect,
    ratio: float,
    *,
    right: bool = False,
    low: bool = False,
) -> None:
    """A small tag in a corner of `room`; left out where it would not fit."""
    font = QFont(painter.font())
    font.setPixelSize(round(12 * ratio))
    font.setWeight(QFont.Weight.Medium)
    width = math.ceil(QFontMetricsF(font).horizontalAdvance(text) + 16 * ratio)
    height, inset = round(22 * ratio), round(LABEL_INSET * ratio)
    if room.width() < width + 2 * inset or room.height() < height + 2 * inset:
        return
    left = room.right() + 1 - inset - width if right else room.left() + inset
    top = room.bottom() + 1 - inset - height if low else room.top() + inset
    tag = QRect(left, top, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(20, 20, 20, 170))
    painter.drawRoundedRect(tag, 4 * ratio, 4 * ratio)
    painter.setFont(font)
    painter.setPen(QColor(240, 240, 240))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _source(picture: Picture, level: int, viewport: Viewport, part: QRect) -> QRectF:
    """Device pixels of the pane to pixels of a level."""
    density = picture.shape(0)[1] / viewport.scene_width / (1 << level)
    left, top = viewport.to_scene(part.left(), part.top())
    height, width = picture.shape(level)
    size = density / viewport.zoom
    source = QRectF(left * density, top * density, part.width() * size, part.height() * size)
    return source & QRectF(0, 0, width, height)


def _covering(picture: Picture, level: int, viewport: Viewport, part: QRect) -> Region:
    """Whole pixels of a level that are touched when `part` is drawn smoothly."""
    source = _source(picture, level, viewport, part)
    height, width = picture.shape(level)
    left, top = max(math.floor(source.left()) - 1, 0), max(math.floor(source.top()) - 1, 0)
    right = min(math.ceil(source.right()) + 1, width)
    bottom = min(math.ceil(source.bottom()) + 1, height)
    return Region(left, top, max(right - left, 1), max(bottom - top, 1))


def _on_screen(rect: QRect, viewport: Viewport) -> QRect:
    """Pixels of the restored photo to device pixels; neighbours stay neighbours."""
    left, top = viewport.to_view(rect.left(), rect.top())
    right, bottom = viewport.to_view(rect.left() + rect.width(), rect.top() + rect.height())
    x, y = round(left), round(top)
    return QRect(x, y, round(right) - x, round(bottom) - y)

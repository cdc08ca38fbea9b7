"""A loupe beside the pointer: the spot under it, pixel for pixel or larger, before and after."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mirstudio.gui import compare_paint as paint
from mirstudio.gui.compare_layout import Pane, Side
from mirstudio.gui.compared import Compared
from mirstudio.gui.translate import tr
from mirstudio.gui.viewport import Viewport

SIDE = 208
"""Of a pane, device-independent pixels."""
AWAY = 28
"""From the pointer, so that the spot itself stays in sight."""
RADIUS = 8
ZOOMS = (1, 2, 4)
"""Device pixels per pixel of the restored photo, in the order in which they are offered."""


class Loupe(QWidget):
    """Shows two panes of the same spot; takes no mouse of its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self.zoom = 0
        """Device pixels per pixel of the restored photo; 0 while put away."""
        self._shown: Compared | None = None
        self._place = (0.5, 0.5)

    def next_zoom(self) -> None:
        """1:1, 2:1, 4:1, and away."""
        steps = (0, *ZOOMS)
        self.zoom = steps[(steps.index(self.zoom) + 1) % len(steps)]
        self.setVisible(self.zoom > 0)

    def show_compared(self, shown: Compared) -> None:
        """Take the pictures of another photo or result."""
        self._shown = shown
        sides = 1 if shown.after is None else 2
        self.resize(sides * SIDE, SIDE)
        self.update()

    def look_at(self, across: float, down: float, pointer: QPointF) -> None:
        """Show the place at these shares of the photo, beside the pointer in the parent."""
        inside = 0 <= across <= 1 and 0 <= down <= 1
        self.setVisible(self.zoom > 0 and inside and self._shown is not None)
        if self.isVisible():
            self._place = (across, down)
            self.move(self._beside(pointer))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both panes, in device pixels."""
        if self._shown is None:
            return
        painter = QPainter(self)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setClipPath(frame)
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        painter.fillRect(QRect(0, 0, width, height), QColor(20, 20, 20))
        sides = (Side.BEFORE,) if self._shown.after is None else (Side.BEFORE, Side.AFTER)
        for number, side in enumerate(sides):
            pane = Pane(number * width // len(sides), 0, width // len(sides), height)
            self._paint_pane(painter, self._shown, side, pane, ratio)
        painter.resetTransform()
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(255, 255, 255, 200), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(frame)
        painter.end()

    def _paint_pane(
        self, painter: QPainter, shown: Compared, side: Side, pane: Pane, ratio: float
    ) -> None:
        height, width = (shown.after or shown.before).shape(0)
        across, down = self._place
        viewport = Viewport(
            width, height, pane.width, pane.height, 0, float(self.zoom), across, down
        )
        painter.save()
        painter.translate(pane.left, pane.top)
        painter.setClipRect(QRect(0, 0, pane.width, pane.height), Qt.ClipOperation.IntersectClip)
        photo = paint.photo_in(Pane(0, 0, pane.width, pane.height), viewport)
        # So little is seen that there is always time for it.
        paint.draw_side(painter, shown, side, viewport, photo, math.inf)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
        if side is not Side.BEFORE:
            painter.fillRect(QRect(0, 0, max(round(ratio), 1), pane.height), QColor(255, 255, 255))
        words = f"{tr(side.value)} {self.zoom * 100} %"
        paint.draw_label(
            painter, words, QRect(0, 0, pane.width, pane.height), ratio, right=side is Side.AFTER
        )
        painter.restore()

    def _beside(self, pointer: QPointF) -> QPoint:
        """Right below the pointer, or on the other side where there is no room."""
        room = self._room.rect()
        x, y = round(pointer.x()) + AWAY, round(pointer.y()) + AWAY
        if x + self.width() > room.right():
            x = round(pointer.x()) - AWAY - self.width()
        if y + self.height() > room.bottom():
            y = round(pointer.y()) - AWAY - self.height()
        return QPoint(max(x, 0), max(y, 0))

"""Lies over the photo while areas are drawn: shows them in red and takes the hand's strokes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from mirstudio.gui.compare_paint import photo_in
from mirstudio.gui.mask_tool import MaskTool, Shape, draw, extend
from mirstudio.gui.translate import tr
from mirstudio.imaging.masks import Mask, Point

if TYPE_CHECKING:
    from mirstudio.gui.compare_layout import Pane
    from mirstudio.gui.compare_view import CompareView

COARSE = 3
"""Device pixels per pixel of the red: areas are soft, and nobody waits for them."""
RED, GREEN, BLUE = 214, 58, 42
DENSEST = 0.55
"""Opacity of the red where nothing of the restoration shows."""


class MaskLayer(QWidget):
    """Without a tool it is not there, neither for the eye nor for the hand."""

    drawn = Signal(object, object)
    """The masks now, and the `MaskTool` that did it."""

    def __init__(self, view: CompareView) -> None:
        super().__init__(view)
        self._view = view
        self.tool: MaskTool | None = None
        self.masks: tuple[Mask, ...] = ()
        self._way: list[Point] = []
        """Of the hand, while it draws."""
        self._tool_now: MaskTool | None = None
        """The tool while it draws; Alt turns a brush into an eraser."""
        self._pointer: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(tr("Areas"))
        view.installEventFilter(self)
        view.viewChanged.connect(self.update)
        self.hide()

    def take_tool(self, tool: MaskTool | None) -> None:
        """Draw with a tool from now on, or put it away."""
        self.tool = tool
        self._way = []
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setGeometry(self._view.rect())
        self.setVisible(tool is not None)
        self.raise_()
        self.update()

    def show_masks(self, masks: tuple[Mask, ...]) -> None:
        """Show the areas of the open photo."""
        self.masks = masks
        self.update()

    # --- the hand -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to draw; other buttons and Space move the photo below."""
        place = self._place(event.position())
        left = event.button() is Qt.MouseButton.LeftButton
        if self.tool is None or place is None or self._view.space or not left:
            event.ignore()
            return
        self._way, self._tool_now = [place], self._held_tool(self.tool, event)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on, and let the brush be seen."""
        self._pointer = event.position()
        self.update()
        place = self._place(event.position())
        if not self._way or self._tool_now is None or place is None:
            event.ignore()
            return
        viewport = self._view.viewport
        aspect = viewport.scene_width / viewport.scene_height
        self._way = extend(self._way, place, self._tool_now, aspect)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take what was drawn."""
        if not self._way or self._tool_now is None:
            event.ignore()
            return
        masks, tool = self._masks_now(), self._tool_now
        self._way, self._tool_now = [], None
        if masks != self.masks:
            self.drawn.emit(masks, tool)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick dabs are two strokes."""
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom the photo below."""
        self._view.wheelEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The brush is seen no more."""
        self._pointer = None
        self.update()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the view."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._view.rect())
        return super().eventFilter(watched, event)

    @staticmethod
    def _held_tool(tool: MaskTool, event: QMouseEvent) -> MaskTool:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        return replace(tool, erases=tool.erases or alt)

    def _place(self, position: QPointF) -> Point | None:
        """Fractions of the photo under the pointer; None while no photo is open."""
        if self._view.shown is None:
            return None
        viewport = self._view.viewport
        x, y = viewport.to_scene(*self._view.in_pane(position))
        across, down = x / viewport.scene_width, y / viewport.scene_height
        return min(max(across, -1.0), 2.0), min(max(down, -1.0), 2.0)

    def _masks_now(self) -> tuple[Mask, ...]:
        """The masks, with what is being drawn."""
        if not self._way or self._tool_now is None:
            return self.masks
        return draw(self.masks, self._tool_now, self._way)

    # --- the eye ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint red over what keeps the original, and the outline of the brush."""
        if self._view.shown is None:
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        masks = self._masks_now()
        for pane in self._view.panes() if masks else []:
            self._paint_red(painter, pane, masks)
        painter.resetTransform()
        self._paint_tool(painter)
        painter.end()

    def _paint_red(self, painter: QPainter, pane: Pane, masks: tuple[Mask, ...]) -> None:
        viewport = self._view.viewport
        part = photo_in(pane, viewport)
        if part.isEmpty():
            return
        left, top = viewport.origin
        across, down = (part.left() - left) // COARSE, (part.top() - top) // COARSE
        size = -(-part.width() // COARSE) + 1, -(-part.height() // COARSE) + 1
        photo = (viewport.scene_width, viewport.scene_height)
        red = paint_red(masks, photo, viewport.zoom / COARSE, QRect(across, down, *size))
        painter.save()
        painter.setClipRect(part.translated(pane.left, pane.top))
        painter.translate(pane.left + left, pane.top + top)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRect(across * COARSE, down * COARSE, size[0] * COARSE, size[1] * COARSE)
        painter.drawImage(place, red)
        painter.restore()

    def _paint_tool(self, painter: QPainter) -> None:
        tool, pointer = self.tool, self._pointer
        if tool is None or pointer is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if tool.shape is Shape.BRUSH:
            viewport = self._view.viewport
            long_edge = max(viewport.scene_width, viewport.scene_height)
            radius = tool.radius * long_edge * viewport.zoom / self.devicePixelRatioF()
            # White within black is seen on anything.
            for tone, away in ((QColor(0, 0, 0, 160), 1.0), (QColor(255, 255, 255), 0.0)):
                painter.setPen(QPen(tone, 1.25))
                painter.drawEllipse(pointer, radius + away, radius + away)
        elif len(self._way) > 1:
            ratio, viewport = self.devicePixelRatioF(), self._view.viewport
            x, y = self._way[0]
            begin = viewport.to_view(x * viewport.scene_width, y * viewport.scene_height)
            painter.setPen(QPen(QColor(255, 255, 255), 1.25))
            painter.drawLine(QPointF(*begin) / ratio, pointer)


def paint_red(masks: tuple[Mask, ...], photo: tuple[int, int], zoom: float, part: QRect) -> QImage:
    """Return red, the denser the less of a restoration shows.

    `photo`: its width and height; `zoom`: pixels of the image per pixel of it; `part`: in those.
    """
    from mirstudio.imaging.mask_painting import share_at
    from mirstudio.imaging.overview import Overview, Place

    place = Place(part.left(), part.top(), zoom)
    share = share_at(masks, Overview(*photo), place, part.height(), part.width())
    cover = (1 - share) * np.float32(DENSEST)
    tones = np.array([BLUE, GREEN, RED, 255], np.float32)
    pixels = np.ascontiguousarray((cover[..., None] * tones + np.float32(0.5)).astype(np.uint8))
    rows, columns = share.shape
    image = QImage(
        pixels.data, columns, rows, 4 * columns, QImage.Format.Format_ARGB32_Premultiplied
    )
    # The image does not own its memory.
    return image.copy()

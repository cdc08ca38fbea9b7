"""Paints before and after of a photo; only what is seen is drawn, in device pixels."""

from __future__ import annotations

import time
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget

from mirstudio.gui import compare_paint as paint
from mirstudio.gui.viewport import MARGIN, Viewport
from mirstudio.restoration.tiling import Region

if TYPE_CHECKING:
    from mirstudio.gui.display import Picture

GAP = 2
"""Between two panes, device-independent pixels."""
SECONDS_A_FRAME = 0.012
"""Time to make pixels ready for the screen before a coarser level stands in."""


class Mode(Enum):
    """How before and after are laid out."""

    SINGLE = "single"
    WIPE = "wipe"
    SIDE = "side"


class CompareCanvas(QWidget):
    """Shows what it is given; `CompareView` adds mouse, wheel and keys."""

    viewChanged = Signal()
    """Zoom, place or mode have changed."""
    lookedAt = Signal(object)
    """`Region` of the original that is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 200)
        self.viewport = Viewport(1, 1, 1, 1)
        self.mode = Mode.WIPE
        self.divider = 0.5
        """Share of the visible photo left of the divider: wherever the photo is, it can be seen."""
        self.surround = QColor("#1b1b1b")
        self.accent = QColor("#e0a548")
        self.show_before = False
        """The original everywhere, until toggled back."""
        self.held = False
        """The original everywhere, while a key is down."""
        self._before: Picture | None = None
        self._after: Picture | None = None
        self._size = (1, 1)
        self._scale = 1
        self._arrived: QRegion | None = None
        self._working: Region | None = None
        self.sharp = True
        """The last frame was drawn at the level that fits; else another follows at once."""
        self._until = 0.0
        self._sharpener = QTimer(self)
        self._sharpener.setSingleShot(True)
        self._sharpener.timeout.connect(self.update)

    # --- what is shown ------------------------------------------------------------------------

    def set_photo(self, picture: Picture | None) -> None:
        """Show another photo; zoom and place are kept where its size is the same."""
        self._before, self._after, self._arrived, self._working = picture, None, None, None
        self.show_before = False
        if picture is not None:
            height, width = picture.shape(0)
            if (width, height) != self._size:
                self._size = (width, height)
                self.viewport = self.viewport.rescaled(width, height).fit()
            self._rescale(1)
        self._changed()

    def set_result(self, picture: Picture | None, whole: bool) -> None:
        """Show a restored photo beside the original; one that is not whole waits for tiles."""
        self._after = picture
        self._arrived = None if whole else QRegion()
        if picture is not None:
            self._rescale(max(round(picture.shape(0)[1] / self._size[0]), 1))
        self._changed()

    def add_tile(self, region: Region) -> None:
        """A tile of the restored photo has arrived in the picture."""
        if self._arrived is not None:
            self._arrived += QRect(region.left, region.top, region.width, region.height)
        self.update()

    def set_working(self, region: Region | None) -> None:
        """Frame the tile that is being restored."""
        self._working = region
        self.update()

    @property
    def compares(self) -> bool:
        """Both sides are seen."""
        hidden = self.mode is Mode.SINGLE or self.show_before or self.held
        return self._after is not None and not hidden

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint surround, photo and what lies over it, in device pixels."""
        self._until = time.perf_counter() + SECONDS_A_FRAME
        self.sharp = True
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        painter.fillRect(QRect(0, 0, *self._device_size()), self.surround)
        if self._before is not None:
            self._paint_panes(painter, ratio)
        painter.end()

    def _paint_panes(self, painter: QPainter, ratio: float) -> None:
        panes = self._panes()
        if len(panes) == 2:
            for pane, after in zip(panes, (False, True), strict=True):
                photo = self._open_pane(painter, pane)
                self._paint_side(painter, photo, after=after)
                paint.draw_label(painter, "After" if after else "Before", photo, ratio, right=after)
                painter.restore()
            return
        photo = self._open_pane(painter, panes[0])
        if not self.compares:
            after = self._after is not None and not (self.show_before or self.held)
            self._paint_side(painter, photo, after=after)
            if self._after is not None:
                paint.draw_label(painter, "After" if after else "Before", photo, ratio, right=after)
        elif not photo.isEmpty():
            x = self._divider_x(photo)
            before = QRect(photo.left(), photo.top(), x - photo.left(), photo.height())
            after_part = photo.adjusted(x - photo.left(), 0, 0, 0)
            self._paint_side(painter, before, after=False)
            self._paint_side(painter, after_part, after=True)
            paint.draw_label(painter, "Before", before, ratio)
            paint.draw_label(painter, "After", after_part, ratio, right=True)
            paint.draw_divider(painter, x, photo, ratio)
        painter.restore()

    def _open_pane(self, painter: QPainter, pane: paint.Pane) -> QRect:
        painter.save()
        painter.setClipRect(pane.rect())
        painter.translate(pane.left, pane.top)
        return paint.photo_in(pane, self.viewport)

    def _paint_side(self, painter: QPainter, part: QRect, *, after: bool) -> None:
        if self._before is None or part.isEmpty():
            return
        if not after or self._after is None:
            self._draw(painter, self._before, part)
            return
        if self._arrived is None:
            self._draw(painter, self._after, part)
            return
        # Tiles that have not arrived show the original until they do.
        self._draw(painter, self._before, part)
        seen = paint.arrived_region(self._arrived, self.viewport) & part
        if not seen.isEmpty():
            painter.save()
            painter.setClipRegion(seen, Qt.ClipOperation.IntersectClip)
            self._draw(painter, self._after, seen.boundingRect())
            painter.restore()
        if self._working is not None:
            paint.draw_outline(painter, self._working, self.viewport, self.accent)

    def _draw(self, painter: QPainter, picture: Picture, part: QRect) -> None:
        """Draw as sharp as there is time for; what is missing follows in the next frames."""
        if not paint.draw_picture(painter, picture, self.viewport, part, self._until):
            self.sharp = False
            self._sharpener.start(0)

    # --- geometry -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep fitting, or keep the middle."""
        self._changed()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a window that has moved to a screen of another scale."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._changed()
        super().changeEvent(event)

    def _device_size(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return round(self.width() * ratio), round(self.height() * ratio)

    def _panes(self) -> list[paint.Pane]:
        width, height = self._device_size()
        if self.mode is not Mode.SIDE or not self.compares:
            return [paint.Pane(0, 0, width, height)]
        gap = round(GAP * self.devicePixelRatioF())
        half = (width - gap) // 2
        return [paint.Pane(0, 0, half, height), paint.Pane(width - half, 0, half, height)]

    def _divider_x(self, photo: QRect) -> int:
        return photo.left() + round(self.divider * photo.width())

    def _rescale(self, scale: int) -> None:
        width, height = self._size
        self.viewport = self.viewport.rescaled(width * scale, height * scale)
        self._scale = scale

    def _changed(self) -> None:
        """Take the size of the panes, tell what is seen now, and paint."""
        pane = self._panes()[0]
        margin = round(MARGIN * self.devicePixelRatioF())
        self.viewport = self.viewport.resized(max(pane.width, 1), max(pane.height, 1), margin)
        self.update()
        self.viewChanged.emit()
        if self._before is not None:
            left, top, right, bottom = (
                round(edge / self._scale) for edge in self.viewport.visible()
            )
            self.lookedAt.emit(Region(left, top, max(right - left, 1), max(bottom - top, 1)))

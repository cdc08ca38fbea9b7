"""Paints before and after of a photo; only what is seen is drawn, in device pixels."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget

from mirstudio.gui import compare_paint as paint
from mirstudio.gui.compare_layout import Mode, Pane, Side, divider_at, split_pane, split_photo
from mirstudio.gui.compared import Compared
from mirstudio.gui.loupe import Loupe
from mirstudio.gui.translate import tr
from mirstudio.gui.viewport import MARGIN, Viewport
from mirstudio.restoration.tiling import Region

if TYPE_CHECKING:
    from mirstudio.gui.display import Picture

GAP = 2
"""Between two panes, device-independent pixels."""
SECONDS_A_FRAME = 0.012
"""Time to make pixels ready for the screen before a coarser level stands in."""
GAINS = (4, 8, 16, 2)
"""How much a difference can be amplified, in the order in which they are offered."""


class CompareCanvas(QWidget):
    """Shows what it is given; `CompareView` adds mouse, wheel and keys."""

    viewChanged = Signal()
    """Zoom, place or mode have changed."""
    shownChanged = Signal(object)
    """`Compared`, or None: other pictures, or the same with other pixels."""
    lookedAt = Signal(object)
    """`Region` of the original that is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 200)
        self.viewport = Viewport(1, 1, 1, 1)
        self.mode = Mode.WIPE
        self.turned = False
        """The divider lies and the panes stand above each other."""
        self.gain = GAINS[0]
        """How much the difference is amplified."""
        self.divider = 0.5
        """Share of the visible photo before the divider: wherever the photo is, it can be seen."""
        self.surround = QColor("#1b1b1b")
        self.accent = QColor("#e0a548")
        self.show_before = False
        """The original everywhere, until toggled back."""
        self.held = False
        """The original everywhere, while a key or the mouse is down."""
        self.warns = False
        """What is clipped is coloured."""
        self.shown: Compared | None = None
        self._monitor: bytes | None = None
        self._size = (1, 1)
        self._scale = 1
        self._working: Region | None = None
        self.sharp = True
        """The last frame was drawn at the level that fits; else another follows at once."""
        self._until = 0.0
        self._sharpener = QTimer(self)
        self._sharpener.setSingleShot(True)
        self._sharpener.timeout.connect(self.update)
        self.loupe = Loupe(self)

    # --- what is shown ------------------------------------------------------------------------

    def set_photo(self, picture: Picture | None) -> None:
        """Show another photo, as large and at the same place; what was fitted is fitted again."""
        self.shown = Compared(picture) if picture is not None else None
        self.show_before, self._working = False, None
        if picture is not None:
            self._rescale(1)
            height, width = picture.shape(0)
            self._size = (width, height)
            self.viewport = self.viewport.moved_to(width, height)
        self._dress()
        self._changed()
        self.shownChanged.emit(self.shown)

    def set_result(self, picture: Picture | None, whole: bool) -> None:
        """Show a restored photo beside the original; one that is not whole waits for tiles."""
        if self.shown is None:
            return
        arrived = None if whole else QRegion()
        self.shown = Compared(self.shown.before, picture, arrived=arrived)
        if picture is not None:
            self._rescale(max(round(picture.shape(0)[1] / self._size[0]), 1))
        self._dress()
        self._changed()
        self.shownChanged.emit(self.shown)

    @Slot(object)
    def add_tile(self, region: Region) -> None:
        """A tile of the restored photo has arrived in the picture."""
        self._take_tile(region, sketched=False)

    @Slot(object)
    def add_sketch(self, region: Region) -> None:
        """A first look at a tile has arrived; it is marked until the tile itself comes."""
        self._take_tile(region, sketched=True)

    def _take_tile(self, region: Region, *, sketched: bool) -> None:
        if self.shown is not None and self.shown.arrived is not None:
            tile = QRegion(region.left, region.top, region.width, region.height)
            self.shown.arrived += tile
            self.shown.sketched -= tile
            if sketched:
                self.shown.sketched += tile
        self.refresh()

    def set_working(self, region: Region | None) -> None:
        """Frame the tile that is being restored."""
        self._working = region
        self.update()

    def set_monitor(self, profile: bytes | None) -> None:
        """Show colours as a screen of this profile needs them; None means sRGB."""
        self._monitor = profile
        self._dress()
        self.refresh()

    def set_warning(self, *, warns: bool) -> None:
        """Colour what is clipped, or no longer."""
        self.warns = warns
        self._dress()
        self.refresh()

    def refresh(self) -> None:
        """Paint again what is seen, the loupe included."""
        self.update()
        self.loupe.update()
        self.shownChanged.emit(self.shown)

    @property
    def compares(self) -> bool:
        """Both sides are seen."""
        return self._is_restored and self.mode in (Mode.WIPE, Mode.SIDE) and not self._hides_after

    @property
    def _is_restored(self) -> bool:
        return self.shown is not None and self.shown.after is not None

    @property
    def _hides_after(self) -> bool:
        return self.show_before or self.held

    @property
    def _side(self) -> Side:
        """What is seen where not both are."""
        if not self._is_restored or self._hides_after:
            return Side.BEFORE
        return Side.DIFFERENCE if self.mode is Mode.DIFFERENCE else Side.AFTER

    def _dress(self) -> None:
        """Give all pictures the colours of the screen, and make the difference where it is seen."""
        shown = self.shown
        if shown is None:
            return
        if self.mode is Mode.DIFFERENCE and shown.after is not None:
            shown.show_difference(self.gain)
        for picture in (shown.before, shown.after):
            if picture is not None:
                picture.show_on(self._monitor, warns=self.warns)
        if shown.difference is not None:
            shown.difference.show_on(self._monitor, warns=False)
        self.loupe.show_compared(shown)

    # --- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint surround, photo and what lies over it, in device pixels."""
        self._until = time.perf_counter() + SECONDS_A_FRAME
        self.sharp = True
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        for rect in self._around_photo():  # type: ignore[attr-defined]
            painter.fillRect(rect, self.surround)
        if self.shown is not None:
            self._paint_panes(painter, self.shown, ratio)
        painter.end()

    def _around_photo(self) -> QRegion:
        """What no photo covers: filling all of it would cost as much as the photo itself."""
        around = QRegion(QRect(0, 0, *self._device_size()))
        if self.shown is not None:
            for pane in self.panes():
                around -= paint.photo_in(pane, self.viewport).translated(pane.left, pane.top)
        return around

    def _paint_panes(self, painter: QPainter, shown: Compared, ratio: float) -> None:
        panes = self.panes()
        sides = (Side.BEFORE, Side.AFTER) if len(panes) == 2 else (self._side,)
        for pane, side in zip(panes, sides, strict=True):
            painter.save()
            painter.setClipRect(pane.rect())
            painter.translate(pane.left, pane.top)
            photo = paint.photo_in(pane, self.viewport)
            if self.mode is Mode.WIPE and self.compares:
                self._paint_wipe(painter, shown, photo, pane, ratio)
            else:
                self._paint_side(painter, shown, side, photo)
                self._label(painter, side, photo, ratio)
            painter.restore()

    def _paint_wipe(
        self, painter: QPainter, shown: Compared, photo: QRect, pane: Pane, ratio: float
    ) -> None:
        if photo.isEmpty():
            return
        turned = self.turned
        at = divider_at(photo, self.divider, turned=turned)
        before, after = split_photo(photo, at, turned=turned)
        self._paint_side(painter, shown, Side.BEFORE, before)
        self._paint_side(painter, shown, Side.AFTER, after)
        self._label(painter, Side.BEFORE, before, ratio)
        self._label(painter, Side.AFTER, after, ratio, low=turned)
        paint.draw_divider(painter, at, photo, pane, ratio, turned=turned)

    def _label(
        self, painter: QPainter, side: Side, room: QRect, ratio: float, *, low: bool = False
    ) -> None:
        if not self._is_restored:
            return
        text = tr(side.value) + (f" ×{self.gain}" if side is Side.DIFFERENCE else "")
        right = side is not Side.BEFORE and not low
        paint.draw_label(painter, text, room, ratio, right=right, low=low)

    def _paint_side(self, painter: QPainter, shown: Compared, side: Side, part: QRect) -> None:
        """Draw as sharp as there is time for; what is missing follows in the next frames."""
        if part.isEmpty():
            return
        if not paint.draw_side(painter, shown, side, self.viewport, part, self._until):
            self.sharp = False
            self._sharpener.start(0)
        if side is Side.BEFORE or shown.arrived is None:
            return
        paint.draw_sketches(painter, shown.sketched, self.viewport, part, self.devicePixelRatioF())
        if self._working is not None:
            paint.draw_outline(painter, self._working, self.viewport, self.accent)

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

    def panes(self) -> list[Pane]:
        """Where the photo is seen, in device pixels: once, or twice side by side."""
        width, height = self._device_size()
        if self.mode is not Mode.SIDE or not self.compares:
            return [Pane(0, 0, width, height)]
        gap = round(GAP * self.devicePixelRatioF())
        return split_pane(width, height, gap, turned=self.turned)

    def in_pane(self, position: QPointF) -> tuple[float, float]:
        """Device pixel within the pane that `position` lies in."""
        x, y = position.x() * self.devicePixelRatioF(), position.y() * self.devicePixelRatioF()
        panes = self.panes()
        pane = next((one for one in reversed(panes) if x >= one.left and y >= one.top), panes[0])
        return x - pane.left, y - pane.top

    def _rescale(self, scale: int) -> None:
        width, height = self._size
        self.viewport = self.viewport.rescaled(width * scale, height * scale)
        self._scale = scale

    def _changed(self) -> None:
        """Take the size of the panes, tell what is seen now, and paint."""
        pane = self.panes()[0]
        margin = round(MARGIN * self.devicePixelRatioF())
        self.viewport = self.viewport.resized(max(pane.width, 1), max(pane.height, 1), margin)
        self.update()
        self.viewChanged.emit()
        if self.shown is not None:
            left, top, right, bottom = (
                round(edge / self._scale) for edge in self.viewport.visible()
            )
            self.lookedAt.emit(Region(left, top, max(right - left, 1), max(bottom - top, 1)))

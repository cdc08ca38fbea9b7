"""Mouse, wheel and keys over a photo: divider, zoom and place."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from mirstudio.gui import compare_paint as paint
from mirstudio.gui.compare_canvas import CompareCanvas, Mode
from mirstudio.gui.viewport import Viewport

REACH = 7
"""How far beside the divider it can be grasped."""
CLICK_SLACK = 4
"""A press that moves no further is a click."""


@dataclass
class Drag:
    """What the pressed mouse does."""

    start: QPointF
    last: QPointF
    divider: bool
    may_click: bool
    moved: bool = False


class CompareView(CompareCanvas):
    """Tells what the eye wants; knows no session."""

    panelsWanted = Signal()
    """Tab: panels on or off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Photo, before and after")
        self.space = False
        """Space is down: dragging moves the photo even over the divider."""
        self._drag: Drag | None = None

    # --- what the eye wants -------------------------------------------------------------------

    def set_mode(self, mode: Mode) -> None:
        """Lay out before and after."""
        self.mode, self.show_before = mode, False
        self._changed()

    def cycle_mode(self) -> None:
        """Single, wipe, side by side."""
        modes = list(Mode)
        self.set_mode(modes[(modes.index(self.mode) + 1) % len(modes)])

    def toggle_before(self) -> None:
        """Show the original everywhere, or what was shown before."""
        self.show_before = not self.show_before
        self._changed()

    def hold_before(self, *, held: bool) -> None:
        """Show the original everywhere while a key is down."""
        self.held = held
        self._changed()

    def fit(self) -> None:
        """Show the whole photo."""
        self._move(self.viewport.fit())

    def zoom_to(self, zoom: float) -> None:
        """Zoom around the middle."""
        self._move(self.viewport.zoomed(zoom))

    def zoom_step(self, direction: int) -> None:
        """Zoom to the next step."""
        self._move(self.viewport.stepped(direction))

    def toggle_zoom(self, position: QPointF | None = None) -> None:
        """Between the whole photo and 1:1 at `position`, or at the pointer."""
        if not self.viewport.fitted:
            self.fit()
            return
        if position is None:
            pointer = QPointF(self.mapFromGlobal(self.cursor().pos()))
            position = pointer if self.rect().contains(pointer.toPoint()) else None
        if position is None:
            self.zoom_to(1)
        else:
            self._move(self.viewport.zoomed(1, *self._in_pane(position)))

    def center_divider(self) -> None:
        """Put the divider into the middle of what is seen."""
        self.divider = 0.5
        self.update()

    # --- input --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag the divider or the photo."""
        middle = event.button() is Qt.MouseButton.MiddleButton
        if self._before is None or not (middle or event.button() is Qt.MouseButton.LeftButton):
            super().mousePressEvent(event)
            return
        pans = middle or self.space
        divider = not pans and self._over_divider(event.position())
        self._drag = Drag(event.position(), event.position(), divider, not (pans or divider))
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Centre the divider; elsewhere it is a second click."""
        if event.button() is Qt.MouseButton.LeftButton and self._over_divider(event.position()):
            self.center_divider()
        else:
            self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show what could be dragged."""
        drag, position = self._drag, event.position()
        if drag is None:
            self._show_cursor(position)
            return
        way = position - drag.start
        drag.moved = drag.moved or max(abs(way.x()), abs(way.y())) > CLICK_SLACK
        if drag.divider:
            self._drag_divider(position)
        elif drag.moved:
            step = (position - drag.last) * self.devicePixelRatioF()
            drag.last = position
            self._move(self.viewport.panned(step.x(), step.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag; a click goes between fit and 1:1."""
        drag, self._drag = self._drag, None
        if drag is not None and drag.may_click and not drag.moved:
            self.toggle_zoom(event.position())
        self._show_cursor(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        notches = event.angleDelta().y() / 120
        if notches and self._before is not None:
            self._move(self.viewport.wheeled(notches, *self._in_pane(event.position())))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the divider by Alt and arrows; all other keys are the window's."""
        steps = {Qt.Key.Key_Left: -0.02, Qt.Key.Key_Right: 0.02}
        step = steps.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.divider = min(max(self.divider + step, 0), 1)
            self.update()
        else:
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab over the photo folds the panels; Shift+Tab still leads to them."""
        if not forward:
            return super().focusNextPrevChild(forward)
        self.panelsWanted.emit()
        return True

    # --- geometry -----------------------------------------------------------------------------

    def _in_pane(self, position: QPointF) -> tuple[float, float]:
        """Device pixel within the pane that `position` lies in."""
        x, y = position.x() * self.devicePixelRatioF(), position.y() * self.devicePixelRatioF()
        pane = next((one for one in reversed(self._panes()) if x >= one.left), self._panes()[0])
        return x - pane.left, y - pane.top

    def _over_divider(self, position: QPointF) -> bool:
        if self.mode is not Mode.WIPE or not self.compares:
            return False
        ratio = self.devicePixelRatioF()
        photo = paint.photo_in(self._panes()[0], self.viewport)
        x, y = position.x() * ratio, position.y() * ratio
        away = abs(x - self._divider_x(photo))
        on_line = away <= REACH * ratio and photo.top() <= y <= photo.bottom()
        return on_line or QPoint(round(away), round(y - photo.center().y())).manhattanLength() <= (
            paint.HANDLE * 1.4 * ratio
        )

    def _drag_divider(self, position: QPointF) -> None:
        photo = paint.photo_in(self._panes()[0], self.viewport)
        if photo.width() > 0:
            x = position.x() * self.devicePixelRatioF() - photo.left()
            self.divider = min(max(x / photo.width(), 0), 1)
            self.update()

    def _show_cursor(self, position: QPointF) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self._before is not None:
            if not self.space and (
                self._drag.divider if self._drag else self._over_divider(position)
            ):
                shape = Qt.CursorShape.SplitHCursor
            elif not self.viewport.fitted:
                shape = (
                    Qt.CursorShape.ClosedHandCursor if self._drag else Qt.CursorShape.OpenHandCursor
                )
        self.setCursor(shape)

    def _move(self, viewport: Viewport) -> None:
        if self._before is not None:
            self.viewport = viewport
            self._changed()

"""Mouse, wheel and keys over a photo: divider, zoom and place."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from mirstudio.gui import compare_paint as paint
from mirstudio.gui.compare_canvas import GAINS, CompareCanvas
from mirstudio.gui.compare_layout import Mode, divider_at, divider_share, handle_place
from mirstudio.gui.translate import tr
from mirstudio.gui.viewport import Viewport

REACH = 7
"""How far beside the divider it can be grasped."""
CLICK_SLACK = 4
"""A press that moves no further is a click."""
LINGER = 350
"""Milliseconds after which a press that does not move shows the original."""
DIVIDER_KEYS = {
    Qt.Key.Key_Left: -0.02,
    Qt.Key.Key_Up: -0.02,
    Qt.Key.Key_Right: 0.02,
    Qt.Key.Key_Down: 0.02,
}
"""With Alt, what they add to the divider's share."""


@dataclass
class Drag:
    """What the pressed mouse does."""

    start: QPointF
    last: QPointF
    divider: bool
    may_click: bool
    moved: bool = False
    shows_original: bool = False
    """It has lingered, and shows the original until it is let go."""


class CompareView(CompareCanvas):
    """Tells what the eye wants; knows no session."""

    panelsWanted = Signal()
    """Tab: panels on or off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Photo, before and after"))
        self.space = False
        """Space is down: dragging moves the photo even over the divider."""
        self._drag: Drag | None = None
        self._linger = QTimer(self)
        self._linger.setSingleShot(True)
        self._linger.setInterval(LINGER)
        self._linger.timeout.connect(self._show_original)

    # --- what the eye wants -------------------------------------------------------------------

    def set_mode(self, mode: Mode) -> None:
        """Lay out before and after."""
        self.mode, self.show_before = mode, False
        self._dress()
        self._changed()

    def choose_mode(self, mode: Mode) -> None:
        """Take a mode, or when it is taken already its next variety."""
        if mode is self.mode and not self.show_before:
            self.vary_mode()
        else:
            self.set_mode(mode)

    def vary_mode(self) -> None:
        """Turn the divider or the panes; amplify the difference otherwise."""
        if self.mode is Mode.DIFFERENCE:
            self.gain = GAINS[(GAINS.index(self.gain) + 1) % len(GAINS)]
        else:
            self.turned = not self.turned
        self._dress()
        self._changed()

    def cycle_mode(self) -> None:
        """Single, wipe, side by side; the difference is none of those that photographers cycle."""
        modes = [mode for mode in Mode if mode is not Mode.DIFFERENCE]
        index = modes.index(self.mode) + 1 if self.mode in modes else 0
        self.set_mode(modes[index % len(modes)])

    def toggle_difference(self) -> None:
        """Show what restoring has changed, or before and after under the divider again."""
        self.set_mode(Mode.WIPE if self.mode is Mode.DIFFERENCE else Mode.DIFFERENCE)

    def step_loupe(self) -> None:
        """A loupe at the pointer: 1:1, 2:1, 4:1, and away."""
        self.loupe.next_zoom()
        self._follow_pointer(QPointF(self.mapFromGlobal(self.cursor().pos())))

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

    def zoom_double(self) -> None:
        """Two device pixels a side for each pixel, around the middle."""
        self.zoom_to(2)

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
            self._move(self.viewport.zoomed(1, *self.in_pane(position)))

    def center_divider(self) -> None:
        """Put the divider into the middle of what is seen."""
        self.divider = 0.5
        self.update()

    # --- input --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag the divider or the photo."""
        middle = event.button() is Qt.MouseButton.MiddleButton
        if self.shown is None or not (middle or event.button() is Qt.MouseButton.LeftButton):
            super().mousePressEvent(event)
            return
        pans = middle or self.space
        divider = not pans and self._over_divider(event.position())
        self._drag = Drag(event.position(), event.position(), divider, not (pans or divider))
        if self._drag.may_click and self._is_restored:
            self._linger.start()
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
        self._follow_pointer(position)
        if drag is None:
            self._show_cursor(position)
            return
        way = position - drag.start
        drag.moved = drag.moved or max(abs(way.x()), abs(way.y())) > CLICK_SLACK
        if drag.moved:
            self._linger.stop()
        if drag.divider:
            self._drag_divider(position)
        elif drag.moved:
            step = (position - drag.last) * self.devicePixelRatioF()
            drag.last = position
            self._move(self.viewport.panned(step.x(), step.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag; a click goes between fit and 1:1."""
        drag, self._drag = self._drag, None
        self._linger.stop()
        if drag is not None and drag.shows_original:
            self.hold_before(held=False)
        if drag is not None and drag.may_click and not drag.moved:
            self.toggle_zoom(event.position())
        self._show_cursor(event.position())

    @Slot()
    def _show_original(self) -> None:
        """The mouse was pressed and stayed where it was."""
        if self._drag is not None and not self._drag.moved:
            self._drag.may_click, self._drag.shows_original = False, True
            self.hold_before(held=True)

    def leaveEvent(self, event: QEvent) -> None:
        """Put the loupe away until the pointer is back."""
        self.loupe.hide()
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        notches = event.angleDelta().y() / 120
        if notches and self.shown is not None:
            self._move(self.viewport.wheeled(notches, *self.in_pane(event.position())))
            self._follow_pointer(event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the divider by Alt and arrows; all other keys are the window's."""
        step = DIVIDER_KEYS.get(Qt.Key(event.key()))
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

    def _over_divider(self, position: QPointF) -> bool:
        if self.mode is not Mode.WIPE or not self.compares:
            return False
        ratio, pane = self.devicePixelRatioF(), self.panes()[0]
        photo = paint.photo_in(pane, self.viewport)
        x, y = position.x() * ratio, position.y() * ratio
        at = divider_at(photo, self.divider, turned=self.turned)
        along, start, end = (
            (x, photo.left(), photo.right()) if self.turned else (y, photo.top(), photo.bottom())
        )
        away = abs((y if self.turned else x) - at)
        if away <= REACH * ratio and start <= along <= end:
            return True
        handle = handle_place(at, photo, pane, paint.HANDLE * ratio, turned=self.turned)
        return abs(x - handle[0]) + abs(y - handle[1]) <= paint.HANDLE * 1.4 * ratio

    def _drag_divider(self, position: QPointF) -> None:
        photo = paint.photo_in(self.panes()[0], self.viewport)
        if not photo.isEmpty():
            ratio = self.devicePixelRatioF()
            x, y = position.x() * ratio, position.y() * ratio
            self.divider = divider_share(photo, x, y, turned=self.turned)
            self.update()

    def _follow_pointer(self, position: QPointF) -> None:
        """Let the loupe see what lies under the pointer."""
        if self.loupe.zoom:
            x, y = self.viewport.to_scene(*self.in_pane(position))
            across, down = x / self.viewport.scene_width, y / self.viewport.scene_height
            self.loupe.look_at(across, down, position)

    def _show_cursor(self, position: QPointF) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self.shown is not None:
            if not self.space and (
                self._drag.divider if self._drag else self._over_divider(position)
            ):
                shape = Qt.CursorShape.SplitVCursor if self.turned else Qt.CursorShape.SplitHCursor
            elif not self.viewport.fitted:
                shape = (
                    Qt.CursorShape.ClosedHandCursor if self._drag else Qt.CursorShape.OpenHandCursor
                )
        self.setCursor(shape)

    def _move(self, viewport: Viewport) -> None:
        if self.shown is not None:
            self.viewport = viewport
            self._changed()

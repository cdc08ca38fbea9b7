"""The window's rooms: where they lie, how they fold away, how they are dressed."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from mirstudio.gui.adjustment_panel import AdjustmentPanel
from mirstudio.gui.batch_line import BatchLine
from mirstudio.gui.batch_panel import BatchPanel
from mirstudio.gui.bottom_strip import BottomStrip
from mirstudio.gui.compare_view import CompareView
from mirstudio.gui.empty_state import EmptyState
from mirstudio.gui.histogram import Histogram
from mirstudio.gui.icons import app_icon
from mirstudio.gui.info_overlay import InfoOverlay
from mirstudio.gui.room_on_screen import open_at
from mirstudio.gui.shortcuts import KEYS, KeySheet
from mirstudio.gui.task_panel import TaskPanel
from mirstudio.gui.theme import SURROUNDS, Colors, apply_theme
from mirstudio.gui.top_bar import TopBar
from mirstudio.gui.translate import marked, tr

WISHED = QSize(1440, 900)
SMALLEST = QSize(960, 480)
"""Fits a screen of 1920 × 1080 pixels at 200 %, with its bars."""


class Tinted(Protocol):
    """Has icons in the tones of the theme."""

    def tint(self) -> None:
        """Take the icons of a theme that has just changed."""
        ...


class Rooms(QWidget):
    """All that is seen, and what concerns nothing but looks; `MainWindow` adds the session."""

    pathsDropped = Signal(list)
    photoStepWanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("mirstudio")
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST)
        open_at(self, WISHED)
        self.top = TopBar()
        self.tasks = TaskPanel()
        self.empty = EmptyState()
        self.view = CompareView()
        self.panel = AdjustmentPanel()
        self.batch_panel = BatchPanel()
        self.batch_line = BatchLine()
        self.strip = BottomStrip()
        self.histogram = Histogram()
        self.info = InfoOverlay(self.view)
        self._wants_histogram = False
        self.pages = QStackedWidget()
        self._colors: Colors | None = None
        self._surround = ""
        self._lay_out()
        self.view.panelsWanted.connect(self.toggle_panels)
        self.view.shownChanged.connect(self.histogram.look_at)
        self.histogram.clippingWanted.connect(self.toggle_clipping)
        self.top.histogramWanted.connect(self.toggle_histogram)
        self.top.infoWanted.connect(self.toggle_info)
        for key in KEYS:
            for sequence in key.keys if key.action else ():
                QShortcut(QKeySequence(sequence), self, attrgetter(key.action)(self))

    # --- looks --------------------------------------------------------------------------------

    def dress(self, theme: str) -> None:
        """Put on a theme."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._colors = apply_theme(app, theme)
            for room in self._tinted():
                room.tint()
            self.empty.set_tones(self._colors.quiet, self._colors.groove, self._colors.accent)
            self._show_surround()

    def _tinted(self) -> tuple[Tinted, ...]:
        """Rooms whose icons follow the theme."""
        return self.top, self.tasks, self.panel, self.batch_panel, self.batch_line, self.strip

    @Slot()
    def toggle_panels(self) -> None:
        """Fold both side panels away, or back."""
        right = (self.panel, self.batch_panel)
        folded = self.tasks.isHidden() and all(room.isHidden() for room in right)
        self.batch_panel.hide()
        self.tasks.setVisible(folded)
        self.panel.setVisible(folded)
        self._show_histogram()

    @Slot()
    def toggle_batch(self) -> None:
        """The batch as a list in the place of the sliders, or the sliders again."""
        listed = self.batch_panel.isHidden()
        self.batch_panel.setVisible(listed)
        self.panel.setVisible(not listed)
        self._show_histogram()
        (self.batch_panel.list if listed else self.view).setFocus()

    @Slot()
    def toggle_full_screen(self) -> None:
        """Nothing but the photo, or the window again."""
        full = not self.isFullScreen()
        self.batch_panel.hide()
        for room in (self.top, self.tasks, self.panel, self.strip):
            room.setVisible(not full)
        self._show_histogram()
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    @Slot()
    def toggle_histogram(self) -> None:
        """Show the histogram over the sliders, or put it away."""
        self._wants_histogram = not self._wants_histogram
        self._show_histogram()

    @Slot()
    def toggle_clipping(self) -> None:
        """Colour what is clipped, or no longer."""
        self.view.set_warning(warns=not self.view.warns)

    @Slot()
    def toggle_info(self) -> None:
        """Show over the photo how it was taken, or put it away."""
        self.top.show_info(shown=self.info.toggle())

    def _show_histogram(self) -> None:
        self.histogram.setVisible(self._wants_histogram and not self.panel.isHidden())
        self.top.show_histogram(shown=self._wants_histogram)

    @Slot()
    def show_keys(self) -> None:
        """Show the sheet of keys."""
        sheet = KeySheet(self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    @Slot()
    def toggle_before(self) -> None:
        """Between before and after."""
        self.view.toggle_before()

    @Slot()
    def cycle_mode(self) -> None:
        """Single, divider, side by side."""
        self.view.cycle_mode()

    @Slot()
    def toggle_zoom(self) -> None:
        """Between fit and 1:1 at the pointer."""
        self.view.toggle_zoom()

    @Slot()
    def zoom_fit(self) -> None:
        """Show the whole photo."""
        self.view.fit()

    @Slot()
    def zoom_full(self) -> None:
        """Show pixel for pixel."""
        self.view.zoom_to(1)

    @Slot()
    def zoom_in(self) -> None:
        """One step larger."""
        self.view.zoom_step(1)

    @Slot()
    def zoom_out(self) -> None:
        """One step smaller."""
        self.view.zoom_step(-1)

    # --- events -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that are held, and arrows that no slider wanted."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() == Qt.Key.Key_B:
            self.view.hold_before(held=True)
        elif event.key() == Qt.Key.Key_Space:
            self.view.space = True
        elif event.key() in steps:
            self.photoStepWanted.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of a held key."""
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_B:
            self.view.hold_before(held=False)
        elif event.key() == Qt.Key.Key_Space:
            self.view.space = False
        else:
            super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """A key that goes up elsewhere is not held here."""
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.view.hold_before(held=False)
            self.view.space = False
        super().changeEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Over the photo: what lies around it."""
        if not self.view.isVisible() or not self.view.underMouse():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, color in {marked("As the window"): "", **SURROUNDS}.items():
            words = tr("Around the photo: {tone}").format(tone=tr(name).lower())
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(self._surround == color)
            action.setData(color)
        menu.triggered.connect(self._choose_surround)
        menu.popup(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Invite files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.empty.invite(inviting=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """No longer."""
        self.empty.invite(inviting=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take files and folders."""
        self.empty.invite(inviting=False)
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.pathsDropped.emit([Path(url.toLocalFile()) for url in urls])

    # --- layout -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.view)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.tasks)
        middle.addWidget(self.pages, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.histogram)
        right.addWidget(self.panel, 1)
        right.addWidget(self.batch_panel, 1)
        middle.addLayout(right)
        self.batch_panel.hide()
        self._show_histogram()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addLayout(middle, 1)
        layout.addWidget(self.batch_line)
        layout.addWidget(self.strip)

    @Slot(object)
    def _choose_surround(self, action: object) -> None:
        self._surround = action.data()  # type: ignore[attr-defined]
        self._show_surround()

    def _show_surround(self) -> None:
        if self._colors is not None:
            self.view.surround = QColor(self._surround or self._colors.canvas)
            self.view.accent = QColor(self._colors.accent)
            self.view.update()

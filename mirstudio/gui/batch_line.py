"""One line about the batch, over the filmstrip: how far it is, and how long it will take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from mirstudio.gui.batch_words import batch_line
from mirstudio.gui.icons import icon
from mirstudio.gui.tool_button import tool_button
from mirstudio.gui.translate import tr

if TYPE_CHECKING:
    from mirstudio.jobs.ledger import BatchProgress

HEIGHT = 36
BAR = 220
SIDE = 18
STEPS = 1000


class BatchLine(QWidget):
    """Says what the user wants; shows what it is told."""

    pauseWanted = Signal()
    listWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._paused = False
        self.words = QLabel()
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, STEPS)
        self.bar.setFixedWidth(BAR)
        self.bar.setAccessibleName(tr("Progress of the batch"))
        self.pause_button = tool_button("pause", tr("Pause the batch"), SIDE)
        self.list_button = tool_button("layers", tr("The batch as a list  (Ctrl+B)"), SIDE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 14, 0)
        layout.setSpacing(10)
        layout.addWidget(self.list_button)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.bar)
        layout.addWidget(self.pause_button)
        self.pause_button.clicked.connect(self.pauseWanted)
        self.list_button.clicked.connect(self.listWanted)
        self.hide()

    @Slot(object)
    def show_progress(self, progress: BatchProgress) -> None:
        """Words and a bar."""
        self.words.setText(batch_line(progress, paused=self._paused))
        self.bar.setValue(round(progress.fraction * STEPS))

    @Slot(bool, bool)
    def show_running(self, running: bool, paused: bool) -> None:
        """Seen while the batch runs or is paused."""
        self._paused = paused
        self.setVisible(running)
        self.tint()
        words = tr("Go on with the batch") if paused else tr("Pause the batch")
        self.pause_button.setToolTip(words)
        self.pause_button.setAccessibleName(words)
        if running and not self.words.text():
            self.words.setText(tr("The batch begins…"))
        if not running:
            self.words.clear()

    def tint(self) -> None:
        """Take the icons of a theme that has just changed."""
        self.pause_button.setIcon(icon("play" if self._paused else "pause", SIDE))
        self.list_button.setIcon(icon("layers", SIDE))

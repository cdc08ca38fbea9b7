"""The histogram: tones of the result, the original's as a line, and what is clipped."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mirstudio.gui.compared import Compared
from mirstudio.gui.translate import tr

if TYPE_CHECKING:
    from mirstudio.gui.levels import Levels

HEIGHT = 132
WORDS = 24
"""Height of the line below, device-independent pixels."""
PAUSE = 120
"""Milliseconds without a change before tones are counted again."""
SLICE = 0.004
"""Seconds of counting before the window has its turn."""
CHANNELS = (QColor(112, 30, 26), QColor(28, 96, 34), QColor(26, 42, 122))
"""Of red, green and blue; where all three lie over each other they add up to a calm grey."""


class Histogram(QWidget):
    """Counts while nothing else is to be done, and only while it is seen."""

    clippingWanted = Signal()
    """A click: colour what is clipped, or no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(tr("Histogram"))
        self.setToolTip(
            tr(
                "Tones of the result; the line is the original.\n"
                "A click colours what is clipped  (J)"
            )
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._black, self._white = QLabel(), QLabel()
        words = QHBoxLayout()
        for label in (self._black, self._white):
            label.setObjectName("quiet")
            words.addWidget(label)
        words.insertStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 8)
        layout.addStretch()
        layout.addLayout(words)
        self._shown: Compared | None = None
        self._levels: list[Levels] = []
        self._counting: Iterator[Levels | None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._count)

    def look_at(self, shown: Compared | None) -> None:
        """Count again, soon, what has changed."""
        self._shown = shown
        if self.isVisible():
            self._counting = None
            self._timer.start(PAUSE)

    def showEvent(self, event: object) -> None:
        """Count what was not counted while nobody looked."""
        self.look_at(self._shown)

    @property
    def levels(self) -> list[Levels]:
        """Of the original and, where there is a whole one, of the result."""
        return self._levels

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Switch the warnings."""
        self.clippingWanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tones from dark to light."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = QRect(14, 12, self.width() - 28, self.height() - WORDS - 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(24, 24, 24))
        painter.drawRoundedRect(plot, 4, 4)
        if self._levels:
            inner = plot.adjusted(4, 6, -4, -1)
            curves = [_heights(levels) for levels in self._levels]
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
            for tone, heights in zip(CHANNELS, curves[-1], strict=True):
                painter.setBrush(tone)
                painter.drawPolygon(_curve(heights, inner, closed=True))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            if len(curves) > 1:
                painter.setPen(QPen(QColor(235, 235, 235, 190), 1))
                painter.drawPolyline(_curve(curves[0].mean(axis=0), inner, closed=False))
        painter.end()

    @Slot()
    def _count(self) -> None:
        from mirstudio.gui.levels import count_levels

        shown = self._shown
        if shown is None:
            self._show([])
            return
        if self._counting is None:
            self._found: list[Levels] = []
            whole = shown.after if shown.arrived is None else None
            pictures = [one for one in (shown.before, whole) if one is not None]
            self._counting = (step for one in pictures for step in count_levels(one.source))
        end = time.perf_counter() + SLICE
        while time.perf_counter() < end:
            try:
                levels = next(self._counting)
            except StopIteration:
                self._counting = None
                self._show(self._found)
                return
            if levels is not None:
                self._found.append(levels)
        self._timer.start(0)

    def _show(self, levels: list[Levels]) -> None:
        self._levels = levels
        last = levels[-1] if levels else None
        self._black.setText(
            tr("{share:.1f} % black").format(share=100 * last.black) if last else ""
        )
        self._white.setText(
            tr("{share:.1f} % white").format(share=100 * last.white) if last else ""
        )
        self.update()


def _heights(levels: Levels) -> NDArray[np.float64]:
    """Heights of 0–1 for each channel; clipped tones, often a spike, do not set the scale."""
    counts = levels.counts.astype(np.float64)
    smooth = np.stack([np.convolve(one, (0.25, 0.5, 0.25), "same") for one in counts])
    return np.sqrt(np.minimum(smooth / max(smooth[:, 2:-2].max(), 1.0), 1))


def _curve(heights: NDArray[np.float64], plot: QRect, *, closed: bool) -> QPolygonF:
    box = QRectF(plot)
    step = box.width() / (len(heights) - 1)
    points = [
        QPointF(box.left() + tone * step, box.bottom() - share * box.height())
        for tone, share in enumerate(heights)
    ]
    if closed:
        points = [box.bottomLeft(), *points, box.bottomRight()]
    return QPolygonF(points)

"""Lies over the photo and colours where the result disagrees with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mirstudio.gui.compare_paint import draw_label, photo_in
from mirstudio.gui.translate import tr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mirstudio.gui.compare_view import CompareView

LEAST, MOST = 3.0, 20.0
"""8-bit levels at which the colour begins, and at which it is full: amber first, then red."""
AMBER, RED = (224, 165, 72), (214, 48, 36)
DENSEST = 0.75


class DoubtLayer(QWidget):
    """Takes no mouse of its own."""

    def __init__(self, view: CompareView) -> None:
        super().__init__(view)
        self._view = view
        self._colours: QImage | None = None
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Where the result disagrees with the photo"))
        view.installEventFilter(self)
        view.viewChanged.connect(self.update)
        self.hide()

    def show_doubts(self, levels: NDArray[np.float32] | None, words: str) -> None:
        """Show levels, H, W over the whole photo, and a line of words; empty words hide it."""
        self._colours = None if levels is None else coloured(levels)
        self._words = words
        self.setAccessibleDescription(words)
        self.setGeometry(self._view.rect())
        self.setVisible(bool(words))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the view."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._view.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the colours over each pane, and the words into the last one's corner."""
        if self._view.shown is None:
            return
        painter = QPainter(self)
        ratio, viewport = self.devicePixelRatioF(), self._view.viewport
        painter.scale(1 / ratio, 1 / ratio)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for pane in self._view.panes():
            part = photo_in(pane, viewport)
            seen = part.translated(pane.left, pane.top)
            if self._colours is not None and not part.isEmpty():
                across = self._colours.width() / viewport.scene_width
                down = self._colours.height() / viewport.scene_height
                left, top = viewport.to_scene(part.left(), part.top())
                width, height = part.width() / viewport.zoom, part.height() / viewport.zoom
                source = QRectF(left * across, top * down, width * across, height * down)
                painter.drawImage(QRectF(seen), self._colours, source)
            draw_label(painter, self._words, seen, ratio, right=True, low=True)
        painter.end()


def coloured(levels: NDArray[np.float32]) -> QImage:
    """Return an image: transparent, then amber, then red."""
    share = np.clip((levels - LEAST) / (MOST - LEAST), 0, 1)[..., None]
    tone = (1 - share) * np.array(AMBER[::-1]) + share * np.array(RED[::-1])
    # Soon seen at all, then denser slowly.
    cover = DENSEST * np.sqrt(share)
    pixels = np.concatenate([tone * cover, 255 * cover], axis=2)
    pixels = np.ascontiguousarray((pixels + 0.5).astype(np.uint8))
    height, width = levels.shape
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
    # The image does not own its memory.
    return image.copy()

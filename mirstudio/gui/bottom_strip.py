"""The bottom strip: the photos at hand, and in words what is going on."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mirstudio.gui.filmstrip import Filmstrip
from mirstudio.gui.icons import icon, tinted
from mirstudio.gui.short_label import ShortLabel
from mirstudio.gui.translate import tr

LOW, HIGH = 44, 92
"""Height without and with a filmstrip."""
STATUS = 380
"""Width of the status, beside a filmstrip."""
STEPS = 1000


class BottomStrip(QWidget):
    """Shows what it is told; failures are a sentence here, never a dialog."""

    cancelWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.filmstrip = Filmstrip()
        self.caption = ShortLabel()
        self.caption.setObjectName("quiet")
        self._icon = QLabel()
        self._icon.setFixedSize(16, 16)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel_button = QToolButton()
        self.cancel_button.setIcon(icon("x"))
        self.cancel_button.setIconSize(QSize(16, 16))
        self.cancel_button.setToolTip(tr("Cancel  (Esc)"))
        self.cancel_button.setAccessibleName(tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancelWanted)
        self._lay_out()
        self.show_files(0)
        self.show_caption("")
        self.show_message("")

    def show_files(self, count: int) -> None:
        """Make room for a filmstrip where there are several photos."""
        several = count > 1
        self.filmstrip.setVisible(several)
        self.setFixedHeight(HIGH if several else LOW)

    def show_caption(self, text: str) -> None:
        """A quiet remark about the photo, such as where the sample comes from."""
        self.caption.show_words(text)
        self.caption.setVisible(bool(text))

    @Slot(str, float)
    def show_progress(self, text: str, share: float) -> None:
        """Words and a bar; `share` below 0 means that nobody knows."""
        self._say(text, "", "")
        self.bar.setRange(0, STEPS if share >= 0 else 0)
        self.bar.setValue(round(share * STEPS))
        self.bar.show()
        self.cancel_button.show()

    @Slot(str)
    def show_message(self, text: str) -> None:
        """Something went well or ended."""
        self._say(text, "quiet", "")

    @Slot(str)
    def show_error(self, text: str) -> None:
        """Something went wrong: what, and what to do."""
        self._say(text, "error", "circle-alert")

    def tint(self) -> None:
        """Take the icons of a theme that has just changed."""
        self.cancel_button.setIcon(icon("x"))

    def _say(self, text: str, kind: str, picture: str) -> None:
        self.bar.hide()
        self.cancel_button.hide()
        self.words.setText(text)
        self.words.setToolTip(text)
        if self.words.objectName() != kind:
            self.words.setObjectName(kind)
            self.words.style().unpolish(self.words)
            self.words.style().polish(self.words)
        self._icon.setVisible(bool(picture))
        if picture:
            tone = self.words.palette().windowText().color().name()
            self._icon.setPixmap(tinted(picture, tone, 16, self.devicePixelRatioF()))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._icon)
        line.addWidget(self.words, 1)
        text = QVBoxLayout()
        text.setSpacing(6)
        text.addStretch()
        text.addLayout(line)
        text.addWidget(self.bar)
        text.addStretch()
        status = QWidget()
        status.setFixedWidth(STATUS)
        row = QHBoxLayout(status)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(text, 1)
        row.addWidget(self.cancel_button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 14, 0)
        layout.setSpacing(16)
        layout.addWidget(self.filmstrip, 1)
        layout.addWidget(self.caption, 1)
        layout.addStretch()
        layout.addWidget(status)

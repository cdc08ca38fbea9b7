"""What is seen before a photo is open: a large quiet place to drop one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from mirstudio.gui.icons import tinted
from mirstudio.gui.translate import tr

MARGIN = 48


class EmptyState(QWidget):
    """A drop target with Open and the sample photo."""

    openWanted = Signal()
    sampleWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line = QColor("#464646")
        self.accent = QColor("#e0a548")
        self._inviting = False
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = QLabel(tr("Drop photos or a folder"))
        title.setObjectName("emptyTitle")
        kinds = QLabel(tr("JPEG, PNG, TIFF, WebP, AVIF and more · nothing leaves this machine"))
        kinds.setObjectName("quiet")
        self.open_button = QPushButton(tr("Open…"))
        self.open_button.setObjectName("main")
        self.open_button.setMinimumWidth(160)
        self.sample_button = QPushButton(tr("Try the sample photo"))
        self.sample_button.setObjectName("link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, MARGIN, 0)
        layout.setSpacing(0)
        layout.addStretch()
        for label in (title, kinds):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget, below in (
            (self._picture, 20),
            (title, 8),
            (kinds, 28),
            (self.open_button, 16),
            (self.sample_button, 0),
        ):
            layout.addWidget(widget)
            layout.addSpacing(below)
        layout.addStretch()
        for button in (self.open_button, self.sample_button):
            layout.setAlignment(button, Qt.AlignmentFlag.AlignHCenter)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.open_button.clicked.connect(self.openWanted)
        self.sample_button.clicked.connect(self.sampleWanted)

    def invite(self, *, inviting: bool) -> None:
        """Show that what is held over the window may be dropped."""
        self._inviting = inviting
        self.update()

    def set_tones(self, picture: str, line: str, accent: str) -> None:
        """Take the tones of a theme."""
        self.line, self.accent = QColor(line), QColor(accent)
        self._picture.setPixmap(tinted("image-up", picture, 44, self.devicePixelRatioF()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The outline of the drop target."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.accent if self._inviting else self.line, 2 if self._inviting else 1.5)
        pen.setDashPattern([6, 5])
        painter.setPen(pen)
        width, height = min(self.width() - 64, 720), min(self.height() - 64, 440)
        target = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        painter.drawRoundedRect(target, 16, 16)
        painter.end()

"""All fitting models on one part of the photo, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mirstudio.gui.form import buttons_row, lay_out_dialog, quiet
from mirstudio.gui.translate import tr
from mirstudio.gui.try_out_work import Tried
from mirstudio.gui.words import chooser_title, duration
from mirstudio.progress import Progress
from mirstudio.restoration.library import Card

PICTURE = 264
"""Side of a picture, device-independent pixels."""
COLUMNS = 3


class Trial(QWidget):
    """A picture, what it is, and a button to take it."""

    wanted = Signal(object)
    """The `Card`."""

    def __init__(self, card: Card | None, parent: QWidget | None = None) -> None:
        """`card`: None for the original."""
        super().__init__(parent)
        self._card = card
        self.picture = QLabel()
        self.picture.setFixedSize(PICTURE, PICTURE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setObjectName("canvas")
        self.title = QLabel(chooser_title(card) if card else tr("As it is"))
        self.picture.setAccessibleName(self.title.text())
        self.words = quiet(tr("Waiting") if card else "", wraps=True)
        self.use_button = QPushButton(tr("Use this model"))
        self.use_button.setEnabled(False)
        self.use_button.setVisible(card is not None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.picture, self.title, self.words, self.use_button):
            layout.addWidget(widget)
        layout.addStretch()
        self.use_button.clicked.connect(self._want)

    def show_tried(self, tried: Tried) -> None:
        """Show what came out, at the same size as the others whatever the model's scale."""
        if tried.image is not None:
            self.picture.setPixmap(_fitted(tried.image, self.devicePixelRatioF()))
            self.use_button.setEnabled(True)
        self.words.setText(tried.problem or (duration(tried.seconds) if tried.card else ""))

    @Slot()
    def _want(self) -> None:
        self.wanted.emit(self._card)


class TryOut(QDialog):
    """Shows results as they come."""

    modelWanted = Signal(object)
    """The `Card` to go on with."""

    def __init__(self, cards: Sequence[Card], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Try models"))
        self.trials: list[Trial] = [Trial(card) for card in (None, *cards)]
        grid = QGridLayout()
        grid.setSpacing(16)
        for number, trial in enumerate(self.trials):
            grid.addWidget(trial, number // COLUMNS, number % COLUMNS)
            trial.wanted.connect(self._use)
        inside = QWidget()
        inside.setLayout(grid)
        scroll = QScrollArea()
        scroll.setObjectName("panelScroll")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setMinimumSize(inside.sizeHint().width() + 24, min(inside.sizeHint().height(), 560))
        self.problem = quiet(wraps=True)
        close = QPushButton(tr("Close"))
        close.setDefault(True)
        lay_out_dialog(
            self,
            tr("Try models"),
            quiet(tr("The same part of the photo, restored by each model that fits.")),
            scroll,
            self.problem,
            buttons_row(close),
        )
        self.problem.hide()
        close.clicked.connect(self.reject)

    @Slot(object)
    def show_progress(self, progress: Progress) -> None:
        """Show a picture that is ready, or whose turn it is."""
        if isinstance(progress, Tried):
            self.trials[progress.done].show_tried(progress)
        elif progress.unit == "model":
            self.trials[progress.done + 1].words.setText(tr("Running…"))

    @Slot(str)
    def show_problem(self, words: str) -> None:
        """Say what went wrong with all of them."""
        self.problem.setText(words)
        self.problem.show()

    @Slot(object)
    def _use(self, card: Card) -> None:
        self.modelWanted.emit(card)
        self.accept()


def _fitted(image: QImage, ratio: float) -> QPixmap:
    side = round(PICTURE * ratio)
    scaled = image.scaled(
        side,
        side,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    pixmap = QPixmap.fromImage(scaled)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap

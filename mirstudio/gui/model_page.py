"""The card of a model as a page: what it does, what it gains, how long it takes here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from mirstudio.gui.form import quiet, section
from mirstudio.gui.phrases import told
from mirstudio.gui.translate import tr
from mirstudio.gui.words import TASKS, licence_words, measured, model_title, take_about
from mirstudio.restoration.library import Card
from mirstudio.restoration.speeds import Speed

LARGE = 24
"""Megapixels of the restored photo whose time is told."""
ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ModelPage(QScrollArea):
    """Shows what it is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panelScroll")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Card of the model"))

    def show_card(self, card: Card, speeds: Sequence[Speed]) -> None:
        """Make the page anew."""
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(20, 4, 16, 12)
        layout.setSpacing(8)
        title = QLabel(model_title(card))
        title.setObjectName("dialogTitle")
        layout.addWidget(title)
        layout.addWidget(quiet(kind_words(card), wraps=True))
        badge = QLabel(licence_words(card))
        badge.setObjectName("quiet" if card.commercial else "badge")
        layout.addWidget(badge, 0, Qt.AlignmentFlag.AlignLeft)
        if card.summary:
            layout.addSpacing(4)
            layout.addWidget(_wrapped(told(card.summary)))
        if gains := measured(card.metrics):
            _add_section(layout, tr("Measured"))
            layout.addLayout(_table([gain_row(*one) for one in gains]))
            layout.addWidget(quiet(tr("PSNR; what was gained over the photo as it was.")))
        _add_section(layout, tr("On this machine"))
        if speeds:
            layout.addLayout(_table([speed_row(one) for one in speeds]))
        else:
            layout.addWidget(quiet(tr("Not measured yet.")))
        for name, lines in (
            (tr("Known failures"), card.known_failures),
            (tr("Trained on"), card.data),
        ):
            if lines:
                _add_section(layout, name)
                for line in lines:
                    layout.addWidget(_wrapped(line))
        layout.addStretch()
        self.setWidget(page)


def kind_words(card: Card) -> str:
    """What a model is, such as "Denoise · mirnetv2 · 3.1 million parameters"."""
    parts = [tr(TASKS[card.task][0]) if card.task else tr("no task")]
    if card.scale > 1:
        parts[0] += f" ×{card.scale}"
    if card.architecture:
        parts.append(card.architecture)
    if card.parameters:
        parts.append(tr("{millions:.1f} million parameters").format(millions=card.parameters / 1e6))
    parts.append(tr("came with the program") if card.shipped else tr("imported"))
    return " · ".join(parts)


def gain_row(name: str, psnr: float, taken: float | None) -> tuple[str, ...]:
    """A benchmark as the cells of a row."""
    if taken is None:
        return name, "", f"{psnr:.1f} dB"
    return name, f"{psnr - taken:+.1f} dB", f"{taken:.1f} → {psnr:.1f} dB"


def speed_row(speed: Speed) -> tuple[str, ...]:
    """A measured time as the cells of a row."""
    where = f"{speed.device.upper()}, {speed.precision}"
    if speed.automatic:
        where = tr("{device} (automatic)").format(device=where)
    large = tr("{time} for {megapixels} MP").format(
        time=take_about(speed.seconds_per_mp * LARGE), megapixels=LARGE
    )
    return where, large, f"{speed.seconds_per_mp:.3g} s/MP · {speed.peak_memory / 1e9:.1f} GB"


def _add_section(layout: QVBoxLayout, words: str) -> None:
    layout.addSpacing(12)
    layout.addWidget(section(words))


def _wrapped(words: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _table(rows: Sequence[Sequence[str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(4)
    grid.setHorizontalSpacing(16)
    grid.setColumnStretch(0, 1)
    for number, cells in enumerate(rows):
        for column, words in enumerate(cells):
            label = quiet(words) if column == len(cells) - 1 else QLabel(words)
            if column:
                label.setAlignment(ALIGN_RIGHT)
            grid.addWidget(label, number, column)
    return grid

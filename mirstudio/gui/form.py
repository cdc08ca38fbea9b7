"""How dialogs are laid out: a title, fields with their names, buttons at the bottom."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

AROUND = 220
"""Height of what a dialog has above and below its fields: frame, heading, buttons."""
SCROLL_BAR = 12


def make_form(rows: Iterable[tuple[str, QWidget | QLayout]]) -> QGridLayout:
    """Fields under each other with their names on the left; a name is read out with its field."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(1, 1)
    for row, (words, field) in enumerate(rows):
        if isinstance(field, QLayout):
            grid.addLayout(field, row, 1)
        else:
            grid.addWidget(field, row, 1)
            if words and not field.accessibleName():
                field.setAccessibleName(words)
        if words:
            # A nameless label would leave a gap where its field is hidden.
            grid.addWidget(quiet(words), row, 0)
    return grid


def in_row(*fields: QWidget, first_wide: bool = True) -> QHBoxLayout:
    """Fields beside each other; the first takes what room there is."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for number, field in enumerate(fields):
        row.addWidget(field, 1 if first_wide and number == 0 else 0)
    return row


def buttons_row(*buttons: QPushButton, left: Iterable[QPushButton] = ()) -> QHBoxLayout:
    """Buttons at the right; those of `left` at the left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in left:
        row.addWidget(button)
    row.addStretch()
    for button in buttons:
        row.addWidget(button)
    return row


def lay_out_dialog(dialog: QDialog, title: str, *parts: QWidget | QLayout) -> QLabel:
    """Put a heading and parts under each other, the buttons last; return the heading.

    What lies between scrolls where the screen is too low for it, as a small one at 200 % is.
    """
    heading = QLabel(title)
    heading.setObjectName("dialogTitle")
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 20)
    layout.setSpacing(16)
    layout.addWidget(heading)
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    *between, buttons = parts
    for part in between:
        _add(column, part)
    layout.addWidget(fitted(inside, dialog), 1)
    _add(layout, buttons)
    return heading


def _add(layout: QVBoxLayout, part: QWidget | QLayout) -> None:
    if isinstance(part, QLayout):
        layout.addLayout(part)
    else:
        layout.addWidget(part)


def fitted(inside: QWidget, dialog: QDialog) -> QWidget:
    """Return `inside` as it is, or scrolling where the screen of `dialog` is too low for it."""
    room = dialog.screen().availableGeometry().height() - AROUND
    if inside.sizeHint().height() <= room:
        return inside
    scroll = QScrollArea()
    scroll.setObjectName("panelScroll")
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setMinimumWidth(inside.sizeHint().width() + SCROLL_BAR)
    scroll.setWidget(inside)
    return scroll


def quiet(words: str = "", *, wraps: bool = False) -> QLabel:
    """Secondary text."""
    label = QLabel(words)
    label.setObjectName("quiet")
    label.setWordWrap(wraps)
    return label


def section(words: str) -> QLabel:
    """The name of a group."""
    label = QLabel(words.upper())
    label.setObjectName("section")
    return label


def show_as(label: QLabel, name: str) -> None:
    """Dress a label as the style sheet's `#name`, such as "quiet" or "error"."""
    if label.objectName() != name:
        label.setObjectName(name)
        label.style().unpolish(label)
        label.style().polish(label)

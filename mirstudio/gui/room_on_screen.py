"""How large a window may open: never beyond the screen it stands on."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(0, 40)
"""What the window manager may put around it."""


def open_at(window: QWidget, wished: QSize) -> None:
    """Give a window its first size: as wished, or what its screen has room for."""
    window.resize(wished.boundedTo(window.screen().availableSize() - FRAME))

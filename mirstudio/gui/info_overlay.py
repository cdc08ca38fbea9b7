"""A quiet table over the corner of the photo: camera, exposure, size, colours."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from mirstudio.gui.photo_facts import Facts

INSET = 16


class InfoOverlay(QFrame):
    """Lies over the lower left corner of its parent; takes no mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("overlay")
        self.setAccessibleName("About the photo")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 10, 14, 10)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._wanted = False
        parent.installEventFilter(self)
        self.hide()

    def show_facts(self, facts: Facts) -> None:
        """Tell of another photo."""
        while (item := self._grid.takeAt(0)) is not None:
            if (label := item.widget()) is not None:
                label.deleteLater()
        for row, (name, value) in enumerate(facts.rows()):
            for column, words in enumerate((name, value)):
                label = QLabel(words)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setObjectName("overlayName" if column == 0 else "overlayValue")
                self._grid.addWidget(label, row, column)
        self.setAccessibleDescription(", ".join(f"{a}: {b}" for a, b in facts.rows()))
        self._show(wanted=self._wanted)

    def toggle(self) -> bool:
        """Show it, or put it away; return whether it is shown now."""
        self._show(wanted=not self._wanted)
        return self._wanted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _show(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self.setVisible(wanted and self._grid.count() > 0)
        self._place()

    def _place(self) -> None:
        self.adjustSize()
        self.move(INSET, self._room.height() - self.height() - INSET)
        self.raise_()

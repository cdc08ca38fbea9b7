"""A row to choose among things with a name, to keep the present one, and to forget one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QPushButton, QWidget

from mirstudio.gui.choice import Choice
from mirstudio.gui.named_store import NamedStore
from mirstudio.gui.translate import tr


class PresetRow(QWidget):
    """Knows names only."""

    chosen = Signal(str)
    """Name of what is to be shown."""
    saveWanted = Signal(str)
    """Name under which the present state is to be kept."""

    def __init__(self, store: NamedStore, first: str, parent: QWidget | None = None) -> None:
        """`first`: what is said while none is chosen."""
        super().__init__(parent)
        self._store, self._first = store, first
        self.choice = Choice()
        self.choice.setAccessibleName(tr("Preset"))
        self.save_button = QPushButton(tr("Save as…"))
        self.remove_button = QPushButton(tr("Remove"))
        self.asking: QInputDialog | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.choice, 1)
        layout.addWidget(self.save_button)
        layout.addWidget(self.remove_button)
        self.choice.activated.connect(self._choose)
        self.save_button.clicked.connect(self._ask)
        self.remove_button.clicked.connect(self._remove)
        self.show_names()

    def show_names(self, name: str = "") -> None:
        """List what there is, with `name` chosen."""
        self.choice.clear()
        self.choice.addItem(self._first, "")
        for one in self._store.names():
            self.choice.addItem(one, one)
        self.choice.setCurrentIndex(max(self.choice.findData(name), 0))
        self.remove_button.setEnabled(self.choice.currentIndex() > 0)

    @Slot()
    def _choose(self) -> None:
        self.remove_button.setEnabled(self.choice.currentIndex() > 0)
        if name := self.choice.currentData():
            self.chosen.emit(name)

    @Slot()
    def _ask(self) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(tr("Save a preset"))
        dialog.setLabelText(tr("Name"))
        dialog.setTextValue(self.choice.currentData() or "")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(self._save)
        self.asking = dialog
        dialog.open()

    @Slot(str)
    def _save(self, name: str) -> None:
        if name.strip():
            self.saveWanted.emit(name.strip())
            self.show_names(name.strip())

    @Slot()
    def _remove(self) -> None:
        self._store.remove(self.choice.currentData())
        self.show_names()

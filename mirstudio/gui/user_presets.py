"""Settings that the user gave a name and perhaps a key: model and sliders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QKeySequenceEdit,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)

from mirstudio.gui.edits.edit import Edit, from_json, to_json
from mirstudio.gui.form import buttons_row, lay_out_dialog, make_form, quiet
from mirstudio.gui.icons import icon
from mirstudio.gui.named_store import NamedStore
from mirstudio.gui.translate import tr

STORE = "presets"


@dataclass(frozen=True)
class UserPreset:
    """Settings with a name."""

    name: str
    edit: Edit
    keys: str = ""
    """As `QKeySequence` reads them; empty: none."""


def read_presets(store: NamedStore) -> list[UserPreset]:
    """All presets, by name."""
    found: list[UserPreset] = []
    for name in store.names():
        table = store.get(name) or {}
        found.append(
            UserPreset(name, from_json(str(table.get("edit"))), str(table.get("keys", "")))
        )
    return found


def keep_preset(store: NamedStore, preset: UserPreset) -> None:
    """Keep a preset in place of one of the same name."""
    table: dict[str, Any] = {"edit": to_json(preset.edit), "keys": preset.keys}
    store.put(preset.name, table)


class PresetButton(QPushButton):
    """A menu of the presets."""

    presetWanted = Signal(object)
    """A `UserPreset`."""
    saveWanted = Signal()
    removeWanted = Signal(str)
    """Name of a preset."""

    def __init__(self, store: NamedStore, parent: QWidget | None = None) -> None:
        super().__init__("  " + tr("Presets"), parent)
        self.setObjectName("task")
        self.setIconSize(QSize(20, 20))
        self.setToolTip(tr("Settings of your own"))
        self.store = store
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.tint()

    def tint(self) -> None:
        """Take the icon of a theme that has just changed."""
        self.setIcon(icon("list-plus"))

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        presets = read_presets(self.store)
        for preset in presets:
            action = self._menu.addAction(f"{preset.name}\t{preset.keys}")
            action.setData(preset)
            action.triggered.connect(self._use)
        self._menu.addSeparator()
        self._menu.addAction(tr("Save these settings…"), self.saveWanted.emit)
        if presets:
            removing = self._menu.addMenu(tr("Remove"))
            for preset in presets:
                action = removing.addAction(preset.name)
                action.setData(preset)
                action.triggered.connect(self._remove)

    @Slot()
    def _use(self) -> None:
        self.presetWanted.emit(self.sender().data())  # type: ignore[attr-defined]

    @Slot()
    def _remove(self) -> None:
        self.removeWanted.emit(self.sender().data().name)  # type: ignore[attr-defined]


class PresetDialog(QDialog):
    """Asks for a name and a key."""

    def __init__(self, edit: Edit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Save a preset"))
        self.setMinimumWidth(400)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._edit = edit
        self.name = QLineEdit()
        self.keys = QKeySequenceEdit()
        self.keys.setMaximumSequenceLength(1)
        self.save_button = QPushButton(tr("Save"))
        self.save_button.setObjectName("main")
        self.save_button.setDefault(True)
        self.save_button.setEnabled(False)
        cancel = QPushButton(tr("Cancel"))
        lay_out_dialog(
            self,
            tr("Save a preset"),
            quiet(tr("The model and all sliders of the open photo.")),
            make_form(((tr("Name"), self.name), (tr("Key"), self.keys))),
            buttons_row(cancel, self.save_button),
        )
        self.name.textChanged.connect(self._check)
        self.save_button.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)

    def preset(self) -> UserPreset:
        """What was chosen."""
        keys = self.keys.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        return UserPreset(self.name.text().strip(), self._edit, keys)

    @Slot()
    def _check(self) -> None:
        self.save_button.setEnabled(bool(self.name.text().strip()))

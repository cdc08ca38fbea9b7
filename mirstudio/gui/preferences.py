"""What is chosen once and for all: where networks run, what is kept on disk, how it looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from mirstudio.gui.choice import choice_of
from mirstudio.gui.device_work import DeviceFacts
from mirstudio.gui.form import buttons_row, in_row, lay_out_dialog, make_form, quiet, section
from mirstudio.gui.language import LANGUAGES
from mirstudio.gui.translate import marked, tr
from mirstudio.settings import Settings

AUTO = "auto"
PRECISIONS = {
    AUTO: marked("Automatic: the fastest that passes its self-test"),
    "fp32": marked("fp32, 32-bit floats"),
    "bf16": marked("bf16, short floats"),
    "fp16": marked("fp16, half floats"),
}
TILES = {0: marked("Automatic, by the memory that is free")} | {
    side: str(side) for side in (128, 192, 256, 384, 512, 768, 1024)
}
THEMES = {"dark": marked("Dark window"), "light": marked("Light window")}
AUTOMATIC = marked("Automatic: the fastest that is sound")
SYSTEM = marked("The system's, else sRGB")


class Preferences(QDialog):
    """Asks; keeps nothing itself."""

    def __init__(
        self,
        settings: Settings,
        kept: int,
        clear: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        """`kept`: bytes of results on disk; `clear` throws them away."""
        super().__init__(parent)
        self.setWindowTitle(tr("Preferences"))
        self.setMinimumWidth(560)
        self._settings, self._clear = settings, clear
        self._devices: Sequence[DeviceFacts] = ()
        self.device = choice_of([(AUTO, AUTOMATIC)])
        if settings.device != AUTO:
            self.device.addItem(settings.device, settings.device)
        self.device.setCurrentIndex(self.device.count() - 1)
        self.tests = quiet(tr("Looking for devices…"), wraps=True)
        self.precision = choice_of(PRECISIONS.items(), settings.precision)
        self.tile = choice_of(TILES.items(), settings.tile)
        self.eager = QCheckBox(tr("Restore photos as soon as they are opened"))
        self.eager.setChecked(settings.restore_on_opening)
        self.folder = QLineEdit(settings.cache_folder)
        self.folder.setPlaceholderText(tr("The usual place"))
        self.folder.setAccessibleName(tr("Folder for restored photos"))
        self.choose_folder = QPushButton(tr("Choose…"))
        self.room = _gigabytes(settings.cache_gigabytes)
        self.tile_room = _gigabytes(settings.tile_cache_gigabytes)
        self.kept = quiet(kept_words(kept))
        self.clear_button = QPushButton(tr("Clear"))
        self.clear_button.setEnabled(kept > 0)
        self.profile = QLineEdit(settings.monitor_profile)
        self.profile.setPlaceholderText(tr(SYSTEM))
        self.profile.setAccessibleName(tr("Monitor profile"))
        self.choose_profile = QPushButton(tr("Choose…"))
        self.theme = choice_of(THEMES.items(), settings.theme)
        self.language = choice_of(LANGUAGES.items(), settings.language)
        self.language_hint = quiet(tr("Another language is spoken from the next start on."))
        self.language_hint.hide()
        self.save_button = QPushButton(tr("Save"))
        self.save_button.setObjectName("main")
        self.save_button.setDefault(True)
        self.cancel_button = QPushButton(tr("Cancel"))
        self._lay_out()
        self.device.currentIndexChanged.connect(self._show_tests)
        self.choose_folder.clicked.connect(self._ask_for_folder)
        self.choose_profile.clicked.connect(self._ask_for_profile)
        self.clear_button.clicked.connect(self._throw_away)
        self.language.currentIndexChanged.connect(self._show_language)
        self.save_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)

    def wished(self) -> Settings:
        """The settings as chosen."""
        return replace(
            self._settings,
            device=self.device.currentData(),
            precision=self.precision.currentData(),
            tile=self.tile.currentData(),
            restore_on_opening=self.eager.isChecked(),
            cache_folder=self.folder.text().strip(),
            cache_gigabytes=self.room.value(),
            tile_cache_gigabytes=self.tile_room.value(),
            monitor_profile=self.profile.text().strip(),
            theme=self.theme.currentData(),
            language=self.language.currentData(),
        )

    @Slot(list)
    def show_devices(self, devices: Sequence[DeviceFacts]) -> None:
        """List what was found, by name; never a number to type."""
        chosen = self.device.currentData()
        self._devices = devices
        self.device.clear()
        self.device.addItem(tr(AUTOMATIC), AUTO)
        for one in devices:
            self.device.addItem(one.title, one.kind)
        if self.device.findData(chosen) < 0:
            self.device.addItem(tr("{device} (not there)").format(device=chosen), chosen)
        self.device.setCurrentIndex(self.device.findData(chosen))
        self._show_tests()

    @Slot(str)
    def show_problem(self, words: str) -> None:
        """Say why devices could not be looked for."""
        self.tests.setText(words)

    @Slot()
    def _show_tests(self) -> None:
        if not self._devices:
            return
        chosen = self.device.currentData()
        shown = [one for one in self._devices if chosen in (AUTO, one.kind)]
        lines = [
            line if line.startswith(one.title.partition(" · ")[0]) else f"{one.kind}: {line}"
            for one in shown
            for line in one.tests
        ]
        self.tests.setText("\n".join(lines) or tr("This device is not there now."))

    @Slot()
    def _show_language(self) -> None:
        other = self.language.currentData() != self._settings.language
        self.language_hint.setVisible(other)

    @Slot()
    def _ask_for_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Keep results in"), self.folder.text())
        if folder:
            self.folder.setText(folder)

    @Slot()
    def _ask_for_profile(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            tr("The monitor's profile"),
            str(Path(self.profile.text()).parent),
            tr("Profiles (*.icc *.icm)"),
        )
        if name:
            self.profile.setText(name)

    @Slot()
    def _throw_away(self) -> None:
        self._clear()
        self.kept.setText(kept_words(0))
        self.clear_button.setEnabled(False)

    def _lay_out(self) -> None:
        computing = make_form(
            (
                (tr("Device"), self.device),
                ("", self.tests),
                (tr("Precision"), self.precision),
                (tr("Tile"), self.tile),
                ("", self.eager),
            )
        )
        disk = make_form(
            (
                (tr("Restored photos"), self.room),
                ("", in_row(self.kept, self.clear_button)),
                (tr("Kept in"), in_row(self.folder, self.choose_folder)),
                (tr("Finished tiles"), self.tile_room),
            )
        )
        looks = make_form(
            (
                (tr("Monitor profile"), in_row(self.profile, self.choose_profile)),
                (tr("Theme"), self.theme),
                (tr("Language"), self.language),
                ("", self.language_hint),
            )
        )
        for form in (computing, disk, looks):
            form.setColumnMinimumWidth(0, 110)
        lay_out_dialog(
            self,
            tr("Preferences"),
            section(tr("Computing")),
            computing,
            section(tr("Room on disk")),
            disk,
            section(tr("Screen")),
            looks,
            buttons_row(self.cancel_button, self.save_button),
        )


def kept_words(size: int) -> str:
    """How much is kept on disk."""
    return (
        tr("{size:.1f} GB kept now").format(size=size / 1e9) if size else tr("Nothing is kept now")
    )


def _gigabytes(value: int) -> QSpinBox:
    field = QSpinBox()
    field.lineEdit().setTextMargins(8, 0, 0, 0)
    field.setRange(0, 10_000)
    field.setSuffix(" GB")
    field.setValue(value)
    return field

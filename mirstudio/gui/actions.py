"""What the user can do with the window: each key and button ends in one of these."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QMenu

from mirstudio.gui.compare_layout import Mode
from mirstudio.gui.exporting import Exporting
from mirstudio.gui.monitor import monitor_profile
from mirstudio.gui.translate import tr
from mirstudio.gui.words import SAMPLE
from mirstudio.paths import resources_folder

logger = logging.getLogger(__name__)


class Actions(Exporting):
    """What is not about writing."""

    @Slot()
    def ask_for_files(self) -> None:
        """Let the user choose photos."""
        if paths := self._chosen_files(tr("Open photos")):
            self.session.open_paths(paths)

    @Slot()
    def ask_for_pair(self) -> None:
        """Let the user choose the two views of a photo."""
        if paths := self._chosen_files(tr("Open the left and the right view")):
            self.session.open_pair(paths)

    def _chosen_files(self, title: str) -> list[Path]:
        from mirstudio.imaging.files import READABLE_SUFFIXES

        kinds = " ".join(f"*{suffix}" for suffix in sorted(READABLE_SUFFIXES))
        names, _ = QFileDialog.getOpenFileNames(
            self,
            title,
            self.settings.last_folder,
            tr("Photos ({kinds});;All files (*)").format(kinds=kinds),
        )
        if names:
            self._settle(last_folder=str(Path(names[0]).parent))
        return [Path(name) for name in names]

    @Slot()
    def open_sample(self) -> None:
        """Open the photo that comes with the program."""
        self.session.open_paths([resources_folder() / "samples" / SAMPLE])

    @Slot(list)
    def open_dropped(self, paths: Sequence[Path]) -> None:
        """Open what was dropped."""
        self.session.open_paths(paths)

    @Slot()
    def restore(self) -> None:
        """Begin to restore."""
        self.session.restore()

    @Slot()
    def undo(self) -> None:
        """Take the last change back."""
        self.session.undo()

    @Slot()
    def redo(self) -> None:
        """Make it again."""
        self.session.redo()

    @Slot()
    def copy_settings(self) -> None:
        """Remember model and sliders of the open photo."""
        self.session.copy_settings()

    @Slot()
    def paste_settings(self) -> None:
        """Give them to the photos selected, or to the open one."""
        self.session.paste_settings(self.chosen_paths())

    @Slot()
    def reset_sliders(self) -> None:
        """Put all sliders to their usual places."""
        self.session.reset_sliders()

    @Slot()
    def escape(self) -> None:
        """Cancel what runs, else put the tool away, else leave the full screen."""
        if self.session.cancel() or self.panel.area_tools.put_away():
            return
        if self.isFullScreen():
            self.toggle_full_screen()

    @Slot()
    def toggle_theme(self) -> None:
        """Dark to light and back."""
        theme = "light" if self.settings.theme == "dark" else "dark"
        self._settle(theme=theme)
        self.dress(theme)

    @Slot()
    def pause_batch(self) -> None:
        """Let the batch rest, go on, or begin."""
        if self.batch.running and not self.batch.paused:
            self.batch.pause(paused=True)
        else:
            self.batch.run()

    @Slot()
    def retry_failed(self) -> None:
        """Let what failed in the batch try again."""
        self.batch.retry()

    @Slot()
    def tick(self) -> None:
        """Choose the photos selected for the next batch, or not."""
        paths = self.chosen_paths()
        ticked = all(self.session.edits.of(path).ticked for path in paths)
        self.session.tick(paths, ticked=not ticked)

    @Slot(object)
    def show_photo_menu(self, place: QPoint) -> None:
        """What can be done with the photos selected."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Copy settings") + "\tCtrl+Shift+C", self.copy_settings)
        menu.addAction(tr("Paste settings") + "\tCtrl+Shift+V", self.paste_settings)
        menu.addSeparator()
        menu.addAction(tr("Choose for the batch, or not") + "\tCtrl+T", self.tick)
        menu.addAction(tr("Add to the batch…") + "\tCtrl+Shift+B", self.ask_for_batch)
        text = tr("Add to the batch, each as it needs…")
        menu.addAction(text + "\tCtrl+Alt+B", self.ask_for_choices)
        menu.popup(place)

    @Slot()
    def ask_for_choices(self) -> None:
        """Measure the photos chosen and list what each needs; see `Dialogs`."""

    @Slot()
    def show_colours(self) -> None:
        """Show colours as the screen that the window is on needs them."""
        chosen = self.settings.monitor_profile
        self.view.set_monitor(monitor_profile(chosen, self.screen()))

    @Slot(object)
    def _set_mode(self, mode: Mode) -> None:
        self.view.choose_mode(mode)

    @Slot(int)
    def _zoom(self, direction: int) -> None:
        if direction:
            self.view.zoom_step(direction)
        elif self.view.viewport.fitted:
            self.view.zoom_to(1)
        else:
            self.view.fit()

"""What the user can do with the window: each key and button ends in one of these."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QMenu

from mirstudio.errors import MirStudioError, UsageError
from mirstudio.gui.batch import Batch
from mirstudio.gui.batch_plan import BatchPhoto
from mirstudio.gui.compare_layout import Mode
from mirstudio.gui.export_dialog import ExportDialog
from mirstudio.gui.export_plan import (
    ExportPlan,
    Subject,
    Where,
    export_of,
    plan_from_table,
    subject_of,
    usual_plan,
)
from mirstudio.gui.export_work import give_back
from mirstudio.gui.monitor import monitor_profile
from mirstudio.gui.named_store import NamedStore
from mirstudio.gui.phrases import told
from mirstudio.gui.rooms import Rooms
from mirstudio.gui.session import Session
from mirstudio.gui.stage import Stage
from mirstudio.gui.translate import tr
from mirstudio.gui.words import NO_MODEL, SAMPLE
from mirstudio.paths import resources_folder
from mirstudio.settings import Settings, write_settings

logger = logging.getLogger(__name__)


class Actions(Rooms):
    """The rooms with a session that does what is asked."""

    def __init__(self, session: Session, settings: Settings, batch: Batch) -> None:
        super().__init__()
        self.session = session
        self.batch = batch
        self.settings = settings
        self.presets = NamedStore("export-presets")
        self.export_dialog: ExportDialog | None = None
        self._to_add: Sequence[BatchPhoto] = ()
        """Photos that the export dialog asks about."""
        self.handed_over: Path | None = None
        """The file of another program that waits for it."""

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
    def ask_for_export(self) -> None:
        """Ask where the result goes."""
        shown, result = self.session.shown, self.session.result
        if shown is None or result is None or self.session.stage is Stage.EXPORTING:
            return
        subject = subject_of(shown, result)
        dialog = ExportDialog(subject, self._export_plan(subject.source), self.presets, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._export)
        dialog.open()
        self.export_dialog = dialog

    @Slot()
    def save(self) -> None:
        """Give the photo back to the program that handed it over, else export as the last time."""
        shown, result = self.session.shown, self.session.result
        if shown is None or result is None:
            self.session.said.emit(tr("There is nothing to save: nothing was restored yet."))
            return
        try:
            if shown.opened.path == self.handed_over:
                export = give_back(self.handed_over)
            else:
                subject = subject_of(shown, result)
                export = export_of(subject, self._export_plan(subject.source))
        except MirStudioError as error:
            self.strip.show_error(str(error))
            return
        self.session.export(export)

    @Slot()
    def _export(self) -> None:
        dialog, shown = self.export_dialog, self.session.shown
        if dialog is None or shown is None:
            return
        try:
            export = dialog.export()
        except MirStudioError as error:
            self.strip.show_error(told(str(error)))
            return
        beside = export.target.parent == shown.opened.path.parent
        self._settle(
            export_folder="" if beside else str(export.target.parent),
            # Only photos from a RAW file can become a DNG; the next one may be another.
            export_format=(export.options.format or "").replace("dng", ""),
            quality=export.options.quality,
        )
        self.session.export(export)

    def _export_plan(self, source: Path) -> ExportPlan:
        """What was chosen last; folder, format and quality are in the settings."""
        wish = self.settings
        usual = usual_plan(source, wish.export_folder, wish.export_format, wish.quality)
        last = plan_from_table(self.presets.get("") or {})
        if last is None:
            return usual
        options = replace(
            last.options, format=usual.options.format, quality=wish.quality, bit_depth=None
        )
        where = last.where if last.where is Where.SUBFOLDER else usual.where
        return replace(last, where=where, chosen=usual.chosen, options=options)

    @Slot()
    def ask_for_batch(self) -> None:
        """Ask where the results of the photos chosen go, and add them to the batch."""
        if self.session.chain:
            self.ask_where([self._batch_photo(path) for path in self.batch_paths()])

    def ask_where(self, photos: Sequence[BatchPhoto]) -> None:
        """Ask where the results of photos go, and add them to the batch."""
        if not photos:
            return
        first = next((one for one in photos if one.chain), photos[0])
        subject = Subject.of(first.path, first.chain, count=len(photos))
        self._to_add = photos
        dialog = ExportDialog(subject, self._export_plan(subject.source), self.presets, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._add_to_batch)
        dialog.open()
        self.export_dialog = dialog

    @Slot()
    def _add_to_batch(self) -> None:
        if self.export_dialog is not None:
            self.batch.add(self._to_add, self.export_dialog.plan())

    def batch_paths(self) -> list[Path]:
        """Photos for the batch: those ticked, else those selected, else the open one."""
        return self.session.edits.ticked(self.session.photos.files) or self.chosen_paths()

    def chosen_paths(self) -> list[Path]:
        """The photos selected, else the open one."""
        opened = self.session.open_path
        return self.strip.filmstrip.chosen() or ([opened] if opened else [])

    def _batch_photo(self, path: Path) -> BatchPhoto:
        edit = self.session.edits.of(path)
        chain = self.session.chain_of(edit)
        if not chain:
            raise UsageError(tr(NO_MODEL))
        return BatchPhoto(path, edit, chain)

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

    def _settle(self, **wishes: Any) -> None:
        """Keep wishes that outlive the program, at once."""
        self.settings = replace(self.settings, **wishes)
        try:
            write_settings(self.settings)
        except MirStudioError as error:
            logger.warning("%s", error)

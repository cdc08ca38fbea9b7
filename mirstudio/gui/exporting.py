"""Where results go from the window: exported at once, given back, or added to the batch."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot

from mirstudio.errors import MirStudioError, UsageError
from mirstudio.gui.batch import Batch
from mirstudio.gui.batch_plan import BatchPhoto
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
from mirstudio.gui.named_store import NamedStore
from mirstudio.gui.phrases import told
from mirstudio.gui.rooms import Rooms
from mirstudio.gui.session import Session
from mirstudio.gui.stage import Stage
from mirstudio.gui.translate import tr
from mirstudio.gui.words import NO_MODEL
from mirstudio.settings import Settings, write_settings

logger = logging.getLogger(__name__)


class Exporting(Rooms):
    """The rooms with a session, a batch, and the user's wishes."""

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
                export = give_back(shown.opened.path)
            else:
                subject = subject_of(shown, result)
                export = export_of(subject, self._export_plan(subject.source))
        except MirStudioError as error:
            self.strip.show_error(told(str(error)))
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

    def _settle(self, **wishes: Any) -> None:
        """Keep wishes that outlive the program, at once."""
        self.settings = replace(self.settings, **wishes)
        try:
            write_settings(self.settings)
        except MirStudioError as error:
            logger.warning("%s", error)

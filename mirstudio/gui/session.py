"""What the window is about: the photo that is open, what is wished for it, what became of it.

No widgets here. The session asks the workers, drops answers that come too late, and says in
signals what has changed; the window shows what it is told.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot

from mirstudio.errors import MirStudioError
from mirstudio.gui.edits.edits import Edits
from mirstudio.gui.edits.store import EditStore
from mirstudio.gui.engine import Engine, Opened
from mirstudio.gui.export_work import Export
from mirstudio.gui.files import Found, pair_among
from mirstudio.gui.outcome import Outcome
from mirstudio.gui.photos import Mark
from mirstudio.gui.run import Run
from mirstudio.gui.stage import RESTORABLE, Stage, settle_stage
from mirstudio.gui.translate import tr
from mirstudio.gui.words import (
    NO_MODEL,
    NO_PAIR,
    error_sentence,
    exported_line,
    progress_line,
    restored_line,
)
from mirstudio.gui.worker import Worker
from mirstudio.paths import state_folder
from mirstudio.progress import Progress
from mirstudio.restoration.chain import Chain
from mirstudio.restoration.tiling import Region

logger = logging.getLogger(__name__)


class Session(Outcome):
    """State and wishes; all methods are called in the window's thread."""

    def __init__(
        self, engine: Engine, worker: Worker, reader: Worker, edits: Edits | None = None
    ) -> None:
        """`worker` restores and exports; `reader` reads, so that opening never waits for a tile."""
        # Without others, the user's own.
        edits = edits or Edits(EditStore(state_folder() / "edits.sqlite"))
        super().__init__(engine, reader, edits)
        self.worker = worker
        self.stage = Stage.EMPTY
        self._pending: Path | None = None
        self._blur: float | None = None
        self._view: Region | None = None
        self._run: Run | None = None
        self._exporting: Path | None = None
        for one in (worker, reader):
            one.progressed.connect(self._take_progress)
            one.succeeded.connect(self._take_result)
            one.failed.connect(self._take_error)

    # --- wishes -------------------------------------------------------------------------------

    def look_for_models(self) -> None:
        """See which models are installed now."""
        try:
            self.offer(self.engine.cards())
        except MirStudioError as error:
            self.failed.emit(error_sentence(error))
        if not self.cards:
            self.failed.emit(tr(NO_MODEL))

    def start(self) -> None:
        """Look for models, and let the worker warm up while the user looks for a photo."""
        self.look_for_models()
        self._asked["warm up"] = self.worker.ask_later(self.engine.warm_up(self.chain))

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open the first photo among files, folders and recipes; all make the filmstrip."""
        self._asked["find"] = self.reader.ask(self.engine.find(paths))

    def _take_files(self, found: Found) -> None:
        self.edits.take_recipes(found.wishes)
        if found.photos:
            self._lay_out(found.photos)
            self.open(found.photos[0])
        else:
            self.failed.emit(tr("There is no photo among these files that mirstudio can read."))

    def open_pair(self, paths: Sequence[Path]) -> None:
        """Open two files as the views of one photo; it is shown as its left one."""
        try:
            left, right = pair_among(paths)
        except MirStudioError as error:
            self.failed.emit(error_sentence(error))
            return
        self._lay_out([left])
        self.open(left, right)

    def reopen(self) -> bool:
        """Take in hand again what was there when the program last ended without saying so."""
        files = self.edits.store.strip()
        if files:
            self._lay_out(files)
            self.open(next((one for one in self.edits.store.recents() if one in files), files[0]))
        return bool(files)

    def open(self, path: Path, second: Path | None = None) -> None:
        """Open one photo; a running restoration of another ends, an export does not."""
        if self.stage is Stage.RESTORING:
            self.cancel()
        self._pending = path
        self.fileChosen.emit(path)
        self._asked.pop("recall", None)
        self._asked["open"] = self.reader.ask(self.engine.open(path, second))
        self._settle()

    def step(self, direction: int) -> None:
        """Open the next (1) or previous (-1) photo of the filmstrip."""
        if path := self.photos.beside(self._pending or self.open_path, direction):
            self.open(path)

    def look_at(self, region: Region | None) -> None:
        """Remember what of the original is seen: the worker asks before each tile."""
        self._view = region

    def restore(self) -> None:
        """Begin to restore the open photo with the chosen model."""
        if self.shown is None or self.card is None or self.stage not in RESTORABLE:
            return
        if not self.restorable:
            self.failed.emit(tr(NO_PAIR))
            return
        self._drop_result()
        self._asked.pop("recall", None)
        self._run = Run(self, self.shown)
        # The view is read in the worker's thread: one attribute needs no lock.
        work = self.engine.restore(self.shown.opened, self.chain, lambda: self._view, self.blur)
        self._asked["restore"] = self.worker.ask(work)
        self._settle()
        self.progressed.emit(tr("Loading the model…"), -1.0)

    def cancel(self) -> bool:
        """Stop what runs; return whether anything did."""
        kind = {Stage.RESTORING: "restore", Stage.EXPORTING: "export"}.get(self.stage)
        if not kind:
            return False
        self.worker.cancel(self._asked.pop(kind, None))
        if kind == "restore":
            self._drop_result()
        self.said.emit(tr("Cancelled.") if kind == "restore" else tr("The export was cancelled."))
        self._settle()
        return True

    def export(self, export: Export) -> None:
        """Write the result."""
        if self.shown is None or self.result is None or self.stage not in RESTORABLE:
            return
        work = self.engine.export(self.shown.opened, self.result, self.shown.adjustments, export)
        self._asked["export"] = self.worker.ask(work)
        self._exporting = self.open_path
        self._settle()

    def close(self) -> None:
        """End both threads; what runs is cancelled at its next step."""
        self._save()
        self.edits.store.keep_strip([])
        self.worker.end()
        self.reader.end()
        self.edits.store.close()

    # --- answers ------------------------------------------------------------------------------

    @Slot(int, object)
    def _take_progress(self, number: int, progress: Progress) -> None:
        kind = self._kind(number)
        if kind == "restore" and self._run is not None:
            self._run.follow(progress)
        elif kind == "export":
            self.progressed.emit(progress_line(progress, 0), -1.0)

    @Slot(int, object)
    def _take_result(self, number: int, value: Any) -> None:
        kind = self._kind(number)
        self._asked.pop(kind, None)
        if kind == "find":
            self._take_files(value)
        elif kind == "open":
            self._take_photo(value)
        elif kind == "restore" and self.shown is not None:
            self.tileBegun.emit(None)
            self._show_result(value)
            keep = self.engine.keep(self.shown.opened, value)
            self._asked["keep"] = self.worker.ask_later(keep)
            self.said.emit(restored_line(self._run.seconds if self._run else 0.0, value.place))
        elif kind == "recall":
            self._show_result(value) if value is not None else self.nothingKept.emit()
        elif kind == "export":
            if value is not None and self._exporting is not None:
                self.photos.mark(self._exporting, Mark.EXPORTED)
                self.exported.emit(value.path)
            self.said.emit(exported_line(value))
        self._settle()

    @Slot(int, object)
    def _take_error(self, number: int, error: Exception) -> None:
        if not (kind := self._kind(number)):
            return
        del self._asked[kind]
        if not isinstance(error, MirStudioError):
            logger.error("While doing “%s”.", kind, exc_info=error)
        if kind == "restore":
            self._drop_result()
        failed = {"open": self._pending, "restore": self.open_path, "export": self._exporting}
        if (path := failed.get(kind)) is not None:
            self.photos.mark(path, Mark.FAILED)
        sentence = error_sentence(error, self._pending)
        if kind == "open":
            self._pending = None
            self.fileChosen.emit(self.open_path)
        self.failed.emit(sentence)
        self._settle()

    def _take_photo(self, opened: Opened) -> None:
        from mirstudio.gui.shown import Shown

        edit = self.edits.begin(opened.path)
        self.edits.store.add_recent(opened.path)
        self.shown, self.result = Shown(opened, edit.adjustments()), None
        self._pending = self._view = None
        self.photos.mark(opened.path, Mark.FAILED, on=False)
        self.photoOpened.emit(opened, self.shown.before)
        self._take_edit()
        self._show_kept()

    # --- state --------------------------------------------------------------------------------

    def _take_chain(self, chain: Chain) -> None:
        """Follow other models: a running restoration ends, the result shown stays."""
        if self.stage is Stage.RESTORING and chain != self.chain:
            self.cancel()
        super()._take_chain(chain)
        self._show_kept()
        self._settle()
        if self.lacks_view:
            self.failed.emit(tr(NO_PAIR))

    def _take_edit(self) -> None:
        """Follow another assumed blur: what the network has made, or makes, is made once more."""
        super()._take_edit()
        if self.shown is None or self.blur == self._blur:
            return
        self._blur = self.blur
        running = self.stage is Stage.RESTORING
        if running:
            self.cancel()
        if running or (self.result is not None and self.result.chain == self.chain):
            self.blurMoved.emit()
            self._show_kept()
            self._settle()

    @property
    def restorable(self) -> bool:
        """Whether the chosen model can restore the open photo now."""
        chosen = self.shown is not None and self.card is not None
        return chosen and self.stage in RESTORABLE and not self.lacks_view

    def _kind(self, number: int) -> str:
        """What request `number` was for; empty when nobody waits for it any more."""
        return next((kind for kind, asked in self._asked.items() if asked == number), "")

    def _settle(self) -> None:
        is_open, is_restored = self.shown is not None, self.is_restored
        stage = settle_stage(self._asked, is_open=is_open, is_restored=is_restored)
        if stage is not self.stage:
            self.stage = stage
            self.stageChanged.emit(stage)

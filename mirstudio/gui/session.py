"""What the window is about: the photo that is open, what is wished for it, what became of it.

No widgets here. The session asks the workers, drops answers that come too late, and says in
signals what has changed; the window shows what it is told.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot

from mirstudio.errors import MirStudioError
from mirstudio.gui.engine import Engine, Export, ModelReady, Opened, Restored, ThumbnailReady
from mirstudio.gui.files import pair_among, photos_among
from mirstudio.gui.news import News
from mirstudio.gui.stage import FILLING, RESTORABLE, WHOLE, Stage, settle_stage
from mirstudio.gui.words import (
    NO_MODEL,
    NO_PAIR,
    duration,
    error_sentence,
    exported_line,
    progress_line,
)
from mirstudio.gui.worker import Worker
from mirstudio.progress import Progress
from mirstudio.restoration.library import Card
from mirstudio.restoration.preset import Task
from mirstudio.restoration.tiling import Region

if TYPE_CHECKING:
    from mirstudio.gui.shown import Shown

logger = logging.getLogger(__name__)

THUMBNAIL = 128
"""Longest side of a thumbnail in pixels."""


class Session(News):
    """State and wishes; all methods are called in the window's thread."""

    def __init__(self, engine: Engine, worker: Worker, reader: Worker) -> None:
        """`worker` restores and exports; `reader` reads, so that opening never waits for a tile."""
        super().__init__()
        self._engine = engine
        self._worker, self._reader = worker, reader
        self.cards: list[Card] = []
        self.card: Card | None = None
        """The chosen model."""
        self.files: list[Path] = []
        self.shown: Shown | None = None
        """The open photo."""
        self.result: Restored | None = None
        """What is shown as "after"; stays when another model is chosen, until that has run."""
        self.strength = 100
        self.stage = Stage.EMPTY
        self._pending: Path | None = None
        self._asked: dict[str, int] = {}
        self._view: Region | None = None
        self._began = 0.0
        self._place = ""
        for one in (worker, reader):
            one.progressed.connect(self._take_progress)
            one.succeeded.connect(self._take_result)
            one.failed.connect(self._take_error)

    # --- wishes -------------------------------------------------------------------------------

    def start(self) -> None:
        """Look for models, and let the worker warm up while the user looks for a photo."""
        try:
            self.cards = self._engine.cards()
        except MirStudioError as error:
            self.failed.emit(error_sentence(error))
        if self.cards:
            denoisers = [card for card in self.cards if card.task is Task.DENOISE]
            self.choose_model((denoisers or self.cards)[0])
        else:
            self.failed.emit(NO_MODEL)
        self._asked["warm up"] = self._worker.ask_later(self._engine.warm_up(self.card))

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open the first photo among files and folders; all of them make the filmstrip."""
        files = photos_among(paths)
        if not files:
            self.failed.emit("There is no photo among these files that mirstudio can read.")
            return
        self._make_filmstrip(files)
        self.open(files[0])

    def open_pair(self, paths: Sequence[Path]) -> None:
        """Open two files as the views of one photo; it is shown as its left one."""
        try:
            left, right = pair_among(paths)
        except MirStudioError as error:
            self.failed.emit(error_sentence(error))
            return
        self._make_filmstrip([left])
        self.open(left, right)

    def open(self, path: Path, second: Path | None = None) -> None:
        """Open one photo; a running restoration of another ends, an export does not."""
        if self.stage is Stage.RESTORING:
            self.cancel()
        self._pending = path
        self.fileChosen.emit(path)
        self._asked["open"] = self._reader.ask(self._engine.open(path, second))
        self._settle()

    def step(self, direction: int) -> None:
        """Open the next (1) or previous (-1) photo of the filmstrip."""
        current = self._pending or (self.shown.opened.path if self.shown else None)
        if current in self.files:
            index = self.files.index(current) + direction
            if 0 <= index < len(self.files):
                self.open(self.files[index])

    def choose_task(self, task: Task) -> None:
        """Take the default model of a task."""
        fitting = [card for card in self.cards if card.task is task]
        if fitting and (self.card is None or self.card.task is not task):
            self.choose_model(next((card for card in fitting if card.default), fitting[0]))

    def choose_model(self, card: Card) -> None:
        """Take a model; a running restoration with another ends, the result shown stays."""
        if self.stage is Stage.RESTORING and card != self.card:
            self.cancel()
        self.card = card
        self.modelChosen.emit(card)
        self._settle()
        if self._lacks_view():
            self.failed.emit(NO_PAIR)

    def look_at(self, region: Region | None) -> None:
        """Remember what of the original is seen: the worker asks before each tile."""
        self._view = region

    def restore(self) -> None:
        """Begin to restore the open photo with the chosen model."""
        if self.shown is None or self.card is None or self.stage not in RESTORABLE:
            return
        if self._lacks_view():
            self.failed.emit(NO_PAIR)
            return
        self._drop_result()
        self._place, self._began = "", time.monotonic()
        # The view is read in the worker's thread: one attribute needs no lock.
        work = self._engine.restore(self.shown.opened, self.card, lambda: self._view)
        self._asked["restore"] = self._worker.ask(work)
        self._settle()
        self.progressed.emit("Loading the model…", -1.0)

    def cancel(self) -> bool:
        """Stop what runs; return whether anything did."""
        kind = {Stage.RESTORING: "restore", Stage.EXPORTING: "export"}.get(self.stage)
        if kind is None:
            return False
        self._worker.cancel(self._asked.pop(kind, None))
        if kind == "restore":
            self._drop_result()
        self.said.emit("Cancelled." if kind == "restore" else "The export was cancelled.")
        self._settle()
        return True

    def set_strength(self, percent: int) -> None:
        """How much of the restored photo is laid over the original, 0–100; no network runs."""
        self.strength = percent
        if self.shown is not None:
            self.shown.adjust(replace(self.shown.adjustments, strength=percent / 100))
            self.adjusted.emit()

    def export(self, export: Export) -> None:
        """Write the result."""
        if self.shown is None or self.result is None or self.stage not in RESTORABLE:
            return
        work = self._engine.export(self.shown.opened, self.result, self.shown.adjustments, export)
        self._asked["export"] = self._worker.ask(work)
        self._settle()

    def close(self) -> None:
        """End both threads; what runs is cancelled at its next step."""
        self._worker.end()
        self._reader.end()

    # --- answers ------------------------------------------------------------------------------

    @Slot(int, object)
    def _take_progress(self, number: int, progress: Progress) -> None:
        kind = self._kind(number)
        if isinstance(progress, ThumbnailReady):
            if kind == "thumbnails" and progress.image is not None:
                self.thumbnailMade.emit(progress.path, progress.image)
        elif kind == "restore":
            self._follow(progress)
        elif kind == "export":
            self.progressed.emit(progress_line(progress, 0), -1.0)

    def _follow(self, progress: Progress) -> None:
        """A restoration goes on."""
        if self.shown is None or not (progress.total or isinstance(progress, ModelReady)):
            return
        if not isinstance(progress, ModelReady):
            self._follow_tile(self.shown, progress)
        elif progress.waiting is not None:
            self._place, self._began = progress.place, time.monotonic()
            self.resultChanged.emit(self.shown.show(progress.waiting), FILLING)

    def _follow_tile(self, shown: Shown, progress: Progress) -> None:
        region, pixels = getattr(progress, "region", None), getattr(progress, "pixels", None)
        if region is not None and pixels is not None:
            shown.put(region, pixels)
            self.tileArrived.emit(region)
        elif region is not None:
            self.tileBegun.emit(region)
        seconds = time.monotonic() - self._began
        self.progressed.emit(progress_line(progress, seconds, self._place), progress.fraction)

    @Slot(int, object)
    def _take_result(self, number: int, value: Any) -> None:
        kind = self._kind(number)
        self._asked.pop(kind, None)
        if kind == "open":
            self._take_photo(value)
        elif kind == "restore" and self.shown is not None:
            self.result = value
            self.tileBegun.emit(None)
            self.resultChanged.emit(self.shown.show(value.pyramid), WHOLE)
            took = duration(time.monotonic() - self._began)
            self.said.emit(f"Restored in {took} · {value.place}")
        elif kind == "export":
            self.said.emit(exported_line(value))
        self._settle()

    @Slot(int, object)
    def _take_error(self, number: int, error: Exception) -> None:
        kind = self._kind(number)
        if not kind:
            return
        del self._asked[kind]
        if not isinstance(error, MirStudioError):
            logger.error("While doing “%s”.", kind, exc_info=error)
        if kind == "restore":
            self._drop_result()
        sentence = error_sentence(error, self._pending)
        if kind == "open":
            self._pending = None
            self.fileChosen.emit(self.shown.opened.path if self.shown else None)
        self.failed.emit(sentence)
        self._settle()

    def _take_photo(self, opened: Opened) -> None:
        from mirstudio.gui.shown import Shown
        from mirstudio.imaging.adjust import Adjustments

        self.shown = Shown(opened, Adjustments(self.strength / 100))
        self.result = None
        self._pending = self._view = None
        self.photoOpened.emit(opened, self.shown.before)

    # --- state --------------------------------------------------------------------------------

    def _drop_result(self) -> None:
        self.result = None
        if self.shown is not None:
            self.shown.drop()
        self.tileBegun.emit(None)
        self.resultChanged.emit(None, WHOLE)

    def _make_filmstrip(self, files: list[Path]) -> None:
        self.files = files
        self.filesChanged.emit(files)
        if "thumbnails" in self._asked:
            self._reader.cancel(self._asked.pop("thumbnails"))
        if len(files) > 1:
            work = self._engine.thumbnails(files, THUMBNAIL)
            self._asked["thumbnails"] = self._reader.ask_later(work)

    def _lacks_view(self) -> bool:
        """Whether the chosen model needs a pair, and the open photo is a single one."""
        single = self.shown is not None and self.shown.opened.second is None
        return single and self.card is not None and self.card.views > 1

    def _kind(self, number: int) -> str:
        """What request `number` was for; empty when nobody waits for it any more."""
        return next((kind for kind, asked in self._asked.items() if asked == number), "")

    def _settle(self) -> None:
        restored = self.result is not None and self.result.card == self.card
        is_open = self.shown is not None
        stage = settle_stage(self._asked, is_open=is_open, is_restored=restored)
        if stage is not self.stage:
            self.stage = stage
            self.stageChanged.emit(stage)

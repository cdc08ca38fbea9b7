"""The installed models: looked at, imported, measured, removed. No widgets here."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from mirstudio.errors import MirStudioError
from mirstudio.gui.model_work import ModelWork, Wanted
from mirstudio.gui.phrases import told
from mirstudio.gui.translate import tr
from mirstudio.gui.words import error_sentence
from mirstudio.gui.worker import Worker
from mirstudio.progress import Progress
from mirstudio.restoration.library import Card
from mirstudio.restoration.speeds import Speed

logger = logging.getLogger(__name__)


class ModelShelf(QObject):
    """All methods are called in the window's thread."""

    changed = Signal(list)
    """All `Card`s, after something was imported or removed."""
    inspected = Signal(object)
    """An `Inspected`: someone has to say what becomes of it."""
    measured = Signal()
    """There are new figures in `speeds`."""
    imported = Signal(str)
    """Name of a model that is there now."""
    progressed = Signal(str, float)
    """Words and the share done; below 0 when it is not known."""
    ended = Signal()
    """Nothing runs any more."""
    failed = Signal(str)

    def __init__(self, work: ModelWork, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._worker = work, worker
        self._asked: dict[str, int] = {}
        self.cards: list[Card] = work.cards()
        self.speeds: list[Speed] = work.speeds()
        worker.progressed.connect(self._take_progress)
        worker.succeeded.connect(self._take_result)
        worker.failed.connect(self._take_error)

    @property
    def busy(self) -> bool:
        """Whether something runs."""
        return bool(self._asked)

    def speeds_of(self, card: Card) -> list[Speed]:
        """What was measured of a model on this machine."""
        own = (card.name, card.tensors_sha256)
        return [one for one in self.speeds if (one.model, one.tensors_sha256) == own]

    def inspect(self, path: Path) -> None:
        """Look at a checkpoint that may become a model."""
        self._ask("inspect", self._work.inspect(path))

    def take_over(self, wanted: Wanted) -> None:
        """Install a checkpoint."""
        self._ask("import", self._work.take_over(wanted))

    def measure(self, cards: Sequence[Card], device: str, precision: str) -> None:
        """Time models on this machine."""
        self._ask("measure", self._work.measure(cards, device, precision))

    def remove(self, card: Card) -> None:
        """Delete a model of the user's."""
        try:
            self._work.remove(card)
        except MirStudioError as error:
            self.failed.emit(told(str(error)))
        self._look()

    def cancel(self) -> None:
        """Stop what runs."""
        for number in self._asked.values():
            self._worker.cancel(number)
        self._asked.clear()
        self.speeds = self._work.speeds()
        self.measured.emit()
        self.ended.emit()

    def _ask(self, kind: str, work: Any) -> None:
        self._asked = {kind: self._worker.ask(work)}
        self.progressed.emit(tr("One moment…"), -1.0)

    def _look(self) -> None:
        self.cards = self._work.cards()
        self.changed.emit(self.cards)

    @Slot(int, object)
    def _take_progress(self, number: int, progress: Progress) -> None:
        if number not in self._asked.values():
            return
        share = progress.fraction if progress.unit == "measurement" else -1.0
        note = told(progress.note)
        words = note[:1].upper() + note[1:]
        self.progressed.emit(
            tr("Measuring {note}").format(note=progress.note) if share >= 0 else words, share
        )

    @Slot(int, object)
    def _take_result(self, number: int, value: Any) -> None:
        if not (kind := self._kind(number)):
            return
        if kind == "inspect":
            self.inspected.emit(value)
        elif kind == "import":
            self._look()
            self.imported.emit(Path(value).stem)
        elif kind == "measure":
            self.speeds = self._work.speeds()
            self.measured.emit()
        self.ended.emit()

    @Slot(int, object)
    def _take_error(self, number: int, error: Exception) -> None:
        if not (kind := self._kind(number)):
            return
        if not isinstance(error, MirStudioError):
            logger.error("While doing “%s” with a model.", kind, exc_info=error)
        self.failed.emit(error_sentence(error))
        self.ended.emit()

    def _kind(self, number: int) -> str:
        kind = next((kind for kind, asked in self._asked.items() if asked == number), "")
        self._asked.pop(kind, None)
        return kind

"""One question to a worker, and its answer in the window's thread."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from mirstudio.errors import MirStudioError
from mirstudio.gui.words import error_sentence
from mirstudio.gui.worker import Worker
from mirstudio.progress import Progress, Work

logger = logging.getLogger(__name__)


class Asking(QObject):
    """Only the last question is answered; earlier ones are dropped."""

    progressed = Signal(object)
    """A `Progress`."""
    answered = Signal(object)
    failed = Signal(str)

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._number = 0
        worker.progressed.connect(self._take_progress)
        worker.succeeded.connect(self._take_answer)
        worker.failed.connect(self._take_error)

    def ask(self, work: Work[Any]) -> None:
        """Ask, when the worker has nothing more urgent to do."""
        self.drop()
        self._number = self._worker.ask_later(work)

    def drop(self) -> None:
        """Wait no more for an answer."""
        if self._number:
            self._worker.cancel(self._number)
            self._number = 0

    @Slot(int, object)
    def _take_progress(self, number: int, progress: Progress) -> None:
        if number == self._number:
            self.progressed.emit(progress)

    @Slot(int, object)
    def _take_answer(self, number: int, answer: Any) -> None:
        if number == self._number:
            self._number = 0
            self.answered.emit(answer)

    @Slot(int, object)
    def _take_error(self, number: int, error: Exception) -> None:
        if number == self._number:
            self._number = 0
            if not isinstance(error, MirStudioError):
                logger.error("While answering a question.", exc_info=error)
            self.failed.emit(error_sentence(error))

"""One thread that steps through generators of progress, so that the window never waits.

To cancel is to stop asking. Two lanes: of the foreground only the newest request counts, the one
before it is closed; the background (thumbnails, warming up) is stepped while nobody waits.
"""

from __future__ import annotations

import itertools
import logging
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from mirstudio.progress import Work

logger = logging.getLogger(__name__)

_numbers = itertools.count(1)

REST = 0.05
"""Seconds until a worker that rests looks again whether it may go on."""


@dataclass(frozen=True)
class Request:
    """A piece of work, numbered across all workers.

    Answers carry the number, so that late ones can be dropped.
    """

    number: int
    work: Work[Any]


class Worker(QThread):
    """Runs generators; connect its signals only to bound methods of QObjects of the window."""

    progressed = Signal(int, object)
    """Number of the request, its `Progress`."""
    succeeded = Signal(int, object)
    """Number of the request, what its generator returned."""
    failed = Signal(int, object)
    """Number of the request, the exception."""

    def __init__(self, goes_after: Worker | None = None, parent: QObject | None = None) -> None:
        """`goes_after`: a worker whose foreground goes first; this one rests meanwhile."""
        super().__init__(parent)
        self._goes_after = goes_after
        self._paused = False
        self._wake = threading.Condition()
        self._foreground: Request | None = None
        self._background: deque[Request] = deque()
        self._discarded: list[Work[Any]] = []
        self._ending = False

    def ask(self, work: Work[Any]) -> int:
        """Begin `work` as soon as possible instead of the present foreground work."""
        with self._wake:
            self._discard(self._foreground)
            self._foreground = self._numbered(work)
            self._wake.notify()
            return self._foreground.number

    def ask_later(self, work: Work[Any]) -> int:
        """Do `work` while there is nothing in the foreground."""
        with self._wake:
            request = self._numbered(work)
            self._background.append(request)
            self._wake.notify()
            return request.number

    def cancel(self, number: int | None = None) -> None:
        """Stop asking request `number`, or the foreground's; nothing more is heard of it."""
        with self._wake:
            if number is None or (self._foreground and self._foreground.number == number):
                self._discard(self._foreground)
                self._foreground = None
            for request in [one for one in self._background if one.number == number]:
                self._background.remove(request)
                self._discard(request)
            self._wake.notify()

    def pause(self, *, paused: bool) -> None:
        """Rest before the next step, or go on."""
        with self._wake:
            self._paused = paused
            self._wake.notify()

    @property
    def busy(self) -> bool:
        """Whether there is something in the foreground."""
        return self._foreground is not None

    def end(self) -> None:
        """End the thread after the step it is in, closing all work; returns when it is over."""
        with self._wake:
            self._ending = True
            self._wake.notify()
        self.wait()

    def run(self) -> None:
        """Step through work until told to end."""
        try:
            while (request := self._next()) is not None:
                self._step(request)
        finally:
            self._close_all()

    def _next(self) -> Request | None:
        """Wait for something to do; None when the thread is to end."""
        while True:
            with self._wake:
                discarded, self._discarded = self._discarded, []
                if not discarded:
                    if self._ending:
                        return None
                    if self._rests():
                        self._wake.wait(REST)
                        continue
                    if self._foreground is not None:
                        return self._foreground
                    if self._background:
                        return self._background[0]
                    self._wake.wait()
            for work in discarded:
                _close(work)

    def _rests(self) -> bool:
        return self._paused or (self._goes_after is not None and self._goes_after.busy)

    def _step(self, request: Request) -> None:
        try:
            progress = next(request.work)
        except StopIteration as end:
            self._finish(request, self.succeeded, end.value)
        except Exception as error:
            self._finish(request, self.failed, error)
        else:
            if self._current(request):
                self._emit(self.progressed, request.number, progress)

    def _finish(self, request: Request, signal: Any, value: object) -> None:
        with self._wake:
            wanted = self._current(request)
            if self._foreground is request:
                self._foreground = None
            elif request in self._background:
                self._background.remove(request)
        if wanted:
            self._emit(signal, request.number, value)

    def _current(self, request: Request) -> bool:
        """Whether anybody still waits for this request."""
        return not self._ending and (self._foreground is request or request in self._background)

    def _emit(self, signal: Any, number: int, value: object) -> None:
        # The window may have gone while the last tile ran.
        with suppress(RuntimeError):
            signal.emit(number, value)

    @staticmethod
    def _numbered(work: Work[Any]) -> Request:
        return Request(next(_numbers), work)

    def _discard(self, request: Request | None) -> None:
        if request is not None:
            self._discarded.append(request.work)

    def _close_all(self) -> None:
        with self._wake:
            left = [*self._discarded, *(one.work for one in self._background)]
            if self._foreground is not None:
                left.append(self._foreground.work)
            self._discarded, self._foreground = [], None
            self._background.clear()
        for work in left:
            _close(work)


def _close(work: Work[Any]) -> None:
    try:
        work.close()
    except Exception:
        logger.exception("Closing cancelled work failed.")

"""The worker steps, hands back, ends early when told to, and leaves nothing behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from mirstudio.gui.worker import Worker
from mirstudio.progress import Progress, Work


class Listener(QObject):
    """Notes what is heard, and in which thread."""

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self.heard: list[tuple[str, int, Any]] = []
        self.threads: set[QThread] = set()
        worker.progressed.connect(self.on_progress)
        worker.succeeded.connect(self.on_success)
        worker.failed.connect(self.on_failure)

    def of(self, kind: str) -> list[tuple[int, Any]]:
        return [(number, value) for one, number, value in self.heard if one == kind]

    @Slot(int, object)
    def on_progress(self, number: int, value: Any) -> None:
        self._hear("progress", number, value)

    @Slot(int, object)
    def on_success(self, number: int, value: Any) -> None:
        self._hear("success", number, value)

    @Slot(int, object)
    def on_failure(self, number: int, value: Any) -> None:
        self._hear("failure", number, value)

    def _hear(self, kind: str, number: int, value: Any) -> None:
        self.heard.append((kind, number, value))
        self.threads.add(QThread.currentThread())


class Endless:
    """Work that goes on until it is closed."""

    def __init__(self) -> None:
        self.closed = threading.Event()
        self.begun = threading.Event()

    def work(self) -> Work[None]:
        try:
            while True:
                self.begun.set()
                yield Progress(1, 2)
        finally:
            self.closed.set()


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    worker = Worker()
    worker.start()
    yield worker
    worker.end()


def counting(steps: int) -> Work[str]:
    for step in range(steps):
        yield Progress(step + 1, steps)
    return f"{steps} steps"


def failing() -> Work[None]:
    yield Progress(1, 2)
    raise ValueError("no")


def test_progress_and_result_are_heard_in_the_windows_thread(qtbot: QtBot, worker: Worker):
    listener = Listener(worker)
    number = worker.ask(counting(3))
    qtbot.waitUntil(lambda: bool(listener.of("success")))
    assert [p.done for _, p in listener.of("progress")] == [1, 2, 3]
    assert listener.of("success") == [(number, "3 steps")]
    assert listener.threads == {QThread.currentThread()}


def test_the_newest_request_wins(qtbot: QtBot, worker: Worker):
    listener, endless = Listener(worker), Endless()
    first = worker.ask(endless.work())
    assert endless.begun.wait(5)
    second = worker.ask(counting(1))
    qtbot.waitUntil(lambda: bool(listener.of("success")))
    assert endless.closed.is_set()
    assert listener.of("success") == [(second, "1 steps")]
    assert first != second


def test_to_cancel_closes_the_work(qtbot: QtBot, worker: Worker):
    endless = Endless()
    number = worker.ask(endless.work())
    assert endless.begun.wait(5)
    worker.cancel(number)
    assert endless.closed.wait(5)


def test_cancelling_another_number_does_nothing(qtbot: QtBot, worker: Worker):
    endless = Endless()
    number = worker.ask(endless.work())
    worker.cancel(number + 1000)
    assert endless.begun.wait(5)
    assert not endless.closed.is_set()


def test_failures_are_handed_over_and_the_worker_lives(qtbot: QtBot, worker: Worker):
    listener = Listener(worker)
    number = worker.ask(failing())
    qtbot.waitUntil(lambda: bool(listener.of("failure")))
    assert [(n, str(e)) for n, e in listener.of("failure")] == [(number, "no")]
    worker.ask(counting(1))
    qtbot.waitUntil(lambda: bool(listener.of("success")))


def test_the_background_waits_and_goes_on(qtbot: QtBot, worker: Worker):
    listener, endless = Listener(worker), Endless()
    background = worker.ask_later(endless.work())
    assert endless.begun.wait(5)
    worker.ask(counting(2))
    qtbot.waitUntil(lambda: bool(listener.of("success")))
    assert not endless.closed.is_set()
    worker.cancel(background)
    assert endless.closed.wait(5)


def test_the_end_closes_what_runs_and_what_waits(qtbot: QtBot):
    worker, running, waiting = Worker(), Endless(), Endless()
    worker.start()
    worker.ask(running.work())
    assert running.begun.wait(5)
    later = waiting.work()
    next(later)
    worker.ask_later(later)
    worker.end()
    assert worker.isFinished()
    assert running.closed.is_set()
    assert waiting.closed.is_set()

"""Steps are taken back and made again, and a drag of a slider is one step."""

from __future__ import annotations

from pathlib import Path

from mirstudio.gui.edits.edit import Edit
from mirstudio.gui.edits.history import GESTURE_SECONDS, MOST_STEPS, History, Step

SEA = Path("sea.jpg")


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def step(before: int, after: int, gesture: str = "", path: Path = SEA) -> Step:
    return Step("Detail", {path: edit(before)}, {path: edit(after)}, gesture)


def edit(detail: int) -> Edit:
    return Edit(sliders={"detail": detail})


def test_undo_and_redo():
    history = History()
    history.add(step(0, 1))
    history.add(step(1, 2))
    assert history.undo() == {SEA: edit(1)}
    assert history.undo() == {SEA: edit(0)}
    assert history.undo() == {}
    assert history.redo() == {SEA: edit(1)}
    history.add(step(1, 5))
    assert history.redo() == {}
    assert history.undo_words == "Detail"


def test_a_gesture_is_one_step():
    clock = Clock()
    history = History(clock)
    for value in range(5):
        clock.now += 0.1
        history.add(step(value, value + 1, "detail"))
    assert history.undo() == {SEA: edit(0)}
    assert history.redo() == {SEA: edit(5)}


def test_a_pause_another_slider_and_another_photo_begin_a_step():
    clock = Clock()
    history = History(clock)
    history.add(step(0, 1, "detail"))
    clock.now += GESTURE_SECONDS * 2
    history.add(step(1, 2, "detail"))
    history.add(step(2, 3, "grain"))
    history.add(step(0, 9, "grain", Path("lake.jpg")))
    assert [len(history.undo()) for _ in range(5)] == [1, 1, 1, 1, 0]


def test_a_gesture_that_comes_back_is_no_step():
    history = History(Clock())
    history.add(step(0, 1, "detail"))
    history.add(step(1, 0, "detail"))
    assert history.undo() == {}


def test_the_history_is_bounded():
    history = History()
    for value in range(MOST_STEPS + 10):
        history.add(step(value, value + 1))
    undone = 0
    while history.undo():
        undone += 1
    assert undone == MOST_STEPS

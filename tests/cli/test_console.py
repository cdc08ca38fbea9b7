"""What the console shows, and to whom."""

from __future__ import annotations

import io

import pytest

from mirstudio.cli.console import Clock, Console, describe, duration
from mirstudio.progress import Progress


class Screen(io.StringIO):
    """A terminal that remembers what was written."""

    def isatty(self) -> bool:
        return True

    def lines(self) -> list[str]:
        """What stands on the screen in the end."""
        shown: list[str] = []
        for line in self.getvalue().split("\n"):
            cells = ""
            for part in line.split("\r"):
                cells = part + cells[len(part) :]
            shown.append(cells.rstrip())
        return shown


def test_a_terminal_shows_one_line_of_progress_that_goes_away():
    screen = Screen()
    console = Console(io.StringIO(), screen)
    report = console.progress("sea.png")
    report(Progress(0, 4))
    report(Progress(4, 4))
    assert screen.lines() == ["sea.png: tile 4 of 4, 100%, 0:00 left"]
    console.complain("Oh.")
    assert screen.lines() == ["Oh.", ""]


def test_a_progress_line_never_wraps(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "20")
    screen = Screen()
    Console(io.StringIO(), screen).progress("a very long name of a photo.png")(Progress(0, 4))
    assert [len(line) for line in screen.lines()] == [19]


def test_a_pipe_sees_no_progress():
    pipe = io.StringIO()
    console = Console(io.StringIO(), pipe)
    console.progress("sea.png")(Progress(1, 2))
    console.say("sea.png is done")
    assert pipe.getvalue() == ""


def test_the_time_left_follows_the_pace(monkeypatch: pytest.MonkeyPatch):
    now = iter([100.0, 110.0, 110.0, 120.0, 121.0, 121.0])
    monkeypatch.setattr("time.monotonic", lambda: next(now))
    clock = Clock()
    assert clock.due(Progress(0, 10))
    assert clock.seconds_left(Progress(0, 10)) is None
    assert clock.due(Progress(2, 10))
    assert clock.seconds_left(Progress(2, 10)) == pytest.approx(40)
    # Work of another kind begins a new estimate.
    assert clock.due(Progress(0, 3, "photo"))
    assert clock.due(Progress(1, 3, "photo"))
    assert clock.seconds_left(Progress(1, 3, "photo")) == pytest.approx(2)


def test_reports_read_well():
    assert describe(Progress(3, 12), 41) == "tile 3 of 12, 25%, 0:41 left"
    assert describe(Progress(1, 2, "step", "loss 0.1"), None) == "step 1 of 2, 50%, loss 0.1"
    assert [duration(s) for s in (0, 59.6, 3599, 7390)] == ["0:00", "1:00", "59:59", "2:03:10"]

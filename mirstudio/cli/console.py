"""All that the command line writes: results, complaints, a progress line where someone looks."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable
from typing import Any, TextIO

from mirstudio.progress import EstimatedProgress, Progress

REDRAW_SECONDS = 0.1


class Console:
    """Results go to `out`; what is only for eyes goes to `err`, and only if that is a terminal."""

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._drawn = 0

    def result(self, text: str) -> None:
        """Write a line of what was asked for."""
        self.clear()
        self._out.write(text + "\n")

    def result_json(self, value: Any) -> None:
        """Write what was asked for as JSON."""
        self.result(json.dumps(value, indent=2, ensure_ascii=False, default=str))

    def result_json_line(self, value: Any) -> None:
        """Write one of many results as JSON in a line, at once."""
        self.result(json.dumps(value, ensure_ascii=False, default=str))
        self._out.flush()

    def say(self, text: str) -> None:
        """Tell whoever looks on; a pipe does not hear it."""
        if self._err.isatty():
            self.complain(text)

    def complain(self, text: str) -> None:
        """Write a line that must be seen."""
        self.clear()
        self._err.write(text + "\n")
        self._err.flush()

    def progress(self, subject: str) -> Callable[[Progress], None]:
        """Return a reporter that keeps one line about `subject`, or does nothing in a pipe."""
        if not self._err.isatty():
            return _ignore
        clock = Clock()

        def report(progress: Progress) -> None:
            if clock.due(progress):
                self._draw(f"{subject}: {describe(progress, clock.seconds_left(progress))}")

        return report

    def clear(self) -> None:
        """Wipe the progress line."""
        if self._drawn:
            self._err.write("\r" + " " * self._drawn + "\r")
            self._err.flush()
            self._drawn = 0

    def _draw(self, line: str) -> None:
        # One column is left free: a full line would wrap and could not be redrawn.
        line = line[: shutil.get_terminal_size().columns - 1]
        self._err.write("\r" + line.ljust(self._drawn))
        self._err.flush()
        self._drawn = len(line)


class Clock:
    """Estimates the time left; begins anew where the steps change their kind or number."""

    def __init__(self) -> None:
        self._drawn_at = 0.0
        self._first: tuple[float, Progress] | None = None

    def due(self, progress: Progress) -> bool:
        """Whether enough time has passed to draw again; the first and last report always are."""
        now = time.monotonic()
        if self._first is None or not _same_work(self._first[1], progress):
            self._first = (now, progress)
        elif now - self._drawn_at < REDRAW_SECONDS and progress.done < progress.total:
            return False
        self._drawn_at = now
        return True

    def seconds_left(self, progress: Progress) -> float | None:
        """Return the work's own estimate, or one by its pace; None while nothing has been done."""
        if isinstance(progress, EstimatedProgress):
            return progress.seconds_left
        if self._first is None or progress.done <= self._first[1].done:
            return None
        began, first = self._first
        pace = (time.monotonic() - began) / (progress.done - first.done)
        return pace * (progress.total - progress.done)


def describe(progress: Progress, seconds_left: float | None) -> str:
    """Say a report in a few words: "tile 3 of 12, 25 %, 0:41 left"."""
    parts = [f"{progress.unit} {progress.done} of {progress.total}", f"{progress.fraction:.0%}"]
    if progress.note:
        parts.append(progress.note)
    if seconds_left is not None:
        parts.append(f"{duration(seconds_left)} left")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """Write a time as 0:41 or 2:03:10."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def about(seconds: float) -> str:
    """Say an expected time no more exactly than it is known: "about 20 s", "about 2 min"."""
    if seconds < 10:
        return "a few seconds"
    if seconds < 90:
        return f"about {round(seconds, -1):.0f} s"
    if seconds < 90 * 60:
        return f"about {seconds / 60:.0f} min"
    return f"about {seconds / 3600:.1f} h"


def _same_work(one: Progress, other: Progress) -> bool:
    """Whether two reports count the same steps."""
    return (one.unit, one.total) == (other.unit, other.total) and one.done <= other.done


def _ignore(progress: Progress) -> None:
    """Nobody looks."""

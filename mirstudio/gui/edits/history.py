"""Undo and redo: what every step changed, of one photo or of many."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mirstudio.gui.edits.edit import Edit

MOST_STEPS = 500
GESTURE_SECONDS = 1.0
"""Moves of one slider that follow each other as quickly as this are undone together."""


@dataclass(frozen=True)
class Step:
    """One change of mind."""

    words: str
    """What was changed, such as "Strength"."""
    before: Mapping[Path, Edit]
    after: Mapping[Path, Edit]
    gesture: str = ""
    """Steps of one gesture belong together; empty stands alone."""


class History:
    """The steps taken, and those taken back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._last = float("-inf")

    @property
    def undo_words(self) -> str:
        """What would be undone; empty where there is nothing."""
        return self._done[-1].words if self._done else ""

    @property
    def redo_words(self) -> str:
        """What would be done again; empty where there is nothing."""
        return self._undone[-1].words if self._undone else ""

    def add(self, step: Step) -> None:
        """Take a step; those that were taken back are forgotten."""
        now = self._clock()
        if self._continues(step, now):
            step = Step(step.words, self._done.pop().before, step.after, step.gesture)
        if step.before != step.after:
            self._done.append(step)
        del self._done[:-MOST_STEPS]
        self._undone.clear()
        self._last = now

    def undo(self) -> Mapping[Path, Edit]:
        """Take the last step back; return the edits as they were, none if there is no step."""
        if not self._done:
            return {}
        step = self._done.pop()
        self._undone.append(step)
        self._last = float("-inf")
        return step.before

    def redo(self) -> Mapping[Path, Edit]:
        """Do again what was taken back last; return the edits as they are then."""
        if not self._undone:
            return {}
        step = self._undone.pop()
        self._done.append(step)
        self._last = float("-inf")
        return step.after

    def _continues(self, step: Step, now: float) -> bool:
        """Whether a step goes on with the gesture of the last one."""
        if not step.gesture or not self._done or now - self._last > GESTURE_SECONDS:
            return False
        last = self._done[-1]
        return last.gesture == step.gesture and last.before.keys() == step.before.keys()

"""How long work reports, ends and is cancelled.

Long work is a generator: it yields `Progress`, returns its result, and is cancelled by not being
asked again (`close()` ends it at the last yield). The console drains it with `run`; the window
steps through it in a worker thread.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Progress:
    """One report of a piece of long work."""

    done: int
    """Steps finished."""
    total: int
    """Steps in all."""
    unit: str = "tile"
    """What a step is, singular: "tile", "photo", "step"."""
    note: str = ""
    """A few words about the state, such as "loss 0.021"; may be empty."""

    @property
    def fraction(self) -> float:
        """Share done, 0–1."""
        return self.done / self.total if self.total else 1.0


@dataclass(frozen=True)
class EstimatedProgress(Progress):
    """A report of work that knows better than its steps how long the rest will take."""

    seconds_left: float | None = None
    """None while that is unknown."""


Work = Generator[Progress, None, T]
"""A piece of long work that ends in a T."""


@dataclass
class Result(Generic[T]):
    """Takes what a generator returns when it is drained by a `for` loop."""

    value: T | None = None


def run(work: Work[T], report: Callable[[Progress], None] | None = None) -> T:
    """Drain `work`, handing each report on, and return its result."""
    try:
        while True:
            progress = next(work)
            if report is not None:
                report(progress)
    except StopIteration as end:
        return end.value
    finally:
        work.close()

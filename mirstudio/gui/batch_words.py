"""What the window says about a batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mirstudio.gui.words import duration, time_left

if TYPE_CHECKING:
    from mirstudio.jobs.item import Item
    from mirstudio.jobs.ledger import BatchProgress, BatchReport

NAMES = {
    "queued": "waiting",
    "running": "running",
    "done": "done",
    "skipped": "left alone",
    "failed": "failed",
}


def batch_line(progress: BatchProgress, *, paused: bool) -> str:
    """How far a batch is, such as "Batch 3 of 128 · IMG_3.jpg · about 42 min left"."""
    parts = [f"Batch {min(progress.done + 1, progress.total)} of {progress.total}", progress.note]
    if paused:
        parts.append("paused")
    elif progress.seconds_left is not None:
        parts.append(time_left(progress.seconds_left))
    return " · ".join(part for part in parts if part)


def item_words(item: Item) -> str:
    """What became of an item."""
    if item.state == "done" and item.result is not None:
        return f"{item.result.name} · {duration(item.timings.total)}"
    if item.state == "skipped":
        return "Its result exists and was left alone"
    if item.state == "failed":
        return item.problem
    return "Running" if item.state == "running" else f"Waiting · {item.task or item.model}"


def batch_summary(states: Sequence[str]) -> str:
    """How many items are in which state, such as "3 waiting, 12 done"."""
    if not states:
        return "Choose photos in the filmstrip and add them to the batch (Ctrl+Shift+B)."
    counts = Counter(str(state) for state in states)
    return ", ".join(f"{counts[state]} {words}" for state, words in NAMES.items() if counts[state])


def report_words(report: BatchReport) -> str:
    """What became of a batch, in one sentence."""
    return f"The batch is finished: {batch_summary([item.state for item in report.items])}."

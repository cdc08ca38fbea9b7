"""What the window says about a batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mirstudio.gui.phrases import told
from mirstudio.gui.translate import marked, tr
from mirstudio.gui.words import TASKS, duration, time_left

if TYPE_CHECKING:
    from mirstudio.jobs.item import Item
    from mirstudio.jobs.ledger import BatchProgress, BatchReport

NAMES = {
    "queued": marked("waiting"),
    "running": marked("running"),
    "done": marked("done"),
    "skipped": marked("left alone"),
    "failed": marked("failed"),
}

ENDED_STATES = ("done", "skipped", "failed")


def batch_line(progress: BatchProgress, *, paused: bool) -> str:
    """How far a batch is, such as "Batch 3 of 128 · IMG_3.jpg · about 42 min left"."""
    # What has ended is counted already; the name is that of the photo told of.
    ended = progress.item is not None and progress.item.state in ENDED_STATES
    number = progress.done if ended else min(progress.done + 1, progress.total)
    parts = [
        tr("Batch {number} of {total}").format(number=number, total=progress.total),
        progress.note,
    ]
    if paused:
        parts.append(tr("paused"))
    elif progress.seconds_left is not None:
        parts.append(time_left(progress.seconds_left))
    return " · ".join(part for part in parts if part)


def item_words(item: Item) -> str:
    """What became of an item."""
    if item.state == "done" and item.result is not None:
        return f"{item.result.name} · {duration(item.timings.total)}"
    if item.state == "skipped":
        return tr("Its result exists and was left alone")
    if item.state == "failed":
        return told(item.problem)
    if item.state == "running":
        return tr("Running")
    return tr("Waiting · {task}").format(task=_task_words(item))


def batch_summary(states: Sequence[str]) -> str:
    """How many items are in which state, such as "3 waiting, 12 done"."""
    if not states:
        return tr("Choose photos in the filmstrip and add them to the batch (Ctrl+Shift+B).")
    counts = Counter(str(state) for state in states)
    return ", ".join(
        tr("{count} {state}").format(count=counts[state], state=tr(words))
        for state, words in NAMES.items()
        if counts[state]
    )


def report_words(report: BatchReport) -> str:
    """What became of a batch, in one sentence."""
    states = batch_summary([item.state for item in report.items])
    return tr("The batch is finished: {states}.").format(states=states)


def _task_words(item: Item) -> str:
    """The task of an item as the window calls it, else the name of its model."""
    if not item.models:
        return tr("to be copied")
    named = [words for task, (words, _, _) in TASKS.items() if task == item.task]
    return tr(named[0]) if named else item.task or ", ".join(item.models)

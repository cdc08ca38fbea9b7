"""What the window says of a batch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mirstudio.gui.batch_words import batch_line
from mirstudio.jobs.item import Item, State
from mirstudio.jobs.job import Job
from mirstudio.jobs.ledger import BatchProgress


def progress(item: Item, done: int) -> BatchProgress:
    return BatchProgress(done, 6, "photo", item.name, 125.0, item, None)


@pytest.fixture
def third() -> Item:
    return Item(3, Job(Path("c.jpg"), Path("out")), ("denoise",))


def test_the_line_counts_the_photo_that_it_names(third: Item) -> None:
    running = replace(third, state=State.RUNNING)
    assert batch_line(progress(running, 2), paused=False).startswith("Batch 3 of 6 · c.jpg · ")
    ended = replace(third, state=State.DONE)
    assert batch_line(progress(ended, 3), paused=False).startswith("Batch 3 of 6 · c.jpg · ")


def test_a_paused_batch_says_so_instead_of_the_time(third: Item) -> None:
    assert batch_line(progress(third, 2), paused=True) == "Batch 3 of 6 · c.jpg · paused"

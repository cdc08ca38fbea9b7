"""A queue keeps its order and its journal, and lets nothing be done twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mirstudio.errors import MirStudioError, UsageError
from mirstudio.imaging.adjust import Adjustments
from mirstudio.imaging.files import WriteOptions
from mirstudio.jobs.item import State
from mirstudio.jobs.job import Job, Timings
from mirstudio.jobs.journal import Journal
from mirstudio.jobs.names import OnConflict
from mirstudio.jobs.queue import Place, Queue, Wanted


def wanted(*names: str) -> list[Wanted]:
    return [Wanted(Job(Path(name), Path("out") / name), ("tiny",), "denoise") for name in names]


def order(queue: Queue) -> str:
    return "".join(item.name for item in queue.items())


def test_items_come_in_order_and_once():
    queue = Queue()
    queue.add(wanted("a", "b"))
    queue.add(wanted("c"))
    claimed = [queue.claim(), queue.claim(), queue.claim(), queue.claim()]
    assert [one and one.name for one in claimed] == ["a", "b", "c", None]
    assert {item.state for item in queue.items()} == {State.RUNNING}


def test_items_move_leave_and_wait_again():
    queue = Queue()
    a, b, c, d = [item.number for item in queue.add(wanted("a", "b", "c", "d"))]
    queue.move(d, before=a)
    queue.move(b)
    assert order(queue) == "dacb"
    assert queue.remove(c)
    assert not queue.remove(c)
    claimed = queue.claim()
    assert claimed is not None
    assert claimed.number == d
    assert not queue.remove(d)
    assert not queue.retry(d)
    queue.update(replace(claimed, state=State.FAILED, problem="it is torn"))
    assert queue.retry(d)
    assert [item.name for item in queue.waiting(2)] == ["d", "a"]


def test_every_job_spares_the_photos_of_all():
    queue = Queue()
    queue.add(wanted("a"))
    queue.add(wanted("b"))
    assert {item.job.originals for item in queue.items()} == {frozenset({Path("a"), Path("b")})}


def test_a_journal_gives_back_all_of_it(tmp_path: Path):
    path = tmp_path / "journal"
    queue = Queue(Journal(path))
    job = Job(
        Path("ä.png"),
        Path("out/ä.tif"),
        OnConflict.SKIP,
        adjustments=Adjustments(strength=0.3),
        options=WriteOptions("tiff", 16, 80),
        tiles=(64,),
        second=Path("right.png"),
        sidecar=True,
    )
    queue.add([Wanted(job, ("tiny",), "denoise"), *wanted("b", "c")])
    first, second, _ = queue.items()
    done = replace(
        first,
        state=State.DONE,
        result=Path("out/ä-2.tif"),
        sha256="12",
        megapixels=1.5,
        timings=Timings(1, 2, 3, 4),
    )
    queue.update(done)
    queue.update(replace(second, state=State.FAILED, problem="it is torn"))
    queue.move(second.number)
    queue.settle("tiny", Place("cpu", "bf16", 2, 448))
    queue.limit_tile("tiny", 208)
    expected = queue.items()
    queue.close()
    again = Queue(Journal(path))
    assert again.items() == expected
    assert again.place_of("tiny") == Place("cpu", "bf16", 2, 448, 208)
    again.remove(done.number)
    again.close()
    last = Queue(Journal(path))
    assert order(last) == "cb"
    last.close()


def test_a_journal_is_held_by_one(tmp_path: Path):
    queue = Queue(Journal(tmp_path / "journal"))
    queue.add(wanted("a"))
    with pytest.raises(UsageError, match="Another batch is at work"):
        Journal(tmp_path / "journal", patience=0)
    queue.close()


def test_other_files_are_no_journals(tmp_path: Path):
    path = tmp_path / "letter"
    path.write_text("Dear photo, " * 99, encoding="utf-8")
    with pytest.raises(MirStudioError, match="no journal"):
        Journal(path)
    with pytest.raises(MirStudioError, match="cannot be opened"):
        Journal(tmp_path / "nowhere" / "journal")


def test_a_disk_that_refuses_costs_nothing_once_it_is_back(tmp_path: Path):
    path = tmp_path / "journal"
    journal = Journal(path)
    queue = Queue(journal)
    queue.add(wanted("a", "b"))
    file = journal._file
    file.execute("PRAGMA query_only = ON")
    first, second = queue.items()
    queue.update(replace(first, state=State.DONE))
    file.execute("PRAGMA query_only = OFF")
    queue.update(replace(second, state=State.SKIPPED))
    queue.close()
    again = Queue(Journal(path))
    assert [item.state for item in again.items()] == [State.DONE, State.SKIPPED]
    again.close()

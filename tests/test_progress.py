"""Long work reports, returns and can be cancelled."""

from __future__ import annotations

import pytest

from mirstudio.progress import Progress, Work, run


def count(to: int, trace: list[str]) -> Work[int]:
    """Work that leaves a trace of how it ended."""
    try:
        for step in range(to):
            yield Progress(step + 1, to)
        trace.append("done")
        return to
    finally:
        trace.append("closed")


def test_run_hands_on_every_report_and_the_result():
    seen: list[Progress] = []
    trace: list[str] = []
    assert run(count(3, trace), seen.append) == 3
    assert [(p.done, p.fraction) for p in seen] == [(1, 1 / 3), (2, 2 / 3), (3, 1.0)]
    assert trace == ["done", "closed"]


def test_an_interrupt_while_reporting_closes_the_work():
    trace: list[str] = []

    def interrupt(progress: Progress) -> None:
        if progress.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(count(5, trace), interrupt)
    assert trace == ["closed"]


def test_not_asking_again_cancels():
    trace: list[str] = []
    work = count(5, trace)
    next(work)
    work.close()
    assert trace == ["closed"]


def test_nothing_to_do_is_all_done():
    assert Progress(0, 0).fraction == 1.0

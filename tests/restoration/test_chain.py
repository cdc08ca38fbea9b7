"""What follows what is settled in one place."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from mirstudio.errors import UsageError
from mirstudio.restoration.chain import (
    ORDER,
    chain_seconds,
    check_chain,
    continuations,
    in_order,
    scale_of,
)
from mirstudio.restoration.library import Card
from mirstudio.restoration.preset import Task
from mirstudio.restoration.speeds import Speed, keep_speeds

ANYWHERE = ("auto", "auto")


def card(task: Task, scale: int = 1, name: str = "", **facts: object) -> Card:
    path = Path(f"{name or task}.safetensors")
    return Card(name or f"{task}{scale}", path, task=task, scale=scale, **facts)  # type: ignore[arg-type]


def test_every_task_has_its_place():
    assert set(ORDER) == set(Task)
    assert len(ORDER) == len(Task)


@pytest.mark.parametrize("tasks", list(permutations((Task.SR, Task.DENOISE, Task.LOWLIGHT))))
def test_the_order_asked_for_does_not_matter(tasks: tuple[Task, ...]):
    assert in_order((*tasks, Task.DENOISE)) == (Task.LOWLIGHT, Task.DENOISE, Task.SR)


def test_what_may_follow_are_defaults_of_later_tasks():
    cards = [
        card(Task.LOWLIGHT, default=True),
        card(Task.DENOISE, default=True),
        card(Task.DENOISE, name="slow"),
        card(Task.SR, 2, default=True),
        card(Task.SR, 4, default=True),
        card(Task.DERAIN, default=True),
        card(Task.DEFOCUS, default=True, views=2),
    ]
    dark, noise, _, double, fourfold, *_ = cards
    assert continuations(dark, cards) == [
        (),
        (noise,),
        (double,),
        (fourfold,),
        (noise, double),
        (noise, fourfold),
    ]
    assert continuations(noise, cards) == [(), (double,), (fourfold,)]
    assert continuations(double, cards) == [()]


def test_sizes_multiply():
    assert scale_of(()) == 1
    assert scale_of((card(Task.DENOISE), card(Task.SR, 2), card(Task.SR, 4))) == 8


def test_only_the_first_model_may_take_two_views():
    check_chain(["pair", "noise"], [2, 1])
    with pytest.raises(UsageError, match="“pair” takes two views, so it must come first"):
        check_chain(["noise", "pair"], [1, 2])


def test_later_steps_take_the_time_of_the_larger_photo():
    double, noise = card(Task.SR, 2), card(Task.DENOISE)
    keep_speeds(
        [
            Speed(double.name, "", "cpu", "fp32", automatic=True, seconds_per_mp=3, peak_memory=0),
            Speed(noise.name, "", "cpu", "fp32", automatic=True, seconds_per_mp=1, peak_memory=0),
        ]
    )
    places = [ANYWHERE, ANYWHERE]
    assert chain_seconds((noise, double), 10, places) == 10 + 3 * 10 * 4
    assert chain_seconds((double, noise), 10, places) == 3 * 10 * 4 + 10 * 4
    assert chain_seconds((noise, card(Task.DEBLUR)), 10, places) is None
    assert chain_seconds((), 10, []) == 0

"""Learning rates against the official code's tables."""

import json
from pathlib import Path

import pytest

from mirstudio.training.schedules import (
    Cosine,
    CosineCycles,
    DasrPhases,
    PatchPhase,
    Trapezoid,
    WarmCosine,
    phase_at,
)

TABLES = json.loads(
    (Path(__file__).parents[1] / "data" / "training" / "lr_schedules.json").read_text()
)


@pytest.mark.parametrize(
    ("table", "schedule"),
    [
        ("mirnet_denoising_60", WarmCosine(1, 57)),
        ("mprnet_deblurring_3000", WarmCosine(1, 2997)),
        ("mprnet_deraining_250", WarmCosine(1, 247)),
        ("mprnet_denoising_80", WarmCosine(1, 117)),
        ("mirnetv2_300k", CosineCycles()),
        ("mirnetv2_150k", CosineCycles((46_000, 104_000))),
        ("dasr_600", DasrPhases(1)),
    ],
)
def test_paper(table, schedule):
    for step, rate in TABLES[table]["values"].items():
        assert schedule(int(step) - 1) == pytest.approx(rate, rel=1e-9)


def test_epochs_last_all_their_steps():
    schedule = WarmCosine(100, 57)
    assert [schedule(step) for step in (0, 99, 100)] == pytest.approx(
        [2e-4 / 3, 2e-4 / 3, 4e-4 / 3]
    )


def test_progressive_patches():
    steps = (92_000, 64_000, 48_000, 36_000, 36_000, 24_000)
    sizes = ((128, 8), (160, 5), (192, 4), (256, 2), (320, 1), (384, 1))
    phases = tuple(PatchPhase(n, *size) for n, size in zip(steps, sizes, strict=True))
    for iteration, expected in TABLES["mirnetv2_progressive_300k"].items():
        phase = phase_at(phases, int(iteration) - 1)
        assert {"patch": phase.patch, "batch_per_gpu": phase.batch} == expected


def test_trapezoid_can_be_made_longer_before_it_falls():
    short, long = Trapezoid(1000, 1e-3, 10, 100), Trapezoid(2000, 1e-3, 10, 100)
    assert [short(i) for i in range(900)] == [long(i) for i in range(900)]
    assert short(4) == pytest.approx(5e-4)
    assert 0 < short(999) < 1e-6


def test_cosine_ends_at_its_least():
    schedule = Cosine(300_000)
    assert (schedule(0), schedule(300_000)) == (2e-4, 1e-6)

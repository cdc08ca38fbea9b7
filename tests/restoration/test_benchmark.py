"""Memory and time are really measured."""

from __future__ import annotations

import numpy as np

from mirstudio.restoration.benchmark import PeakMemory, measure
from mirstudio.restoration.device import cpu
from tests.restoration.stand_ins import tiny_model


def test_the_peak_is_seen_although_it_passes() -> None:
    with PeakMemory(cpu()) as idle:
        pass
    with PeakMemory(cpu()) as busy:
        for _ in range(5):
            np.ones(25_000_000, np.float64).sum()
    assert busy.peak - idle.peak > 100_000_000


def test_a_pair_is_measured_too() -> None:
    speed = measure(tiny_model(views=2), 0.01, automatic=True)
    assert speed.seconds_per_mp > 0
    assert (speed.device, speed.precision) == ("cpu", "fp32")

"""All benchmarks that can be scored here: what each is for and how its folder is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mirstudio.restoration.preset import Task
from mirstudio.training.benchmarks.folders import (
    find_dpdd,
    find_fivek,
    find_gopro,
    find_hide,
    find_lol,
    find_rain13k,
    find_realblur,
    find_realsr,
)
from mirstudio.training.benchmarks.matlab import find_sidd
from mirstudio.training.benchmarks.names import Benchmark
from mirstudio.training.cases import Condition


@dataclass(frozen=True)
class Layout:
    """How a benchmark's official folder is evaluated."""

    benchmark: Benchmark
    task: Task
    find: Callable[[Path, int], list[Condition]]
    """Conditions in a folder, at a scale; raises TrainingError where the folder is another."""
    averaged: bool = False
    """The paper states the mean of all sets, too."""


LAYOUTS: tuple[Layout, ...] = (
    Layout(Benchmark.SIDD, Task.DENOISE, find_sidd),
    Layout(Benchmark.GOPRO, Task.DEBLUR, find_gopro),
    Layout(Benchmark.HIDE, Task.DEBLUR, find_hide),
    Layout(Benchmark.REALBLUR, Task.DEBLUR, find_realblur),
    Layout(Benchmark.RAIN13K, Task.DERAIN, find_rain13k, averaged=True),
    Layout(Benchmark.REALSR, Task.SR, find_realsr),
    Layout(Benchmark.LOL, Task.LOWLIGHT, find_lol),
    Layout(Benchmark.FIVEK, Task.RETOUCH, find_fivek),
    Layout(Benchmark.DPDD, Task.DEFOCUS, find_dpdd),
)
"""DND is not among them: its true photos are secret, so it ends in a submission."""


def layout_of(benchmark: Benchmark) -> Layout:
    """Return a benchmark's layout. Raises ValueError for DND, which has none."""
    for layout in LAYOUTS:
        if layout.benchmark is benchmark:
            return layout
    raise ValueError(f"{benchmark} cannot be scored here")

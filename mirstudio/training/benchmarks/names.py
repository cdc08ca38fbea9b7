"""The benchmarks by the words of the command line."""

from __future__ import annotations

from enum import StrEnum


class Benchmark(StrEnum):
    """A public set of photos with a fixed way to score them."""

    SIDD = "sidd"
    DND = "dnd"
    GOPRO = "gopro"
    HIDE = "hide"
    REALBLUR = "realblur"
    RAIN13K = "rain13k"
    REALSR = "realsr"
    LOL = "lol"
    FIVEK = "fivek"
    DPDD = "dpdd"

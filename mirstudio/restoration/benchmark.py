"""How long each model takes on this machine, and how much memory: measured, not guessed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any

import numpy as np
import psutil
import torch

from mirstudio.imaging.photo import Photo
from mirstudio.progress import Progress, Work, run
from mirstudio.restoration.device import Device
from mirstudio.restoration.library import Card, ModelLibrary
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.place import settle_place
from mirstudio.restoration.restore import restore
from mirstudio.restoration.speeds import Speed, keep_speeds

LONG_ENOUGH = 2.0
"""Seconds of one run beyond which it is not repeated."""
RUNS = 3
WARM_UP = 128
"""Side of a photo restored beforehand, so that nothing is prepared on the clock."""
SAMPLING = 0.005
"""Seconds between two looks at the memory."""


def benchmark(
    library: ModelLibrary,
    cards: Sequence[Card],
    device: str = "auto",
    precisions: Sequence[str] = (),
    megapixels: float = 2.0,
) -> Work[list[Speed]]:
    """Measure the models of `cards` and remember what came out.

    `precisions`: by default what "auto" takes, and float32. One that the device fails at is
    left out, as it would be in use. `megapixels`: of the photo that is restored; with few,
    it is not cut, and what larger photos cost in overlaps is missing.
    """
    speeds: list[Speed] = []
    wishes = precisions or ("auto", "fp32")
    for number, card in enumerate(cards):
        measured: set[str] = set()
        for index, wish in enumerate(wishes):
            done = number * len(wishes) + index
            yield Progress(done, len(cards) * len(wishes), "measurement", card.name)
            model = library.load(card.name, device, wish)
            if model.precision not in measured and wish in ("auto", model.precision):
                measured.add(model.precision)
                speeds.append(measure(model, megapixels, _automatic(model)))
                keep_speeds(speeds[-1:])
    return speeds


def measure(model: RestorationModel, megapixels: float, automatic: bool) -> Speed:
    """Restore photos of noise, new ones each time, and return the best time."""
    _restored_in(model, _photos(model, WARM_UP))
    side = max(round((megapixels * 1e6) ** 0.5), 1)
    seconds: list[float] = []
    with PeakMemory(model.device) as memory:
        while not seconds or (min(seconds) < LONG_ENOUGH and len(seconds) < RUNS):
            seconds.append(_restored_in(model, _photos(model, side)))
    restored_mp = (side * model.scale) ** 2 / 1e6
    return Speed(
        model=model.name,
        tensors_sha256=model.card.tensors_sha256,
        device=model.device.kind,
        precision=model.precision,
        automatic=automatic,
        seconds_per_mp=round(min(seconds) / restored_mp, 4),
        peak_memory=memory.peak,
    )


def _automatic(model: RestorationModel) -> bool:
    """Whether the model runs in what "auto" takes on its device."""
    place = settle_place(model.device.kind, "auto", model.architecture.supports_bf16)
    return (place.device.kind, place.precision) == (model.device.kind, model.precision)


class PeakMemory:
    """Notes the most memory that was in use while its block ran, in bytes."""

    def __init__(self, device: Device) -> None:
        # Which functions a device's module has differs from device to device.
        self._module: Any = (
            None if device.family == "cpu" else torch.get_device_module(device.family)
        )
        self._process = psutil.Process()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.peak = 0

    def __enter__(self) -> PeakMemory:
        if hasattr(self._module, "reset_peak_memory_stats"):
            self._module.reset_peak_memory_stats()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            self.peak = max(self.peak, self._in_use())
            if self._ended.wait(SAMPLING):
                self.peak = max(self.peak, self._in_use())
                return

    def _in_use(self) -> int:
        module = self._module
        if hasattr(module, "max_memory_allocated"):
            return module.max_memory_allocated()
        if hasattr(module, "driver_allocated_memory"):
            return module.driver_allocated_memory()
        return self._process.memory_info().rss


def _photos(model: RestorationModel, side: int) -> list[Photo]:
    """As many square photos of noise as the model takes, never the same twice."""
    rng = np.random.default_rng()
    views = range(model.architecture.views)
    return [Photo(rng.random((side, side, 3), dtype=np.float32)) for _ in views]


def _restored_in(model: RestorationModel, photos: Iterable[Photo]) -> float:
    """Seconds that restoring takes."""
    photo, *others = photos
    began = time.perf_counter()
    run(restore(photo, model, second=next(iter(others), None)))
    return time.perf_counter() - began

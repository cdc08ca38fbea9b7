"""The crops that a training step sees.

A crop is a function of (seed, step, its place in the batch) alone, so a resumed training sees
exactly what an uninterrupted one would have seen, and ranks share a batch by sharing its places.
"""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.photo import Pixels
from mirstudio.training.augmentation import TURNS, Turn, change_saturation, change_tones
from mirstudio.training.config import DataConfig, Degradation, TrainingConfig
from mirstudio.training.degradation.blind import BlindReduction
from mirstudio.training.photos import Photos, Rgb8
from mirstudio.training.schedules import PatchPhase, phase_at

MOST_POWER = 0.4
"""Logarithm of the highest power that tones are raised to: a stop or so for a middle grey."""
MOST_LIFT = 0.06
"""How far black is lifted or sunk at most."""


@dataclass(frozen=True)
class Batch:
    """What a step learns from: float32 RGB in 0–1, the papers' layouts."""

    degraded: NDArray[np.float32]
    """B, 3, H, W, of two views B, 6, H, W; for dasr B, 2, 3, h, w: two crops of each photo."""
    clean: NDArray[np.float32]
    """B, 3, H, W; for dasr the large version of each first crop."""


@dataclass(frozen=True)
class Share:
    """Which places of a batch are prepared here."""

    rank: int = 0
    ranks: int = 1

    def places(self, batch: int) -> range:
        """Return this rank's consecutive places of `batch`."""
        each = batch // self.ranks
        return range(self.rank * each, (self.rank + 1) * each)


def make_batch(
    photos: Photos, config: TrainingConfig, step: int, share: Share | None = None
) -> Batch:
    """Draw, turn and degrade the crops of one step."""
    share = share or Share()
    phase = _phase(config.data, step)
    make = _make_pair if config.reduction is None else _make_reduced
    crops = [
        make(photos, config, phase.patch, np.random.default_rng([config.seed, step, place]))
        for place in share.places(phase.batch)
    ]
    degraded, clean = (np.stack(side) for side in zip(*crops, strict=True))
    degraded, clean = (_channels_first(side) for side in (degraded, clean))
    # Beyond every place of a batch, so that no crop has drawn from this generator.
    rng = np.random.default_rng([config.seed, step, 1_000_000 + share.rank])
    return Batch(*config.mixup.mix(degraded, clean, step, rng))


class Prefetcher:
    """Prepares the next batch in a thread while the network learns from this one."""

    def __init__(self, photos: Photos, config: TrainingConfig, share: Share) -> None:
        self._arguments = (photos, config)
        self._share = share
        self._last = config.optimizer.steps
        self._pool = ThreadPoolExecutor(1, "prefetch")
        self._next: tuple[int, Future[Batch]] | None = None
        self.waited = 0.0
        """Seconds in which the network had nothing to learn from."""

    def batch(self, step: int) -> Batch:
        """Return the batch of `step` and begin with that of the step after it."""
        ready = self._next
        future = ready[1] if ready and ready[0] == step else self._begin(step)
        started = time.perf_counter()
        batch = future.result()
        self.waited += time.perf_counter() - started
        self._next = (step + 1, self._begin(step + 1)) if step + 1 < self._last else None
        return batch

    def close(self) -> None:
        """End the thread."""
        self._pool.shutdown(cancel_futures=True)

    def _begin(self, step: int) -> Future[Batch]:
        return self._pool.submit(make_batch, *self._arguments, step, self._share)


def degrade(
    clean: Pixels, degradations: tuple[Degradation, ...], rng: np.random.Generator
) -> Pixels:
    """Do to H, W, 3 in 0–1 one after the other what each degradation's share allows."""
    for degradation in degradations:
        if rng.random() < degradation.share:
            clean = degradation(clean, rng)
    return clean


def to_floats(pixels: Rgb8) -> Pixels:
    """8-bit pixels in 0–1."""
    return np.asarray(pixels, np.float32) / np.float32(255)


def _make_pair(
    photos: Photos, config: TrainingConfig, side: int, rng: np.random.Generator
) -> tuple[Pixels, Pixels]:
    """One degraded and one clean crop."""
    source = photos.sources[rng.choice(len(photos.sources), p=photos.chances)]
    pair = photos.store.pair(source)
    top, left = _place(pair[1], side, config.data.tries, rng)
    reach = 0
    if not source.degraded:
        reach = max((getattr(d, "reach", 0) for d in config.degradations), default=0)
    # What blurs into the crop from outside must be there when it is blurred.
    around = [
        slice(max(start - reach, 0), min(start + side + reach, size))
        for start, size in zip((top, left), pair[1].shape[:2], strict=True)
    ]
    inside = tuple(
        slice(start - cut.start, start - cut.start + side)
        for start, cut in zip((top, left), around, strict=True)
    )
    degraded, clean = (to_floats(pixels[around[0], around[1]]) for pixels in pair)
    if rng.random() < config.data.saturation:
        factor = rng.uniform(0.8, 1.2)
        degraded, clean = change_saturation(degraded, factor), change_saturation(clean, factor)
    # Without it nothing is drawn for it, so that older recipes draw what they drew.
    if config.data.tones and rng.random() < config.data.tones:
        power, black = (
            np.exp(rng.uniform(-MOST_POWER, MOST_POWER)),
            rng.uniform(-MOST_LIFT, MOST_LIFT),
        )
        degraded, clean = (change_tones(p, power, black) for p in (degraded, clean))
    table = TURNS[config.data.turns]
    turn = table[rng.integers(len(table))]
    if source.degraded:
        return turn(degraded[inside]), turn(clean[inside])
    # Rain falls and hands shake in the turned photo, so the turn comes first.
    kept = _turned(turn, inside, clean.shape[:2])
    clean = np.ascontiguousarray(turn(clean))
    return degrade(clean, config.degradations, rng)[kept], clean[kept]


def _make_reduced(
    photos: Photos, config: TrainingConfig, side: int, rng: np.random.Generator
) -> tuple[NDArray[np.float32], Pixels]:
    """Two reduced crops under one degradation, and the first one's truth.

    Both of one photo, unless the contrast is to be between photos that are apart.
    """
    reduction = config.reduction
    assert isinstance(reduction, BlindReduction)
    photo = _draw_turned(photos, config, rng)
    kernel, noise = reduction.draw(rng)
    crops: list[Pixels] = []
    for number in range(2):
        if number and config.contrast.apart:
            photo = _draw_turned(photos, config, rng)
        top, left = _place(photo, side, config.data.tries, rng)
        crops.append(to_floats(photo[top : top + side, left : left + side]))
    return np.stack([reduction.reduce(c, kernel, noise, rng) for c in crops]), crops[0]


def _draw_turned(photos: Photos, config: TrainingConfig, rng: np.random.Generator) -> Rgb8:
    """A clean photo, turned."""
    source = photos.sources[rng.choice(len(photos.sources), p=photos.chances)]
    table = TURNS[config.data.turns]
    return table[rng.integers(len(table))](photos.store.pair(source)[1])


def _place(photo: Rgb8, side: int, tries: int, rng: np.random.Generator) -> tuple[int, int]:
    """Top and left of a crop: of several places the one with the most detail."""
    places = [
        (int(rng.integers(photo.shape[0] - side + 1)), int(rng.integers(photo.shape[1] - side + 1)))
        for _ in range(tries)
    ]
    if tries == 1:
        return places[0]
    return max(places, key=lambda place: _detail(photo, place, side))


def _detail(photo: Rgb8, place: tuple[int, int], side: int) -> float:
    """Mean absolute step between neighbours of every fourth row, in green."""
    top, left = place
    rows = photo[top : top + side : 4, left : left + side, 1].astype(np.int16)
    return float(np.abs(np.diff(rows, axis=1)).mean())


def _turned(turn: Turn, region: tuple[slice, ...], shape: tuple[int, ...]) -> tuple[slice, slice]:
    """Where a region of a picture lies after a turn."""
    marks = np.zeros(shape, bool)
    marks[region] = True
    rows, columns = np.nonzero(turn(marks))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def _phase(data: DataConfig, step: int) -> PatchPhase:
    return phase_at(data.phases, step) if data.phases else PatchPhase(0, data.patch, data.batch)


def _channels_first(crops: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.ascontiguousarray(np.moveaxis(crops, -1, -3), np.float32)

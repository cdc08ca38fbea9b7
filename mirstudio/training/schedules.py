"""The learning rate of every step, in all four papers' code and in ours; and progressive patches.

A schedule is a frozen value called with the step (0-based), which gives the rate.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Trapezoid:
    """Ours: rise linearly, hold, fall to zero along a cosine.

    What happens before the fall does not depend on when it begins, so a training may be made
    longer and resumed as long as it has not begun.
    """

    steps: int
    """Steps in all."""
    rate: float
    """While held."""
    warmup: int
    """Steps of rise."""
    decay: int
    """Steps of fall."""

    def __call__(self, step: int) -> float:
        """Return the rate of a step."""
        rise = min(1.0, (step + 1) / max(self.warmup, 1))
        left = (self.steps - step) / max(self.decay, 1)
        return self.rate * rise * (0.5 - 0.5 * math.cos(math.pi * min(1.0, left)))


@dataclass(frozen=True)
class WarmCosine:
    """MIRNet's and MPRNet's: three epochs of rise, then a cosine towards the least rate.

    Settled once per epoch. Epochs 3 and 4 both run at the full rate and the least is not quite
    reached: so does the official code. `period` is the length of the cosine in epochs; MPRNet's
    denoising has a longer one than it has epochs.
    """

    steps_per_epoch: int
    period: int
    """Epochs until the cosine would reach its least."""
    rate: float = 2e-4
    least: float = 1e-6
    warmup: int = 3
    """Epochs of rise."""

    def __call__(self, step: int) -> float:
        """Return the rate of a step."""
        return self.of_epoch(step // self.steps_per_epoch + 1)

    def of_epoch(self, epoch: int) -> float:
        """Return the rate of an epoch, counted from 1."""
        if epoch <= self.warmup:
            return self.rate * epoch / self.warmup
        return _cosine(self.rate, self.least, (epoch - self.warmup - 1) / self.period)


@dataclass(frozen=True)
class CosineCycles:
    """MIRNetv2's code: cosines one after the other, each starting at the full rate.

    The first one's least rate is higher than the full one, so the rate rises from 2e-4 to 3e-4,
    then jumps back and falls.
    """

    periods: tuple[int, ...] = (92_000, 208_000)
    """Steps of each cycle."""
    leasts: tuple[float, ...] = (3e-4, 1e-6)
    """Rate at each cycle's end."""
    rate: float = 2e-4

    def __call__(self, step: int) -> float:
        """Return the rate of a step."""
        ends = list(accumulate(self.periods))
        cycle = next((i for i, end in enumerate(ends) if step <= end), len(ends) - 1)
        done = step - ends[cycle] + self.periods[cycle]
        return _cosine(self.rate, self.leasts[cycle], min(1.0, done / self.periods[cycle]))


@dataclass(frozen=True)
class Cosine:
    """MIRNetv2's paper: one cosine from the first step to the last."""

    steps: int
    rate: float = 2e-4
    least: float = 1e-6

    def __call__(self, step: int) -> float:
        """Return the rate of a step."""
        return _cosine(self.rate, self.least, min(1.0, step / self.steps))


@dataclass(frozen=True)
class DasrPhases:
    """DASR's code: the encoder alone at falling rates, then everything at halving ones."""

    steps_per_epoch: int
    encoder_epochs: int = 100
    encoder_rate: float = 1e-3
    encoder_drop: int = 60
    """Epochs until the encoder's rate falls to a tenth."""
    rate: float = 1e-4
    halving: int = 125
    """Epochs of the second phase until the rate halves."""

    def __call__(self, step: int) -> float:
        """Return the rate of a step."""
        return self.of_epoch(step // self.steps_per_epoch + 1)

    def of_epoch(self, epoch: int) -> float:
        """Return the rate of an epoch, counted from 1."""
        if epoch <= self.encoder_epochs:
            return self.encoder_rate * 0.1 ** (epoch // self.encoder_drop)
        return self.rate * 0.5 ** ((epoch - self.encoder_epochs) // self.halving)


@dataclass(frozen=True)
class PatchPhase:
    """A stretch of training on crops of one size."""

    steps: int
    patch: int
    """Side of a crop in pixels."""
    batch: int
    """Crops per step."""


def phase_at(phases: tuple[PatchPhase, ...], step: int) -> PatchPhase:
    """Return the phase of a step (0-based); the last one goes on for ever."""
    for phase, end in zip(phases, accumulate(phase.steps for phase in phases), strict=True):
        if step < end:
            return phase
    return phases[-1]


def _cosine(start: float, end: float, share: float) -> float:
    return end + (start - end) * (1 + math.cos(math.pi * share)) / 2


Schedule = Trapezoid | WarmCosine | CosineCycles | Cosine | DasrPhases

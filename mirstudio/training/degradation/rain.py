"""Rain: streaks of light added to a photo, and the haze between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.photo import Pixels
from mirstudio.training.degradation.blur import splat
from mirstudio.training.degradation.convolution import Kernel, convolve

MOST_HAZE = 0.6
"""Share of grey light beyond which there is no photo left to restore."""


@dataclass(frozen=True)
class RainStreaks:
    """Drops drawn out along one direction, in layers of different distance.

    The additive model of Rain100 and its like (Yang et al. 2017) with the haze of Li et al.
    (2019); ranges are ours.
    """

    layers: tuple[int, int] = (1, 3)
    """Range of the number of layers."""
    density: tuple[float, float] = (2e-4, 4e-3)
    """Range of the share of pixels in which a streak begins, drawn uniformly in the logarithm."""
    length: tuple[float, float] = (8.0, 40.0)
    """Range of a streak's length in pixels."""
    width: tuple[float, float] = (0.4, 1.6)
    """Range of the deviation across a streak in pixels."""
    angle: float = 40.0
    """Largest angle to the vertical in degrees."""
    brightness: tuple[float, float] = (0.1, 0.6)
    """Range of what the brightest streaks add."""
    cover: tuple[float, float] = (0.5, 0.5)
    """Range of how far a streak covers what is behind it: 0 adds its light, 1 blends into white."""
    haze: tuple[float, float] = (0.0, 0.25)
    """Range of the share of grey light that replaces the photo's."""
    gathering: tuple[float, float] = (0.0, 0.0)
    """Range of how much haze the mean light of the streaks brings: it is far drops that veil."""
    share: float = 1.0
    """Share of crops that get it."""

    def __call__(self, clean: Pixels, rng: np.random.Generator) -> Pixels:
        """Degrade H, W, 3 in 0–1."""
        angle = np.deg2rad(rng.uniform(-self.angle, self.angle))
        rain = np.zeros((*clean.shape[:2], 1), np.float32)
        for _ in range(rng.integers(self.layers[0], self.layers[1] + 1)):
            rain = np.maximum(rain, self._layer(clean.shape[:2], angle, rng))
        haze = min(rng.uniform(*self.haze) * rng.random() + self._gathered(rain, rng), MOST_HAZE)
        fog = np.float32(rng.uniform(0.6, 0.95))
        hazy = clean * np.float32(1 - haze) + fog * np.float32(haze)
        # Streaks are brighter than what is behind them, but never than white.
        cover = np.float32(rng.uniform(*self.cover))
        return (hazy + rain * (1 - cover * hazy)).clip(0, 1)

    def _gathered(self, rain: NDArray[np.float32], rng: np.random.Generator) -> float:
        # Without it nothing is drawn for it, so that older recipes draw what they drew.
        return rng.uniform(*self.gathering) * float(rain.mean()) if any(self.gathering) else 0.0

    def _layer(
        self, shape: tuple[int, int], angle: float, rng: np.random.Generator
    ) -> NDArray[np.float32]:
        density = np.exp(rng.uniform(*np.log(self.density)))
        drops = (rng.random((*shape, 1)) < density).astype(np.float32)
        drops *= rng.uniform(0.3, 1, drops.shape).astype(np.float32)
        length = min(rng.uniform(*self.length), min(shape) - 8)
        jitter = angle + rng.normal(0, 0.03)
        kernel = streak_kernel(length, rng.uniform(*self.width), jitter)
        streaks = convolve(drops, kernel / kernel.max())
        return (streaks * np.float32(rng.uniform(*self.brightness))).clip(0, 1)


def streak_kernel(length: float, width: float, angle: float) -> Kernel:
    """A line of `length` pixels, `angle` radians from the vertical, soft across."""
    along = np.linspace(-length / 2, length / 2, max(int(length * 3), 2))
    path = np.stack([along * np.cos(angle), along * np.sin(angle)])
    reach = int(np.ceil(length / 2)) + 4
    line = splat(path, reach)
    offsets = np.arange(-3, 4)
    profile = np.exp(-0.5 * (offsets / width) ** 2)
    soft = np.zeros_like(line)
    for offset, weight in zip(offsets, profile / profile.sum(), strict=True):
        soft += np.roll(line, offset, axis=1) * np.float32(weight)
    return soft / soft.sum()

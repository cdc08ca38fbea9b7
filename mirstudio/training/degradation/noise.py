"""Noise on finished photos: white Gaussian, and Poisson-Gauss as a sensor makes it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mirstudio.imaging.photo import Pixels


def add_gaussian_noise(
    clean: Pixels, sigma: float, rng: np.random.Generator, *, rounded: bool = False
) -> Pixels:
    """Add white Gaussian noise of `sigma` 8-bit levels to `clean` (H, W, 3 in 0–1).

    The result is neither clipped nor rounded, as the literature tests, unless `rounded`, which
    makes it what an 8-bit file of it holds.
    """
    noise = np.float32(sigma / 255) * rng.standard_normal(clean.shape, np.float32)
    noisy = np.asarray(clean + noise, np.float32)
    return round_to_8_bits(noisy) if rounded else noisy


def round_to_8_bits(pixels: Pixels) -> Pixels:
    """Clip to 0–1 and round to the levels of an 8-bit file."""
    return np.asarray(np.rint(pixels.clip(0, 1) * 255) / 255, np.float32)


@dataclass(frozen=True)
class GaussianNoise:
    """White Gaussian noise of a level that the network is not told."""

    sigma: tuple[float, float] = (0.0, 60.0)
    """Range of the standard deviation in 8-bit levels, drawn uniformly per crop."""
    rounded: float = 0.0
    """Share of crops that are clipped and rounded to 8 bits after the noise, as files are."""
    share: float = 1.0
    """Share of crops that get it."""

    def __call__(self, clean: Pixels, rng: np.random.Generator) -> Pixels:
        """Degrade H, W, 3 in 0–1."""
        sigma = rng.uniform(*self.sigma)
        return add_gaussian_noise(clean, sigma, rng, rounded=rng.random() < self.rounded)


@dataclass(frozen=True)
class PoissonGaussNoise:
    """Signal-dependent noise: variance gain·x + floor², x in 0–1.

    The model of Foi et al. (2008) for sensors; the ranges are ours and cover, in sRGB values,
    what PolyU's cameras show from ISO 400 to 6400.
    """

    gain: tuple[float, float] = (1e-4, 1e-2)
    """Range of the Poisson part, drawn uniformly in the logarithm."""
    floor: tuple[float, float] = (0.0, 10.0)
    """Range of the Gaussian part in 8-bit levels."""
    share: float = 1.0
    """Share of crops that get it."""

    def __call__(self, clean: Pixels, rng: np.random.Generator) -> Pixels:
        """Degrade H, W, 3 in 0–1."""
        gain = np.exp(rng.uniform(*np.log(self.gain)))
        return add_sensor_noise(clean, gain, rng.uniform(*self.floor) / 255, rng)


def add_sensor_noise(light: Pixels, gain: float, floor: float, rng: np.random.Generator) -> Pixels:
    """Add shot noise of variance gain·light and Gaussian noise of deviation `floor`."""
    counts = rng.poisson(np.maximum(light, 0) / gain) * gain
    return (counts + floor * rng.standard_normal(light.shape)).astype(np.float32)

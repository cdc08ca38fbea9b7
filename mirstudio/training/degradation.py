"""What was done to a clean crop before the network has to undo it."""

from __future__ import annotations

import numpy as np

from mirstudio.imaging.photo import Pixels
from mirstudio.training.config import NoiseConfig


def add_gaussian_noise(
    clean: Pixels, sigma: float, rng: np.random.Generator, rounded: bool = False
) -> Pixels:
    """Add white Gaussian noise of `sigma` 8-bit levels to `clean` (H, W, 3 in 0–1).

    The result is neither clipped nor rounded, as the literature tests, unless `rounded`, which
    makes it what an 8-bit file of it holds.
    """
    noisy = clean + np.float32(sigma / 255) * rng.standard_normal(clean.shape, np.float32)
    return np.rint(noisy.clip(0, 1) * 255) / np.float32(255) if rounded else noisy


def degrade_blindly(clean: Pixels, noise: NoiseConfig, rng: np.random.Generator) -> Pixels:
    """Add noise of a level drawn from `noise.sigma`; see `NoiseConfig`."""
    sigma = rng.uniform(*noise.sigma)
    return add_gaussian_noise(clean, sigma, rng, rounded=rng.random() < noise.rounded)

"""DASR's degradation: an unknown blur, bicubic reduction, noise on what is left (§4.1 there)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.resample import bicubic
from mirstudio.training.blurs import Blur
from mirstudio.training.degradation.convolution import Kernel, convolve

RADIUS = 10
"""Kernels are 21×21."""

SHARP = 0.05
"""Deviation in pixels whose kernel is a single pixel in float32: bicubic reduction alone."""


@dataclass(frozen=True)
class BlindReduction:
    """Blur, reduction and noise that the network is not told; one draw per photo."""

    scale: int
    """Size before over size after."""
    sigma: tuple[float, float] = (0.2, 4.0)
    """Range of the blur's deviation in pixels of the large photo (paper: up to 2, 3, 4 for
    ×2, ×3, ×4); both 0: bicubic reduction alone."""
    anisotropic: bool = False
    """Two deviations and an angle instead of one deviation."""
    noise: float = 0.0
    """Largest noise level on the small photo in 8-bit levels (paper, anisotropic: 25)."""
    sharp: float = 0.0
    """Share of the photos without any blur, which a uniform draw hardly ever gives (paper: 0)."""
    clean: float = 0.0
    """Share of the photos without any noise (paper: 0)."""

    @property
    def reach(self) -> int:
        """Pixels around a crop that blur into it."""
        return RADIUS

    def draw(self, rng: np.random.Generator) -> tuple[Kernel, float]:
        """Draw a kernel and a noise level."""
        if self.sharp and rng.random() < self.sharp:
            kernel = isotropic_kernel(0)
        elif self.anisotropic:
            theta = rng.uniform(0, np.pi)
            kernel = anisotropic_kernel(rng.uniform(*self.sigma), rng.uniform(*self.sigma), theta)
        else:
            kernel = isotropic_kernel(rng.uniform(*self.sigma))
        clean = self.clean and rng.random() < self.clean
        return kernel, 0.0 if clean else rng.uniform(0, self.noise)

    def reduce(
        self, clean: Pixels, kernel: Kernel, noise: float, rng: np.random.Generator
    ) -> Pixels:
        """Degrade H, W, 3 in 0–1 to H/scale, W/scale, 3 with what `draw` drew."""
        unit = rng.standard_normal(
            (clean.shape[0] // self.scale, clean.shape[1] // self.scale, 3), np.float32
        )
        return reduce_blurred(clean, kernel, self.scale, noise * unit)


def reduce_blurred(clean: Pixels, kernel: Kernel, scale: int, noise: Pixels | float = 0) -> Pixels:
    """Blur, reduce, add `noise` (8-bit levels), round and clamp as an 8-bit file."""
    levels = bicubic(convolve(clean * np.float32(255), kernel), 1 / scale) + noise
    return np.rint(levels).clip(0, 255).astype(np.float32) / np.float32(255)


def kernel_of(blur: Blur) -> Kernel:
    """Return the taps of a blur that is known."""
    return anisotropic_kernel(blur.sigma1, blur.sigma2, np.deg2rad(blur.degrees))


def isotropic_kernel(sigma: float) -> Kernel:
    """Round Gaussian of deviation `sigma` pixels; 0 blurs nothing."""
    return anisotropic_kernel(sigma, sigma, 0.0)


def anisotropic_kernel(lambda1: float, lambda2: float, theta: float) -> Kernel:
    """Gaussian of deviations λ1 and λ2 pixels along axes turned by `theta` radians.

    The paper calls λ1 and λ2 eigenvalues; its code squares them, which makes them deviations.
    """
    lambda1, lambda2 = max(lambda1, SHARP), max(lambda2, SHARP)
    turn = np.array([[np.cos(theta), -np.sin(theta)], [np.sin(theta), np.cos(theta)]])
    covariance = turn @ np.diag([lambda1**2, lambda2**2]) @ turn.T
    offsets = np.arange(-RADIUS, RADIUS + 1)
    x, y = np.meshgrid(offsets, offsets)
    position = np.stack([x, y], -1).astype(np.float64)
    exponent = np.einsum("...i,ij,...j->...", position, np.linalg.inv(covariance), position)
    kernel = np.exp(-0.5 * exponent)
    return (kernel / kernel.sum()).astype(np.float32)

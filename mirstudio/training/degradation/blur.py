"""Blur of a moving hand and of a lens out of focus, made in linear light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.profile import SRGB_CURVE
from mirstudio.training.degradation.convolution import Kernel, convolve


@dataclass(frozen=True)
class MotionBlur:
    """Camera shake: kernels drawn along the path of a random walk with inertia.

    After Boracchi & Foi (2012), as used by Kupyn et al. (2018); ranges are ours.
    """

    length: tuple[float, float] = (3.0, 25.0)
    """Range of the path's length in pixels."""
    turning: tuple[float, float] = (0.0, 0.35)
    """Range of the deviation of the change of direction per step, in radians."""
    highlights: float = 0.3
    """Share of crops whose clipped whites shine up to three times as bright before the blur."""
    stored: float = 0.0
    """Share of crops blurred as stored, as in sets of pictures that know nothing of light."""
    share: float = 1.0
    """Share of crops that get it."""

    @property
    def reach(self) -> int:
        """Pixels around a crop that blur into it."""
        return int(self.length[1]) // 2 + 1

    def __call__(self, clean: Pixels, rng: np.random.Generator) -> Pixels:
        """Degrade H, W, 3 in 0–1."""
        kernel = motion_kernel(rng.uniform(*self.length), rng.uniform(*self.turning), rng)
        return _blurred(clean, kernel, self.highlights, self.stored, rng)


@dataclass(frozen=True)
class DefocusBlur:
    """Out of focus: the disc of an open lens, or the polygon of its blades; ranges are ours."""

    radius: tuple[float, float] = (0.5, 6.0)
    """Range of the disc's radius in pixels."""
    blades: tuple[int, ...] = (0, 5, 6, 8)
    """Numbers of blades to draw from; 0 is a full disc."""
    highlights: float = 0.3
    """Share of crops whose clipped whites shine up to three times as bright before the blur."""
    stored: float = 0.0
    """Share of crops blurred as stored, as in sets of pictures that know nothing of light."""
    share: float = 1.0
    """Share of crops that get it."""

    @property
    def reach(self) -> int:
        """Pixels around a crop that blur into it."""
        return int(self.radius[1]) + 2

    def __call__(self, clean: Pixels, rng: np.random.Generator) -> Pixels:
        """Degrade H, W, 3 in 0–1."""
        blades = int(rng.choice(self.blades))
        kernel = defocus_kernel(rng.uniform(*self.radius), blades, rng.uniform(0, np.pi))
        return _blurred(clean, kernel, self.highlights, self.stored, rng)


@dataclass(frozen=True)
class ShakeOrDefocus:
    """Camera shake or a lens out of focus, never both: what most blurred photos suffer from."""

    length: tuple[float, float] = (3.0, 25.0)
    """Range of the path's length in pixels."""
    radius: tuple[float, float] = (0.5, 6.0)
    """Range of the disc's radius in pixels."""
    shaken: float = 0.5
    """Share of blurred crops that are shaken; the others are out of focus."""
    highlights: float = 0.3
    """Share of crops whose clipped whites shine up to three times as bright before the blur."""
    stored: float = 0.0
    """Share of crops blurred as stored, as in sets of pictures that know nothing of light."""
    share: float = 1.0
    """Share of crops that get it."""

    @property
    def reach(self) -> int:
        """Pixels around a crop that blur into it."""
        return max(kind.reach for kind in self._kinds)

    def __call__(self, clean: Pixels, rng: np.random.Generator) -> Pixels:
        """Degrade H, W, 3 in 0–1."""
        shake, defocus = self._kinds
        return (shake if rng.random() < self.shaken else defocus)(clean, rng)

    @property
    def _kinds(self) -> tuple[MotionBlur, DefocusBlur]:
        return (
            MotionBlur(length=self.length, highlights=self.highlights, stored=self.stored),
            DefocusBlur(radius=self.radius, highlights=self.highlights, stored=self.stored),
        )


def _blurred(
    clean: Pixels, kernel: Kernel, highlights: float, stored: float, rng: np.random.Generator
) -> Pixels:
    # Without a share nothing is drawn for it, so that older recipes draw what they drew.
    if stored and rng.random() < stored:
        return convolve(clean, kernel).clip(0, 1)
    return blur_light(clean, kernel, _glow(highlights, rng))


def blur_light(clean: Pixels, kernel: Kernel, glow: float = 1.0) -> Pixels:
    """Blur in linear light; whites that the sensor clipped shone `glow` times as bright."""
    light = SRGB_CURVE.decode(clean)
    if glow > 1:
        white = ((clean.min(2, keepdims=True) - 0.97) / 0.03).clip(0, 1)
        light = light * (1 + (glow - 1) * white)
    return SRGB_CURVE.encode(convolve(light, kernel).clip(0, 1))


def motion_kernel(length: float, turning: float, rng: np.random.Generator) -> Kernel:
    """Draw a path of `length` pixels whose direction wanders, at a wandering speed."""
    points = max(int(length * 8), 2)
    direction = rng.uniform(0, 2 * np.pi) + np.cumsum(rng.normal(0, turning, points))
    speed = np.abs(1 + 0.4 * np.cumsum(rng.normal(0, 0.3, points)) / np.sqrt(points))
    speed *= length / speed.sum()
    path = np.stack([np.cumsum(speed * np.sin(direction)), np.cumsum(speed * np.cos(direction))])
    path -= (path.max(1, keepdims=True) + path.min(1, keepdims=True)) / 2
    return splat(path, int(np.ceil(length / 2)) + 1)


def defocus_kernel(radius: float, blades: int = 0, turn: float = 0.0) -> Kernel:
    """Fill a disc, or the regular polygon of `blades` sides inside it, with soft edges."""
    reach, fine = int(np.ceil(radius)) + 1, 5
    grid = (np.arange((2 * reach + 1) * fine) + 0.5) / fine - reach - 0.5
    x, y = np.meshgrid(grid, grid)
    distance = np.hypot(x, y)
    if blades:
        sector = 2 * np.pi / blades
        angle = (np.arctan2(y, x) + turn) % sector - sector / 2
        distance = distance * np.cos(angle) / np.cos(sector / 2)
    inside = (distance <= max(radius, 0.3)).astype(np.float64)
    side = 2 * reach + 1
    kernel = inside.reshape(side, fine, side, fine).mean((1, 3))
    return (kernel / kernel.sum()).astype(np.float32)


def _glow(share: float, rng: np.random.Generator) -> float:
    return float(rng.uniform(1, 3)) if rng.random() < share else 1.0


def splat(path: np.ndarray, reach: int) -> Kernel:
    """Leave equal light at each point of a path (2, N), shared among its four pixels."""
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1))
    corner = np.floor(path).astype(np.intp)
    share = path - corner
    for down in (0, 1):
        for right in (0, 1):
            weight = np.abs(1 - down - share[0]) * np.abs(1 - right - share[1])
            np.add.at(kernel, (corner[0] + down + reach, corner[1] + right + reach), weight)
    return (kernel / kernel.sum()).astype(np.float32)

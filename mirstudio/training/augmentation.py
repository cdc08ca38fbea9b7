"""Turning, mirroring and mixing crops, as each paper's code does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Turn = Callable[[NDArray], NDArray]
"""Of pixels H, W, 3; H and W may change places. Returns a view."""


def _turn(quarters: int, *, mirror_first: int | None = None, flip_after: bool = False) -> Turn:
    """Mirror an axis, turn counter-clockwise by quarters, swap top and bottom."""

    def turn(pixels: NDArray) -> NDArray:
        if mirror_first is not None:
            pixels = np.flip(pixels, mirror_first)
        pixels = np.rot90(pixels, quarters)
        return pixels[::-1] if flip_after else pixels

    return turn


TURNS: dict[str, tuple[Turn, ...]] = {
    # MIRNet turns clockwise.
    "mirnet": (
        _turn(0),
        _turn(-1),
        _turn(-2),
        _turn(-3),
        _turn(0, flip_after=True),
        _turn(-1, flip_after=True),
        _turn(-2, flip_after=True),
        _turn(-3, flip_after=True),
    ),
    # MPRNet draws from nine, of which the first and the last change nothing.
    "mprnet": (
        _turn(0),
        _turn(0, mirror_first=0),
        _turn(0, mirror_first=1),
        _turn(1),
        _turn(2),
        _turn(3),
        _turn(1, mirror_first=0),
        _turn(1, mirror_first=1),
        _turn(0),
    ),
    "mirnetv2": (
        _turn(0),
        _turn(0, flip_after=True),
        _turn(1),
        _turn(1, flip_after=True),
        _turn(2),
        _turn(2, flip_after=True),
        _turn(3),
        _turn(3, flip_after=True),
    ),
}
"""By paper, in the order of its table; drawn uniformly."""


@dataclass(frozen=True)
class Mixup:
    """Blends crops with others of their batch; the clean ones by the same share."""

    alpha: float = 0.0
    """Both parameters of the Beta distribution that shares are drawn from; 0: never mix."""
    first_step: int = 0
    """Mixing begins here (MIRNet, MPRNet: after five epochs)."""
    share: float = 1.0
    """Share of batches that are mixed (MIRNetv2: a half)."""
    per_crop: bool = True
    """One share per crop (MIRNet, MPRNet) or one per batch (MIRNetv2)."""

    def mix(
        self, degraded: NDArray, clean: NDArray, step: int, rng: np.random.Generator
    ) -> tuple[NDArray, NDArray]:
        """Mix both (B, 3, H, W) alike, or return them as they are."""
        if not self.alpha or step < self.first_step or rng.random() >= self.share:
            return degraded, clean
        drawn = rng.beta(self.alpha, self.alpha, len(clean) if self.per_crop else 1)
        share = drawn.astype(np.float32).reshape(-1, 1, 1, 1)
        order = rng.permutation(len(clean))
        return (
            share * degraded + (1 - share) * degraded[order],
            share * clean + (1 - share) * clean[order],
        )


def change_saturation(pixels: NDArray[np.float32], factor: float) -> NDArray[np.float32]:
    """Blend H, W, 3 with its grey version: 0 is grey, 1 changes nothing; clipped to 0–1."""
    grey = pixels @ np.array([0.2989, 0.587, 0.114], np.float32)
    blend = np.float32(factor) * pixels + np.float32(1 - factor) * grey[:, :, None]
    return blend.clip(0, 1)


def change_tones(pixels: NDArray[np.float32], power: float, black: float) -> NDArray[np.float32]:
    """Raise H, W, 3 in 0–1 to `power`, then lift black to `black`, or let it sink below 0.

    Above 1, `power` darkens. White stays white; clipped to 0–1.
    """
    toned = np.float32(1 - black) * pixels ** np.float32(power) + np.float32(black)
    return toned.clip(0, 1)

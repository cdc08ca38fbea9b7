"""Judge a restored tile: what no sound network returns, and what it hardly ever would."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.photo import Pixels

LEEWAY = 1.25
"""Once the reference confirmed a jump of the mean, its neighbours may jump so much further."""


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a restored tile, or seems to be."""

    sentence: str
    """What the tile did, such as "came back as one flat colour"."""
    impossible: bool
    """No network says this; other flaws may be what the network makes of the photo."""
    jump: float = 0.0
    """How far the mean of a channel moved, in units of the photo's white."""


class Watchdog:
    """Looks at every tile of one photo."""

    def __init__(self, mean_jump: float | None) -> None:
        """`mean_jump`: how far a channel's mean over a tile may move, white being 1; None: any."""
        self._mean_jump = mean_jump

    def flaw(self, given: Pixels, restored: Pixels) -> Flaw | None:
        """Return what is wrong with `restored`, H·scale, W·scale, 3, made of `given`, H, W, 3."""
        means = _means(restored)
        # A mean is no number exactly when one of the values is none.
        if not np.isfinite(means).all():
            return Flaw("holds values that are no numbers", impossible=True)
        if _flat(restored) and not _flat(given):
            return Flaw("came back as one flat colour", impossible=False)
        jump = float(np.abs(means - _means(given)).max())
        if self._mean_jump is not None and jump > self._mean_jump:
            return Flaw(f"came back {jump:.0%} brighter or darker", impossible=False, jump=jump)
        return None

    def believe(self, flaw: Flaw) -> None:
        """Take a flaw for the network's word, since the reference said the same.

        A strong network may jump in every tile; each would else be restored three times.
        """
        if self._mean_jump is not None:
            self._mean_jump = max(self._mean_jump, flaw.jump * LEEWAY)


def _means(pixels: Pixels) -> NDArray[np.float64]:
    """Mean of each channel; in float64, where no sum of finite pixels overflows."""
    # Rows first: ten times as fast as over both at once.
    return np.asarray(np.mean(np.mean(pixels, 0, dtype=np.float64), 0))


def _flat(pixels: Pixels) -> bool:
    """Whether all pixels are the same."""
    # The first row tells of nearly every tile that it is not.
    return all(bool(np.equal(part, pixels[0, 0]).all()) for part in (pixels[0], pixels))

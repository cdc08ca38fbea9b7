"""How far a restored photo is from the one it should be, above all where its tiles meet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mirstudio.imaging.photo import Pixels
from mirstudio.restoration.tiling import Grid


@dataclass(frozen=True)
class Agreement:
    """Differences of two pictures in steps of 1/255."""

    equal: float
    """Share of equal 8-bit values."""
    largest: float
    """Largest difference of 8-bit values."""
    psnr: float
    """In dB, of values that are not rounded."""
    at_edges: float
    """Mean difference in the rows and columns on both sides of an edge between tiles."""
    elsewhere: float

    @property
    def same(self) -> bool:
        """The same picture: 99.9 % of 8-bit values are equal and none is off by more than one."""
        return self.equal >= 0.999 and self.largest <= 1

    @property
    def seamless(self) -> bool:
        """Edges differ at most twice as much as the rest, and 0.02 steps."""
        return self.at_edges <= 2 * self.elsewhere + 0.02

    def cells(self) -> list[str]:
        """For a table: equal, most, PSNR, at edges, elsewhere, verdict."""
        verdict = "same" if self.same else "**differs**"
        return [
            f"{self.equal:.4%}",
            f"{self.largest:.0f}",
            f"{self.psnr:.1f}",
            f"{self.at_edges:.4f}",
            f"{self.elsewhere:.4f}",
            verdict if self.seamless else f"{verdict}, **seams**",
        ]


COLUMNS = ["equal 8-bit values", "most off by", "PSNR, dB", "mean at edges", "elsewhere", "verdict"]
"""Of `Agreement.cells`."""


def compare(pixels: Pixels, reference: Pixels, grid: Grid | None = None) -> Agreement:
    """Hold a restored photo to its reference; edges are those of the grid's tiles."""
    levels = np.rint(pixels.clip(0, 1) * 255) - np.rint(reference.clip(0, 1) * 255)
    error = np.abs(pixels - reference) * 255
    at_edges = edges(grid, pixels.shape[0], pixels.shape[1])
    return Agreement(
        float((levels == 0).mean()),
        float(np.abs(levels).max()),
        float(10 * np.log10(255**2 / max(float((error**2).mean()), 1e-12))),
        float(error[at_edges].mean()) if at_edges.any() else 0.0,
        float(error[~at_edges].mean()),
    )


def edges(grid: Grid | None, height: int, width: int) -> np.ndarray:
    """Mark, H×W, the two rows or columns at every edge between tiles."""
    marks = np.zeros((height, width), bool)
    if grid is None:
        return marks
    scale = max(round(width / grid.width), 1)
    for tile in grid.tiles():
        own = tile.scaled(scale)
        if own.left:
            marks[:, own.left - 1 : own.left + 1] = True
        if own.top:
            marks[own.top - 1 : own.top + 1] = True
    return marks

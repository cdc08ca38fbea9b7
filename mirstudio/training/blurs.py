"""Blurs that are known: what evaluations and maps of embeddings are asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Blur:
    """A Gaussian whose deviations are pixels of the large photo; 0 is no blur."""

    sigma1: float
    sigma2: float
    degrees: float = 0.0
    """How far the axis of `sigma1` is turned."""

    @classmethod
    def round(cls, sigma: float) -> Blur:
        """Make one that is alike in all directions."""
        return cls(sigma, sigma)

    def __str__(self) -> str:
        if self.sigma1 == self.sigma2:
            return f"{self.sigma1:g}"
        return f"{self.sigma1:g}x{self.sigma2:g}@{self.degrees:g}"


TURNED_BLURS = tuple(
    Blur(sigma1, sigma2, degrees)
    for degrees, sigma1, sigma2 in (
        (0, 2, 0.5),
        (10, 2, 1),
        (30, 3.5, 1.5),
        (45, 3.5, 2),
        (90, 3.5, 2),
        (120, 4, 1.5),
        (135, 4, 2),
        (165, 4, 3),
        (180, 4, 4),
    )
)
"""The nine blurs of DASR's table 3, as a later paper's script lists them."""

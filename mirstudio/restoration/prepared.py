"""What a model has learnt about a photo before its first tile."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True)
class Prepared:
    """What a model has learnt about a photo before its first tile."""

    statistics: tuple[Tensor, ...] = ()
    """Pooled values in the order in which the network asks for them; empty: pool each input."""
    embedding: Tensor | None = None
    """How the photo was degraded (1, D), for networks that a degradation steers."""
    gain: float | None = None
    """How much the photo is brightened before the network sees it; None: as each input needs."""

    @property
    def sound(self) -> bool:
        """All values are numbers."""
        values = (*self.statistics, *(() if self.embedding is None else (self.embedding,)))
        return all(bool(value.isfinite().all()) for value in values)

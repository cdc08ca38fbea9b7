"""What is told while a photo is restored, and told again where that is a part of more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.resample import bicubic
from mirstudio.progress import Progress, Work
from mirstudio.restoration.tiling import Region

Result = TypeVar("Result")


@dataclass(frozen=True)
class TileProgress(Progress):
    """A tile is begun, or has been restored."""

    region: Region | None = None
    """Where it lies in the restored photo; None before the first tile. Of a tile that is only
    begun it may reach beyond the photo, by the padding."""
    pixels: Pixels | None = None
    """None while it is begun; then its restored pixels, H, W, 3, not clipped, in the photo's own
    colour space."""
    provisional: bool = False
    """A first look, with less settled or fewer stages run: the tile will come again."""


def retold(work: Work[Result], tell: Callable[[Progress], Progress]) -> Work[Result]:
    """Do the work, telling of it as `tell` says."""
    try:
        while True:
            yield tell(next(work))
    except StopIteration as end:
        return end.value
    finally:
        work.close()


def as_part(progress: Progress, before: int, total: int, step: str) -> Progress:
    """Count a step's tiles as a part of all."""
    if not step:
        return progress
    note = f"{step}, {progress.note}" if progress.note else step
    return replace(progress, done=before + progress.done, total=total, note=note)


def as_sketch(progress: Progress, scale: int, *, seen: bool) -> Progress:
    """Show a tile of a step as what will lie there in the end, enlarged where that is needed."""
    if not isinstance(progress, TileProgress) or progress.region is None:
        return progress
    region, pixels = progress.region.scaled(scale), progress.pixels
    enlarged: Pixels | None = pixels
    if pixels is not None and seen and scale > 1:
        enlarged = bicubic(pixels, scale)
    return replace(progress, region=region, pixels=enlarged, provisional=True)

"""Restore a photo with several models, each of which gets what the one before it has made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import prod

from mirstudio.errors import UsageError
from mirstudio.imaging.photo import Photo
from mirstudio.progress import Progress, Work
from mirstudio.restoration.chain import check_chain
from mirstudio.restoration.coarse import count_tiles
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.restore import (
    Restoration,
    enlarged_view,
    restore_and_account,
)
from mirstudio.restoration.tile_cache import TileCache
from mirstudio.restoration.tile_progress import as_part, as_sketch, retold
from mirstudio.restoration.tiling import Region


@dataclass(frozen=True, eq=False)
class RestoredInSteps:
    """A photo that several models have restored, and what had to give way for it."""

    photo: Photo
    incidents: tuple[str, ...]
    """See `Restoration`."""
    largest_tiles: tuple[int, ...]
    """For each model, see `Restoration`."""


def restore_in_steps(
    photo: Photo,
    models: Sequence[RestorationModel],
    tiles: Sequence[int] = (),
    in_view: Callable[[], Region | None] | None = None,
    second: Photo | None = None,
    cache: TileCache | None = None,
) -> Work[Photo]:
    """Restore `photo` with one model after the other; what goes from one to the next stays float.

    `tiles`: wished side of a tile in pixels for each model; empty or 0 lets `restore` choose. The
    other arguments are as in `restore`; `second` is for the first model.

    Yields a `TileProgress` that counts the tiles of all steps, and whose region lies in the photo
    that comes out at the end. Where somebody looks, tiles of all steps but the last are sketches
    of it: provisional, and enlarged to its size. Raises UsageError when a model does not fit.
    """
    work = restore_in_steps_and_account(photo, models, tiles, in_view, second, cache)
    return (yield from work).photo


def restore_in_steps_and_account(
    photo: Photo,
    models: Sequence[RestorationModel],
    tiles: Sequence[int] = (),
    in_view: Callable[[], Region | None] | None = None,
    second: Photo | None = None,
    cache: TileCache | None = None,
) -> Work[RestoredInSteps]:
    """Do what `restore_in_steps` does, and also return what happened on the way."""
    check_chain([one.name for one in models], [one.architecture.views for one in models])
    sides = [side or None for side in tiles or [0] * len(models)]
    counts = _count_tiles(photo, models, sides)
    done: list[Restoration] = []
    for number, (model, side) in enumerate(zip(models, sides, strict=True)):
        view = enlarged_view(in_view, _scale(models[:number]))
        after = None if number + 1 == len(models) else _scale(models[number + 1 :])
        work = restore_and_account(photo, model, side, view, None if number else second, cache)
        step = f"step {number + 1} of {len(models)}" if len(models) > 1 else ""

        def tell(
            told: Progress,
            before: int = sum(counts[:number]),
            step: str = step,
            after: int | None = after,
            seen: bool = view is not None,
        ) -> Progress:
            told = as_part(told, before, sum(counts), step)
            return told if after is None else as_sketch(told, after, seen=seen)

        done.append((yield from retold(work, tell)))
        photo = done[-1].photo
    photo = replace(photo, restored_by=", ".join(model.name for model in models))
    incidents = tuple(incident for one in done for incident in one.incidents)
    return RestoredInSteps(photo, incidents, tuple(one.largest_tile for one in done))


def assuming_blur(models: Sequence[RestorationModel], blur: float | None) -> list[RestorationModel]:
    """Return models steered by a blur of so many pixels; see `RestorationModel.assuming`.

    None leaves it to each photo. Raises UsageError where nothing steers any of them.
    """
    if blur is not None and not any(model.steered for model in models):
        names = " and ".join(f"“{model.name}”" for model in models)
        raise UsageError(
            f"No blur can be assumed for {names}: only DASR's enlargements are steered by one."
        )
    return [model.assuming(blur) for model in models]


def _scale(models: Sequence[RestorationModel]) -> int:
    return prod(model.scale for model in models)


def _count_tiles(
    photo: Photo, models: Sequence[RestorationModel], sides: Sequence[int | None]
) -> list[int]:
    """Return how many tiles each model will run."""
    if len(models) == 1:
        # Its own reports say so.
        return [0]
    counts: list[int] = []
    width, height = photo.width, photo.height
    for model, side in zip(models, sides, strict=True):
        grown = model.enlargement
        counts.append(count_tiles(width * grown, height * grown, model, side))
        width, height = width * model.scale, height * model.scale
    return counts

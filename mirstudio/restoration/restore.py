"""Restore a photo, or a pair of views, with a model, tile by tile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.imaging.resample import resize
from mirstudio.progress import Progress, Work
from mirstudio.restoration.attempts import TileRunner
from mirstudio.restoration.coarse import (
    COARSE,
    FINE,
    coarse_first,
    count_tiles,
    halved,
    halved_view,
    sketch_of_half,
    with_change,
)
from mirstudio.restoration.memoir import Memoir
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.plan import Plan, plan
from mirstudio.restoration.settling import Settled, settle
from mirstudio.restoration.tile_cache import TileCache
from mirstudio.restoration.tile_progress import TileProgress, as_part, retold
from mirstudio.restoration.tiling import Region, TileCanvas, in_order_of_view
from mirstudio.restoration.views import check_sizes, check_views

SKETCHED = 4
"""Tiles in view that a network in stages shows its first stage of, which costs each a third."""


@dataclass(frozen=True, eq=False)
class Restoration:
    """A restored photo, and what had to give way for it."""

    photo: Photo
    incidents: tuple[str, ...] = ()
    """What went wrong and was mended, one sentence each; one that came often says how often."""
    largest_tile: int = 0
    """Side of a tile for which memory sufficed in the end; 0 where it never ran out."""


def restore(
    photo: Photo,
    model: RestorationModel,
    tile: int | None = None,
    in_view: Callable[[], Region | None] | None = None,
    second: Photo | None = None,
    cache: TileCache | None = None,
) -> Work[Photo]:
    """Restore `photo` and return it with restored pixels, everything else kept.

    `second` is the right view where `photo` is the left one of a dual-pixel pair. With a `cache`
    only those tiles run that are not in it, and are then kept.

    Yields a `TileProgress` as each tile is begun and when it is done. `in_view` is asked before
    each tile for the region of the original that is looked at; the nearest tile comes next, and
    where settling the statistics takes long, once before that as a first look; the nearest few of
    a network in stages come after its first stage, too. Between two
    reports nothing runs and nothing is locked: to pause is to ask later, as to cancel is to stop
    asking, after which the device's memory is given back.
    Pixels are not clipped. Raises UsageError when model and photos do not fit together.
    """
    work = restore_and_account(photo, model, tile, in_view, second, cache)
    return (yield from work).photo


def restore_and_account(
    photo: Photo,
    model: RestorationModel,
    tile: int | None = None,
    in_view: Callable[[], Region | None] | None = None,
    second: Photo | None = None,
    cache: TileCache | None = None,
) -> Work[Restoration]:
    """Do what `restore` does, and also return what happened on the way."""
    if second is not None or not coarse_first(photo.width, photo.height, model):
        return (yield from _restore_once(photo, model, tile, in_view, second, cache))
    small = halved(photo)
    total = count_tiles(photo.width, photo.height, model, tile)
    before = count_tiles(small.width, small.height, model, tile)

    def sketched(told: Progress) -> Progress:
        return sketch_of_half(as_part(told, 0, total, COARSE), photo, seen=in_view is not None)

    # What is coarse is gone over again: it need not be done twice.
    once = model.one_way()
    work = restore_and_account(small, once, tile, halved_view(in_view), None, cache)
    coarse = yield from retold(work, sketched)
    photo = with_change(photo, small, coarse.photo)
    work = _restore_once(photo, model, tile, in_view, second, cache)
    done = yield from retold(work, lambda told: as_part(told, before, total, FINE))
    sides = [one.largest_tile for one in (coarse, done) if one.largest_tile]
    return Restoration(done.photo, (*coarse.incidents, *done.incidents), min(sides, default=0))


def _restore_once(
    photo: Photo,
    model: RestorationModel,
    tile: int | None,
    in_view: Callable[[], Region | None] | None,
    second: Photo | None,
    cache: TileCache | None,
) -> Work[Restoration]:
    views = [_enlarged(view, model.enlargement) for view in _views(photo, second, model)]
    photo = views[0]
    settled = plan(photo, model, tile)
    tiles = settled.grid.tiles()
    scale = model.architecture.scale
    canvas = TileCanvas(settled.grid, scale, photo.width * scale, photo.height * scale)
    seen = enlarged_view(in_view, model.enlargement)
    memoir = Memoir(views, model, cache) if cache is not None else None
    incidents: list[str] = []
    try:
        yield TileProgress(0, len(tiles))
        prepared = memoir.statistics(settled.sample) if memoir and not settled.alone else None
        # What an interrupted run has done is shown at once.
        ready = prepared is not None or settled.alone
        known = memoir.known(settled.grid, prepared) if memoir and ready else []
        unseen = prepared is None and len(known) < len(tiles)
        if unseen and seen is not None and settled.first_look is not None:
            yield from _look_first(views, model, settled.first_look, len(tiles), seen)
        if not ready:
            learnt = _settle(views, model, settled, memoir)
            prepared, incidents = learnt.prepared, [*learnt.incidents]
        runner = TileRunner(views, model, prepared, settled, incidents)
        missing = [region for region in tiles if region not in known]
        if seen is not None and model.rough is not None:
            rough = TileRunner(views, model.rough, prepared, settled, [])
            yield from _sketch(photo, rough, settled, missing, len(known), seen)
        for done, region in enumerate(chain(known, in_order_of_view(missing, seen)), start=1):
            yield TileProgress(done - 1, len(tiles), region=region.scaled(scale))
            key = memoir.tile_key(settled.grid, region, prepared) if memoir else ""
            restored = memoir.tile(key) if memoir else None
            if restored is None:
                restored = runner(region)
                if memoir:
                    memoir.keep_tile(key, restored)
            restored = _in_grey(restored) if photo.grey else restored
            own = canvas.add(region, restored)
            kept = _kept(settled, region, own, restored, scale)
            note = incidents[-1] if incidents else ""
            yield TileProgress(done, len(tiles), "tile", note, own, kept)
    finally:
        model.release_memory()
    whole = photo.with_pixels(canvas.pixels, _enlarged_alpha(photo, scale))
    return Restoration(whole, _counted(incidents), runner.largest_tile)


def _settle(
    views: Sequence[Photo], model: RestorationModel, settled: Plan, memoir: Memoir | None
) -> Settled:
    """Run the sample, and remember what was learnt of it."""
    learnt = settle(views, model, settled.sample)
    if memoir:
        memoir.keep_statistics(learnt.sample, learnt.prepared)
    return learnt


def _counted(incidents: Iterable[str]) -> tuple[str, ...]:
    """Each sentence once, in the order of their coming, with how often it came."""
    return tuple(
        sentence if times == 1 else f"{sentence.removesuffix('.')}, {times} times."
        for sentence, times in Counter(incidents).items()
    )


def _look_first(
    views: Sequence[Photo],
    model: RestorationModel,
    look: Plan,
    total: int,
    seen: Callable[[], Region | None],
) -> Iterator[TileProgress]:
    """Show the middle of what is in view early, with statistics of a small sample.

    It is neither kept nor part of the result.
    """
    scale = model.architecture.scale
    region = next(in_order_of_view(look.grid.tiles(), seen))
    yield TileProgress(0, total, region=region.scaled(scale), provisional=True)
    prepared = settle(views, model, look.sample).prepared
    runner = TileRunner(views, model, prepared, look, [])
    yield _preview(views[0], runner, look, region, TileProgress(0, total))


def _sketch(
    photo: Photo,
    rough: TileRunner,
    settled: Plan,
    missing: Sequence[Region],
    known: int,
    seen: Callable[[], Region | None],
) -> Iterator[TileProgress]:
    """Show what the first stage of a network makes of some tiles in view; neither kept."""
    view = seen()
    met = [tile for tile in missing if view is not None and not tile.distance(view)]
    so_far = TileProgress(known, known + len(missing))
    for region in islice(in_order_of_view(met, seen), SKETCHED):
        yield replace(so_far, region=region.scaled(rough.scale), provisional=True)
        yield _preview(photo, rough, settled, region, so_far)


def _preview(
    photo: Photo, runner: TileRunner, settled: Plan, region: Region, so_far: TileProgress
) -> TileProgress:
    """Run a tile that will come again."""
    scale = runner.scale
    restored = runner(region)
    restored = _in_grey(restored) if photo.grey else restored
    own = region.scaled(scale).cut_to(photo.width * scale, photo.height * scale)
    kept = _kept(settled, region, own, restored, scale)
    return TileProgress(so_far.done, so_far.total, "tile", "preview", own, kept, provisional=True)


def _kept(settled: Plan, tile: Region, own: Region, restored: Pixels, scale: int) -> Pixels:
    """The tile's own part of what was restored with its seams."""
    return restored[own.relative_to(settled.grid.blended(tile).scaled(scale)).slices]


def _in_grey(pixels: Pixels) -> Pixels:
    return np.repeat(pixels.mean(2, keepdims=True), 3, axis=2)


def _views(photo: Photo, second: Photo | None, model: RestorationModel) -> list[Photo]:
    """The photos that go into the network, checked."""
    views = [photo] if second is None else [photo, second]
    check_views(model.name, model.architecture.views, len(views))
    if second is not None:
        check_sizes(photo, second)
    return views


def _enlarged(photo: Photo, scale: int) -> Photo:
    """The photo and its alpha, bicubically enlarged."""
    if scale == 1:
        return photo
    pixels = resize(photo.pixels, photo.width * scale, photo.height * scale)
    return photo.with_pixels(pixels, _enlarged_alpha(photo, scale))


def _enlarged_alpha(photo: Photo, scale: int) -> NDArray[np.float32] | None:
    """The photo's alpha at the restored size."""
    if photo.alpha is None or scale == 1:
        return photo.alpha
    return resize(photo.alpha, photo.width * scale, photo.height * scale).clip(0, 1)


def enlarged_view(
    in_view: Callable[[], Region | None] | None, scale: int
) -> Callable[[], Region | None] | None:
    """The same question about a photo that was enlarged."""
    if in_view is None or scale == 1:
        return in_view

    def enlarged() -> Region | None:
        view = in_view()
        return view and view.scaled(scale)

    return enlarged

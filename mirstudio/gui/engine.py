"""The program's four functions as work for the worker; heavy libraries are imported only there."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.gui.export_work import Export, Exported, write_export
from mirstudio.gui.files import Found, find_photos
from mirstudio.gui.priority import lower_priority
from mirstudio.gui.result_cache import ResultCache, result_key
from mirstudio.gui.translate import tr
from mirstudio.paths import cache_folder
from mirstudio.progress import Progress, Work
from mirstudio.restoration.chain import Chain
from mirstudio.restoration.library import Card, ModelLibrary
from mirstudio.restoration.views import check_sizes
from mirstudio.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from mirstudio.gui.pyramid import Pyramid
    from mirstudio.imaging.adjust import Adjustments
    from mirstudio.imaging.disagreement import Disagreement
    from mirstudio.imaging.photo import Photo
    from mirstudio.jobs.ledger import BatchReport
    from mirstudio.jobs.queue import Queue
    from mirstudio.jobs.recipe import Recipe
    from mirstudio.restoration.model import RestorationModel
    from mirstudio.restoration.tiling import Region


@dataclass(frozen=True, eq=False)
class Opened:
    """A photo that has been read, ready to be looked at."""

    path: Path
    photo: Photo
    pyramid: Pyramid
    second_path: Path | None = None
    second: Photo | None = None
    """The right view where `photo` is the left one of a pair."""

    @property
    def originals(self) -> list[Path]:
        """The files that must not be written to."""
        return [self.path] if self.second_path is None else [self.path, self.second_path]


@dataclass(frozen=True, eq=False)
class Restored:
    """What models made of a photo."""

    photo: Photo
    pyramid: Pyramid
    chain: Chain
    place: str
    """Where and how they ran, such as "CPU, bf16"."""
    blur: float | None = None
    """Pixels of blur that they assumed; None: what the photo itself told."""


@dataclass(frozen=True, eq=False)
class ModelReady(Progress):
    """The models are loaded, and there is room for the restored photo."""

    place: str = ""
    """Where and how they run, such as "CPU, bf16"."""
    waiting: Pyramid | None = None
    """Black levels of the restored photo, for tiles to come."""


@dataclass(frozen=True)
class ThumbnailReady(Progress):
    """A small picture of a photo."""

    path: Path = Path()
    image: QImage | None = None


class Engine:
    """Everything slow that the window can ask for. Each method only makes a generator."""

    def __init__(self, settings: Settings, library: ModelLibrary | None = None) -> None:
        self._settings = settings
        self._library = library or ModelLibrary()
        self._models: list[RestorationModel] = []
        self._cache = _cache_of(settings)

    def take_settings(self, settings: Settings) -> None:
        """Follow other wishes from the next photo on."""
        place = (settings.device, settings.precision)
        if place != (self._settings.device, self._settings.precision):
            self._models = []
        self._settings, self._cache = settings, _cache_of(settings)

    @property
    def cache(self) -> ResultCache:
        """The results on disk."""
        return self._cache

    def cards(self) -> list[Card]:
        """The installed models that say what they are for."""
        return [card for card in self._library.list() if card.task is not None]

    def warm_up(self, chain: Chain) -> Work[None]:
        """Import what restoring needs and load the models that will probably be asked for."""
        import mirstudio.restoration.restore as _  # noqa: F401

        # The 170 000 objects that torch brings would cost a stall at every collection.
        gc.collect()
        gc.freeze()
        yield Progress(1, 3, "step")
        models = self._load(chain)
        yield Progress(2, 3, "step")
        # A network is run once to see what memory it takes: now, not when a photo waits.
        for model in models:
            model.measure_memory()

    def find(self, paths: Sequence[Path]) -> Work[Found]:
        """Look for photos among files and below folders, which may lie on a slow disk."""
        yield Progress(0, 1, "step", tr("looking for photos"))
        return find_photos(paths)

    def open(self, path: Path, second: Path | None = None) -> Work[Opened]:
        """Read a photo and make it ready to be looked at; `second` is the right view of a pair."""
        from mirstudio.gui.pyramid import Pyramid
        from mirstudio.imaging.files import read_photo

        yield Progress(0, 2, "step", tr("reading"))
        photo = read_photo(path)
        right = None
        if second is not None:
            yield Progress(0, 2, "step", tr("reading"))
            right = read_photo(second)
            check_sizes(photo, right)
        yield Progress(1, 2, "step", tr("reading"))
        return Opened(path, photo, Pyramid.of(photo.pixels), second, right)

    def restore(
        self,
        opened: Opened,
        chain: Chain,
        in_view: Callable[[], Region | None],
        blur: float | None = None,
    ) -> Work[Restored]:
        """Restore a photo, tiles in view first; of a pair, a model for single photos sees the left.

        Raises UsageError when the model needs a pair and the photo has no second view.
        """
        from mirstudio.gui.late_memory import fetching
        from mirstudio.gui.pyramid import Pyramid
        from mirstudio.restoration.steps import assuming_blur, restore_in_steps
        from mirstudio.restoration.tile_cache import open_tile_cache

        yield Progress(0, 0, "step", tr("loading the model"))
        models = assuming_blur(self._load(chain), blur)
        photo, second = opened.photo, opened.second if models[0].architecture.views > 1 else None
        place = "; ".join(dict.fromkeys(f"{one.device.title}, {one.precision}" for one in models))
        scale = math.prod(model.scale for model in models)
        waiting = Pyramid.empty(photo.width * scale, photo.height * scale)
        note = " ".join(dict.fromkeys(notice for model in models for notice in model.notices))
        yield ModelReady(0, 0, "step", note, place=place, waiting=waiting)
        cache = open_tile_cache(self._settings.tile_cache_gigabytes)
        work = restore_in_steps(photo, models, self._tiles(models), in_view, second, cache)
        restored = yield from fetching(waiting, work)
        return Restored(restored, Pyramid.of(restored.pixels), chain, place, blur)

    def keep(self, opened: Opened, restored: Restored) -> Work[None]:
        """Keep a result on disk, for the next time that its photo is opened."""
        yield Progress(0, 1, "step", tr("keeping the result"))
        key = self._key(opened, restored.chain, restored.blur)
        self._cache.save(key, restored.photo.pixels, restored.photo.alpha, restored.place)

    def disagreement(self, opened: Opened, restored: Restored) -> Work[Disagreement]:
        """Where a result, degraded again, differs from its photo."""
        from mirstudio.imaging.disagreement import find_disagreement

        found = yield from find_disagreement(opened.photo.pixels, restored.photo.pixels)
        return found

    def recall(
        self, opened: Opened, chain: Chain, blur: float | None = None
    ) -> Work[Restored | None]:
        """What models made of a photo before, None where it is not kept."""
        from mirstudio.gui.pyramid import Pyramid

        yield Progress(0, 1, "step", tr("looking for the result"))
        found = self._cache.load(self._key(opened, chain, blur))
        if found is None:
            return None
        pixels, alpha, place = found
        names = ", ".join(card.name for card in chain)
        photo = replace(opened.photo.with_pixels(pixels, alpha), restored_by=names)
        return Restored(photo, Pyramid.of(pixels), chain, place, blur)

    def export(
        self, opened: Opened, restored: Restored, adjustments: Adjustments, export: Export
    ) -> Work[Exported | None]:
        """Write a result; None when the file existed and was left alone."""

        def find_recipe() -> Recipe:
            from mirstudio.jobs.recipe import recipe_of
            from mirstudio.restoration.steps import assuming_blur

            models = assuming_blur(self._load(restored.chain), restored.blur)
            options = replace(export.options, overwrite=False)
            return recipe_of(models, adjustments, options, self._tiles(models))

        return write_export(opened, restored, adjustments, export, find_recipe)

    def thumbnails(self, paths: Iterable[Path], side: int) -> Work[None]:
        """Make small pictures; a file that cannot be read is passed over."""
        from mirstudio.gui.thumbnails import make_thumbnail

        paths = list(paths)
        for number, path in enumerate(paths, start=1):
            image = make_thumbnail(path, side)
            yield ThumbnailReady(number, len(paths), "photo", path=path, image=image)

    def open_queue(self, journal: Path) -> Work[Queue]:
        """Take up the batch of the last time: what was not done then waits again."""
        from mirstudio.jobs.journal import Journal
        from mirstudio.jobs.queue import Place, Queue
        from mirstudio.jobs.recovery import recover

        yield Progress(0, 1, "step", tr("looking for a batch"))
        journal.parent.mkdir(parents=True, exist_ok=True)
        place = Place(self._settings.device, self._settings.precision)
        queue = Queue(Journal(journal), place)
        recover(queue)
        return queue

    def run_batch(self, queue: Queue) -> Work[BatchReport]:
        """Work off a queue, with models of its own."""
        from mirstudio.jobs.batch import run_batch

        lower_priority()
        return (yield from run_batch(queue, self._library.load))

    def _key(self, opened: Opened, chain: Chain, blur: float | None) -> str:
        device, precision = self._settings.device, self._settings.precision
        return result_key(opened.path, opened.second_path, chain, device, precision, blur)

    def load_another(self, card: Card) -> RestorationModel:
        """Load a model besides the one in use; slow, so to be called in a worker."""
        lower_priority()
        return self._library.load(card.name, self._settings.device, self._settings.precision)

    def _tiles(self, models: Sequence[RestorationModel]) -> list[int]:
        """Sides of a tile as wished, one for each model; empty lets them choose."""
        return [self._settings.tile] * len(models) if self._settings.tile else []

    def _load(self, chain: Chain) -> list[RestorationModel]:
        """Load what is not loaded yet, and forget all else."""
        import mirstudio.restoration.model as _  # noqa: F401

        lower_priority()
        loaded = {model.name: model for model in self._models}
        self._models = [loaded.get(card.name) or self.load_another(card) for card in chain]
        return self._models


def _cache_of(settings: Settings) -> ResultCache:
    folder = Path(settings.cache_folder).expanduser() if settings.cache_folder else cache_folder()
    return ResultCache(folder / "results", settings.cache_gigabytes * 10**9)

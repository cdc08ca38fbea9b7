"""One photo from file to file: read, restore, adjust, write."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mirstudio.imaging.adjust import Adjustments, adjust_photo
from mirstudio.imaging.files import WriteOptions, read_photo, write_photo
from mirstudio.imaging.photo import Photo
from mirstudio.imaging.read_back import Difference, compare, read_back
from mirstudio.jobs.names import OnConflict, settle_conflict
from mirstudio.jobs.recipe import (
    FileMark,
    Recipe,
    Sidecar,
    file_sha256,
    recipe_of,
    sidecar_path,
    versions,
    write_sidecar,
)
from mirstudio.progress import Work
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.steps import (
    RestoredInSteps,
    assuming_blur,
    restore_in_steps_and_account,
)
from mirstudio.restoration.tile_cache import TileCache


@dataclass(frozen=True)
class Job:
    """A photo to restore and where the result goes."""

    source: Path
    target: Path
    """Wished-for file; `on_conflict` says what happens when it exists."""
    on_conflict: OnConflict = OnConflict.UNIQUE
    originals: frozenset[Path] = frozenset()
    """Further files that must not be overwritten, besides `sources`."""
    adjustments: Adjustments = field(default_factory=Adjustments)
    options: WriteOptions = field(default_factory=WriteOptions)
    """How the result is encoded; `overwrite` is settled by `on_conflict`."""
    tiles: tuple[int, ...] = ()
    """Side of a tile in pixels for each model; empty or 0 lets `restore` choose."""
    blur: float | None = None
    """Pixels of blur assumed by models that one steers; None leaves it to each photo."""
    second: Path | None = None
    """The right view where `source` is the left one of a dual-pixel pair."""
    sidecar: bool = False
    """Write the recipe beside the result."""

    @property
    def sources(self) -> tuple[Path, ...]:
        """The files it reads."""
        return (self.source,) if self.second is None else (self.source, self.second)

    def settled_target(self) -> Path | None:
        """Return where to write now, or None to skip the photo.

        Raises UsageError when an original would be overwritten.
        """
        originals = self.originals.union(self.sources)
        return settle_conflict(self.target, self.on_conflict, originals)


@dataclass(frozen=True)
class Timings:
    """Seconds that each step took."""

    read: float = 0.0
    restore: float = 0.0
    adjust: float = 0.0
    write: float = 0.0

    @property
    def total(self) -> float:
        """Seconds in all."""
        return self.read + self.restore + self.adjust + self.write


@dataclass(frozen=True)
class JobReport:
    """What became of a job that did not fail."""

    job: Job
    models: tuple[str, ...]
    """Names of the models, in the order in which they ran."""
    target: Path | None
    """The file written; None when the photo was skipped."""
    megapixels: float = 0.0
    """Size of the result."""
    timings: Timings = field(default_factory=Timings)
    sha256: str = ""
    """Of the file written."""
    difference: Difference = field(default_factory=Difference)
    """Between what was to be written and the file, read back."""
    incidents: tuple[str, ...] = ()
    """What the device could not do as wished, and what was done instead, one sentence each."""


@dataclass(frozen=True, eq=False)
class Loaded:
    """A job's photos, read."""

    photos: tuple[Photo, ...]
    """The photo, or the two views of a pair."""
    sha256: tuple[str, ...]
    """Of their files; empty unless there will be a sidecar."""
    seconds: float


@dataclass(frozen=True, eq=False)
class Restored:
    """What the networks made of a job's photos, to be adjusted and written."""

    loaded: Loaded
    photo: Photo
    recipe: Recipe
    seconds: float
    """That the networks took."""
    incidents: tuple[str, ...] = ()
    """As in `JobReport`."""


Announce = Callable[[Path, str], None]
"""Told where a result will appear and the SHA-256 of its file, just before it does."""


class Stopwatch:
    """Tells the seconds since it was last asked."""

    def __init__(self) -> None:
        self._last = time.perf_counter()

    def lap(self) -> float:
        """Return the seconds since the last lap and begin the next one."""
        last, self._last = self._last, time.perf_counter()
        return self._last - last


def run_job(job: Job, *models: RestorationModel, cache: TileCache | None = None) -> Work[JobReport]:
    """Restore one file with one model after the other.

    Cancelled or failed, it leaves nothing behind but tiles in the `cache`. Raises MirStudioError
    with the sentence for the user.
    """
    if job.settled_target() is None:
        return JobReport(job, tuple(model.name for model in models), None)
    steered = assuming_blur(models, job.blur)
    loaded = load_photos(job)
    watch = Stopwatch()
    restored = yield from restore_photos(job, loaded, steered, cache)
    return write_result(job, to_write(job, loaded, steered, restored, watch.lap()))


def load_photos(job: Job) -> Loaded:
    """Read the photo or the two views; raises MirStudioError when that fails."""
    watch = Stopwatch()
    photos = tuple(read_photo(source) for source in job.sources)
    hashes = tuple(file_sha256(source) for source in job.sources) if job.sidecar else ()
    return Loaded(photos, hashes, watch.lap())


def restore_photos(
    job: Job, loaded: Loaded, models: Sequence[RestorationModel], cache: TileCache | None = None
) -> Work[RestoredInSteps]:
    """Run the models over what was read, or over what of it the cache lacks."""
    photo, *others = loaded.photos
    second = next(iter(others), None)
    return (
        yield from restore_in_steps_and_account(
            photo, models, job.tiles, second=second, cache=cache
        )
    )


def to_write(
    job: Job,
    loaded: Loaded,
    models: Sequence[RestorationModel],
    restored: RestoredInSteps,
    seconds: float,
) -> Restored:
    """Return what `write_result` needs of a photo that `models` took `seconds` for."""
    options = replace(job.options, overwrite=False)
    recipe = recipe_of(models, job.adjustments, options, job.tiles)
    notices = dict.fromkeys(notice for model in models for notice in model.notices)
    return Restored(loaded, restored.photo, recipe, seconds, (*notices, *restored.incidents))


def write_result(job: Job, restored: Restored, announce: Announce | None = None) -> JobReport:
    """Adjust and write what was restored, and the sidecar after it.

    Raises MirStudioError when it cannot be written.
    """
    watch = Stopwatch()
    loaded, photo = restored.loaded, restored.photo
    adjusted = adjust_photo(loaded.photos[0], photo, job.adjustments)
    adjusting = watch.lap()
    models = tuple(step.model for step in restored.recipe.chain)
    # Settled again: the name may have been taken while the network ran.
    target = job.settled_target()
    if target is None:
        return JobReport(job, models, None)
    digest = ""

    def note(sha256: str) -> None:
        nonlocal digest
        digest = sha256
        if announce is not None:
            announce(target, sha256)

    overwrite = job.on_conflict is OnConflict.OVERWRITE
    options = replace(job.options, overwrite=overwrite)
    written = write_photo(adjusted, target, options, note)
    found = read_back(target)
    difference = compare(written, found, options)
    if job.sidecar:
        result = FileMark(target.name, digest, found.pixels_sha256)
        write_sidecar(_sidecar(job, restored, result), sidecar_path(target))
    timings = Timings(loaded.seconds, restored.seconds, adjusting, watch.lap())
    facts = (photo.megapixels, timings, digest, difference, restored.incidents)
    return JobReport(job, models, target, *facts)


def _sidecar(job: Job, restored: Restored, result: FileMark) -> Sidecar:
    """Say what a result was made of."""
    loaded = restored.loaded
    files = zip(job.sources, loaded.sha256, loaded.photos, strict=True)
    sources = [
        FileMark(str(path.absolute()), sha256, photo.pixels_sha256) for path, sha256, photo in files
    ]
    return Sidecar(tuple(sources), restored.recipe, result, versions(), restored.incidents)

"""One photo from file to file: read, restore, adjust, write."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from mirstudio.imaging.adjust import Adjustments, adjust_photo
from mirstudio.imaging.files import WriteOptions, read_photo, write_photo
from mirstudio.jobs.names import OnConflict, settle_conflict
from mirstudio.progress import Work
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.restore import restore


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
    tile: int | None = None
    """Side of a tile in pixels; None lets `restore` choose."""
    second: Path | None = None
    """The right view where `source` is the left one of a dual-pixel pair."""

    @property
    def sources(self) -> tuple[Path, ...]:
        """The files it reads."""
        return (self.source,) if self.second is None else (self.source, self.second)


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
    model: str
    """Name of the model."""
    target: Path | None
    """The file written; None when the photo was skipped."""
    megapixels: float = 0.0
    """Size of the result."""
    timings: Timings = field(default_factory=Timings)


class Stopwatch:
    """Tells the seconds since it was last asked."""

    def __init__(self) -> None:
        self._last = time.perf_counter()

    def lap(self) -> float:
        """Return the seconds since the last lap and begin the next one."""
        last, self._last = self._last, time.perf_counter()
        return self._last - last


def run_job(job: Job, model: RestorationModel) -> Work[JobReport]:
    """Restore one file; cancelled or failed, it leaves nothing behind.

    Raises MirStudioError with the sentence for the user.
    """
    originals = job.originals.union(job.sources)
    if settle_conflict(job.target, job.on_conflict, originals) is None:
        return JobReport(job, model.name, None)
    watch = Stopwatch()
    photo, *others = [read_photo(source) for source in job.sources]
    read = watch.lap()
    restored = yield from restore(photo, model, job.tile, second=next(iter(others), None))
    restoring = watch.lap()
    adjusted = adjust_photo(photo, restored, job.adjustments)
    adjusting = watch.lap()
    # Settled again: the name may have been taken while the network ran.
    target = settle_conflict(job.target, job.on_conflict, originals)
    if target is not None:
        overwrite = job.on_conflict is OnConflict.OVERWRITE
        write_photo(adjusted, target, replace(job.options, overwrite=overwrite))
    timings = Timings(read, restoring, adjusting, watch.lap())
    return JobReport(job, model.name, target, restored.megapixels, timings)

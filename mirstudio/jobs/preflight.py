"""What a batch will take and what will go wrong, told before it begins: only headers are read."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mirstudio.errors import MirStudioError
from mirstudio.imaging.codecs.picture import Size
from mirstudio.imaging.files import CODECS, WriteOptions, measure_photo
from mirstudio.jobs.names import OnConflict
from mirstudio.jobs.queue import Wanted
from mirstudio.progress import Progress, Work

LOSSY_BYTES = 1.6
"""For a pixel of a result in a lossy format up to quality 95, at most: noise of σ 25 as JPEG."""
FINEST_BYTES = 3.1
"""The same for the qualities above it."""
LOSSY = frozenset({"jpeg", "webp", "avif", "jxl"})
MOST_BYTES = 16
"""For a pixel of any result: four floats."""


@dataclass(frozen=True)
class Outlook:
    """What is known of a photo's models before they run."""

    scale: int
    """Side of a result over that of its photo."""
    seconds: Callable[[float], float | None]
    """From megapixels of a photo to seconds of the networks here; None where nobody measured."""


@dataclass(frozen=True)
class Preflight:
    """What was found out about the jobs of a batch."""

    photos: int
    megapixels: float
    """Of all photos that can be read."""
    seconds: float | None
    """That the networks will take; None where a model was not measured on this machine."""
    bytes_needed: int
    """For the results, at most."""
    bytes_free: int | None
    """Where they go; None where that cannot be told."""
    clashes: tuple[tuple[Path, OnConflict], ...]
    """Results whose names are taken, and what will happen."""
    problems: tuple[str, ...]
    """Why photos will fail, a sentence each."""

    @property
    def is_short_of_disk(self) -> bool:
        """The results may not fit."""
        return self.bytes_free is not None and self.bytes_needed > self.bytes_free


def preflight(
    wanted: Sequence[Wanted], outlook: Callable[[tuple[str, ...]], Outlook]
) -> Work[Preflight]:
    """Look at the jobs of a batch: time, disk, names that are taken, files that cannot be read.

    `outlook`: what is known of the models of a photo, by their names.
    """
    megapixels, needed = 0.0, 0.0
    seconds: float | None = 0.0
    clashes: list[tuple[Path, OnConflict]] = []
    problems: list[str] = []
    for done, one in enumerate(wanted):
        yield Progress(done, len(wanted), "photo", "looking at the files")
        job = one.job
        if job.target.exists():
            clashes.append((job.target, job.on_conflict))
        try:
            settled = job.settled_target()
            size = measure_photo(job.source)
        except MirStudioError as error:
            problems.append(str(error))
            continue
        if settled is None:
            continue
        known = outlook(one.models)
        photo = size.width * size.height / 1e6
        took = known.seconds(photo)
        megapixels += photo
        seconds = None if seconds is None or took is None else seconds + took
        needed += photo * 1e6 * known.scale**2 * bytes_per_pixel(job.target, job.options, size)
    return Preflight(
        len(wanted),
        megapixels,
        seconds,
        round(needed),
        _free_bytes(wanted[0].job.target.parent) if wanted else None,
        tuple(clashes),
        tuple(problems),
    )


def bytes_per_pixel(target: Path, options: WriteOptions, size: Size) -> float:
    """Return the bytes that a pixel of a result takes at most, not counting on compression."""
    name = options.format or next(
        (codec.name for codec in CODECS if target.suffix.lower() in codec.suffixes), None
    )
    if name in LOSSY:
        return LOSSY_BYTES if options.quality <= 95 else FINEST_BYTES
    if options.bit_depth is not None:
        return options.bit_depth / 8 * 4
    return min(size.bytes_per_pixel, MOST_BYTES)


def _free_bytes(folder: Path) -> int | None:
    """Free bytes where a folder is, or will be."""
    for place in (folder, *folder.absolute().parents):
        try:
            return shutil.disk_usage(place).free
        except OSError:
            continue
    return None

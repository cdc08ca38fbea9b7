"""Photos that need no model: their files are copied, or written anew where that is asked for."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from mirstudio.errors import PhotoError
from mirstudio.imaging.adjust import Adjustments, adjust_photo
from mirstudio.imaging.disk import put_in_place, reason_of
from mirstudio.imaging.files import WriteOptions, read_photo, write_photo
from mirstudio.jobs.job import Announce, Job, JobReport, Stopwatch, Timings
from mirstudio.jobs.names import OnConflict

UNCHANGED = "unchanged"
"""Stands in the name of a copy where a result has its task."""


def copy_photo(job: Job, announce: Announce | None = None) -> JobReport:
    """Put a photo where its result would go, byte for byte unless sliders or the format are moved.

    A file that is no photo is not copied: raises MirStudioError, as when it cannot be written.
    """
    target = job.settled_target()
    if target is None:
        return JobReport(job, (), None)
    watch = Stopwatch()
    photo = read_photo(job.source)
    reading = watch.lap()
    digest = ""

    def note(sha256: str) -> None:
        nonlocal digest
        digest = sha256
        if announce is not None:
            announce(target, sha256)

    overwrite = job.on_conflict is OnConflict.OVERWRITE
    if _changes_nothing(job, target):
        data = _read_bytes(job.source)
        note(hashlib.sha256(data).hexdigest())
        put_in_place(data, target, overwrite)
    else:
        adjusted = adjust_photo(photo, photo, job.adjustments)
        write_photo(adjusted, target, replace(job.options, overwrite=overwrite), note)
    timings = Timings(read=reading, write=watch.lap())
    return JobReport(job, (), target, photo.megapixels, timings, digest)


def _changes_nothing(job: Job, target: Path) -> bool:
    """Whether neither sliders nor anything about the file are to change."""
    as_usual = replace(job.options, format=None, overwrite=False) == WriteOptions()
    neutral = replace(job.adjustments, strength=1.0) == Adjustments()
    return as_usual and neutral and target.suffix.lower() == job.source.suffix.lower()


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PhotoError(f"{path} cannot be read: {reason_of(error)}.") from error

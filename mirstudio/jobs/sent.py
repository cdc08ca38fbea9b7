"""A job on its way to another machine and back: files as bytes, or their names on shared storage.

What is sent goes through pickle, as everything that Dask sends: only between machines of one's own.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.errors import MirStudioError
from mirstudio.imaging.disk import reason_of
from mirstudio.imaging.metadata import find_companion
from mirstudio.imaging.read_back import Difference
from mirstudio.jobs.job import Job, Timings, run_job
from mirstudio.jobs.names import OnConflict
from mirstudio.jobs.queue import Place, settled_place, tiles_for
from mirstudio.jobs.recipe import Sidecar, read_sidecar, sidecar_path
from mirstudio.progress import run
from mirstudio.restoration.library import Card, ModelLibrary

if TYPE_CHECKING:
    from mirstudio.restoration.model import RestorationModel

MODELS_KEPT = 4
"""Loaded models that a worker keeps for the next photo: those of a chain, and one to spare."""


@dataclass(frozen=True)
class SentModel:
    """The files of a model."""

    name: str
    checkpoint: str
    """Name of its file."""
    weights: bytes
    """What is in it."""
    card: str
    """Text of its card; empty for a bare checkpoint."""


@dataclass(frozen=True)
class SentFile:
    """A photo, or what lies beside it."""

    view: int
    """Which of the job's sources it is or belongs to."""
    name: str
    data: bytes


@dataclass(frozen=True)
class SentJob:
    """A job with the files that it reads."""

    job: Job
    files: tuple[SentFile, ...] | None
    """`job.sources` first; None where the worker finds them by their paths."""


@dataclass(frozen=True)
class Answer:
    """What became of a job that did not fail."""

    data: bytes
    """The result's file."""
    sidecar: Sidecar | None
    megapixels: float
    timings: Timings
    difference: Difference
    """Between what was to be written and what is in the file."""
    incidents: tuple[str, ...]
    """As in `JobReport`."""


def pack_model(card: Card) -> SentModel:
    """Read the files of a model; raises MirStudioError when that fails."""
    beside = card.path.with_name(f"{card.name}.toml")
    try:
        text = beside.read_text(encoding="utf-8") if beside.is_file() else ""
    except OSError as error:
        raise MirStudioError(f"{beside} cannot be read: {reason_of(error)}.") from error
    return SentModel(card.name, card.path.name, _read(card.path), text)


def pack_job(job: Job, *, shared: bool) -> SentJob:
    """Read the files of a job unless the workers share them.

    Raises MirStudioError when that fails.
    """
    if shared:
        sources = [source.absolute() for source in job.sources]
        there = replace(job, source=sources[0], second=next(iter(sources[1:]), None))
        return SentJob(replace(there, originals=frozenset()), None)
    files = [SentFile(view, path.name, _read(path)) for view, path in enumerate(job.sources)]
    for view, path in enumerate(job.sources):
        companion = find_companion(path)
        if companion is not None:
            files.append(SentFile(view, companion.name, _read(companion)))
    return SentJob(replace(job, originals=frozenset()), tuple(files))


def settle_there(wished: Place, model: SentModel) -> Place:
    """Return where a model runs on the machine that this is called on."""
    from mirstudio.restoration.device import use_threads

    with _one_at_a_time():
        if wished.threads:
            use_threads(wished.threads)
        loaded = _load(model, wished.device, wished.precision)
        return settled_place(loaded, wished)


def restore_there(places: Sequence[Place], sent: SentJob, *models: SentModel) -> Answer:
    """Do a job on the machine that this is called on, each model at its place.

    Raises MirStudioError when it fails.

    One photo at a time: more threads of the worker would only wait for each other.
    """
    from mirstudio.restoration.device import use_threads

    with tempfile.TemporaryDirectory(prefix="mirstudio-") as name, _one_at_a_time():
        use_threads(places[0].threads)
        loaded = [
            _load(model, place.device, place.precision)
            for model, place in zip(models, places, strict=True)
        ]
        target = Path(name) / "out" / sent.job.target.name
        target.parent.mkdir()
        job = replace(_unpack(sent, Path(name)), target=target, on_conflict=OnConflict.UNIQUE)
        job = replace(job, tiles=tiles_for(job, places))
        try:
            report = run(run_job(job, *loaded))
        except MirStudioError as error:
            # Folders that are gone in a moment mean nothing to anybody.
            place_here, there = f"{job.source.parent}/", f"{sent.job.source.parent}/"
            raise MirStudioError(str(error).replace(place_here, there)) from error
        sidecar = read_sidecar(sidecar_path(target)) if job.sidecar else None
        facts = (report.megapixels, report.timings, report.difference, report.incidents)
        return Answer(target.read_bytes(), sidecar, *facts)


def _unpack(sent: SentJob, folder: Path) -> Job:
    """Put the files of a job where it can be done."""
    if sent.files is None:
        return sent.job
    places: list[Path] = []
    for file in sent.files:
        # Both views of a pair may have one name.
        place = folder / str(file.view) / file.name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(file.data)
        places.append(place)
    second = places[1] if sent.job.second is not None else None
    return replace(sent.job, source=places[0], second=second)


@lru_cache(MODELS_KEPT)
def _load(model: SentModel, device: str, precision: str) -> RestorationModel:
    with tempfile.TemporaryDirectory(prefix="mirstudio-") as name:
        folder = Path(name)
        (folder / model.checkpoint).write_bytes(model.weights)
        if not model.card:
            return ModelLibrary([]).load(folder / model.checkpoint, device, precision)
        (folder / f"{model.name}.toml").write_text(model.card, encoding="utf-8")
        return ModelLibrary([folder]).load(model.name, device, precision)


@cache
def _one_at_a_time() -> threading.Lock:
    """The lock of this process."""
    return threading.Lock()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MirStudioError(f"{path} cannot be read: {reason_of(error)}.") from error

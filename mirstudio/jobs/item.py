"""A job's place in a batch: what became of it so far, and its form on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from mirstudio.imaging.adjustments import Adjustments
from mirstudio.imaging.read_back import Difference
from mirstudio.jobs.job import Job, Timings
from mirstudio.jobs.names import OnConflict
from mirstudio.jobs.recipe import output_from_dict, output_to_dict


class State(StrEnum):
    """How far an item has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"
    """Its result existed and was to be left alone."""
    FAILED = "failed"


ENDED = frozenset({State.DONE, State.SKIPPED, State.FAILED})


@dataclass(frozen=True)
class Item:
    """A job of a batch; each change makes a new value of the same number."""

    number: int
    """Its name within the batch, for ever."""
    job: Job
    models: tuple[str, ...]
    """Names of models, or paths of checkpoints, in their order; without, the photo is copied."""
    task: str = ""
    state: State = State.QUEUED
    result: Path | None = None
    """The file that was written; of an item that runs, the file that is about to appear."""
    sha256: str = ""
    """Of that file."""
    problem: str = ""
    """Why it failed, in a sentence."""
    megapixels: float = 0.0
    """Size of the result."""
    weight: int = 1
    """Bytes of the source: a guess at how long it takes, until better is known."""
    timings: Timings = field(default_factory=Timings)
    stamp: str = ""
    """Of a photo that arrived in a hot folder: its file's size and time of change."""
    difference: Difference = field(default_factory=Difference)
    """Between the result and what was to be in it."""
    incidents: tuple[str, ...] = ()
    """What the device could not do as wished, and what was done instead, one sentence each."""

    @property
    def name(self) -> str:
        """The photo's file name."""
        return self.job.source.name


def to_record(item: Item) -> dict[str, Any]:
    """Return an item as plain values; the originals to spare are those of the whole batch."""
    job = item.job
    return {
        "number": item.number,
        "models": list(item.models),
        "task": item.task,
        "state": str(item.state),
        "result": None if item.result is None else str(item.result),
        "sha256": item.sha256,
        "problem": item.problem,
        "megapixels": item.megapixels,
        "weight": item.weight,
        "stamp": item.stamp,
        "seconds": asdict(item.timings),
        "difference": asdict(item.difference),
        "incidents": list(item.incidents),
        "source": str(job.source),
        "second": None if job.second is None else str(job.second),
        "target": str(job.target),
        "on_conflict": str(job.on_conflict),
        "adjustments": job.adjustments.to_dict(),
        "output": output_to_dict(job.options),
        "tiles": list(job.tiles),
        "blur": job.blur,
        "sidecar": job.sidecar,
    }


def from_record(values: Mapping[str, Any]) -> Item:
    """Return the item that `to_record` gave; raises KeyError, TypeError or ValueError."""
    if "model" in values:
        values = _with_chain(values)
    job = Job(
        Path(values["source"]),
        Path(values["target"]),
        OnConflict(values["on_conflict"]),
        adjustments=Adjustments.from_dict(values["adjustments"]),
        options=output_from_dict(values["output"]),
        tiles=tuple(values["tiles"]),
        blur=values.get("blur"),
        second=None if values["second"] is None else Path(values["second"]),
        sidecar=values["sidecar"],
    )
    return Item(
        values["number"],
        job,
        tuple(values["models"]),
        values["task"],
        State(values["state"]),
        None if values["result"] is None else Path(values["result"]),
        values["sha256"],
        values["problem"],
        values["megapixels"],
        values["weight"],
        Timings(**values["seconds"]),
        values.get("stamp", ""),
        _difference(values["difference"]),
        tuple(values.get("incidents", ())),
    )


def _with_chain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record as it is written now, of one from when a photo had one model at most."""
    models, tile = filter(None, [values["model"]]), values["tile"]
    return {**values, "models": list(models), "tiles": [] if tile is None else [tile]}


def _difference(values: Mapping[str, Any]) -> Difference:
    return Difference(values["largest"], values["mean"], tuple(values["changes"]))

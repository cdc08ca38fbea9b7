"""What made a result, as JSON beside it: enough to make it again and to check that it is the same.

The sidecar of `out.tif` is `out.tif.mir.json`. It holds no time of day, so that the same work
gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mirstudio import __version__
from mirstudio.errors import MirStudioError
from mirstudio.imaging.adjustments import Adjustments
from mirstudio.imaging.disk import put_in_place, reason_of
from mirstudio.imaging.files import WriteOptions
from mirstudio.imaging.metadata import Kept
from mirstudio.restoration.chain import LEAST_BLUR, MOST_BLUR

if TYPE_CHECKING:
    from mirstudio.restoration.model import RestorationModel

SCHEMA = 1
SUFFIX = ".mir.json"
LARGEST_BYTES = 1 << 24
"""A sidecar longer than this is none."""
LIBRARIES = ("torch", "numpy", "opencv-python-headless", "imagecodecs", "pillow", "tifffile")
"""Libraries whose version may change a result's last bit."""


@dataclass(frozen=True)
class Step:
    """One model of the chain that a photo goes through."""

    model: str
    """Name of the model."""
    tensors_sha256: str
    """What identifies it, whatever it is called."""
    task: str
    scale: int = 1
    blur: float | None = None
    """Pixels of blur that were assumed; None: what the photo itself told."""


@dataclass(frozen=True)
class Plan:
    """What was settled for a step before its first tile."""

    tile: int
    """Side of a tile in pixels, as wished; a photo is cut into equal tiles of about this size."""
    overlap: int
    """Pixels around a tile."""
    precision: str
    device: str
    threads: int
    """Of the CPU."""


@dataclass(frozen=True)
class Recipe:
    """How a photo is restored: everything but the photo."""

    chain: tuple[Step, ...]
    adjustments: Adjustments
    options: WriteOptions
    """`overwrite` is not part of a recipe."""
    plans: tuple[Plan, ...]
    """One for each step of the chain."""

    @property
    def blur(self) -> float | None:
        """See `Step.blur`; of the step that assumed one."""
        return next((step.blur for step in self.chain if step.blur is not None), None)


@dataclass(frozen=True)
class FileMark:
    """A file by its name and what is in it."""

    path: str
    """As it was given; of a result its name alone, since both may be moved together."""
    sha256: str
    """Of the file."""
    pixels_sha256: str
    """Of its decoded pixels: upright RGB, float32, row by row."""


@dataclass(frozen=True)
class Sidecar:
    """A recipe, what it was applied to and what came of it."""

    sources: tuple[FileMark, ...]
    """The photo, or the two views of a pair."""
    recipe: Recipe
    result: FileMark
    versions: Mapping[str, str]
    incidents: tuple[str, ...] = ()
    """What the device could not do as wished, and what was done instead, one sentence each."""


def sidecar_path(result: Path) -> Path:
    """Return where the sidecar of a result stands."""
    return result.with_name(result.name + SUFFIX)


def recipe_of(
    models: Sequence[RestorationModel],
    adjustments: Adjustments,
    options: WriteOptions,
    tiles: Sequence[int] = (),
) -> Recipe:
    """Return the recipe of work that `models` do now, with nothing left open.

    `tiles`: the wished side for each model; empty lets them choose.
    """
    sides = tiles or [None] * len(models)
    plans = [_plan_of(model, side) for model, side in zip(models, sides, strict=True)]
    return Recipe(tuple(map(_step_of, models)), adjustments, options, tuple(plans))


def _step_of(model: RestorationModel) -> Step:
    card = model.card
    return Step(model.name, card.tensors_sha256, str(card.task or ""), model.scale, model.blur)


def _plan_of(model: RestorationModel, tile: int | None) -> Plan:
    from mirstudio.restoration.device import thread_count
    from mirstudio.restoration.plan import choose_tile

    return Plan(
        tile or choose_tile(model),
        model.architecture.overlap,
        model.precision,
        model.device.kind,
        thread_count(),
    )


@cache
def versions() -> Mapping[str, str]:
    """Return the versions of what takes part in a result; they take a while to look up."""
    found = {"mirstudio": __version__, "python": platform.python_version()}
    for library in LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            # Bundled without its metadata.
            continue
    return found


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes.

    Raises MirStudioError when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise MirStudioError(f"{path} cannot be read: {reason_of(error)}.") from error


def write_sidecar(sidecar: Sidecar, path: Path) -> None:
    """Write a sidecar, replacing an older one; it appears whole or not at all."""
    text = json.dumps(to_json(sidecar), indent=2, ensure_ascii=False) + "\n"
    put_in_place(text.encode(), path, overwrite=True)


def read_sidecar(path: Path) -> Sidecar:
    """Read a sidecar.

    Raises MirStudioError in one sentence when it is missing or makes no sense.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise MirStudioError(f"{path} is too long for a recipe.")
        table = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise MirStudioError(f"{path} cannot be read: {reason_of(error)}.") from error
    except (ValueError, RecursionError) as error:
        raise MirStudioError(f"{path} is no recipe: it is not JSON.") from error
    return from_json(table, path)


def to_json(sidecar: Sidecar) -> dict[str, Any]:
    """Return a sidecar as plain values."""
    recipe = sidecar.recipe
    source, *others = [asdict(mark) for mark in sidecar.sources]
    return {
        "schema": SCHEMA,
        "source": source,
        **({"second": others[0]} if others else {}),
        "chain": [_step_to_dict(step) for step in recipe.chain],
        "adjustments": recipe.adjustments.to_dict(),
        "output": output_to_dict(recipe.options),
        **_plans_to_dict(recipe.plans),
        "versions": dict(sidecar.versions),
        "result": asdict(sidecar.result),
        "incidents": list(sidecar.incidents),
    }


def from_json(table: Any, path: Path) -> Sidecar:
    """Return the sidecar that `to_json` gave; `path` is for the complaint.

    Raises MirStudioError when it makes no sense.
    """
    try:
        if table["schema"] > SCHEMA:
            raise MirStudioError(
                f"{path} was written by a later version.", "Update mirstudio to read it."
            )
        marks = [table["source"], *([table["second"]] if "second" in table else [])]
        recipe = Recipe(
            tuple(_step_from_dict(step) for step in table["chain"]),
            Adjustments.from_dict(table["adjustments"]),
            output_from_dict(table["output"]),
            _plans_from_dict(table),
        )
        if not recipe.chain:
            raise ValueError("no model is named")
        if len(recipe.plans) != len(recipe.chain):
            raise ValueError("its steps and plans are not of one number")
        sources = tuple(FileMark(**mark) for mark in marks)
        result, incidents = FileMark(**table["result"]), table.get("incidents", ())
        return Sidecar(sources, recipe, result, dict(table["versions"]), tuple(incidents))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise MirStudioError(f"{path} is no recipe that makes sense ({error}).") from error


def _step_to_dict(step: Step) -> dict[str, Any]:
    table = asdict(step)
    if step.blur is None:
        del table["blur"]
    return table


def _step_from_dict(table: Mapping[str, Any]) -> Step:
    step = Step(**table)
    if step.blur is not None and not LEAST_BLUR <= step.blur <= MOST_BLUR:
        raise ValueError(f"a blur of {step.blur} cannot be assumed")
    return step


def _plans_to_dict(plans: Sequence[Plan]) -> dict[str, Any]:
    """Return the plan of one step, or those of several."""
    tables = [asdict(plan) for plan in plans]
    return {"plan": tables[0]} if len(tables) == 1 else {"plans": tables}


def _plans_from_dict(table: Mapping[str, Any]) -> tuple[Plan, ...]:
    return tuple(Plan(**plan) for plan in table.get("plans") or [table["plan"]])


def output_to_dict(options: WriteOptions) -> dict[str, Any]:
    """Return how a result is encoded as plain values."""
    values = asdict(options)
    del values["overwrite"]
    return values


def output_from_dict(values: Mapping[str, Any]) -> WriteOptions:
    """Return the options that `output_to_dict` gave."""
    options = WriteOptions(**values)
    return replace(options, metadata=Kept(options.metadata))

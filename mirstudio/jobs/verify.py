"""Make a result again from its sidecar and compare."""

from __future__ import annotations

import math
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mirstudio.errors import DeviceError, MirStudioError, ModelError
from mirstudio.imaging.files import read_photo
from mirstudio.imaging.photo import Pixels
from mirstudio.jobs.job import Job, run_job
from mirstudio.jobs.recipe import (
    SUFFIX,
    Plan,
    Recipe,
    Sidecar,
    Step,
    file_sha256,
    read_sidecar,
    sidecar_path,
)
from mirstudio.progress import Work
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.model import RestorationModel

TOLERANCE = 1 / 255
"""Largest difference that counts as the same result: another machine rounds differently."""


@dataclass(frozen=True)
class Verdict:
    """How a result compares with one made anew."""

    result: Path
    equal: bool
    """Bit for bit."""
    largest: float
    """Largest difference of a value; white is 1."""
    psnr: float
    """In dB against white; infinite where nothing differs."""
    changed: bool
    """The result is not the one that the sidecar was written for."""

    @property
    def holds(self) -> bool:
        """The difference is one of rounding."""
        return self.largest <= TOLERANCE


def verify(path: Path, library: ModelLibrary | None = None) -> Work[Verdict]:
    """Restore the source of a result anew and compare the decoded pixels.

    `path`: the result or its sidecar. Raises MirStudioError when the source or the model is
    missing or has changed.
    """
    result = path.with_name(path.name.removesuffix(SUFFIX))
    sidecar = read_sidecar(sidecar_path(result))
    found = read_photo(result)
    sources = [_unchanged(mark.path, mark.sha256, result) for mark in sidecar.sources]
    models = _load_all(sidecar.recipe, library or ModelLibrary())
    with tempfile.TemporaryDirectory(prefix="mirstudio-") as folder:
        target = Path(folder) / f"again{result.suffix}"
        yield from run_job(_job(sidecar, sources, target), *models)
        again = read_photo(target)
    largest, psnr = compare(found.pixels, again.pixels)
    changed = found.pixels_sha256 != sidecar.result.pixels_sha256
    return Verdict(result, largest == 0, largest, psnr, changed)


def _load_all(recipe: Recipe, library: ModelLibrary) -> list[RestorationModel]:
    """Load the models of a recipe as they ran."""
    models: list[RestorationModel] = []
    for step, plan in zip(recipe.chain, recipe.plans, strict=True):
        model = load_as_planned(find_model(step, library), plan, library)
        check_weights(model, step)
        models.append(model)
    return models


def check_weights(model: RestorationModel, step: Step) -> None:
    """Raise ModelError unless a model is the very one that a step names."""
    if model.card.tensors_sha256 != step.tensors_sha256:
        raise ModelError(f"The model “{step.model}” here has other weights than the recipe's.")


def load_as_planned(name: str, plan: Plan, library: ModelLibrary) -> RestorationModel:
    """Load a model where and how it ran, or in float32 wherever this machine can."""
    from mirstudio.restoration.device import use_threads

    use_threads(plan.threads)
    try:
        return library.load(name, plan.device, plan.precision)
    except DeviceError:
        return library.load(name, "auto", "fp32")


def find_model(step: Step, library: ModelLibrary) -> str:
    """Return the name of the installed model with a step's weights, else of the same name."""
    cards = library.list()
    same = [card.name for card in cards if card.tensors_sha256 == step.tensors_sha256 != ""]
    return step.model if step.model in same or not same else same[0]


def compare(one: Pixels, other: Pixels) -> tuple[float, float]:
    """Return the largest difference and the PSNR in dB; infinite and 0 where sizes differ."""
    if one.shape != other.shape:
        return math.inf, 0.0
    difference = one - other
    largest = float(np.abs(difference).max(initial=0))
    error = float(np.square(difference, dtype=np.float64).mean())
    return largest, math.inf if error == 0 else -10 * math.log10(error)


def _unchanged(path: str, sha256: str, result: Path) -> Path:
    """Return a source that is still what it was; beside the result if it was moved there."""
    places = [Path(path), result.with_name(Path(path).name)]
    there = [place for place in places if place.is_file()]
    if not there:
        raise MirStudioError(f"The photo {path} that {result.name} was made from is not there.")
    for place in there:
        if file_sha256(place) == sha256:
            return place
    raise MirStudioError(f"The photo {there[0]} has changed since {result.name} was made from it.")


def _job(sidecar: Sidecar, sources: list[Path], target: Path) -> Job:
    recipe = sidecar.recipe
    return Job(
        sources[0],
        target,
        adjustments=recipe.adjustments,
        options=recipe.options,
        tiles=tuple(plan.tile for plan in recipe.plans),
        blur=recipe.blur,
        second=sources[1] if len(sources) > 1 else None,
    )

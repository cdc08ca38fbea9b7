"""How good models are: the papers' protocols on a folder of photos, beside rivals without weights.

A photo goes through `restoration.restore` like any user's, so what is measured is what users get.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.files import WriteOptions, write_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.progress import Progress, Work, run
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.preset import Task
from mirstudio.restoration.restore import restore
from mirstudio.training.cases import Case, Condition, find_conditions
from mirstudio.training.protocols import Score, mean_score, to_8_bits
from mirstudio.training.rivals import Method, input_method, rivals_for


@dataclass(frozen=True)
class EvaluationRequest:
    """Everything an evaluation depends on besides the photos themselves."""

    task: Task
    data: Path
    """Folder of photos, or of `lq/` and `gt/`, or of `gt/` and `lq_xK/`."""
    models: tuple[str, ...] = ()
    """Names of installed models or checkpoint files; none: the task's default."""
    sigmas: tuple[float, ...] = (15.0, 25.0, 50.0)
    """Levels of Gaussian noise, in 8-bit levels, for clean photos."""
    scale: int = 1
    """Enlargement, for sr."""
    seed: int = 0
    """Of the noise."""
    limit: int | None = None
    """Evaluate only so many photos, spread over the set."""
    save: Path | None = None
    """Folder to write the restored photos to."""
    device: str = "auto"
    precision: str = "auto"
    tile: int | None = None
    rivals: bool = True
    """Measure rivals without weights too."""


@dataclass(frozen=True)
class Row:
    """What one method reached under one condition."""

    condition: str
    method: str
    means: dict[str, Score]
    """By view."""
    photos: dict[str, dict[str, Score]] = field(repr=False)
    """By photo and view."""
    seconds_per_mp: float
    """Of restored photo, all views together."""


@dataclass(frozen=True)
class Evaluation:
    """What an evaluation found."""

    request: EvaluationRequest
    rows: tuple[Row, ...]
    photos: int
    """Photos per condition."""


def evaluate(request: EvaluationRequest, library: ModelLibrary | None = None) -> Work[Evaluation]:
    """Measure models and rivals on a folder of photos.

    Raises MirStudioError when the folder does not fit the task or a model cannot be loaded.
    """
    conditions = find_conditions(
        request.task, request.data, request.sigmas, request.scale, request.seed, request.limit
    )
    models = _load_models(request, library or ModelLibrary())
    rows: list[Row] = []
    for index, condition in enumerate(conditions):
        methods = yield from _methods(request, condition, models)
        for number, method in enumerate(methods):
            before = (index * len(methods) + number) * len(condition.paths)
            total = len(conditions) * len(methods) * len(condition.paths)
            rows.append((yield from _measure(condition, method, request.save, before, total)))
    return Evaluation(request, tuple(rows), len(conditions[0].paths))


def _load_models(request: EvaluationRequest, library: ModelLibrary) -> list[RestorationModel]:
    names = request.models or (library.default(request.task, request.scale).name,)
    return [library.load(name, request.device, request.precision) for name in names]


def _methods(
    request: EvaluationRequest, condition: Condition, models: Sequence[RestorationModel]
) -> Work[list[Method]]:
    """The rows of one condition: the input, rivals, models."""
    methods = [input_method(request.scale)]
    if request.rivals:
        methods += yield from rivals_for(request.task, request.scale, condition)
    return methods + [_model_method(model, request.tile) for model in models]


def _model_method(model: RestorationModel, tile: int | None) -> Method:
    return Method(model.name, lambda photo: run(restore(photo, model, tile)).pixels)


def _measure(
    condition: Condition, method: Method, save: Path | None, before: int, total: int
) -> Work[Row]:
    """Restore and score all photos; `before` of `total` steps are done already."""
    photos: dict[str, dict[str, Score]] = {}
    seconds = megapixels = 0.0
    for done, case in enumerate(condition.cases(), start=1):
        results: dict[int, NDArray] = {}
        for view in case.views:
            if id(view.degraded) not in results:
                started = time.perf_counter()
                pixels = method.restore(view.degraded)
                seconds += time.perf_counter() - started
                megapixels += case.truth.shape[0] * case.truth.shape[1] / 1e6
                results[id(view.degraded)] = _comparable(pixels, case, rounded=method.rounded)
        photos[case.name] = {
            view.name: view.score(results[id(view.degraded)], case.truth) for view in case.views
        }
        if save is not None:
            _save(save / condition.name / method.name, case, results)
        yield Progress(before + done, total, "photo", f"{method.name} {condition.name}".strip())
    views = next(iter(photos.values()))
    means = {view: mean_score([scores[view] for scores in photos.values()]) for view in views}
    return Row(condition.name, method.name, means, photos, seconds / megapixels)


def _comparable(pixels: Pixels, case: Case, *, rounded: bool) -> NDArray:
    """Pixels of the truth's layout in 0–255."""
    if case.truth.ndim == 2:
        pixels = pixels.mean(2)
    return to_8_bits(pixels) if rounded else pixels * np.float32(255)


def _save(folder: Path, case: Case, results: dict[int, NDArray]) -> None:
    """Write what was made of each view's photo; views of one input share a file."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {id(view.degraded): view.name for view in reversed(case.views)}
    for key, pixels in results.items():
        rgb = pixels if pixels.ndim == 3 else pixels[:, :, None].repeat(3, axis=2)
        photo = Photo(np.asarray(rgb, np.float32) / np.float32(255))
        path = folder / f"{case.name} {names[key]}.png"
        write_photo(photo, path, WriteOptions(overwrite=True))

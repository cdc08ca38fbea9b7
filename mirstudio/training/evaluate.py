"""How good models are: the papers' protocols on a folder of photos, beside rivals without weights.

The folder is one of your own, or a public benchmark's in its official layout.

A photo goes through `restoration.restore` like any user's, so what is measured is what users get.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirstudio.errors import TrainingError
from mirstudio.imaging.files import WriteOptions, write_photo
from mirstudio.imaging.photo import Photo
from mirstudio.progress import Progress, Work, run
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.restore import restore
from mirstudio.training.benchmarks.names import Benchmark
from mirstudio.training.benchmarks.published import Published, published_for
from mirstudio.training.benchmarks.table import layout_of
from mirstudio.training.cases import Case, Condition
from mirstudio.training.conditions import find_conditions
from mirstudio.training.protocols import Score, mean_score
from mirstudio.training.request import EvaluationRequest
from mirstudio.training.rivals import Method, input_method, rivals_for
from mirstudio.training.sheet import ContactSheet

MEAN_OF_SETS = "mean of sets"


@dataclass(frozen=True)
class Row:
    """What one method reached under one condition."""

    condition: str
    method: str
    means: dict[str, Score]
    """By view."""
    photos: dict[str, dict[str, Score]] = field(repr=False)
    """By photo and view; empty for a mean of sets."""
    seconds_per_mp: float
    """Of restored photo, all views together."""


@dataclass(frozen=True)
class Evaluation:
    """What an evaluation found."""

    request: EvaluationRequest
    rows: tuple[Row, ...]
    photos: int
    """Photos per condition; in all of them, where they differ in number."""
    published: tuple[Published, ...] = ()
    """What the papers report on the same benchmark."""


def evaluate(
    request: EvaluationRequest,
    library: ModelLibrary | None = None,
    further: Sequence[Method] = (),
) -> Work[Evaluation]:
    """Measure models, rivals and `further` methods on a folder of photos.

    Raises MirStudioError when the folder does not fit the task or a model cannot be loaded.
    """
    conditions = _find(request)
    models = _load_models(request, library or ModelLibrary(), conditions[0].scale)
    sheet = ContactSheet({named.name for named in (*models, *further)})
    rows: list[Row] = []
    photos, before = sum(len(condition.readers) for condition in conditions), 0
    for condition in conditions:
        methods = yield from _methods(request, condition, models)
        methods += further
        for method in methods:
            total = photos * len(methods)
            row = yield from _measure(condition, method, request.save, sheet, before, total)
            rows += [row, *_parts(row, condition)]
            before += len(condition.readers)
    if request.sheet is not None:
        sheet.write(request.sheet)
    return _evaluation(request, rows, conditions)


def _find(request: EvaluationRequest) -> list[Condition]:
    if request.benchmark is None:
        found = find_conditions(request)
    else:
        found = layout_of(request.benchmark).find(request.data, request.scale)
    return [condition.limited(request.limit) for condition in found]


def _evaluation(
    request: EvaluationRequest, rows: list[Row], conditions: Sequence[Condition]
) -> Evaluation:
    """Add what follows from the measured rows, and what the papers report."""
    counts = {len(condition.readers) for condition in conditions}
    photos = counts.pop() if len(counts) == 1 else sum(len(c.readers) for c in conditions)
    if request.benchmark is None:
        return Evaluation(request, tuple(rows), photos)
    if layout_of(request.benchmark).averaged and len(conditions) > 1:
        rows = rows + _averages(rows)
    published = published_for(request.benchmark, {row.condition for row in rows})
    return Evaluation(request, tuple(rows), photos, published)


def _load_models(
    request: EvaluationRequest, library: ModelLibrary, scale: int
) -> list[RestorationModel]:
    """Load the models; all must enlarge photos by `scale`."""
    names = request.models or (library.default(request.task, request.scale).name,)
    models = [library.load(name, request.device, request.precision) for name in names]
    for model in models:
        if request.benchmark is Benchmark.REALSR:
            # Its photos come enlarged, so nothing is left to do before the network.
            model.card = replace(model.card, scale=model.architecture.scale)
        if model.scale != scale:
            raise TrainingError(
                f"“{model.name}” enlarges photos {model.scale} times, and here it is {scale}."
            )
    return models


def _methods(
    request: EvaluationRequest, condition: Condition, models: Sequence[RestorationModel]
) -> Work[list[Method]]:
    """The rows of one condition: the input, rivals, models."""
    methods = [input_method(condition.scale)]
    if request.rivals:
        methods += yield from rivals_for(request.task, condition)
    return methods + [_model_method(model, request.tile) for model in models]


def _model_method(model: RestorationModel, tile: int | None) -> Method:
    return Method(model.name, lambda photo: run(restore(photo, model, tile)).pixels)


def _measure(
    condition: Condition,
    method: Method,
    save: Path | None,
    sheet: ContactSheet,
    before: int,
    total: int,
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
                results[id(view.degraded)] = case.comparable(pixels, rounded=method.rounded)
        photos[case.name] = {
            view.name: view.score(results[id(view.degraded)], case.truth) for view in case.views
        }
        sheet.add(condition.name, case, method, results[id(case.views[-1].degraded)])
        if save is not None:
            _save(save / condition.name / method.name, case, results)
        yield Progress(before + done, total, "photo", f"{method.name} {condition.name}".strip())
    return Row(condition.name, method.name, _means(photos), photos, seconds / megapixels)


def _means(photos: dict[str, dict[str, Score]]) -> dict[str, Score]:
    """Mean over photos, by view."""
    views = next(iter(photos.values()))
    return {view: mean_score([scores[view] for scores in photos.values()]) for view in views}


def _parts(row: Row, condition: Condition) -> list[Row]:
    """The same figures for each named part of the set."""
    rows: list[Row] = []
    for part in dict.fromkeys(condition.parts):
        inside = {
            name: scores
            for (name, scores), of in zip(row.photos.items(), condition.parts, strict=True)
            if of == part
        }
        name = f"{condition.name} {part}".strip()
        rows.append(replace(row, condition=name, means=_means(inside), photos=inside))
    return rows


def _averages(rows: Sequence[Row]) -> list[Row]:
    """Each method's mean over the sets, every set counting the same."""
    averages: list[Row] = []
    for method in dict.fromkeys(row.method for row in rows):
        sets = [row for row in rows if row.method == method]
        means = {view: mean_score([row.means[view] for row in sets]) for view in sets[0].means}
        seconds = float(np.mean([row.seconds_per_mp for row in sets]))
        averages.append(Row(MEAN_OF_SETS, method, means, {}, seconds))
    return averages


def _save(folder: Path, case: Case, results: dict[int, NDArray]) -> None:
    """Write what was made of each view's photo; views of one input share a file."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {id(view.degraded): view.name for view in reversed(case.views)}
    for key, pixels in results.items():
        photo = Photo(case.in_unit(pixels), bit_depth=16 if case.exact else 8)
        path = folder / f"{case.name} {names[key]}.png"
        write_photo(photo, path, WriteOptions(overwrite=True))

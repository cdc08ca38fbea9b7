"""What can be evaluated in a folder, told from its layout and from what was asked."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from mirstudio.errors import TrainingError
from mirstudio.restoration.preset import Task
from mirstudio.training.cases import Condition, photos_in
from mirstudio.training.folders import (
    DarkenedFolder,
    NoisyFolder,
    PairedFolder,
    ReducedFolder,
    UntouchedFolder,
)
from mirstudio.training.protocols import (
    Protocol,
    score_exposed,
    score_rain,
    score_rgb,
    score_shifted,
)
from mirstudio.training.request import EvaluationRequest

Kind = NoisyFolder | PairedFolder | ReducedFolder | DarkenedFolder | UntouchedFolder


def find_conditions(request: EvaluationRequest) -> list[Condition]:
    """Return all that is to be measured in the request's folder.

    `lq/` and `gt/` are pairs; `gt/` and `lq_xK/` sharp and reduced photos; a folder of photos is
    degraded on the fly for denoise, sr and lowlight. Raises TrainingError when the folder does
    not fit the task.
    """
    folder = request.data
    paths = photos_in(folder / "gt" if (folder / "gt").is_dir() else folder)
    if request.untouched:
        return [_untouched(request.task, paths)]
    match request.task:
        case Task.SR:
            return _reduced(request, paths)
        case _ if (folder / "lq").is_dir() and (folder / "gt").is_dir():
            pairs = PairedFolder(folder, _paired_scores(request.task, folder))
            return [_condition("", photos_in(folder / "lq"), pairs)]
        case Task.DENOISE:
            return _noisy(request, paths)
        case Task.LOWLIGHT if request.exposures:
            return [
                _condition(f"-{ev:g} EV", paths, DarkenedFolder(ev, request.seed))
                for ev in request.exposures
            ]
        case _:
            raise TrainingError(
                f"{folder} holds no pairs to evaluate {request.task} with.",
                "Put degraded photos into lq/ and their true ones, named alike, into gt/.",
            )


def _untouched(task: Task, paths: list[Path]) -> Condition:
    if task is Task.SR:
        raise TrainingError("An enlarged photo cannot come back as it was.")
    score = score_exposed if task is Task.LOWLIGHT else score_rgb
    return _condition("untouched", paths, UntouchedFolder(score))


def _noisy(request: EvaluationRequest, paths: list[Path]) -> list[Condition]:
    return [
        replace(
            _condition(f"sigma {sigma:g}", paths, NoisyFolder(sigma, request.seed, request.forms)),
            sigma=sigma,
        )
        for sigma in request.sigmas
    ]


def _reduced(request: EvaluationRequest, paths: list[Path]) -> list[Condition]:
    scale, beside = request.scale, request.data / f"lq_x{request.scale}"
    kinds = {
        f"×{scale}, blur {blur}, noise {noise:g}": ReducedFolder(
            scale, None, blur, noise, request.seed
        )
        for blur in request.blurs
        for noise in request.noises
    } or {f"×{scale}": ReducedFolder(scale, beside if beside.is_dir() else None)}
    return [replace(_condition(name, paths, kind), scale=scale) for name, kind in kinds.items()]


def _paired_scores(task: Task, folder: Path) -> tuple[tuple[str, Protocol], ...]:
    if task is Task.DERAIN:
        return (("RGB", score_rgb), ("Y", score_rain))
    if task is Task.DEBLUR and (folder / "kernel").is_dir():
        # The layout of Levin's set, whose true photos are not exactly in place.
        return (("best shift", score_shifted),)
    return (("RGB", score_rgb),)


def _condition(name: str, paths: list[Path], kind: Kind) -> Condition:
    return Condition(name, tuple(partial(kind.case, path) for path in paths))

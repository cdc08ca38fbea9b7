"""`mirstudio evaluate`: how good models are, in numbers."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.cli.arguments import (
    add_device_arguments,
    numbers,
    positive,
    scale_of,
    task,
    tile_side,
    told_as_usage,
)
from mirstudio.cli.console import Console
from mirstudio.errors import UsageError
from mirstudio.progress import run as drain
from mirstudio.restoration.preset import Task
from mirstudio.training.benchmarks.names import Benchmark
from mirstudio.training.blurs import TURNED_BLURS, Blur
from mirstudio.training.forms import NoisyForm

if TYPE_CHECKING:
    from mirstudio.restoration.library import ModelLibrary

SUMMARY = "Measure models on a folder of photos"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `evaluate`."""
    parser.set_defaults(run=run)
    add = parser.add_argument
    add("--task", type=task, metavar="TASK", help=", ".join(Task))
    add(
        "--benchmark",
        type=benchmark,
        metavar="NAME",
        help=f"instead of --task: {', '.join(Benchmark)}",
    )
    add(
        "--data",
        type=Path,
        required=True,
        metavar="DIR",
        help="photos, or pairs in lq/ and gt/, or a benchmark as it is published",
    )
    add("--model", action="append", default=[], metavar="NAME|FILE", help="may be repeated")
    add("--sigma", type=numbers, default=(15.0, 25.0, 50.0), help="noise levels (15,25,50)")
    add(
        "--stored",
        type=noisy_forms,
        default=(NoisyForm.PAPERS, NoisyForm.FILE),
        metavar="FORM,…",
        help=f"with --sigma, how the noisy photos are stored: {', '.join(NoisyForm)} (papers,file)",
    )
    add("--scale", type=int, choices=(2, 3, 4), help="enlargement, for sr (2)")
    add("--seed", type=int, default=0, help="of the noise (0)")
    add("--limit", type=positive, metavar="N", help="only N photos, spread over the set")
    add("--save", type=Path, metavar="DIR", help="keep the restored photos")
    add("--sheet", type=Path, metavar="FILE", help="write a contact sheet")
    add(
        "--embedding",
        type=Path,
        metavar="DIR",
        help="instead of --task: write a map of a DASR's degradation embeddings there",
    )
    add(
        "--blur",
        type=blurs,
        metavar="SIGMA|AxB@DEGREES|dasr,…",
        help="for sr and --embedding: blur photos before they are reduced; dasr: its paper's nine",
    )
    add("--noise", type=numbers, default=(0.0,), help="with --blur, noise levels (0)")
    add(
        "--exposure",
        type=numbers,
        default=(),
        metavar="EV,…",
        help="for lowlight: darken bright photos by so much",
    )
    add("--untouched", action="store_true", help="restore the true photos, as a test of restraint")
    add("--no-rivals", action="store_true", help="measure models only")
    add_device_arguments(parser)
    add("--tile", type=tile_side, metavar="auto|N", help="side of a tile in pixels")
    add("--json", action="store_true", help="print JSON, with each photo's numbers")


def benchmark(text: str) -> Benchmark:
    """Read the name of a benchmark."""
    if text not in list(Benchmark):
        raise argparse.ArgumentTypeError(f"{text} is none of {', '.join(Benchmark)}")
    return Benchmark(text)


def noisy_forms(text: str) -> tuple[NoisyForm, ...]:
    """Read the forms in which noisy photos are stored."""
    forms = text.split(",")
    for form in forms:
        if form not in list(NoisyForm):
            raise argparse.ArgumentTypeError(f"{form} is none of {', '.join(NoisyForm)}")
    return tuple(NoisyForm(form) for form in forms)


def blurs(text: str) -> tuple[Blur, ...]:
    """Read blurs: a deviation, or two and the angle of the first, or the name of DASR's nine."""
    found: list[Blur] = []
    for part in text.split(","):
        turned = re.fullmatch(r"([\d.]+)x([\d.]+)@(-?[\d.]+)", part)
        if part == "dasr":
            found += TURNED_BLURS
        elif turned:
            found.append(Blur(*(float(number) for number in turned.groups())))
        else:
            (sigma,) = numbers(part)
            found.append(Blur.round(sigma))
    return tuple(found)


def run(options: argparse.Namespace, console: Console) -> int:
    """Evaluate and print a table."""
    asked = [options.task, options.benchmark, options.embedding]
    if asked.count(None) != 2:
        raise UsageError("Say one of --task, --benchmark and --embedding.")
    # A second's work; --help must not wait for it.
    from mirstudio.restoration.library import ModelLibrary

    library = ModelLibrary()
    if options.embedding is not None:
        return _embed(options, console, library)
    if options.benchmark is Benchmark.DND:
        return _submit(options, console, library)
    return _evaluate(options, console, library)


def _evaluate(options: argparse.Namespace, console: Console, library: ModelLibrary) -> int:
    from mirstudio.training.benchmarks.table import layout_of
    from mirstudio.training.evaluate import evaluate
    from mirstudio.training.report import as_table, as_values
    from mirstudio.training.request import EvaluationRequest

    if options.benchmark is not None:
        options.task = layout_of(options.benchmark).task
    scale = scale_of([options.task], options.scale)
    request = EvaluationRequest(
        task=options.task,
        data=options.data,
        benchmark=options.benchmark,
        models=_models(options, library, scale),
        sigmas=options.sigma,
        forms=options.stored,
        scale=scale,
        blurs=options.blur or (),
        noises=options.noise,
        exposures=options.exposure,
        untouched=options.untouched,
        seed=options.seed,
        limit=options.limit,
        save=options.save,
        sheet=options.sheet,
        device=options.device,
        precision=options.precision,
        tile=options.tile,
        rivals=not options.no_rivals,
    )
    subject = str(options.benchmark or options.task)
    evaluation = drain(evaluate(request, library), console.progress(subject))
    if options.json:
        console.result_json(as_values(evaluation))
    else:
        console.result(as_table(evaluation))
    return 0


def _submit(options: argparse.Namespace, console: Console, library: ModelLibrary) -> int:
    """Write what DND's server scores."""
    from mirstudio.training.benchmarks.matlab import submit_dnd
    from mirstudio.training.report import submission_text, submission_values

    options.task = Task.DENOISE
    model, *others = _models(options, library, scale_of([options.task], options.scale))
    if options.save is None or others or options.sheet is not None:
        raise UsageError("DND takes one --model, and --save for its submission; it has no truth.")
    loaded = library.load(model, options.device, options.precision)
    work = submit_dnd(options.data, loaded, options.save, options.limit, options.tile)
    submission = drain(work, console.progress(str(options.benchmark)))
    if options.json:
        console.result_json(submission_values(submission))
    else:
        console.result(submission_text(submission))
    return 0


def _embed(options: argparse.Namespace, console: Console, library: ModelLibrary) -> int:
    """Write embeddings as a table and as a map."""
    from mirstudio.training.embedding import EmbeddingRequest, as_csv, embed_folder
    from mirstudio.training.scatter import as_svg

    options.task = Task.SR
    model, *others = _models(options, library, scale_of([options.task], options.scale))
    if others:
        raise UsageError("--embedding takes one --model.")
    request = EmbeddingRequest(
        data=options.data,
        model=model,
        blurs=options.blur or tuple(Blur.round(sigma) for sigma in (0.8, 1.6, 2.4)),
        noises=options.noise,
        seed=options.seed,
        limit=options.limit,
        device=options.device,
        precision=options.precision,
    )
    embedding = drain(embed_folder(request, library), console.progress("embedding"))
    folder: Path = options.embedding
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "embedding.csv").write_text(as_csv(embedding), encoding="utf-8")
    (folder / "embedding.svg").write_text(as_svg(embedding), encoding="utf-8")
    share = embedding.nearest_share()
    if options.json:
        console.result_json({"points": len(embedding.points), "nearest_alike": share})
    else:
        console.result(
            f"{len(embedding.points)} embeddings are in {folder}; {share:.1%} have a nearest"
            " neighbour, of another photo, that was degraded alike."
        )
    return 0


def _models(options: argparse.Namespace, library: ModelLibrary, scale: int) -> tuple[str, ...]:
    """Names of the models asked for, or of the task's default, all of them there."""
    with told_as_usage():
        names = options.model or [library.default(options.task, scale).name]
        for name in names:
            library.card(name)
    return tuple(names)

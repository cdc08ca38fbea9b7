"""`mirstudio evaluate`: how good models are, in numbers."""

from __future__ import annotations

import argparse
from pathlib import Path

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
from mirstudio.progress import run as drain
from mirstudio.restoration.preset import Task

SUMMARY = "Measure models on a folder of photos"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `evaluate`."""
    parser.set_defaults(run=run)
    add = parser.add_argument
    add("--task", type=task, metavar="TASK", required=True, help=", ".join(Task))
    add("--data", type=Path, required=True, metavar="DIR", help="photos, or pairs in lq/ and gt/")
    add("--model", action="append", default=[], metavar="NAME|FILE", help="may be repeated")
    add("--sigma", type=numbers, default=(15.0, 25.0, 50.0), help="noise levels (15,25,50)")
    add("--scale", type=int, choices=(2, 3, 4), help="enlargement, with --task sr")
    add("--seed", type=int, default=0, help="of the noise (0)")
    add("--limit", type=positive, metavar="N", help="only N photos, spread over the set")
    add("--save", type=Path, metavar="DIR", help="keep the restored photos")
    add("--no-rivals", action="store_true", help="measure models only")
    add_device_arguments(parser)
    add("--tile", type=tile_side, metavar="auto|N", help="side of a tile in pixels")
    add("--json", action="store_true", help="print JSON, with each photo's numbers")


def run(options: argparse.Namespace, console: Console) -> int:
    """Evaluate and print a table."""
    scale = scale_of(options)
    # A second's work; --help must not wait for it.
    from mirstudio.restoration.library import ModelLibrary
    from mirstudio.training.evaluate import EvaluationRequest, evaluate
    from mirstudio.training.report import as_table, as_values

    library = ModelLibrary()
    with told_as_usage():
        names = options.model or [library.default(options.task, scale).name]
        for name in names:
            library.card(name)
    request = EvaluationRequest(
        task=options.task,
        data=options.data,
        models=tuple(names),
        sigmas=options.sigma,
        scale=scale,
        seed=options.seed,
        limit=options.limit,
        save=options.save,
        device=options.device,
        precision=options.precision,
        tile=options.tile,
        rivals=not options.no_rivals,
    )
    evaluation = drain(evaluate(request, library), console.progress(str(options.task)))
    if options.json:
        console.result_json(as_values(evaluation))
    else:
        console.result(as_table(evaluation))
    return 0

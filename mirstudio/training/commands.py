"""The command line's `evaluate` and `train`: options, and the work they stand for.

Importing this module costs no torch, so that `--help` is quick.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from mirstudio.errors import UsageError
from mirstudio.progress import Work
from mirstudio.restoration.preset import Task


def add_evaluate_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `mirstudio evaluate`."""
    parser.add_argument("--task", required=True, choices=[str(task) for task in Task])
    parser.add_argument(
        "--data",
        required=True,
        type=Path,
        metavar="DIR",
        help="folder of photos, of lq/ and gt/ (pairs), or of gt/ and lq_xK/ (super-resolution)",
    )
    parser.add_argument(
        "--model",
        action="append",
        default=[],
        metavar="NAME|FILE",
        help="installed model or checkpoint file; may be repeated (the task's default)",
    )
    parser.add_argument(
        "--sigma",
        type=_numbers,
        default=(15.0, 25.0, 50.0),
        metavar="LIST",
        help="noise for clean photos in 8-bit levels (15,25,50)",
    )
    parser.add_argument("--scale", type=int, choices=(2, 3, 4), help="enlargement for sr (2)")
    parser.add_argument("--seed", type=int, default=0, help="of the noise (0)")
    parser.add_argument("--limit", type=_count, metavar="N", help="use N photos of the set")
    parser.add_argument("--save", type=Path, metavar="DIR", help="write the restored photos there")
    parser.add_argument(
        "--no-rivals", dest="rivals", action="store_false", help="leave out methods without weights"
    )
    parser.add_argument("--tile", type=_count, metavar="N", help="side of a tile in pixels")
    parser.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda", "mps"))
    parser.add_argument("--precision", default="auto", choices=("auto", "fp32", "bf16", "fp16"))
    parser.add_argument("--json", action="store_true", help="print values instead of a table")


def evaluate_command(options: argparse.Namespace) -> Work[str]:
    """Evaluate and return what to print."""
    from mirstudio.training.evaluate import EvaluationRequest, evaluate
    from mirstudio.training.report import as_table, as_values

    task = Task(options.task)
    if options.scale and task is not Task.SR:
        raise UsageError(f"--scale is for sr, not for {task}.")
    evaluation = yield from evaluate(
        EvaluationRequest(
            task=task,
            data=options.data,
            models=tuple(options.model),
            sigmas=options.sigma,
            scale=(options.scale or 2) if task is Task.SR else 1,
            seed=options.seed,
            limit=options.limit,
            save=options.save,
            device=options.device,
            precision=options.precision,
            tile=options.tile,
            rivals=options.rivals,
        )
    )
    return json.dumps(as_values(evaluation), indent=2) if options.json else as_table(evaluation)


def add_train_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `mirstudio train`."""
    parser.add_argument("config", type=Path, metavar="CONFIG.toml")
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of the training sets")
    parser.add_argument(
        "--runs", type=Path, default=Path("runs"), metavar="DIR", help="where results go (runs)"
    )
    parser.add_argument("--resume", action="store_true", help="go on with a stopped training")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda or cuda:N (auto)")


def train_command(options: argparse.Namespace) -> Work[str]:
    """Train and return what to print."""
    from mirstudio.training.config import read_config
    from mirstudio.training.trainer import TrainingRequest, train

    config = read_config(options.config)
    request = TrainingRequest(
        config=config,
        config_folder=options.config.parent,
        runs=options.runs,
        data=options.data,
        resume=options.resume,
        device=options.device,
    )
    checkpoint = yield from train(request)
    return f"{checkpoint}"


def _numbers(text: str) -> tuple[float, ...]:
    """Parse "15,25,50"."""
    numbers = tuple(float(part) for part in text.split(","))
    if any(not 0 <= number <= 255 for number in numbers):
        raise ValueError(text)
    return numbers


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number

"""`mirstudio train`: a model from pictures."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from mirstudio.cli.console import Console
from mirstudio.errors import UsageError
from mirstudio.progress import run as drain

SUMMARY = "Train a model as a configuration says"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `train`."""
    parser.set_defaults(run=run)
    parser.add_argument("config", type=Path, metavar="CONFIG.toml", help="what to train, and how")
    parser.add_argument("--resume", action="store_true", help="go on with a stopped training")
    parser.add_argument("--data", metavar="DIR", help="folder of the training sets")
    parser.add_argument(
        "--runs", type=Path, default=Path("runs"), metavar="DIR", help="where results go (runs)"
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Train to the end; Ctrl-C saves first, --resume goes on from there.

    Raises UsageError in a bundle, which leaves out what only training needs.
    """
    if getattr(sys, "frozen", False):
        raise UsageError("This program restores only; training needs the Python package.")
    from mirstudio.training.config import read_config

    config = read_config(options.config)
    if options.data:
        config = replace(config, data=replace(config.data, root=options.data))
    # The configuration is checked before the second that loading torch takes.
    from mirstudio.training.trainer import train

    work = train(config, options.config.parent, options.runs, options.resume)
    path = drain(work, console.progress(config.name))
    console.result(str(path))
    return 0

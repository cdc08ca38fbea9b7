"""`mirstudio benchmark`: how long models take on this machine."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from mirstudio.cli.arguments import device, positive_number, told_as_usage
from mirstudio.cli.console import Console, about
from mirstudio.cli.speed_plot import as_svg
from mirstudio.errors import MirStudioError, UsageError
from mirstudio.progress import run as drain
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.speeds import Speed, machine_identity

SUMMARY = "Measure how long models take on this machine"
LARGE = 24
"""Megapixels of the restored photo whose time the table tells."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `benchmark`."""
    parser.set_defaults(run=run)
    add = parser.add_argument
    add("--model", action="append", default=[], metavar="NAME", help="may be repeated (all)")
    precisions = ("fp32", "bf16", "fp16")
    add(
        "--precision",
        action="append",
        default=[],
        choices=precisions,
        help="may be repeated (what auto takes, and fp32)",
    )
    add("--device", type=device, default="auto", metavar="DEVICE", help="where networks run")
    add(
        "--megapixels",
        type=positive_number,
        default=2.0,
        metavar="MP",
        help="of the photo that is restored (2)",
    )
    add("--json", action="store_true", help="print JSON")
    add("--plot", type=Path, metavar="FILE", help="draw the times into an SVG file")


def run(options: argparse.Namespace, console: Console) -> int:
    """Measure, remember for later estimates, and print a table."""
    library = ModelLibrary()
    with told_as_usage():
        cards = [library.find(name) for name in options.model] or library.list()
    if not cards:
        raise UsageError("No model is installed.")
    plot: Path | None = options.plot
    if plot is not None and plot.suffix.lower() != ".svg":
        raise UsageError(f"{plot} should end in .svg.")
    from mirstudio.restoration.benchmark import benchmark

    work = benchmark(library, cards, options.device, options.precision, options.megapixels)
    speeds = drain(work, console.progress("benchmark"))
    if not speeds:
        raise MirStudioError("The device fails at this precision; nothing was measured.")
    if options.json:
        results = [asdict(speed) for speed in speeds]
        console.result_json({"machine": machine_identity(), "results": results})
    else:
        console.result(as_table(speeds))
    if plot is not None:
        _write(plot, as_svg(speeds, machine_identity()))
    return 0


def as_table(speeds: Sequence[Speed]) -> str:
    """A line for each measurement."""
    width = max(len("model"), *(len(speed.model) for speed in speeds))
    head = f"{'model':{width}}  device  precision  s/MP      memory    {LARGE} MP"
    return "\n".join([head, *(_line(speed, width) for speed in speeds)])


def _line(speed: Speed, width: int) -> str:
    memory = f"{speed.peak_memory / 1e9:.2f} GB"
    precision = speed.precision + ("*" if speed.automatic else "")
    large = about(speed.seconds_per_mp * LARGE)
    what = f"{speed.model:{width}}  {speed.device:6}  {precision:9}"
    return f"{what}  {speed.seconds_per_mp:<8.3g}  {memory:8}  {large}"


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None

"""`mirstudio verify`: make a result again from its sidecar and compare."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.cli.console import Console
from mirstudio.progress import run as drain

if TYPE_CHECKING:
    from mirstudio.jobs.verify import Verdict

SUMMARY = "Make a result again as its sidecar says, and compare"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `verify`."""
    parser.set_defaults(run=run)
    parser.add_argument("result", type=Path, metavar="RESULT", help="a result, or its sidecar")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace, console: Console) -> int:
    """Print how far both are apart; 0 when by no more than rounding, else 1."""
    from mirstudio.jobs.verify import verify

    verdict = drain(verify(options.result), console.progress(options.result.name))
    if options.json:
        finite = math.isfinite(verdict.psnr)
        console.result_json({**vars(verdict), "psnr": verdict.psnr if finite else None})
    else:
        console.result(describe(verdict))
    return 0 if verdict.holds else 1


def describe(verdict: Verdict) -> str:
    """Say it in a line."""
    changed = " It was changed after it was made." if verdict.changed else ""
    if verdict.equal:
        return f"{verdict.result}: bit-equal.{changed}"
    if not math.isfinite(verdict.largest):
        return f"{verdict.result}: of another size.{changed}"
    apart = f"largest difference {verdict.largest * 255:.2f} of 255, PSNR {verdict.psnr:.1f} dB"
    return f"{verdict.result}: {apart}.{changed}"

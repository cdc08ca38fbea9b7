"""`restore` with another program at its end: a pipe, or one that wants the same file back."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mirstudio.cli.arguments import SUFFIXES
from mirstudio.cli.console import Console
from mirstudio.errors import UsageError
from mirstudio.jobs.round_trip import check_handed_over, in_place_of

PIPE = "-"
"""Stands for standard input among the inputs, and for standard output after -o."""

Restore = Callable[[argparse.Namespace, Console], int]
"""Restores from files to files and returns the exit code."""


def wants_handover(options: argparse.Namespace) -> bool:
    """Whether another program gives or takes a photo other than by a file of its own."""
    return options.in_place or options.output == PIPE or Path(PIPE) in options.inputs


def restore_for_another(options: argparse.Namespace, console: Console, restore: Restore) -> int:
    """Restore one photo from or to a pipe, or in its place.

    Raises UsageError for what cannot go together.
    """
    if options.pair or len(options.inputs) != 1:
        raise UsageError("With a pipe or --in-place, give exactly one photo.")
    if options.in_place:
        return _restore_in_place(options, console, restore)
    with tempfile.TemporaryDirectory(prefix="mirstudio-") as name:
        changes: dict[str, Any] = {}
        if options.inputs[0] == Path(PIPE):
            changes["inputs"] = [_received(Path(name))]
        if options.output != PIPE:
            return restore(_changed(options, changes), console)
        if options.format is None:
            raise UsageError("Say with --format what to write to standard output.")
        if options.json or options.sidecar:
            raise UsageError("Standard output is the photo's: leave out --json and --sidecar.")
        target = Path(name) / f"out{SUFFIXES[options.format][0]}"
        changes["output"] = str(target)
        # Whatever else there is to tell must not get into the photo.
        code = restore(_changed(options, changes), Console(out=sys.stderr))
        if code == 0:
            with target.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        return code


def _restore_in_place(options: argparse.Namespace, console: Console, restore: Restore) -> int:
    """Do as an external editor: the file that was handed over becomes the result, or stays."""
    source: Path = options.inputs[0]
    if options.output is not None:
        raise UsageError("With --in-place there is no other output; leave out -o.")
    if options.format not in (None, "tiff"):
        raise UsageError("With --in-place the file stays a TIFF; leave out --format.")
    check_handed_over(source)
    with in_place_of(source) as target:
        changes = {"output": str(target), "sidecar": False}
        code = restore(_changed(options, changes), console)
        if code:
            target.unlink(missing_ok=True)
        return code


def _received(folder: Path) -> Path:
    """Put what comes from standard input into a file."""
    path = folder / "stdin"
    with path.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return path


def _changed(options: argparse.Namespace, changes: dict[str, Any]) -> argparse.Namespace:
    return argparse.Namespace(**{**vars(options), **changes})

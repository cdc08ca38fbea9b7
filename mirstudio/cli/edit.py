"""`mirstudio --edit FILE.tif`: what another program asks for that waits for one file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mirstudio.cli.main import Parser
from mirstudio.errors import MirStudioError
from mirstudio.jobs.round_trip import check_handed_over

EDIT = "--edit"


@dataclass(frozen=True)
class Handed:
    """A file that was handed over."""

    path: Path
    closes: bool
    """The window closes once the file was saved."""


def read_handed(arguments: Sequence[str]) -> Handed | int:
    """Read what stands behind `--edit`; an exit code where there is nothing to open."""
    parser = Parser(prog=f"mirstudio {EDIT}", description="Restore a TIFF in its place.")
    parser.add_argument("file", type=Path, metavar="FILE.tif")
    parser.add_argument("--close", action="store_true", help="close the window once it was saved")
    try:
        options = parser.parse_args(arguments)
        check_handed_over(options.file)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except MirStudioError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return Handed(options.file.absolute(), options.close)

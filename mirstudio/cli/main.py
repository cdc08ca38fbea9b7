"""The command line: which commands there are, and how each ends."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from mirstudio import __version__
from mirstudio.cli import (
    batch,
    benchmark,
    evaluate,
    models,
    restore,
    self_check,
    train,
    verify,
    watch,
)
from mirstudio.cli.console import Console
from mirstudio.errors import MirStudioError
from mirstudio.paths import log_folder

CANCELLED = 130
WAYS = ("[FILE ...]", "--edit FILE.tif [--close]", "COMMAND [OPTION ...]")
"""The first two open the window."""
COMMANDS = {
    "restore": restore,
    "batch": batch,
    "watch": watch,
    "verify": verify,
    "models": models,
    "benchmark": benchmark,
    "self-check": self_check,
    "evaluate": evaluate,
    "train": train,
}

logger = logging.getLogger(__name__)


class Parser(argparse.ArgumentParser):
    """Complains in one sentence instead of a page."""

    def error(self, message: str) -> NoReturn:
        """End with exit code 2."""
        sentence = message[0].upper() + message[1:].rstrip(".")
        self.exit(2, f"{sentence}. See “{self.prog} --help”.\n")


def run_command(arguments: Sequence[str], console: Console | None = None) -> int:
    """Run one command and return the exit code: 0 done, 1 failed, 2 bad usage, 130 cancelled."""
    console = console or Console()
    try:
        code = _run(arguments, console)
        # At exit it would be too late to notice that nobody reads any more.
        sys.stdout.flush()
        return code
    except MirStudioError as error:
        console.complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        console.complain("Cancelled.")
        return CANCELLED
    except BrokenPipeError:
        # Who read us has gone; Python must not try to flush to it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        logger.exception("Unexpected error")
        kind = type(error).__name__
        console.complain(f"Something unexpected happened ({kind}: {error}); see {log_folder()}.")
        return 1


def _run(arguments: Sequence[str], console: Console) -> int:
    """Parse and run; argparse's way of ending becomes an exit code."""
    try:
        options = make_parser().parse_args(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return options.run(options, console)


def make_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    parser = Parser(
        prog="mirstudio",
        description="Restores photos on this machine. Without a command it opens the window.",
        usage="\n       ".join(f"%(prog)s {way}" for way in WAYS),
        epilog="“mirstudio COMMAND --help” tells more about a command.",
    )
    parser.add_argument("--version", action="version", version=f"mirstudio {__version__}")
    commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", required=True, prog="mirstudio"
    )
    for name, module in COMMANDS.items():
        command = commands.add_parser(name, help=module.SUMMARY, description=f"{module.SUMMARY}.")
        module.add_arguments(command)
    return parser

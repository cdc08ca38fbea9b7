"""How tests call the command line and look at what came of it."""

from __future__ import annotations

from pathlib import Path

from mirstudio.cli.main import run_command


def call(*arguments: object) -> int:
    return run_command([str(argument) for argument in arguments])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())

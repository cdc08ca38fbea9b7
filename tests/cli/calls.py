"""How tests call the command line and look at what came of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mirstudio.cli.main import run_command


def call(*arguments: object) -> int:
    return run_command([str(argument) for argument in arguments])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def call_interrupted(patch: pytest.MonkeyPatch, *arguments: object) -> int:
    """Press Ctrl-C at the fifth report of progress."""
    calls = 0

    def interrupted(*_: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 5:
            raise KeyboardInterrupt

    with patch.context() as patched:
        patched.setattr("mirstudio.cli.console._ignore", interrupted)
        return call(*arguments)

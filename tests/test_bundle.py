"""The bundle's recipe holds: what it leaves out is not needed, what it names is there."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from mirstudio.gui.language import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
SPEC = ast.parse((ROOT / "build_app.spec").read_text(encoding="utf-8"))
WITHOUT = """
import sys
LEFT_OUT = tuple({left_out})

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name in LEFT_OUT or name.startswith(tuple(one + "." for one in LEFT_OUT)):
            raise ModuleNotFoundError(f"left out: {{name}}", name=name)

sys.meta_path.insert(0, Missing())
import mirstudio.gui.app
from mirstudio.cli.main import run_command
sys.exit(run_command(["self-check"]))
"""


def listed(name: str) -> list[str]:
    """A list of the recipe."""
    for statement in SPEC.body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == name:
            return eval(ast.unparse(statement.value))
    raise AssertionError(f"build_app.spec has no {name}")


def test_the_program_works_without_what_is_left_out():
    code = WITHOUT.format(left_out=listed("LEFT_OUT"))
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", listed("CODECS"))
def test_codecs_that_are_named_are_there(name: str):
    assert importlib.util.find_spec(f"imagecodecs._{name}") is not None


def test_translations_are_taken_along():
    assert listed("QT_LANGUAGES") == [code for code in LANGUAGES if code not in ("", "en")]
    for name, needed in (
        ("mirstudio/_data/resources/translations/mirstudio_ko.qm", True),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
    ):
        assert is_needed(name) == needed, name


def is_needed(name: str) -> bool:
    """What the recipe's own function says."""
    [function] = [one for one in SPEC.body if getattr(one, "name", "") == "is_needed"]
    lists = {one: listed(one) for one in ("QT_LANGUAGES", "FILES_LEFT_OUT")}
    known = {"fnmatch": fnmatch, **lists}
    exec(ast.unparse(function), known)
    return known["is_needed"]((name,))  # type: ignore[operator]


def test_what_is_left_out_is_said_once():
    for name in ("LEFT_OUT", "FILES_LEFT_OUT"):
        entries = listed(name)
        assert len(entries) == len(set(entries))

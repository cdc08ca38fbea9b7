"""Who may import whom: read from the sources, and tried in a fresh process."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "mirstudio"
MODULES = sorted(PACKAGE.rglob("*.py"))

BASE = {"paths", "progress", "errors"}
CORE = BASE | {"networks", "imaging", "restoration"}
MAY_IMPORT = {
    "paths": set[str](),
    "progress": set[str](),
    "errors": set[str](),
    "settings": BASE,
    "networks": BASE,
    "imaging": BASE,
    "restoration": BASE | {"networks", "imaging"},
    "jobs": CORE,
    "training": CORE,
    "gui": CORE | {"jobs", "settings"},
    "cli": CORE | {"jobs", "training", "settings"},
    "__main__": CORE | {"gui", "cli", "settings"},
}
"""Rooms of the package that each room may import, besides itself."""

ANYWHERE = {"numpy", "platformdirs", "psutil"}
ONLY_IN = {
    "PySide6": {"gui"},
    "qdarkstyle": {"gui"},
    "torch": {"networks", "restoration", "training"},
    "safetensors": {"restoration", "training"},
    "cv2": {"imaging"},
    "PIL": {"imaging"},
    "imagecodecs": {"imaging"},
    "pi_heif": {"imaging"},
    "rawpy": {"imaging"},
    "tifffile": {"imaging"},
    "watchdog": {"jobs"},
    "dask": {"jobs"},
    "distributed": {"jobs"},
    "scipy": {"training"},
    "h5py": {"training"},
}
"""Rooms that may import each foreign package; one that stands nowhere here is not known yet."""

LONGEST = 300


def test_every_module_is_seen():
    assert len(MODULES) > 30


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_arrows_go_right_only(path: Path):
    room = room_of(path)
    for module in imported_modules(path):
        top, _, rest = module.partition(".")
        if top == "mirstudio":
            other = rest.partition(".")[0]
            allowed = MAY_IMPORT.get(room, set()) | {room, ""}
            assert other in allowed, f"{room} must not import {module}"
        elif top not in sys.stdlib_module_names and top not in ANYWHERE:
            assert top in ONLY_IN, f"say in ONLY_IN who may import {top}"
            assert room in ONLY_IN[top], f"{room} must not import {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_stay_small(path: Path):
    if room_of(path) != "networks":
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_open_with_a_sentence(path: Path):
    text = path.read_text(encoding="utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))


def test_folders_hold_no_code_in_their_init():
    for path in PACKAGE.rglob("__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        code = [n for n in body if not isinstance(n, (ast.Expr, ast.Assign))]
        assert not code, f"{path} holds more than a version"


@pytest.mark.parametrize("module", ["mirstudio.gui.app", "mirstudio.cli.main"])
def test_front_ends_start_without_torch(module: str):
    assert "torch" not in loaded_by(f"import {module}")


def test_command_line_parses_without_codecs():
    code = "from mirstudio.cli.main import make_parser; make_parser()"
    assert not {"torch", "cv2", "PySide6", "imagecodecs"} & loaded_by(code)


def test_models_are_listed_without_torch():
    assert "torch" not in loaded_by(
        "from mirstudio.cli.main import run_command; run_command(['models', 'list', '--json'])"
    )


def room_of(path: Path) -> str:
    """The folder or file of the package that a module belongs to; "" for the package itself."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imported_modules(path: Path) -> Iterator[str]:
    """Names of all modules that a file imports, wherever in it; relative ones are refused."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            assert node.module is not None
            yield from (
                f"mirstudio.{alias.name}" if node.module == "mirstudio" else node.module
                for alias in node.names
                if not alias.name.startswith("__")
            )


def loaded_by(code: str) -> set[str]:
    """Top-level modules that a fresh process has after running `code`."""
    listing = f"{code}\nimport sys\nprint('LOADED', *sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", listing], capture_output=True, text=True, check=True
    )
    names = done.stdout.rpartition("LOADED")[2].split()
    return {name.partition(".")[0] for name in names}

"""What the pages tell to type does what they say: here with tiny models, within the process."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.calls import call
from tests.documentation.as_typed import BEFORE, typed
from tests.documentation.pages import ROOT, commands, snippets
from tests.documentation.scene import missing, set_up_reader, stand_ins

QUICK = r"mirstudio (restore(?! - )|batch|verify|models) (?!.*--cluster)"
"""Others take longer than a test should, or need a shell: `make soak` runs them all."""
LINES = sorted({typed(command) for command in commands() if re.match(QUICK, command.text)})


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of a reader, untouched."""
    place = tmp_path_factory.mktemp("reader")
    (place / "folder").mkdir()
    set_up_reader(place / "home", place / "folder", [*stand_ins(), *missing()])
    return place


@pytest.fixture
def folder(own_home: Path, reader: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the reader's folder to work in; the shipped models are out of sight."""
    shutil.copytree(reader / "home", own_home, dirs_exist_ok=True)
    folder = tmp_path / "folder"
    shutil.copytree(reader / "folder", folder)
    monkeypatch.setattr("mirstudio.restoration.library.models_folder", lambda: tmp_path / "none")
    monkeypatch.chdir(folder)
    return folder


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def run(line: str) -> int:
    """Run a line as a shell would."""
    line = line.replace(" *.jpg", " " + " ".join(sorted(map(str, Path().glob("*.jpg")))))
    return call(*shlex.split(line)[1:])


@pytest.mark.parametrize("line", LINES)
def test_commands_do_what_they_say(line: str, folder: Path):
    if first := BEFORE.get(line):
        assert run(first) == 0
    before = files(folder)
    assert run(line) == 0
    words = shlex.split(line)
    out = words[words.index("-o") + 1] if "-o" in words else "-"
    if out != "-":
        results = {name for name in files(folder) if name.startswith(out.rstrip("/"))}
        assert results and (results - before or "--resume" in words)


@pytest.mark.parametrize("page", ["python.md"])
def test_snippets_run(page: str, folder: Path, capsys: pytest.CaptureFixture[str]):
    names: dict[str, object] = {}
    for number, snippet in enumerate(snippets(ROOT / "docs" / page)):
        exec(compile(snippet, f"{page}, snippet {number}", "exec"), names)
    told = capsys.readouterr().out
    assert "hill.jpg done restored/hill-denoise.jpg" in told
    assert "tile 0 of 1" in told or "tile 1 of" in told
    for result in ("clean.tif", "sea-denoise.jpg.mir.json", "night.html"):
        assert (folder / result).is_file()
    assert (folder / "restored" / "day" / "sea-denoise.png").is_file()

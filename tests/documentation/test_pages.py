"""The pages promise nothing that is not there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from mirstudio.cli.main import make_parser
from mirstudio.imaging.files import WRITABLE_FORMATS, WriteOptions, write_photo
from tests.documentation.as_typed import NOT_RUN, reason_not_to_run, typed
from tests.documentation.pages import (
    PAGES,
    PROGRAMS,
    ROOT,
    Command,
    commands,
    commands_of,
    indented_lines,
)
from tests.imaging.pictures import photo

SITE = (ROOT / "mkdocs.yml").read_text("utf-8")
DOCS = [page for page in PAGES if page.is_relative_to(ROOT / "docs")]
MIRSTUDIO = {typed(command): command for command in commands() if command.program == "mirstudio"}


@pytest.mark.parametrize("line", sorted(MIRSTUDIO))
def test_commands_parse(line: str, capsys: pytest.CaptureFixture[str]):
    words = shlex.split(line.partition(" < ")[0])[1:]
    if "--help" in words:
        with pytest.raises(SystemExit, match="0"):
            make_parser().parse_args(words)
    else:
        make_parser().parse_args(words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_line_to_type_is_known(page: Path):
    """So that no test passes over one."""
    unknown = [line for line in indented_lines(page) if line.split()[0] not in PROGRAMS]
    follow_ups = {line for line in unknown if line.startswith("--")}
    assert set(unknown) == follow_ups


def test_commands_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tests.documentation.pages.ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text(
        "Try `mirstudio models list`, not `models`:\n\n"
        "    mirstudio restore a.jpg  # once\n\n"
        "1. Then\n\n"
        "       mirstudio train a.toml \\\n           --resume\n",
        "utf-8",
    )
    assert commands_of(page) == [
        Command("page.md", 1, "mirstudio models list"),
        Command("page.md", 3, "mirstudio restore a.jpg"),
        Command("page.md", 7, "mirstudio train a.toml --resume"),
    ]


def test_what_is_not_run_is_on_the_pages():
    """The table of exceptions holds nothing superfluous, and stays small."""
    not_run = [command for command in commands() if reason_not_to_run(command)]
    for pattern in NOT_RUN:
        assert any(re.match(pattern, command.text) for command in not_run), pattern
    assert not any(command.program == "mirstudio" for command in not_run)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path):
    for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text("utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_every_page_is_on_the_site():
    listed = set(re.findall(r"^ +- .*: (\S+\.md)$", SITE, re.MULTILINE))
    there = {page.relative_to(ROOT / "docs").as_posix() for page in DOCS}
    models = {name for name in there if name.startswith("models/")}
    assert listed - models == there - models, "a page is missing, in the menu or in docs/"
    assert "models/README.md" in listed


def test_every_format_is_on_its_page(tmp_path: Path):
    text = (ROOT / "docs" / "formats.md").read_text("utf-8").lower().replace("jpeg xl", "jxl")
    for format_ in WRITABLE_FORMATS:
        assert format_ in text
        write_photo(photo(), tmp_path / format_, WriteOptions(format_))

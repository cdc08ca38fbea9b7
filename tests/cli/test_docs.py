"""What the pages on formats, RAW and colour tell users to type, is typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from mirstudio.imaging.files import WRITABLE_FORMATS, WriteOptions, write_photo
from tests.cli.calls import call, names
from tests.imaging.pictures import photo
from tests.imaging.raws import Sensor, bayer_dng, scene

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = [DOCS / name for name in ("formats.md", "raw.md", "colour.md")]
COMMANDS = sorted(
    {
        command
        for page in PAGES
        for command in re.findall(r"^    mirstudio (.+)$", page.read_text("utf-8"), re.MULTILINE)
    }
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the pages speak of."""
    folder = tmp_path / "here"
    (folder / "photos").mkdir(parents=True)
    write_photo(photo(), folder / "photo.jpg")
    write_photo(photo(depth=16), folder / "photo.tif")
    write_photo(photo(), folder / "photos" / "sea.jpg")
    (folder / "shot.dng").write_bytes(bayer_dng(scene(), Sensor()))
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_do_what_they_say(command: str, here: Path) -> None:
    before = names(here)
    words = shlex.split(command)
    assert call(*words) == 0
    result = here / words[words.index("-o") + 1]
    assert result.exists()
    assert set(names(here)) - set(before) == {result.name}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists()


def test_every_format_is_on_the_page(tmp_path: Path) -> None:
    text = PAGES[0].read_text("utf-8").lower().replace("jpeg xl", "jxl")
    for format_ in WRITABLE_FORMATS:
        assert format_ in text
        write_photo(photo(), tmp_path / format_, WriteOptions(format_))

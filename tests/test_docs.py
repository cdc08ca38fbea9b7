"""The pages of the documentation promise nothing that is not there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from mirstudio.cli.main import make_parser

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "docs").rglob("*.md"))
EXAMPLES = sorted(
    {
        example
        for page in PAGES
        for example in re.findall(r"^    mirstudio (.+)$", page.read_text("utf-8"), re.MULTILINE)
    }
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_parse(example: str):
    make_parser().parse_args(shlex.split(example, comments=True))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path):
    for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text("utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_every_page_of_the_site_exists():
    site = (ROOT / "mkdocs.yml").read_text("utf-8")
    pages = re.findall(r"^ +- .*: (\S+\.md)$", site, re.MULTILINE)
    assert "index.md" in pages
    assert all((ROOT / "docs" / page).is_file() for page in pages)

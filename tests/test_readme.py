"""The README promises nothing that is not there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from mirstudio.cli.main import COMMANDS, make_parser
from mirstudio.paths import models_folder
from mirstudio.restoration.library import ModelLibrary

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^    mirstudio (.+)$", README, re.MULTILINE)


def test_there_are_examples():
    assert {example.split()[0] for example in EXAMPLES} == set(COMMANDS)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_parse(example: str):
    make_parser().parse_args(shlex.split(example))


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")), ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (ROOT / target).exists()


def test_targets_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?:^    |`)make (\w+)", README, re.MULTILINE))
    assert targets == {"run", "test", "build"}
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_every_shipped_model_is_in_the_table():
    names = [card.name for card in ModelLibrary([models_folder()]).list()]
    assert names
    assert set(re.findall(r"^\| `([\w-]+)`", README, re.MULTILINE)) == set(names)

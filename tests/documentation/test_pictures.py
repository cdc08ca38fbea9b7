"""The pictures of the pages are few bytes, and shown."""

from __future__ import annotations

import re

from tests.documentation.pages import PAGES, ROOT

IMAGES = ROOT / "docs" / "images"
MEGABYTES = 3
"""All of them together: who clones the sources should not wait for pictures."""


def test_pictures_are_small():
    assert sum(path.stat().st_size for path in IMAGES.rglob("*.webp")) <= MEGABYTES * 10**6


def test_every_picture_is_shown_somewhere():
    text = "".join(page.read_text("utf-8") for page in PAGES)
    shown = set(re.findall(r"images/([\w/-]+\.\w+)\)", text))
    there = {path.relative_to(IMAGES).as_posix() for path in IMAGES.rglob("*") if path.is_file()}
    assert there - shown == set()
    assert shown - there == set()


def test_pictures_are_of_shipped_models():
    models = {path.stem for path in (ROOT / "models").glob("*.toml")}
    assert {path.stem for path in (IMAGES / "presets").glob("*.webp")} <= models

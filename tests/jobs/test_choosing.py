"""Choosing for each photo, from files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mirstudio.imaging.files import write_photo
from mirstudio.imaging.photo import Photo
from mirstudio.jobs.choosing import choose_each
from mirstudio.progress import run
from mirstudio.restoration.library import Card
from mirstudio.restoration.preset import Task

DENOISE = Card("denoise", Path("a"), task=Task.DENOISE, default=True)
DEBLUR = Card("deblur", Path("b"), task=Task.DEBLUR, default=True)


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """A noisy photo, a clean one, and none."""
    flat = np.full((96, 96, 3), 0.5, np.float32)
    noise = np.random.default_rng(0).normal(0, 25 / 255, flat.shape)
    paths = [tmp_path / name for name in ("noisy.png", "clean.png", "letter.png")]
    write_photo(Photo((flat + noise).astype(np.float32)), paths[0])
    write_photo(Photo(flat), paths[1])
    paths[2].write_text("Dear photo,", encoding="utf-8")
    return paths


def test_each_photo_gets_what_it_needs(photos: list[Path]):
    noisy, clean, letter = run(choose_each(photos, [DENOISE, DEBLUR]))
    assert noisy.card is DENOISE and noisy.strength > 0.95
    assert "sigma 2" in noisy.reason
    assert clean.readable and clean.card is None and "Nothing is needed" in clean.reason
    assert not letter.readable and letter.card is None and "letter.png" in letter.reason


def test_with_a_settled_model_only_the_strength_is_chosen(photos: list[Path]):
    noisy, clean, _ = run(choose_each(photos, [], DENOISE))
    assert noisy.card is clean.card is DENOISE
    assert noisy.strength > 0.95 and clean.strength == 0
    assert run(choose_each(photos[:1], [], DEBLUR))[0].strength == 1


def test_progress_is_told_by_photo(photos: list[Path]):
    steps = [(step.done, step.total, step.unit) for step in choose_each(photos, [])]
    assert steps == [(0, 3, "photo"), (1, 3, "photo"), (2, 3, "photo")]

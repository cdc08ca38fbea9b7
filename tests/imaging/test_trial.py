"""Formats are tried on a picture, and one that does not work is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mirstudio.imaging import trial
from mirstudio.imaging.codecs.picture import CodecError, Picture
from mirstudio.imaging.files import CODECS, WRITABLE_FORMATS
from mirstudio.progress import run

PNG = next(codec for codec in CODECS if codec.name == "png")


def test_every_format_works_here():
    trials = run(trial.try_formats())
    assert [one.format for one in trials] == [codec.name for codec in CODECS]
    assert {one.format for one in trials if one.writes} == set(WRITABLE_FORMATS)
    assert not [one.problem for one in trials if one.problem]


def test_a_codec_that_cannot_write_is_told(monkeypatch: pytest.MonkeyPatch):
    def fail(picture: Picture, quality: int) -> bytes:
        raise CodecError("its library is missing")

    monkeypatch.setattr("mirstudio.imaging.files.CODECS", (replace(PNG, encode=fail),))
    monkeypatch.setattr(trial, "CODECS", (replace(PNG, encode=fail),))
    [one] = run(trial.try_formats())
    assert "its library is missing" in one.problem


def test_a_codec_that_reads_something_else_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(trial, "CODECS", (PNG,))
    monkeypatch.setattr(trial, "levels", lambda: np.zeros((8, 8, 3), np.float32))
    assert not run(trial.try_formats())[0].problem
    flipped = iter([np.zeros((8, 8, 3), np.float32), np.ones((8, 8, 3), np.float32)])
    monkeypatch.setattr(trial, "levels", lambda: next(flipped))
    assert "changes a picture by 1.00" in run(trial.try_formats())[0].problem

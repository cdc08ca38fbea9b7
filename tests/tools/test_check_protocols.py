"""Inputs are measured as stated, and a figure that differs is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mirstudio.restoration.preset import Task
from tests.training.small import make_folder
from tools.check_protocols import Stated, main

NOISY = Stated("set", Task.DENOISE, 20.17, sigma=25, close=0.1)


def test_noise_is_as_strong_as_it_says(tmp_path, capsys: pytest.CaptureFixture[str]):
    make_folder(tmp_path / "set")
    assert main(tmp_path, [NOISY, replace(NOISY, name="gone")]) == 0
    assert "gone: not there" in capsys.readouterr().out


def test_what_differs_is_told(tmp_path, capsys: pytest.CaptureFixture[str]):
    make_folder(tmp_path / "set")
    wrong = [replace(NOISY, sigma=15), replace(NOISY, task=Task.SR, sigma=None, scale=2, ssim=0.5)]
    assert main(tmp_path, wrong) == 1
    assert capsys.readouterr().out.count("DIFFERS") == 2

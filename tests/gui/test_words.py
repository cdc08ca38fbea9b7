"""What the window says is short, plain and true."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mirstudio.errors import PhotoError
from mirstudio.gui.words import (
    SAMPLE,
    TASKS,
    chooser_title,
    duration,
    error_sentence,
    licence_words,
    model_lines,
    photo_line,
    progress_line,
    quality_lines,
    time_left,
    zoom_words,
)
from mirstudio.imaging.photo import Photo
from mirstudio.paths import resources_folder
from mirstudio.progress import Progress
from mirstudio.restoration.preset import Task
from tests.gui.fakes import BEST, LARGER


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 s left"),
        (6, "6 s left"),
        (100, "about 2 min left"),
        (3600, "about 1 h left"),
        (3900, "about 1 h 5 min left"),
    ],
)
def test_times_are_said_as_people_say_them(seconds: float, words: str):
    assert time_left(seconds) == words


def test_progress_in_words():
    line = progress_line(Progress(41, 96), 41 * 0.11, "CPU, bf16")
    assert line == "Tile 41 of 96 · 6 s left · CPU, bf16"
    assert progress_line(Progress(0, 96), 0, "CPU, bf16") == "First tile of 96 · CPU, bf16"
    assert progress_line(Progress(96, 96), 9) == "Tile 96 of 96"
    assert progress_line(Progress(0, 0, "step", "loading the model"), 0) == "Loading the model…"
    incident = Progress(1, 2, "tile", "smaller tiles")
    assert progress_line(incident, 3) == "Tile 1 of 2 · 3 s left · smaller tiles"


def test_durations():
    assert [duration(s) for s in (1.23, 42.4, 120, 149)] == ["1.2 s", "42 s", "2 min", "2 min 29 s"]


def test_errors_are_sentences():
    path = Path("a") / "b.jpg"
    assert error_sentence(PhotoError(f"{path} is empty."), path) == "b.jpg is empty."
    assert error_sentence(PhotoError("No.", "Do that.")) == "No. Do that."
    assert "memory" in error_sentence(MemoryError())
    assert "KeyError" in error_sentence(KeyError())
    assert "\n" not in error_sentence(ValueError("one\ntwo"))


def test_quality_is_read_from_cards():
    metrics = {"CBSD68_sigma25": 30.94, "Kodak24": {"psnr": 32, "ssim": 0.9}, "note": "x"}
    assert quality_lines(metrics) == ["CBSD68 σ25  30.9 dB", "Kodak24  32.0 dB"]
    assert quality_lines({"CBSD68": {"sigma50": {"psnr": 27.5}}}) == ["CBSD68 σ50  27.5 dB"]
    gained = {"CBSD68": {"sigma50": {"psnr": 27.5, "input": 14.15}}}
    assert quality_lines(gained) == ["CBSD68 σ50  +13.3 dB"]


def test_what_may_not_be_sold_is_said():
    assert model_lines(BEST) == []
    assert model_lines(LARGER) == ["Licence unknown: not for paid work"]


def test_a_benchmark_of_many_conditions_is_told_in_the_mean():
    cases = {f"blur{number}": {"psnr": 20.0 + number, "input": 19.0} for number in range(5)}
    card = replace(BEST, metrics={"Set5": {"psnr": 30.0, "input": 29.5}, "Set14_dasr": cases})
    assert model_lines(card) == ["Set5  +0.5 dB", "Set14 dasr  +3.0 dB, mean of 5"]
    assert chooser_title(LARGER).endswith(" · non-commercial")
    assert licence_words(BEST).endswith("paid work")


def test_what_is_left_alone_is_no_gain():
    kodak = {"sigma25": {"input": 20.2, "psnr": 31.7}, "untouched": {"psnr": 48.0}}
    card = replace(BEST, metrics={"Kodak24": kodak, "Dry": {"untouched": {"psnr": 36.0}}})
    assert model_lines(card) == ["Kodak24 σ25  +11.5 dB"]
    assert "Dry untouched  36.0 dB" in quality_lines(card.metrics)


def test_a_photo_in_a_line():
    pixels = np.zeros((400, 600, 3), np.float32)
    assert photo_line(Photo(pixels)) == "0.2 MP · 600 × 400"
    assert photo_line(Photo(pixels[:64, :96])) == "0.006 MP · 96 × 64"
    assert photo_line(Photo(pixels, bit_depth=16)).endswith("16 bit")
    assert photo_line(Photo(pixels), Path("a/right.png")).endswith(" · pair with right.png")


def test_zoom_in_words():
    assert zoom_words(0.3, fitted=True) == "Fit"
    assert zoom_words(1.5, fitted=False) == "150 %"


def test_every_task_has_words_and_the_sample_is_there():
    assert set(TASKS) == set(Task)
    assert (resources_folder() / "samples" / SAMPLE).is_file()

"""Autopilot: that the numbers lead to the right task, strength and sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from mirstudio.imaging.measure import Measurements
from mirstudio.imaging.noise_level import Noise
from mirstudio.restoration.autopilot import denoise_strength, strength_for, suggest
from mirstudio.restoration.library import Card
from mirstudio.restoration.preset import Task

FAST = Card("denoise-fast", Path("a"), task=Task.DENOISE)
DENOISE = Card("denoise", Path("b"), task=Task.DENOISE, default=True)
DEBLUR = Card("deblur", Path("c"), task=Task.DEBLUR)
LOWLIGHT = Card("lowlight", Path("d"), task=Task.LOWLIGHT)
ALL = [FAST, DENOISE, DEBLUR, LOWLIGHT]


def photo(sigma: float = 0.5, blur: float | None = 0.4, exposure: float = -0.3) -> Measurements:
    return Measurements(Noise(sigma, sigma), blur, exposure, None)


@pytest.mark.parametrize(
    ("measured", "name", "sentence"),
    [
        (photo(sigma=15), "denoise", "It is noisy: sigma 15.0 of 255."),
        (photo(blur=2.4), "deblur", "It is blurred: its sharpest edges are 2.4 pixels wide."),
        (photo(blur=0.92), "deblur", "It is blurred: its sharpest edges are 0.9 pixels wide."),
        (photo(exposure=-3.5), "lowlight", "It is dark: 3.5 exposure values below mid-grey."),
        (photo(15, 2.4, -3.5), "lowlight", "It is dark: 3.5 exposure values below mid-grey."),
        (photo(15, 2.4), "denoise", "It is noisy: sigma 15.0 of 255."),
    ],
)
def test_the_worst_damage_comes_first(measured: Measurements, name: str, sentence: str):
    suggestion = suggest(measured, ALL)
    assert suggestion is not None
    assert (suggestion.card.name, suggestion.reason) == (name, sentence)


def test_nothing_is_suggested_where_nothing_is_needed_or_nothing_helps():
    assert suggest(photo(), ALL) is None
    assert suggest(photo(blur=0.7), ALL) is None
    assert suggest(photo(blur=None), ALL) is None
    assert suggest(photo(blur=3), [DENOISE, LOWLIGHT]) is None
    assert suggest(photo(sigma=20), []) is None


def test_what_cannot_be_brightened_is_at_least_denoised():
    suggestion = suggest(photo(sigma=20, exposure=-4), [DENOISE])
    assert suggestion is not None and suggestion.card is DENOISE


def test_strength_grows_with_the_noise():
    assert denoise_strength(0) == 0
    strengths = [denoise_strength(sigma) for sigma in (0.5, 2, 5, 15, 60)]
    assert strengths == sorted(strengths)
    assert strengths[:2] == [0, 0] and strengths[2] > 0.7 and strengths[-1] > 0.99
    assert strength_for(Task.DENOISE, photo(sigma=5)) == strengths[2]
    assert strength_for(Task.DEBLUR, photo(sigma=5)) == 1

"""What is known of a photo is said as photographers say it, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from mirstudio.gui.photo_facts import Facts, depth_words, exposure_words
from mirstudio.imaging.photo import Photo
from mirstudio.imaging.profile import adobe_rgb_profile
from mirstudio.imaging.shot import Shot


@pytest.mark.parametrize(
    ("shot", "words"),
    [
        (Shot(seconds=1 / 60, aperture=2.8, iso=6400), "1/60 s · f/2.8 · ISO 6400"),
        (Shot(seconds=2.5, aperture=11.0), "2.5 s · f/11"),
        (Shot(), ""),
    ],
)
def test_exposure(shot: Shot, words: str):
    assert exposure_words(shot) == words


def test_only_what_is_known_has_a_row():
    photo = Photo(np.zeros((200, 300, 3), np.float32), bit_depth=16, profile=adobe_rgb_profile())
    assert Facts.of(photo).rows() == [
        ("Size", "300 × 200 · 0.1 MP"),
        ("Colours", "16 bit · Compatible with Adobe RGB (1998)"),
    ]


def test_depth():
    assert [depth_words(bits) for bits in (8, 16, 32)] == ["8 bit", "16 bit", "32 bit float"]

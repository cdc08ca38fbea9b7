"""Turns against the three papers' tables, and the mixing of crops."""

from pathlib import Path

import numpy as np
import pytest

from mirstudio.training.augmentation import TURNS, Mixup, change_tones

VECTORS = np.load(Path(__file__).parents[1] / "data" / "training" / "augmentation.npz")


@pytest.mark.parametrize(
    ("paper", "index"), [(paper, i) for paper, turns in TURNS.items() for i in range(len(turns))]
)
def test_turn(paper, index):
    pixels = VECTORS["input_chw"].transpose(1, 2, 0)
    turned = TURNS[paper][index](pixels).transpose(2, 0, 1)
    assert np.array_equal(turned, VECTORS[f"{paper}_{index}"])


def test_tables_are_complete():
    assert {paper: len(turns) for paper, turns in TURNS.items()} == {
        "mirnet": 8,
        "mprnet": 9,
        "mirnetv2": 8,
    }


def batch():
    clean = np.arange(4, dtype=np.float32).reshape(4, 1, 1, 1) * np.ones((4, 3, 2, 2), np.float32)
    return clean + 10, clean


def test_both_pictures_are_mixed_alike():
    degraded, clean = Mixup(1.2).mix(*batch(), step=0, rng=np.random.default_rng(3))
    assert np.allclose(degraded - clean, 10)
    shares = clean[:, 0, 0, 0]
    assert not np.allclose(shares, np.round(shares))
    assert clean.dtype == np.float32


def test_nothing_is_mixed_before_its_time_or_without_alpha():
    for mixup in (Mixup(1.2, first_step=5), Mixup(0.0), Mixup(1.2, share=0.0)):
        degraded, clean = mixup.mix(*batch(), step=4, rng=np.random.default_rng(0))
        assert np.array_equal(degraded, batch()[0])
        assert np.array_equal(clean, batch()[1])


def test_half_of_the_batches_share_one_weight():
    rng = np.random.default_rng(0)
    mixup = Mixup(1.2, share=0.5, per_crop=False)
    mixed = sum(not np.array_equal(mixup.mix(*batch(), 0, rng)[1], batch()[1]) for _ in range(400))
    # A permutation of four is the identity once in 24 times.
    assert 150 < mixed < 230


def test_tones_are_raised_to_a_power_and_black_is_lifted():
    pixels = np.array([0, 0.25, 1], np.float32).reshape(1, 3, 1).repeat(3, 2)
    assert np.array_equal(change_tones(pixels, 1, 0), pixels)
    assert np.allclose(change_tones(pixels, 2, 0)[0, :, 0], [0, 0.0625, 1])
    assert np.allclose(change_tones(pixels, 1, 0.1)[0, :, 0], [0.1, 0.325, 1])
    # Black that sinks stays black.
    assert np.allclose(change_tones(pixels, 1, -0.1)[0, :, 0], [0, 0.175, 1])

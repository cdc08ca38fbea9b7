from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mirstudio.imaging.resample import bicubic, halve, resize

VECTORS = Path(__file__).parents[1] / "data" / "imaging" / "bicubic.npz"


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_shrinking_is_matlab_s(scale: int) -> None:
    with np.load(VECTORS) as vectors:
        pixels = vectors["hr"].astype(np.float32)
        expected = vectors[f"lr_x{scale}"]
    np.testing.assert_allclose(bicubic(pixels, 1 / scale), expected, atol=1e-3)


def test_enlarging_by_hand() -> None:
    """A step enlarged twice: Keys' weights at a quarter pixel, worked out on paper."""
    step = np.array([0, 0, 0, 1, 1, 1], np.float32).reshape(1, 6, 1)
    row = bicubic(np.tile(step, (6, 1, 1)), 2)[6, :, 0]
    assert row.shape == (12,)
    # Weights at 1/4: -0.0703125, 0.8671875, 0.2265625, -0.0234375.
    np.testing.assert_allclose(row[3:6], [-0.0234375, -0.0703125, 0.203125], atol=1e-6)
    np.testing.assert_allclose(row + row[::-1], 1, atol=1e-6)


@pytest.mark.parametrize("scale", [0.3, 0.5, 1, 1.7, 2, 4])
def test_flat_stays_flat_and_sizes_are_rounded_up(scale: float) -> None:
    flat = np.full((11, 17, 3), 0.3, np.float32)
    result = bicubic(flat, scale)
    assert result.shape == (int(np.ceil(11 * scale)), int(np.ceil(17 * scale)), 3)
    np.testing.assert_allclose(result, 0.3, atol=1e-6)


def test_scale_one_changes_nothing() -> None:
    pixels = np.random.default_rng(0).random((9, 7, 3), np.float32)
    np.testing.assert_array_equal(bicubic(pixels, 1), pixels)


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.float32])
@pytest.mark.parametrize("channels", [(), (1,), (3,), (4,)])
def test_resize_and_halve_keep_kind_and_channels(kind: type, channels: tuple[int, ...]) -> None:
    pixels = (np.random.default_rng(1).random((31, 45, *channels)) * 200).astype(kind)
    for result, size in (
        (halve(pixels), (16, 23)),
        (resize(pixels, 20, 10), (10, 20)),
        (resize(pixels, 90, 62), (62, 90)),
        (resize(pixels, 45, 31), (31, 45)),
    ):
        assert result.dtype == kind
        assert result.shape == (*size, *channels)


def test_shrinking_averages() -> None:
    pixels = np.random.default_rng(2).random((20, 30, 3), np.float32)
    expected = pixels.reshape(10, 2, 15, 2, 3).mean(axis=(1, 3))
    np.testing.assert_allclose(halve(pixels), expected, atol=1e-6)
    np.testing.assert_allclose(resize(pixels, 15, 10), expected, atol=1e-6)


def test_halving_odd_sides_repeats_the_border() -> None:
    pixels = np.arange(9, dtype=np.float32).reshape(3, 3)
    np.testing.assert_allclose(halve(pixels), [[2, 3.5], [6.5, 8]])
    assert halve(np.ones((1, 1, 3), np.uint8)).shape == (1, 1, 3)

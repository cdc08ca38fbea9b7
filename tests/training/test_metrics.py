"""Metrics against the values of the reference implementations on two fixed pairs."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from mirstudio.training import metrics, protocols

DATA = Path(__file__).parents[1] / "data" / "training"


@pytest.fixture(scope="module", params=[0, 1])
def pair(request):
    arrays = np.load(DATA / "metrics.npz")
    values = json.loads((DATA / "metrics.json").read_text())[f"pair{request.param}"]
    return arrays[f"restored{request.param}"], arrays[f"gt{request.param}"], values


def near(score, expected):
    assert [score.psnr, score.ssim] == pytest.approx(expected, abs=1e-9)


def test_rgb(pair):
    restored, truth, expected = pair
    near(protocols.score_rgb(restored, truth), expected["rgb_uint8_matlab: psnr, ssim(volume)"])


def test_floats_are_clamped_but_not_rounded(pair):
    restored, truth, expected = pair
    near(
        protocols.score_floats(restored / 255, truth / 255),
        expected["rgb_float01_sidd: psnr(peak 1), ssim(volume, L=1)"],
    )
    # Beyond white nothing is lost, between levels something is.
    assert protocols.score_floats(truth / 255 + 2.0 * (truth == 255), truth / 255).psnr == math.inf


def test_rain(pair):
    restored, truth, expected = pair
    near(protocols.score_rain(restored, truth), expected["derain_Y: psnr, ssim(valid)"])


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_realsr(pair, scale):
    restored, truth, expected = pair
    near(
        protocols.score_realsr(restored, truth, scale),
        expected[f"realsr_mirnetv2_Y_x{scale}: psnr, ssim"],
    )


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_dasr(pair, scale):
    restored, truth, expected = pair
    near(protocols.score_dasr(restored, truth, scale), expected[f"dasr_Y_x{scale}: psnr, ssim"])


def test_defocus(pair):
    restored, truth, expected = pair
    score = protocols.score_defocus(restored / 255, truth / 255)
    psnr, ssim, mae = expected["dpdd float01: psnr, ssim(uniform 7x7), mae"]
    near(score, [psnr, ssim])
    assert score.mae == pytest.approx(mae, abs=1e-9)


def test_channels_one_by_one(pair):
    restored, truth, expected = pair
    value = metrics.ssim_valid(restored, truth)
    assert value == pytest.approx(
        expected["python_channelwise ssim (mean of R,G,B; valid)"], abs=1e-9
    )


def test_equal_photos_are_perfect(pair):
    _, truth, _ = pair
    assert metrics.psnr(truth, truth) == math.inf
    for measure in (metrics.ssim, metrics.ssim_valid, metrics.ssim_uniform):
        assert measure(truth, truth) == pytest.approx(1, abs=1e-12)


def test_peak_follows_the_type():
    a = np.zeros((8, 8, 3))
    assert metrics.psnr(a, a + 0.1) == pytest.approx(20)
    dark, grey = a.astype(np.uint8), (a + 51).astype(np.uint8)
    assert metrics.psnr(dark, grey) == pytest.approx(13.979, 1e-3)
    dark, grey = a.astype(np.uint16), (a + 6553.5).astype(np.uint16)
    assert metrics.psnr(dark, grey) == pytest.approx(20, abs=1e-3)


def test_too_small_for_the_window_is_said():
    with pytest.raises(ValueError, match="too small"):
        metrics.ssim_valid(np.zeros((10, 30)), np.zeros((10, 30)))
    with pytest.raises(ValueError, match="too small"):
        metrics.ssim_uniform(np.zeros((30, 6)), np.zeros((30, 6)))


def test_error_reduction():
    assert metrics.error_reduction(20, 26.0206) == pytest.approx(0.5, abs=1e-5)
    assert metrics.dissimilarity_reduction(0.8, 0.9) == pytest.approx(0.5)


def test_eight_bits_round_half_to_even():
    values = np.array([-1, 0.5 / 255, 1.5 / 255, 2.5 / 255, 2], np.float32)
    assert protocols.to_8_bits(values).tolist() == [0, 0, 2, 2, 255]

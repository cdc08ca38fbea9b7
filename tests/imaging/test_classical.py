from __future__ import annotations

import numpy as np

from mirstudio.imaging.classical import (
    brighten,
    deconvolve,
    enlarge_bicubic,
    enlarge_lanczos,
    equalize,
    estimate_noise,
    gaussian_kernel,
    nlm,
    retinex,
    sharpen,
)
from tests.imaging.pictures import HEIGHT, WIDTH, colours


def error(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.sqrt(np.mean((a - b) ** 2)))


def blurred(pixels: np.ndarray, radius: float) -> np.ndarray:
    """Blur in the plain way: sums of shifted copies."""
    kernel = gaussian_kernel(radius)
    reach = kernel.shape[0] // 2
    padded = np.pad(pixels, ((reach, reach), (reach, reach), (0, 0)), mode="reflect")
    height, width = pixels.shape[:2]
    result = np.zeros_like(pixels)
    for y, x in np.ndindex(kernel.shape):
        result += kernel[y, x] * padded[y : y + height, x : x + width]
    return result


def edges() -> np.ndarray:
    y, x = np.mgrid[0:64, 0:64]
    squares = 0.2 + 0.6 * ((y // 11 + x // 13) % 2)
    return np.repeat(squares[..., None], 3, axis=2).astype(np.float32)


def test_non_local_means_takes_noise_away() -> None:
    noise = np.random.default_rng(0).normal(0, 15 / 255, (64, 64, 3)).astype(np.float32)
    noisy = edges() + noise
    assert error(nlm(noisy, 15), edges()) < 0.5 * error(noisy, edges())


def test_sharpening_brings_a_blurred_edge_nearer() -> None:
    soft = blurred(edges(), 1.5)
    assert error(sharpen(soft, 1.5, 0.8), edges()) < error(soft, edges())
    np.testing.assert_array_equal(sharpen(soft, 1.5, 0), soft)


def test_deconvolution_undoes_a_known_blur() -> None:
    soft = blurred(edges(), 1.5)
    assert error(deconvolve(soft, gaussian_kernel(1.5), 30), edges()) < 0.8 * error(soft, edges())
    assert error(blurred(deconvolve(soft, gaussian_kernel(1.5), 30), 1.5), soft) < 0.01


def test_deconvolution_knows_which_way_a_kernel_points() -> None:
    kernel = np.zeros((5, 5), np.float32)
    kernel[2, 4] = 1
    moved = np.roll(edges(), 2, axis=1)
    sharp = deconvolve(moved, kernel, 5)
    assert error(sharp[8:-8, 8:-8], edges()[8:-8, 8:-8]) < 1e-3


def test_brightening_reaches_its_target_and_equalizing_spreads() -> None:
    dark = colours() * np.float32(0.1)
    luma = brighten(dark, 0.45) @ np.array([0.299, 0.587, 0.114])
    assert 0.35 < luma.mean() < 0.55
    assert equalize(dark).std() > 1.5 * dark.std()
    assert brighten(np.zeros_like(dark)).max() == 0


def test_enlargements_come_back_when_shrunk() -> None:
    for enlarge in (enlarge_bicubic, enlarge_lanczos):
        large = enlarge(colours(), 2)
        assert large.shape == (2 * HEIGHT, 2 * WIDTH, 3)
        assert large.dtype == np.float32
        means = large.reshape(HEIGHT, 2, WIDTH, 2, 3).mean(axis=(1, 3))
        assert error(means, colours()) < 0.01


def test_a_kernel_sums_to_one() -> None:
    assert abs(gaussian_kernel(2).sum() - 1) < 1e-6


def test_retinex_evens_out_the_lighting_and_keeps_colours():
    rng = np.random.default_rng(0)
    scene = np.kron(rng.uniform(0.3, 0.7, (16, 24, 1)), np.ones((8, 8, 1)))
    scene = (scene * [1.0, 0.8, 0.6]).astype(np.float32)
    falloff = np.geomspace(1, 0.1, scene.shape[1], dtype=np.float32)[None, :, None]
    lit = scene * falloff
    evened = retinex(lit, radii=(8.0, 16.0, 24.0))
    assert evened.dtype == np.float32 and evened.min() >= 0 and evened.max() <= 1
    third = scene.shape[1] // 3
    before = lit[:, -third:].mean() / lit[:, :third].mean()
    after = evened[:, -third:].mean() / evened[:, :third].mean()
    assert before < 0.3 and after > 0.8, after
    shone = evened[..., 0] > 0.02
    np.testing.assert_allclose(evened[shone, 2], 0.6 * evened[shone, 0], rtol=1e-3)
    flat = np.full((20, 20, 3), 0.2, np.float32)
    np.testing.assert_array_equal(retinex(flat), flat)


def test_noise_is_estimated_beside_detail():
    rng = np.random.default_rng(0)
    clean = np.kron(rng.uniform(0.2, 0.8, (12, 12, 3)), np.ones((16, 16, 1))).astype(np.float32)
    for sigma in (5.0, 25.0):
        noisy = clean + np.float32(sigma / 255) * rng.standard_normal(clean.shape, np.float32)
        assert abs(estimate_noise(noisy) / sigma - 1) < 0.1

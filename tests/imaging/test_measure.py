"""Measurements: that they find what was done to a picture of our own."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from mirstudio.imaging.compression import through_jpeg
from mirstudio.imaging.measure import measure, measure_exposure
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.imaging.profile import SRGB_CURVE


def scene(height: int = 320, width: int = 480) -> Pixels:
    """Soft shades, sharp coloured shapes in front of them, and a textured corner."""
    rng = np.random.default_rng(11)
    down, across = np.mgrid[:height, :width].astype(np.float32)
    shade = 0.45 + 0.2 * np.sin(across / 90) * np.cos(down / 70)
    pixels = np.stack([shade, shade * 0.95, shade * 1.05], -1).astype(np.float32)
    for _ in range(14):
        centre = [int(v) for v in (rng.integers(0, width), rng.integers(0, height))]
        colour = [float(v) for v in rng.uniform(0.15, 0.85, 3)]
        axes = [int(v) for v in rng.integers(12, 50, 2)]
        cv2.ellipse(pixels, centre, axes, float(rng.uniform(0, 180)), 0, 360, colour, -1)
    weave = 0.08 * np.sign(np.sin(across[:100, :140] * 1.3) * np.sin(down[:100, :140] * 1.1))
    pixels[:100, :140] += weave[..., None]
    return pixels.clip(0, 1)


def noisy(pixels: Pixels, sigma: float) -> Pixels:
    noise = np.random.default_rng(2).standard_normal(pixels.shape, np.float32)
    return through_8_bits(pixels + np.float32(sigma / 255) * noise)


def through_8_bits(pixels: Pixels) -> Pixels:
    return (np.rint(pixels.clip(0, 1) * 255) / 255).astype(np.float32)


@pytest.mark.parametrize("sigma", [3, 5, 15, 30, 50])
def test_white_noise_is_measured_in_brightness_and_colour(sigma: float):
    noise = measure(Photo(noisy(scene(), sigma))).noise
    assert noise.luma == pytest.approx(sigma, rel=0.12)
    assert noise.chroma == pytest.approx(sigma, rel=0.12)
    assert noise.sigma == pytest.approx(sigma, rel=0.12)


def test_a_clean_photo_has_next_to_none():
    assert measure(Photo(through_8_bits(scene()))).noise.sigma < 0.6


@pytest.mark.parametrize("sigma", [15, 30])
def test_noise_is_found_behind_a_jpeg_of_halved_colour(sigma: float):
    clean = through_jpeg(scene(), 92, half_color=True)
    saved = through_jpeg(noisy(scene(), sigma), 92, half_color=True)
    left = (saved - clean) * 255
    noise = measure(Photo(saved)).noise
    assert noise.luma == pytest.approx((left.sum(2) / 3**0.5).std(), rel=0.2)
    chroma = ((left[..., 0] - left[..., 2]) / 2**0.5).std()
    assert noise.chroma == pytest.approx(chroma, rel=0.4)


def test_noise_of_brightness_alone_is_told_apart():
    grain = np.random.default_rng(2).standard_normal((320, 480, 1), np.float32) * np.float32(0.04)
    grey = np.repeat(scene()[..., :1] + grain, 3, axis=2)
    noise = measure(Photo(through_8_bits(grey), grey=True)).noise
    # The same in all channels is √3 times as much along grey.
    assert noise.luma == pytest.approx(0.04 * 255 * 3**0.5, rel=0.12)
    assert noise.chroma == 0
    assert noise.sigma == noise.luma


@pytest.mark.parametrize("width", [1.5, 2.0, 3.0, 4.0])
@pytest.mark.parametrize("sigma", [0, 5])
def test_the_width_of_a_blur_is_measured_through_noise(width: float, sigma: float):
    blurred = cv2.GaussianBlur(scene(), (0, 0), width)
    blur = measure(Photo(noisy(np.asarray(blurred, np.float32), sigma))).blur
    assert blur == pytest.approx(width, rel=0.2 if sigma else 0.12)


def test_a_sharp_photo_is_not_called_blurred_and_a_flat_one_has_no_width():
    blur = measure(Photo(scene())).blur
    assert blur is not None and blur < 0.7
    assert measure(Photo(np.full((64, 64, 3), 0.5, np.float32))).blur is None


@pytest.mark.parametrize("quality", [20, 40, 60, 80, 90])
def test_the_quality_of_a_jpeg_is_told(quality: int):
    told = measure(Photo(through_jpeg(scene(), quality))).jpeg_quality
    assert told == pytest.approx(quality, abs=3)


def test_what_never_was_a_jpeg_has_no_quality():
    assert measure(Photo(through_8_bits(scene()))).jpeg_quality is None
    assert measure(Photo(noisy(scene(), 5))).jpeg_quality is None


@pytest.mark.parametrize("values", [-4, -1, 0, 1])
def test_exposure_is_counted_from_mid_grey(values: float):
    grey = SRGB_CURVE.encode(np.full((8, 8, 3), 0.18 * 2.0**values, np.float32))
    assert measure_exposure(grey) == pytest.approx(values, abs=0.01)


@pytest.mark.parametrize("size", [(1, 1), (3, 200), (9, 9)])
def test_tiny_photos_are_no_trouble(size: tuple[int, int]):
    measured = measure(Photo(np.full((*size, 3), 0.5, np.float32)))
    assert measured.noise.luma == 0 and measured.jpeg_quality is None

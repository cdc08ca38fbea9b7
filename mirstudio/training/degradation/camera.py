"""What a camera makes of light: noise of the sensor, mosaic, processing and JPEG; and low light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mirstudio.imaging.brightness import brighten, find_gain
from mirstudio.imaging.compression import through_jpeg
from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.profile import SRGB_CURVE
from mirstudio.training.degradation.convolution import convolve
from mirstudio.training.degradation.noise import add_sensor_noise, round_to_8_bits

COLOR_MATRICES = np.array(
    [
        [[1.63, -0.53, -0.10], [-0.25, 1.55, -0.30], [0.02, -0.60, 1.58]],
        [[1.90, -0.80, -0.10], [-0.20, 1.65, -0.45], [0.05, -0.45, 1.40]],
        [[1.45, -0.30, -0.15], [-0.30, 1.40, -0.10], [-0.05, -0.35, 1.40]],
    ],
    np.float32,
)
"""From a sensor's colours to linear sRGB; rows sum to one. Invented within what cameras show."""


@dataclass(frozen=True)
class CameraNoise:
    """Sensor noise as it looks in a camera's JPEG: coloured, blotchy, strongest in the shadows.

    The way of Brooks et al. (2019): back from sRGB through tone curve, colour matrix and white
    balance to the sensor, noise there, and forward again. Only the noise goes through the mosaic,
    since the truth of real pairs went through it too. Ranges are ours, around theirs.
    """

    shot: tuple[float, float] = (1e-4, 1.2e-2)
    """Range of the shot noise's gain, drawn uniformly in the logarithm (variance = gain·light)."""
    read: float = 0.5
    """Deviation, in natural units, of the read noise about 2.18·ln(gain) + 1.2 (its variance's
    logarithm), the line that Brooks et al. fitted to real cameras."""
    white_balance: tuple[float, float] = (1.2, 2.4)
    """Range of the gains of red and blue."""
    tone: float = 0.5
    """Share of crops with a contrast curve on top of sRGB's."""
    smoothing: tuple[float, float] = (0.0, 1.2)
    """Range of the deviation, in pixels, of what the camera's own denoiser did to the noise."""
    quality: tuple[int, int] = (70, 98)
    """Range of JPEG quality; 98 stands for none."""
    share: float = 1.0
    """Share of crops that get it."""

    def __call__(self, clean: Pixels, rng: np.random.Generator) -> Pixels:
        """Degrade H, W, 3 in 0–1."""
        gain = float(np.exp(rng.uniform(*np.log(self.shot))))
        floor = float(np.exp(0.5 * (2.18 * np.log(gain) + 1.2 + rng.normal(0, self.read))))
        toned = rng.random() < self.tone
        balance = np.array([rng.uniform(*self.white_balance), 1, rng.uniform(*self.white_balance)])
        matrix = rng.dirichlet(np.ones(len(COLOR_MATRICES))) @ COLOR_MATRICES.reshape(-1, 9)
        to_srgb = (matrix.reshape(3, 3) * balance).astype(np.float32)
        light = SRGB_CURVE.decode(undo_contrast(clean) if toned else clean)
        sensed = (light @ np.linalg.inv(to_srgb).T).clip(0, 1)
        noise = _demosaic(add_sensor_noise(sensed, gain, floor, rng) - sensed, rng)
        noisy = SRGB_CURVE.encode(light + _smooth(noise @ to_srgb.T, rng.uniform(*self.smoothing)))
        noisy = add_contrast(noisy.clip(0, 1)) if toned else noisy
        return _saved(noisy, self.quality, rng)


@dataclass(frozen=True)
class LowLight:
    """A photo taken with far too little light, and brightened by nobody; ranges are ours."""

    exposure: tuple[float, float] = (0.02, 0.4)
    """Range of the share of light left, drawn uniformly in the logarithm."""
    gamma: tuple[float, float] = (0.9, 1.3)
    """Range of the power on top of the exposure: shadows sink further than lights."""
    cast: float = 0.12
    """Deviation of the logarithm of each channel's gain: a colour cast."""
    shot: tuple[float, float] = (5e-5, 2e-3)
    """Range of the shot noise's gain in linear light, drawn uniformly in the logarithm."""
    floor: tuple[float, float] = (0.0, 2e-3)
    """Range of the read noise's deviation in linear light."""
    quality: tuple[int, int] = (70, 98)
    """Range of JPEG quality; 98 stands for none."""
    share: float = 1.0
    """Share of crops that get it."""

    def __call__(self, clean: Pixels, rng: np.random.Generator) -> Pixels:
        """Degrade H, W, 3 in 0–1."""
        exposure = np.exp(rng.uniform(*np.log(self.exposure)))
        channels = np.exp(rng.normal(0, self.cast, 3))
        light = exposure * channels * SRGB_CURVE.decode(clean) ** rng.uniform(*self.gamma)
        gain = float(np.exp(rng.uniform(*np.log(self.shot))))
        noisy = add_sensor_noise(light.astype(np.float32), gain, rng.uniform(*self.floor), rng)
        return _saved(SRGB_CURVE.encode(noisy), self.quality, rng)


@dataclass(frozen=True)
class Brightening:
    """What is done to dark photos before a network sees them: see `Card.brightness`."""

    brightness: float = 0.4
    """Mean sRGB value that dark crops are brought to."""
    jitter: float = 0.4
    """Deviation of the gain's logarithm: a crop's mean is not its photo's."""
    share: float = 1.0
    """Share of crops that get it."""

    def __call__(self, clean: Pixels, rng: np.random.Generator) -> Pixels:
        """Change H, W, 3 in 0–1."""
        gain = find_gain(clean, self.brightness)
        if gain > 1:
            gain = max(gain * float(np.exp(rng.normal(0, self.jitter))), 1.0)
        return brighten(clean, gain)


@dataclass(frozen=True)
class JpegArtifacts:
    """Blocks and rings of strong compression."""

    quality: tuple[int, int] = (15, 90)
    """Range of JPEG quality."""
    half_color: float = 0.7
    """Share of crops whose colour is stored at half the resolution."""
    share: float = 1.0
    """Share of crops that get it."""

    def __call__(self, clean: Pixels, rng: np.random.Generator) -> Pixels:
        """Degrade H, W, 3 in 0–1."""
        quality = int(rng.integers(self.quality[0], self.quality[1] + 1))
        return through_jpeg(clean, quality, half_color=rng.random() < self.half_color)


def add_contrast(pixels: Pixels) -> Pixels:
    """The S-shaped curve 3x² − 2x³ of 0–1."""
    return pixels * pixels * (3 - 2 * pixels)


def undo_contrast(pixels: Pixels) -> Pixels:
    """The inverse of `add_contrast`."""
    return np.float32(0.5) - np.sin(np.arcsin(1 - 2 * pixels.clip(0, 1)) / 3).astype(np.float32)


def _demosaic(noise: Pixels, rng: np.random.Generator) -> Pixels:
    """Keep one colour per pixel, as a Bayer sensor does, and fill the others bilinearly."""
    row, column = rng.integers(2, size=2)
    mask = np.zeros_like(noise)
    mask[row::2, column::2, 0] = 1
    mask[1 - row :: 2, column::2, 1] = mask[row::2, 1 - column :: 2, 1] = 1
    mask[1 - row :: 2, 1 - column :: 2, 2] = 1
    seen = np.pad(noise * mask, ((1, 1), (1, 1), (0, 0)))
    count = np.pad(mask, ((1, 1), (1, 1), (0, 0)))
    tent = np.array([0.5, 1, 0.5], np.float32)
    return _spread(seen, tent) / _spread(count, tent)


def _spread(x: Pixels, taps: np.ndarray) -> Pixels:
    """Correlate H + 2, W + 2, 3 with three taps along both axes, where they fit."""
    x = taps[0] * x[:-2] + taps[1] * x[1:-1] + taps[2] * x[2:]
    return taps[0] * x[:, :-2] + taps[1] * x[:, 1:-1] + taps[2] * x[:, 2:]


def _smooth(noise: Pixels, sigma: float) -> Pixels:
    """Blur noise as cameras do: colour twice as far as brightness."""
    if sigma < 0.2:
        return noise
    brightness = noise.mean(2, keepdims=True)
    color = noise - brightness
    return convolve(brightness, _gaussian(sigma)) + convolve(color, _gaussian(2 * sigma))


def _gaussian(sigma: float) -> np.ndarray:
    reach = int(np.ceil(3 * sigma))
    line = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    kernel = np.outer(line, line)
    return (kernel / kernel.sum()).astype(np.float32)


def _saved(pixels: Pixels, qualities: tuple[int, int], rng: np.random.Generator) -> Pixels:
    """What the file holds: 8 bits, in most cases through JPEG."""
    quality = int(rng.integers(qualities[0], qualities[1] + 1))
    half_color = rng.random() < 0.7
    if quality >= 98:
        return round_to_8_bits(pixels)
    return through_jpeg(pixels, quality, half_color=half_color)

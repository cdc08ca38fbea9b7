"""Damage done to clean crops on the device, a whole batch at once; ranges are per crop.

The same models of noise, dark, rain and reduction as in `mirstudio/training/degradation`, without
what happens in files (JPEG), drawn from torch's generator.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

Range = tuple[float, float]


@dataclass(frozen=True)
class Noise:
    """White noise of unknown strength."""

    sigma: Range = (0.0, 60.0)
    rounded: float = 0.25
    """Share of crops that are clipped and rounded to 8 bits."""

    def __call__(self, clean: Tensor) -> tuple[Tensor, Tensor]:
        """Return B, 3, H, W degraded, and clean."""
        sigma = draw(clean, *self.sigma) / 255
        noisy = clean + sigma * torch.randn_like(clean)
        return torch.where(chance(clean, self.rounded), in_8_bits(noisy), noisy), clean


@dataclass(frozen=True)
class LowLight:
    """Too little light, a colour cast, a sensor's noise; then brightened as `restore` does."""

    exposure: Range = (0.025, 0.8)
    gamma: Range = (0.9, 1.3)
    cast: float = 0.12
    shot: Range = (5e-5, 2e-3)
    floor: Range = (0.0, 2e-3)
    brightness: float = 0.4
    jitter: float = 0.4
    share: float = 0.9

    def __call__(self, clean: Tensor) -> tuple[Tensor, Tensor]:
        """Return B, 3, H, W degraded and brightened, and clean."""
        cast = torch.exp(self.cast * torch.randn(*clean.shape[:2], 1, 1, device=clean.device))
        light = to_light(clean) ** draw(clean, *self.gamma)
        light = draw_log(clean, *self.exposure) * cast * light
        gain, floor = draw_log(clean, *self.shot), draw(clean, *self.floor)
        noisy = torch.poisson(light.clamp_min(0) / gain) * gain + floor * torch.randn_like(light)
        dark = in_8_bits(from_light(noisy))
        dark = torch.where(chance(clean, self.share), dark, clean)
        return brighten(dark, self._gain(dark)), clean

    def _gain(self, dark: Tensor) -> Tensor:
        """The gain that brings each crop's mean to the wished brightness, off by the jitter."""
        few = dark[:, :, ::4, ::4]
        low, high = torch.ones_like(dark[:, :1, :1, :1]), torch.full_like(dark[:, :1, :1, :1], 256)
        for _ in range(12):
            middle = (low * high).sqrt()
            darker = brighten(few, middle).mean((1, 2, 3), keepdim=True) < self.brightness
            low, high = torch.where(darker, middle, low), torch.where(darker, high, middle)
        bright = few.mean((1, 2, 3), keepdim=True) >= self.brightness
        jitter = torch.exp(self.jitter * torch.randn_like(high))
        return torch.where(bright, torch.ones_like(high), (high * jitter).clamp_min(1))


@dataclass(frozen=True)
class Reduction:
    """Blurred by an isotropic Gaussian, reduced bicubically, perhaps with noise; 8 bits."""

    scale: int = 4
    sigma: Range = (0.0, 0.0)
    """Range of the blur in pixels of the large photo; 0, 0: none."""
    noise: Range = (0.0, 0.0)

    def __call__(self, clean: Tensor) -> tuple[Tensor, Tensor]:
        """Return B, 3, H/scale, W/scale degraded, and clean."""
        x = blur(clean, draw(clean, *self.sigma).clamp_min(1e-3)) if self.sigma[1] else clean
        size = [side // self.scale for side in clean.shape[2:]]
        x = functional.interpolate(x, size, mode="bicubic", align_corners=False, antialias=True)
        return in_8_bits(x + draw(clean, *self.noise) / 255 * torch.randn_like(x)), clean


@dataclass(frozen=True)
class Rain:
    """Streaks of light along one direction, and haze."""

    density: Range = (2e-4, 4e-3)
    length: Range = (8.0, 40.0)
    width: Range = (0.4, 1.6)
    angle: float = 40.0
    brightness: Range = (0.1, 0.6)
    haze: Range = (0.0, 0.25)
    noise: Range = (0.0, 3.0)
    share: float = 0.93

    def __call__(self, clean: Tensor) -> tuple[Tensor, Tensor]:
        """Return B, 3, H, W degraded, and clean."""
        angle = draw(clean, -self.angle, self.angle).deg2rad()
        rain = torch.maximum(self._layer(clean, angle), self._layer(clean, angle))
        haze = draw(clean, *self.haze) * draw(clean, 0, 1)
        hazy = clean * (1 - haze) + draw(clean, 0.6, 0.95) * haze
        wet = (hazy + rain * (1 - 0.5 * hazy)).clamp(0, 1)
        wet = torch.where(chance(clean, self.share), wet, clean)
        return wet + draw(clean, *self.noise) / 255 * torch.randn_like(clean), clean

    def _layer(self, clean: Tensor, angle: Tensor) -> Tensor:
        one = clean[:, :1]
        drops = (torch.rand_like(one) < draw_log(clean, *self.density)) * draw(clean, 0.3, 1)
        reach = 24
        offsets = torch.arange(-reach, reach + 1, device=clean.device, dtype=clean.dtype)
        down, across = offsets[:, None], offsets[None, :]
        along = down * angle.cos() + across * angle.sin()
        aside = across * angle.cos() - down * angle.sin()
        inside = (draw(clean, *self.length) / 2 + 0.5 - along.abs()).clamp(0, 1)
        kernel = inside * torch.exp(-0.5 * (aside / draw(clean, *self.width)) ** 2)
        # Each crop has a kernel of its own: crops become channels.
        streaks = functional.conv2d(
            drops.transpose(0, 1), kernel, padding=reach, groups=len(clean)
        ).transpose(0, 1)
        return (streaks * draw(clean, *self.brightness)).clamp(0, 1)


Damage = Noise | LowLight | Reduction | Rain
KINDS: dict[str, type[Damage]] = {
    "noise": Noise,
    "lowlight": LowLight,
    "reduction": Reduction,
    "rain": Rain,
}


def damage_of(table: dict[str, Any]) -> Damage:
    """Return what a recipe's [damage] table describes."""
    values: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in table.items()
    }
    return KINDS[values.pop("kind")](**values)


def draw(like: Tensor, low: float, high: float) -> Tensor:
    """A value for each crop, B, 1, 1, 1, uniform."""
    return low + (high - low) * torch.rand(len(like), 1, 1, 1, device=like.device)


def draw_log(like: Tensor, low: float, high: float) -> Tensor:
    """A value for each crop, uniform in the logarithm."""
    limits = torch.tensor([low, high]).log().tolist()
    return draw(like, *limits).exp()


def chance(like: Tensor, share: float) -> Tensor:
    """Whether something happens to each crop."""
    return torch.rand(len(like), 1, 1, 1, device=like.device) < share


def in_8_bits(x: Tensor) -> Tensor:
    """Clip to 0–1 and round as a file does."""
    return (x.clamp(0, 1) * 255).round() / 255


def to_light(x: Tensor) -> Tensor:
    """From sRGB to linear light."""
    return torch.where(x <= 0.04045, x / 12.92, ((x.clamp_min(0) + 0.055) / 1.055) ** 2.4)


def from_light(x: Tensor) -> Tensor:
    """From linear light to sRGB."""
    bright = 1.055 * x.clamp_min(1e-6) ** (1 / 2.4) - 0.055
    return torch.where(x <= 0.0031308, x * 12.92, bright)


def brighten(x: Tensor, gain: Tensor) -> Tensor:
    """The curve of `mirstudio.imaging.brightness`, for sRGB in 0–1."""
    light = to_light(x)
    return from_light(gain * light / (1 + (gain - 1) * light))


def blur(x: Tensor, sigma: Tensor) -> Tensor:
    """Blur each crop by a Gaussian of its own deviation (B, 1, 1, 1)."""
    reach = 10
    offsets = torch.arange(-reach, reach + 1, device=x.device, dtype=x.dtype)
    taps = torch.exp(-0.5 * (offsets / sigma) ** 2)
    taps = taps / taps.sum(3, keepdim=True)
    batch, channels, height, width = x.shape
    taps = taps.expand(-1, channels, -1, -1).reshape(batch * channels, 1, 1, -1)
    x = functional.pad(x, [reach] * 4, mode="reflect").reshape(
        1, batch * channels, -1, width + 2 * reach
    )
    x = functional.conv2d(x, taps, groups=batch * channels)
    x = functional.conv2d(x, taps.transpose(2, 3), groups=batch * channels)
    return x.reshape(batch, channels, height, width)

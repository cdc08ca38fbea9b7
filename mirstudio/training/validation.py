"""How good a network is in the middle of its training: on photos it never learns from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.resample import bicubic
from mirstudio.networks.mprnet import MPRNet
from mirstudio.networks.registry import recognize
from mirstudio.restoration.device import in_channels_last
from mirstudio.training.config import TrainingConfig
from mirstudio.training.dataset import degrade, to_floats
from mirstudio.training.degradation.noise import add_gaussian_noise
from mirstudio.training.learner import inference_weights
from mirstudio.training.metrics import psnr
from mirstudio.training.photos import Photos, Source
from mirstudio.training.protocols import to_8_bits

SIDE = 256
MULTIPLE = 48
"""Sides of what is validated on: multiples of all networks' and scales' needs."""
SIGMA = 25.0
STRIP = 4
"""Photos in a sample strip."""


@dataclass(frozen=True, eq=False)
class Example:
    """The middle of a held-out photo."""

    degraded: Pixels
    clean: Pixels


@dataclass(frozen=True)
class Verdict:
    """What a validation found."""

    psnr: float
    """Mean over the photos in dB, RGB, 8 bits."""
    strip: Pixels
    """Degraded, restored and clean pictures side by side, a photo per row."""


def make_examples(photos: Photos, config: TrainingConfig) -> list[Example]:
    """Degrade the held-out photos' middles, the same at every start."""
    return [
        _example(photos, source, config, np.random.default_rng(index))
        for index, source in enumerate(photos.held_out)
    ]


def validate(network: nn.Module, examples: list[Example]) -> Verdict:
    """Restore all examples with the weights of `network`, in parts or whole as it learns."""
    weights = inference_weights(network)
    architecture = recognize(weights)
    device = next(network.parameters()).device
    restorer = in_channels_last(architecture.build(weights).to(device))
    if isinstance(restorer, MPRNet) and isinstance(network, MPRNet):
        restorer.split = network.split
    values: list[float] = []
    rows: list[Pixels] = []
    for example in examples:
        restored = _restore(restorer, example.degraded, architecture.value_range)
        values.append(psnr(to_8_bits(restored), to_8_bits(example.clean)))
        if len(rows) < STRIP:
            rows.append(_row(example, restored, architecture.scale))
    return Verdict(float(np.mean(values)), _stacked(rows))


def _example(
    photos: Photos, source: Source, config: TrainingConfig, rng: np.random.Generator
) -> Example:
    degraded, clean = (to_floats(_middle(pixels)) for pixels in photos.store.pair(source))
    if source.degraded:
        return Example(degraded, clean)
    if config.reduction is not None:
        kernel, noise = config.reduction.draw(rng)
        return Example(config.reduction.reduce(clean, kernel, noise, rng), clean)
    if config.degradation:
        return Example(degrade(clean, config.degradations, rng), clean)
    sigma = SIGMA if config.validation_sigma is None else config.validation_sigma
    return Example(add_gaussian_noise(clean, sigma, rng), clean)


def _middle(photo: np.ndarray) -> np.ndarray:
    height, width = (
        max(min(SIDE, side) // MULTIPLE * MULTIPLE, side // 16 * 16 if side < MULTIPLE else 0)
        for side in photo.shape[:2]
    )
    top, left = (photo.shape[0] - height) // 2, (photo.shape[1] - width) // 2
    return photo[top : top + height, left : left + width]


def _restore(network: nn.Module, degraded: Pixels, white: float) -> Pixels:
    device = next(network.parameters()).device
    x = torch.from_numpy(degraded.transpose(2, 0, 1))[None].to(device) * white
    with torch.inference_mode():
        y = network(x.contiguous(memory_format=torch.channels_last))
    return (y[0].float() / white).permute(1, 2, 0).cpu().numpy()


def _row(example: Example, restored: Pixels, scale: int) -> Pixels:
    # Of two views the left one is shown.
    degraded = example.degraded[:, :, :3]
    degraded = bicubic(degraded, scale) if scale > 1 else degraded
    return np.hstack([degraded, restored, example.clean]).clip(0, 1)


def _stacked(rows: list[Pixels]) -> Pixels:
    """Rows below each other, narrower ones filled with black."""
    width = max(row.shape[1] for row in rows)
    return np.vstack([np.pad(r, ((0, 0), (0, width - r.shape[1]), (0, 0))) for r in rows])

"""A training, told top-down: build, fit, validate, save, resume."""

from __future__ import annotations

import csv
import math
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from mirstudio.errors import TrainingError
from mirstudio.networks.mirnetv2 import MIRNetv2
from mirstudio.progress import Progress, Work
from mirstudio.training.config import OptimizerConfig, TrainingConfig
from mirstudio.training.dataset import Batch, CleanPhotos, Prefetcher, load_photos
from mirstudio.training.degradation.noise import add_gaussian_noise
from mirstudio.training.losses import charbonnier
from mirstudio.training.metrics import psnr

VALIDATION_SIGMA = 25.0
VALIDATION_SIDE = 256
SAVE_SECONDS = 60.0
"""A stopped or crashed training loses no more than this."""


@dataclass
class Learner:
    """What changes during a training and must survive it being stopped."""

    network: nn.Module
    average: nn.Module
    """Exponential moving average of the network's weights; validated and shipped."""
    optimizer: torch.optim.Optimizer
    step: int = 0


def train(config: TrainingConfig, config_folder: Path, runs: Path, resume: bool) -> Work[Path]:
    """Train to the end and return the checkpoint's path.

    Writes into `runs`/`config.name`: `state.pt` to resume from, `<name>.safetensors` with the
    averaged weights, `log.csv`. Cancelling saves first.
    """
    folder = runs / config.name
    folder.mkdir(parents=True, exist_ok=True)
    state = folder / "state.pt"
    if state.exists() and not resume:
        raise TrainingError(f"{folder} holds a training already.", "Pass --resume to go on with it.")
    learner = build(config)
    if resume and state.exists():
        load_state(state, learner)
    photos = load_photos(config.data, config_folder)
    prefetcher = Prefetcher(photos, config.data, config.noise, config.seed)
    try:
        yield from fit(config, learner, prefetcher, photos, folder)
    finally:
        prefetcher.close()
        save_state(state, learner)
        save_weights(folder / f"{config.name}.safetensors", learner.average)
    return folder / f"{config.name}.safetensors"


def build(config: TrainingConfig) -> Learner:
    """Make the network, its average and the optimizer, seeded."""
    torch.manual_seed(config.seed)
    network = MIRNetv2(config.network).to(memory_format=torch.channels_last)
    average = MIRNetv2(config.network).to(memory_format=torch.channels_last)
    average.load_state_dict(network.state_dict())
    average.requires_grad_(False)
    optimizer = torch.optim.AdamW(
        network.parameters(),
        lr=config.optimizer.learning_rate,
        weight_decay=config.optimizer.weight_decay,
    )
    return Learner(network, average, optimizer)


def fit(
    config: TrainingConfig,
    learner: Learner,
    prefetcher: Prefetcher,
    photos: CleanPhotos,
    folder: Path,
) -> Iterator[Progress]:
    """Step until the configured end, validating and saving on the way."""
    saved = time.monotonic()
    losses: list[float] = []
    while learner.step < config.optimizer.steps:
        losses.append(learn(config.optimizer, learner, prefetcher.batch(learner.step)))
        learner.step += 1
        note = f"loss {np.mean(losses[-100:]):.5f}"
        if learner.step % config.validate_every == 0 or learner.step == config.optimizer.steps:
            quality = validate(learner.average, photos)
            note += f", {quality:.2f} dB"
            log(folder / "log.csv", learner.step, float(np.mean(losses)), quality)
            losses.clear()
        if time.monotonic() - saved > SAVE_SECONDS:
            save_state(folder / "state.pt", learner)
            saved = time.monotonic()
        yield Progress(learner.step, config.optimizer.steps, "step", note)


def learn(settings: OptimizerConfig, learner: Learner, batch: Batch) -> float:
    """Take one step on `batch` and return its loss."""
    for group in learner.optimizer.param_groups:
        group["lr"] = settings.learning_rate * schedule(settings, learner.step)
    degraded = torch.from_numpy(batch.degraded).contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16, enabled=settings.bf16):
        restored = learner.network(degraded)
    loss = charbonnier(restored.float(), torch.from_numpy(batch.clean))
    learner.optimizer.zero_grad(set_to_none=True)
    loss.backward()
    if settings.clip_norm:
        nn.utils.clip_grad_norm_(learner.network.parameters(), settings.clip_norm)
    learner.optimizer.step()
    # Early on the average must forget quickly, or it drags the untrained weights along.
    decay = min(settings.ema, (1 + learner.step) / (10 + learner.step))
    with torch.no_grad():
        for mean, value in zip(
            learner.average.parameters(), learner.network.parameters(), strict=True
        ):
            mean.lerp_(value, 1 - decay)
    return loss.item()


def schedule(settings: OptimizerConfig, step: int) -> float:
    """Learning rate of `step` as a share of the full one; see `OptimizerConfig`."""
    rise = min(1.0, (step + 1) / max(settings.warmup, 1))
    left = (settings.steps - step) / max(settings.decay, 1)
    return rise * (0.5 - 0.5 * math.cos(math.pi * min(1.0, left)))


def validate(network: nn.Module, photos: CleanPhotos) -> float:
    """Mean PSNR in dB over the held-out photos' centres under noise of a fixed level and seed."""
    network.eval()
    values = []
    for index, photo in enumerate(photos.held_out):
        clean = _centre(photo)
        rng = np.random.default_rng(index)
        noisy = add_gaussian_noise(clean, VALIDATION_SIGMA, rng)
        with torch.inference_mode():
            x = torch.from_numpy(noisy.transpose(2, 0, 1))[None]
            restored = network(x.contiguous(memory_format=torch.channels_last))
        pixels = restored[0].permute(1, 2, 0).numpy()
        values.append(psnr(np.rint(pixels.clip(0, 1) * 255), clean * 255, peak=255))
    return float(np.mean(values))


def log(path: Path, step: int, loss: float, quality: float) -> None:
    """Append a row to the training's log."""
    new = not path.exists()
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if new:
            writer.writerow(["step", "loss", "psnr"])
        writer.writerow([step, f"{loss:.6f}", f"{quality:.3f}"])


def save_state(path: Path, learner: Learner) -> None:
    """Write everything that resuming needs, beside and then renamed into place."""
    state = {
        "step": learner.step,
        "network": learner.network.state_dict(),
        "average": learner.average.state_dict(),
        "optimizer": learner.optimizer.state_dict(),
    }
    beside = path.with_suffix(".part")
    with beside.open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def load_state(path: Path, learner: Learner) -> None:
    """Read what `save_state` wrote."""
    state = torch.load(path, weights_only=True)
    learner.network.load_state_dict(state["network"])
    learner.average.load_state_dict(state["average"])
    learner.optimizer.load_state_dict(state["optimizer"])
    learner.step = state["step"]


def save_weights(path: Path, network: nn.Module) -> None:
    """Write a checkpoint that `restore` can use."""
    tensors: dict[str, Tensor] = {k: v.contiguous() for k, v in network.state_dict().items()}
    beside = path.with_suffix(".part")
    save_file(tensors, beside)
    beside.replace(path)


def _centre(photo: np.ndarray) -> np.ndarray:
    """The middle of a photo, at most 256×256 and of even quarter sides, in 0–1."""
    height, width = (min(VALIDATION_SIDE, side) // 8 * 8 for side in photo.shape[:2])
    top, left = (photo.shape[0] - height) // 2, (photo.shape[1] - width) // 2
    return photo[top : top + height, left : left + width].astype(np.float32) / np.float32(255)

"""Whether DASR's embedding tells blurs apart, with and without momentum contrast.

    python benchmarks/degradation_embedding.py --data data/train [--steps 1350]

Trains two small DASR ×3 that differ in nothing but the contrastive loss, from the same first
weights, then embeds 200 crops of photos that neither has seen, each reduced under a blur of sigma
0.8, 1.6 or 2.4 to 96×96 pixels, and looks how often a crop's nearest neighbour has the same blur:
among all others, and among those of other photos alone. Blurs are drawn, so what a photo shows
tells nothing about its blur.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))

import mirstudio.training
from mirstudio.networks.dasr import DASRShape
from mirstudio.training.config import (
    ContrastConfig,
    OptimizerConfig,
    TrainingConfig,
    read_config,
    with_root,
)
from mirstudio.training.contrast import ContrastiveDASR
from mirstudio.training.dataset import Prefetcher, Share, to_floats
from mirstudio.training.degradation.blind import BlindReduction, isotropic_kernel, reduce_blurred
from mirstudio.training.learner import Learner, build, learn
from mirstudio.training.photos import Photos, Rgb8, find_photos
from mirstudio.training.schedules import PatchPhase

CONFIGS = Path(mirstudio.training.__file__).parent / "configs"
SCALE = 3
SIGMAS = (0.8, 1.6, 2.4)
CROPS = 200
SIDE = 288
"""Of a crop that is embedded, before its reduction."""
CHOICES = 16
"""Places that it is chosen from: the one with the most detail. What is soft shows no blur."""
TRIES = 4
"""The same while training."""
PATCH = 144
ALONE, JOINT = 32, 8
"""Pairs of crops per step while the encoder learns by itself, and afterwards."""


def main() -> None:
    """Train both and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="data/train")
    parser.add_argument("--steps", type=int, default=1350)
    options = parser.parse_args()
    config = with_root(read_config(CONFIGS / "sr_dasr_x3_blind.toml"), options.data)
    config = make_config(config, options.steps)
    photos = find_photos(config.data, CONFIGS)
    for name, weight in (("with contrast", True), ("without", False)):
        started = time.process_time()
        learner, losses = fit(config if weight else without_contrast(config), photos)
        among_all, among_strange = separate(learner, photos)
        sys.stdout.write(
            f"{name:14} loss {np.mean(losses[:20]):.2f} → {np.mean(losses[-20:]):.2f}, nearest "
            f"neighbour {100 * among_all:.1f} %, of another photo {100 * among_strange:.1f} %, "
            f"{time.process_time() - started:.0f} s of one core\n"
        )
        sys.stdout.flush()


def make_config(config: TrainingConfig, steps: int) -> TrainingConfig:
    """A training of minutes: round blurs without noise, two steps in three for the encoder."""
    alone = steps * 2 // 3
    phases = PatchPhase(alone, PATCH, ALONE), PatchPhase(steps - alone, PATCH, JOINT)
    contrast = ContrastConfig(
        queue=1024, encoder_steps=alone, momentum=0.99, apart=True, rests=True
    )
    return replace(
        config,
        start="",
        network=DASRShape(SCALE, features=24, groups=1, blocks=2, embedding=(32, 64, 128)),
        data=replace(config.data, phases=phases, held_out=40, tries=TRIES),
        reduction=BlindReduction(SCALE, (0.2, 3.0)),
        contrast=contrast,
        optimizer=OptimizerConfig(steps, 1e-3, warmup=20, decay=steps // 6, bf16=False),
    )


def without_contrast(config: TrainingConfig) -> TrainingConfig:
    """The same, the encoder taught by the restorer's loss alone, for as many steps of it."""
    joint = config.data.phases[-1]
    return replace(
        config,
        data=replace(config.data, phases=(joint,)),
        contrast=replace(config.contrast, weight=0.0, encoder_steps=0, rests=False),
        optimizer=replace(config.optimizer, steps=joint.steps),
    )


def fit(config: TrainingConfig, photos: Photos) -> tuple[Learner, list[float]]:
    """Train; returns the losses of the steps in which everything learnt."""
    learner = build(config, torch.device("cpu"))
    prefetcher = Prefetcher(photos, config, Share())
    losses = []
    while learner.step < config.optimizer.steps:
        loss = learn(config, learner, prefetcher.batch(learner.step))
        if learner.step > config.contrast.encoder_steps:
            losses.append(loss)
    prefetcher.close()
    return learner, losses


def separate(learner: Learner, photos: Photos) -> tuple[float, float]:
    """Shares of crops whose nearest neighbour, of any and of another photo, has their blur."""
    network = learner.average.eval()
    assert isinstance(network, ContrastiveDASR)
    unseen = [photos.store.pair(source)[1] for source in photos.held_out]
    side = min(SIDE, max(min(photo.shape[:2]) for photo in unseen) // SCALE * SCALE)
    large = [photo for photo in unseen if min(photo.shape[:2]) >= side]
    rng = np.random.default_rng(0)
    labels, owners, vectors = [], [], []
    for index in range(CROPS):
        owner, label = index % len(large), int(rng.integers(len(SIGMAS)))
        crop = draw(large[owner], side, rng)
        small = reduce_blurred(crop, isotropic_kernel(SIGMAS[label]), SCALE)
        x = torch.from_numpy(small.transpose(2, 0, 1).copy())[None] * 255
        with torch.no_grad():
            vectors.append(network.E.encoder_q(x).flatten().numpy())
        labels.append(label)
        owners.append(owner)
    return (
        nearest_accuracy(np.stack(vectors), np.array(labels), np.arange(CROPS)),
        nearest_accuracy(np.stack(vectors), np.array(labels), np.array(owners)),
    )


def draw(photo: Rgb8, side: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """A crop with detail."""
    crops: list[NDArray[np.float32]] = []
    for _ in range(CHOICES):
        top, left = (int(rng.integers(whole - side + 1)) for whole in photo.shape[:2])
        crops.append(to_floats(photo[top : top + side, left : left + side]))
    return max(crops, key=lambda crop: float(np.abs(np.diff(crop, axis=1)).mean()))


def nearest_accuracy(
    vectors: NDArray[np.float32], labels: NDArray[np.int_], owners: NDArray[np.int_]
) -> float:
    """Compare each vector's label with that of the most similar one of another owner."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    similarity = unit @ unit.T
    similarity[owners[:, None] == owners[None]] = -np.inf
    return float(np.mean(labels[similarity.argmax(1)] == labels))


if __name__ == "__main__":
    main()

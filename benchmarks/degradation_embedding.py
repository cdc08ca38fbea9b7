"""Whether DASR's embedding tells blurs apart, with and without momentum contrast.

    python benchmarks/degradation_embedding.py --data data/train [--steps 600]

Trains two small DASR ×3 that differ in nothing but the contrastive loss, then embeds 200 crops of
photos that neither has seen, each reduced under a blur of sigma 0.8, 1.6 or 2.4, and looks how
often a crop's nearest neighbour, of another photo, has the same blur.
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
from mirstudio.training.photos import Photos, find_photos

CONFIGS = Path(mirstudio.training.__file__).parent / "configs"
SCALE = 3
SIGMAS = (0.8, 1.6, 2.4)
CROPS = 200
SIDE = 144


def main() -> None:
    """Train both and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="data/train")
    parser.add_argument("--steps", type=int, default=600)
    options = parser.parse_args()
    config = with_root(read_config(CONFIGS / "sr_dasr_x3_blind.toml"), options.data)
    config = make_config(config, options.steps)
    photos = find_photos(config.data, CONFIGS)
    for name, weight in (("with contrast", 1.0), ("without", 0.0)):
        started = time.process_time()
        contrast = replace(config.contrast, weight=weight)
        if not weight:
            contrast = replace(contrast, encoder_steps=0)
        learner, losses = fit(replace(config, contrast=contrast), photos)
        accuracy = separate(learner, photos)
        sys.stdout.write(
            f"{name:14} loss {np.mean(losses[:20]):.2f} → {np.mean(losses[-20:]):.2f}, nearest "
            f"neighbour {100 * accuracy:.1f} %, {time.process_time() - started:.0f} s of one core\n"
        )
        sys.stdout.flush()


def make_config(config: TrainingConfig, steps: int) -> TrainingConfig:
    """A training of minutes: round blurs without noise, half of the steps for the encoder."""
    return replace(
        config,
        start="",
        network=DASRShape(SCALE, features=24, groups=1, blocks=2, embedding=(32, 64, 128)),
        data=replace(config.data, patch=SIDE, batch=16, held_out=40),
        reduction=BlindReduction(SCALE, (0.2, 3.0)),
        contrast=ContrastConfig(queue=1024, encoder_steps=steps // 2),
        optimizer=OptimizerConfig(steps, 1e-3, warmup=20, decay=steps // 4, bf16=False),
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


def separate(learner: Learner, photos: Photos) -> float:
    """Share of crops whose nearest neighbour has the same blur."""
    network = learner.average.eval()
    assert isinstance(network, ContrastiveDASR)
    rng = np.random.default_rng(0)
    labels, owners, vectors = [], [], []
    for index in range(CROPS):
        owner, label = index % len(photos.held_out), int(rng.integers(len(SIGMAS)))
        crop = draw(photos, owner, rng)
        small = reduce_blurred(crop, isotropic_kernel(SIGMAS[label]), SCALE)
        x = torch.from_numpy(small.transpose(2, 0, 1).copy())[None] * 255
        with torch.no_grad():
            vectors.append(network.E.encoder_q.project(x)[0][0].numpy())
        labels.append(label)
        owners.append(owner)
    return nearest_accuracy(np.stack(vectors), np.array(labels), np.array(owners))


def draw(photos: Photos, owner: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """A crop of one held-out photo."""
    photo = photos.store.pair(photos.held_out[owner])[1]
    top, left = (int(rng.integers(side - SIDE + 1)) for side in photo.shape[:2])
    return to_floats(photo[top : top + SIDE, left : left + SIDE])


def nearest_accuracy(
    vectors: NDArray[np.float32], labels: NDArray[np.int_], owners: NDArray[np.int_]
) -> float:
    """Compare each vector's label with that of the most similar one of another photo."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    similarity = unit @ unit.T
    similarity[owners[:, None] == owners[None]] = -np.inf
    return float(np.mean(labels[similarity.argmax(1)] == labels))


if __name__ == "__main__":
    main()

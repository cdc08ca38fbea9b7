"""Whether each network can learn at all: a tiny one of each kind must know eight crops by heart.

    python benchmarks/overfitting.py [--kinds mirnetv2,mirnet,mprnet,dasr] [--steps 1500]

Printed: PSNR of the eight crops before and after (dasr: also its L1 loss). 40 dB is the mark for
the three that restore at the same size.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent.parent))

from mirstudio.networks.dasr import DASRShape
from mirstudio.networks.mirnet import MIRNetShape
from mirstudio.networks.mirnetv2 import MIRNetv2Shape
from mirstudio.networks.mprnet import MPRNetShape
from mirstudio.training.config import OptimizerConfig, TrainingConfig
from mirstudio.training.dataset import Batch
from mirstudio.training.degradation.blind import isotropic_kernel, reduce_blurred
from mirstudio.training.degradation.noise import add_gaussian_noise
from mirstudio.training.learner import Learner, build, learn
from mirstudio.training.metrics import psnr
from tests.training.small import make_config, make_pixels

SHAPES = {
    "mirnetv2": MIRNetv2Shape(features=24, widths=(36, 48), groups=(1,), blocks=1),
    "mirnet": MIRNetShape(features=16, groups=1, blocks=1),
    "mprnet": MPRNetShape(features=16, encoder_step=8, orsnet_step=8, level_blocks=1, blocks=2),
    "dasr": DASRShape(scale=2, features=24, groups=1, blocks=2, embedding=(16, 32, 64)),
}
SIGMA = 5.0
CROPS, SIDE = 8, 48


def main() -> None:
    """Train and tell, network by network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kinds", default=",".join(SHAPES))
    parser.add_argument("--steps", type=int, default=1500)
    options = parser.parse_args()
    for kind in options.kinds.split(","):
        started = time.process_time()
        before, after = overfit(kind, options.steps)
        seconds = time.process_time() - started
        sys.stdout.write(
            f"{kind:9} {before:6.2f} → {after:6.2f} dB  {seconds:5.0f} s of one core\n"
        )
        sys.stdout.flush()


def overfit(kind: str, steps: int) -> tuple[float, float]:
    """Train on one batch; return the PSNR of its degraded and of its restored crops."""
    config = replace(make_config(Path(), kind), network=SHAPES[kind])
    optimizer = OptimizerConfig(steps, 3e-3, warmup=20, decay=steps // 2, bf16=False, ema=0.0)
    config = replace(config, optimizer=optimizer)
    learner = build(config, torch.device("cpu"))
    batch = make_reduced() if kind == "dasr" else make_noisy()
    before = (
        quality(learner, batch, config) if kind == "dasr" else psnr(batch.degraded, batch.clean)
    )
    for _ in range(steps):
        learn(config, learner, batch)
    return before, quality(learner, batch, config)


def make_noisy() -> Batch:
    """Eight crops under noise."""
    rng = np.random.default_rng(0)
    clean = [make_pixels(i, SIDE) for i in range(CROPS)]
    degraded = [add_gaussian_noise(pixels, SIGMA, rng) for pixels in clean]
    return Batch(stacked(degraded), stacked(clean))


def make_reduced() -> Batch:
    """Eight pairs of crops, each pair under its own blur."""
    clean = [make_pixels(i, SIDE) for i in range(CROPS)]
    kernels = [isotropic_kernel(0.4 + 0.2 * i) for i in range(CROPS)]
    small = [reduce_blurred(pixels, k, 2) for pixels, k in zip(clean, kernels, strict=True)]
    other = [reduce_blurred(pixels[::-1], k, 2) for pixels, k in zip(clean, kernels, strict=True)]
    return Batch(np.stack([stacked(small), stacked(other)], axis=1), stacked(clean))


def quality(learner: Learner, batch: Batch, config: TrainingConfig) -> float:
    """PSNR of the crops as the network restores them now."""
    learner.network.eval()
    degraded = torch.from_numpy(batch.degraded)
    with torch.no_grad():
        if config.reduction is not None:
            restored = learner.network(degraded * 255)[0] / 255
        else:
            restored = learner.network(degraded)
    learner.network.train()
    return psnr(restored.numpy(), batch.clean)


def stacked(crops: list[np.ndarray]) -> np.ndarray:
    """B, 3, H, W of H, W, 3 each."""
    return np.ascontiguousarray(np.stack(crops).transpose(0, 3, 1, 2), np.float32)


if __name__ == "__main__":
    main()

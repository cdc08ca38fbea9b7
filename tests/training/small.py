"""Small photos, networks and configurations for tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from mirstudio.imaging.files import write_photo
from mirstudio.imaging.photo import Photo
from mirstudio.networks.dasr import DASRShape
from mirstudio.networks.mirnet import MIRNetShape
from mirstudio.networks.mirnetv2 import MIRNetv2Shape
from mirstudio.networks.mprnet import MPRNetShape
from mirstudio.training.config import (
    ContrastConfig,
    DataConfig,
    FolderConfig,
    OptimizerConfig,
    TrainingConfig,
)
from mirstudio.training.degradation.blind import BlindReduction
from mirstudio.training.degradation.noise import GaussianNoise

SHAPES = {
    "mirnetv2": MIRNetv2Shape(features=8, widths=(12, 16), groups=(1,), blocks=1),
    "mirnet": MIRNetShape(features=8, groups=1, blocks=1),
    "mprnet": MPRNetShape(features=8, encoder_step=4, orsnet_step=4, level_blocks=1, blocks=1),
    "dasr": DASRShape(scale=2, features=16, groups=1, blocks=1, embedding=(8, 8, 16)),
}


def make_pixels(index: int, side: int = 64) -> np.ndarray:
    """A smooth picture with edges, another for each index."""
    rng = np.random.default_rng(index)
    y, x = np.mgrid[:side, :side] / side
    waves = [
        np.sin(rng.uniform(2, 9) * x + rng.uniform(2, 9) * y + c) for c in rng.uniform(0, 6, 3)
    ]
    pixels = 0.5 + 0.3 * np.stack(waves, -1)
    pixels[side // 3 : side // 2, side // 4 : side // 2] = rng.uniform(0, 1, 3)
    return pixels.astype(np.float32)


def make_folder(folder: Path, count: int = 6, side: int = 64) -> Path:
    """Fill a folder with photos."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        write_photo(Photo(make_pixels(index, side)), folder / f"{index}.png")
    return folder


def make_config(root: Path, kind: str = "mirnetv2", steps: int = 4, **changes) -> TrainingConfig:
    """A training of a tiny network on the photos in `root`/photos."""
    blind = kind == "dasr"
    values = {
        "name": f"tiny-{kind}",
        "network": SHAPES[kind],
        "data": DataConfig(str(root), (FolderConfig("photos"),), patch=32, batch=4, held_out=2),
        "optimizer": OptimizerConfig(steps=steps, decay=1, warmup=1, bf16=False),
        "noise": None if blind else GaussianNoise((0, 50)),
        "reduction": BlindReduction(2) if blind else None,
        "loss": "mprnet_sharpening" if kind == "mprnet" else "charbonnier",
        "contrast": ContrastConfig(queue=16, encoder_steps=2),
        "validate_every": 2,
        "device": "cpu",
    }
    return TrainingConfig(**(values | changes))

"""Make the sample photo: a clean photo, made smaller, with the noise of a high sensitivity added.

    python resources/samples/make_samples.py CLEAN.jpg

The same clean photo gives the same sample: the noise is drawn from a fixed seed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from PIL import Image

SEED = 7
LONG_SIDE = 1100
SIGMA = 28.0
"""Standard deviation of the noise, in steps of 255."""


def add_camera_noise(clean: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return `clean` (H, W, 3 in 0–1) with noise, rounded to 8 bits as a camera's file is.

    Shadows carry a little less of it than lights, as photon noise behind a tone curve does.
    """
    luma = clean.mean(axis=2, keepdims=True)
    sigma = SIGMA / 255 * (0.85 + 0.3 * luma)
    noisy = clean + rng.normal(size=clean.shape) * sigma
    return np.rint(noisy.clip(0, 1) * 255).astype(np.uint8)


def main(source: Path) -> None:
    """Write sample.png beside this script."""
    photo = Image.open(source).convert("RGB")
    photo.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    clean = np.asarray(photo, np.float64) / 255
    noisy = add_camera_noise(clean, np.random.default_rng(SEED))
    Image.fromarray(noisy).save(Path(__file__).parent / "street-in-burano.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Automatic strength against the best single one, on photos with added noise of five strengths.

    python benchmarks/auto_strength.py FOLDER [--photos 4] [--crop 256]

Every photo gets white noise, is rounded to 8 bits as in a file, measured, restored once, and mixed
with the noisy one at the measured strength and at each single one. PSNR is that of 8-bit results,
at most 60 dB. What is asked for: the automatic mean is not below the best single one's, and every
clean photo comes back at 45 dB or more.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from mirstudio.imaging.adjust import Adjustments, adjust
from mirstudio.imaging.files import read_photo
from mirstudio.imaging.measure import measure
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.progress import run
from mirstudio.restoration.autopilot import strength_for
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.preset import Task
from mirstudio.restoration.restore import restore
from mirstudio.training.degradation.noise import add_gaussian_noise, round_to_8_bits
from mirstudio.training.metrics import psnr

SIGMAS = (0, 5, 15, 30, 50)
STRENGTHS = [step / 10 for step in range(11)]
MOST = 60.0
LEAST_CLEAN = 45.0
SUFFIXES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"}


def main() -> None:
    """Print each photo's row, then the means and whether they are what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=4, help="evenly picked from the folder")
    parser.add_argument("--crop", type=int, default=0, help="side of the middle to take; 0: all")
    parser.add_argument("--model", help="instead of the default denoiser")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    library = ModelLibrary()
    model = library.load(options.model or library.default(Task.DENOISE).name)
    say(f"{model.name}, {model.device.title}, {model.precision}; {options.folder}")
    rows: list[list[float]] = []
    clean: list[float] = []
    for path in pick(options.folder, options.photos):
        truth = round_to_8_bits(middle(read_photo(path).pixels, options.crop))
        for sigma in SIGMAS:
            rng = np.random.default_rng(options.seed)
            noisy = Photo(add_gaussian_noise(truth, sigma, rng, rounded=True))
            strength, row = judge(truth, noisy, model)
            rows.append(row)
            clean += row[:1] if sigma == 0 else []
            singles = " ".join(f"{value:5.2f}" for value in row[1:])
            say(f"{path.stem:>14} σ {sigma:2d}: auto {strength:4.2f} → {row[0]:5.2f} | {singles}")
    auto, *singles = np.mean(rows, axis=0)
    best = int(np.argmax(singles))
    say(f"auto {auto:.2f} dB; best single strength {STRENGTHS[best]:.1f}: {singles[best]:.2f} dB")
    say(f"clean photos come back at {min(clean):.2f} dB or more")
    kept = auto >= singles[best] and min(clean) >= LEAST_CLEAN
    say("as asked for" if kept else "NOT as asked for")


def judge(truth: Pixels, noisy: Photo, model: RestorationModel) -> tuple[float, list[float]]:
    """Return the automatic strength, and the PSNR with it and with each single strength."""
    strength = strength_for(Task.DENOISE, measure(noisy))
    restored = run(restore(noisy, model))

    def quality(share: float) -> float:
        mixed = adjust(noisy.pixels, restored.pixels, Adjustments(share))
        return min(MOST, psnr(round_to_8_bits(mixed), truth, 1.0))

    return strength, [quality(share) for share in (strength, *STRENGTHS)]


def pick(folder: Path, count: int) -> Sequence[Path]:
    """Return `count` of a folder's photos, evenly spread over their names."""
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    return [paths[i * len(paths) // count] for i in range(min(count, len(paths)))]


def middle(pixels: Pixels, side: int) -> Pixels:
    """Return the middle of a photo; all of it for side 0."""
    if side == 0:
        return pixels
    top, left = (max(0, length - side) // 2 for length in pixels.shape[:2])
    return np.ascontiguousarray(pixels[top : top + side, left : left + side])


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

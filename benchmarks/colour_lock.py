"""What colour lock costs, and whether it brings colour blotches back.

    python benchmarks/colour_lock.py PolyU/ CBSD68/ [--sigma 50] [--as-file] [--photos N]

A folder with `lq` and `gt` in it holds pairs; the photos of another are truths that get white
noise, unclipped as the literature has it unless --as-file. For each set: PSNR without and with the
lock, and the deviation of the coarse colour error (colour differences behind the lock's own
Gaussian), in 8-bit levels, of the input, without and with the lock. On by default it may be where
it costs at most 0.02 dB on CBSD68 at sigma 50 and does not raise the coarse colour error on PolyU.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from auto_strength import middle, pick, say

from mirstudio.imaging.adjust import Adjustments, adjust
from mirstudio.imaging.files import read_photo
from mirstudio.imaging.overview import Place, drift_at, survey
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.progress import run
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.preset import Task
from mirstudio.restoration.restore import restore
from mirstudio.training.degradation.noise import add_gaussian_noise, round_to_8_bits
from mirstudio.training.metrics import psnr

LOCKED = Adjustments(colour_lock=True)


def main() -> None:
    """Print a row for each photo and the means of each set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--sigma", type=float, default=50)
    parser.add_argument(
        "--as-file", action="store_true", help="noise cut off and rounded to 8 bits"
    )
    parser.add_argument("--photos", type=int, default=1000, help="of each folder, evenly picked")
    parser.add_argument("--crop", type=int, default=0, help="side of the middle to take; 0: all")
    parser.add_argument("--model", help="instead of the default denoiser")
    options = parser.parse_args()
    library = ModelLibrary()
    model = library.load(options.model or library.default(Task.DENOISE).name)
    say(f"{model.name}, {model.device.title}, {model.precision}")
    for folder in options.folders:
        rows: list[list[float]] = []
        for name, noisy, truth in cases(folder, options):
            restored = run(restore(Photo(noisy), model)).pixels
            locked = adjust(noisy, restored, LOCKED)
            results = (restored, locked)
            rows.append(
                [psnr(round_to_8_bits(one), truth, 1.0) for one in results]
                + [coarse_colour_error(one, truth) for one in (noisy, *results)]
            )
            say(f"{name:>28}: {describe(rows[-1])}")
        say(f"{folder}, mean of {len(rows)}: {describe(list(np.mean(rows, axis=0)))}")


def describe(row: list[float]) -> str:
    """Return the figures of a photo, or their means, for people."""
    free, locked, *errors = row
    levels = " / ".join(f"{error:.3f}" for error in errors)
    return f"{free:.3f} → {locked:.3f} dB ({locked - free:+.3f}); coarse colour error {levels}"


def cases(folder: Path, options: argparse.Namespace) -> Iterator[tuple[str, Pixels, Pixels]]:
    """Yield name, input and truth of each photo of a set."""
    if (folder / "lq").is_dir():
        truths = {path.stem: path for path in (folder / "gt").iterdir()}
        for path in pick(folder / "lq", options.photos):
            pair = (read_photo(one).pixels for one in (path, truths[path.stem]))
            noisy, truth = (middle(pixels, options.crop) for pixels in pair)
            yield path.stem, noisy, truth
        return
    for path in pick(folder, options.photos):
        truth = middle(read_photo(path).pixels, options.crop)
        rng = np.random.default_rng(0)
        yield (
            path.stem,
            add_gaussian_noise(truth, options.sigma, rng, rounded=options.as_file),
            truth,
        )


def coarse_colour_error(pixels: Pixels, truth: Pixels) -> float:
    """Return the deviation of the colour differences' coarse error, in 8-bit levels."""
    height, width = truth.shape[:2]
    red, green, blue = drift_at(survey(truth, pixels), Place(), height, width)
    return 255 * float(np.sqrt((np.square(red - green) + np.square(blue - green)).mean() / 2))


if __name__ == "__main__":
    main()

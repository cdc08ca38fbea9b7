"""From which size on a photo should be restored at half its size first.

    python benchmarks/coarse.py FOLDER [--model derain-mprnet] [--of rain|shake|defocus]
        [--times 1,2,3,4] [--side 1280] [--photos 1000] [--page docs/tiles.md]

A photo that is so many times as large as those of a training has rain so many times as long and
thick, or was shaken so many times as far. That is drawn over the photos of the folder, their
middles, as a training draws it (the same at every run), `--times` as large (streaks so much rarer).
Printed as Markdown: the mean PSNR of the photos so harmed, restored once, restored at half their
size first, and at a quarter and half of it, as cards ask for with `coarse_above`. With `--page` the
rows are also kept in a page.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.pooling import middle
from benchmarks.stand_ins import load
from benchmarks.table import Table, add_page_argument, this_machine
from mirstudio.imaging.files import READABLE_SUFFIXES, read_photo
from mirstudio.progress import run
from mirstudio.restoration.restore import restore
from mirstudio.training.degradation.blur import DefocusBlur, MotionBlur
from mirstudio.training.degradation.rain import RainStreaks
from mirstudio.training.metrics import psnr

HALVINGS = (0, 1, 2)
WAYS = ["once", "half first", "quarter, half first"]
COLUMNS = ["model", "photos", "what, as large", "with it, dB", *WAYS]


def rain_as_large(times: float) -> RainStreaks:
    """The rain of derain_mprnet.toml, so many times as large, never so dense that it is a wall."""
    return RainStreaks(
        density=(1e-3 / times**2, 6e-3 / times**2),
        length=(8 * times, 40 * times),
        width=(0.4 * times, 1.6 * times),
        brightness=(0.1, 0.7),
        cover=(0, 1),
        haze=(0, 0.15),
        gathering=(0, 3),
    )


def shake_as_large(times: float) -> MotionBlur:
    """Shakes of deblur_mprnet.toml, none of them short, so many times as far."""
    return MotionBlur(length=(8 * times, 28 * times), highlights=0)


def defocus_as_large(times: float) -> DefocusBlur:
    """Defocus of deblur_mprnet.toml, none of it slight, so many times as wide."""
    return DefocusBlur(radius=(1.5 * times, 4.2 * times), highlights=0)


HARMS = {"rain": rain_as_large, "shake": shake_as_large, "defocus": defocus_as_large}


def main() -> None:
    """Restore every photo in all ways and print the table."""
    parser = argparse.ArgumentParser(description="Restoring at half the size first")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="derain-mprnet")
    parser.add_argument("--of", choices=HARMS, default="rain", help="what is drawn")
    parser.add_argument("--times", default="1,2,3,4", help="so many times as large")
    parser.add_argument("--side", type=int, default=1280, help="longest of the middle taken")
    parser.add_argument("--photos", type=int, default=1000, help="of a folder, spread over it")
    parser.add_argument("--device", default="cpu")
    add_page_argument(parser)
    options = parser.parse_args()
    caption = f"Middles of {options.side} pixels at most, float32. {this_machine()}."
    table = Table("coarse", COLUMNS, 3, options.page, caption)
    table.begin()
    model = load(options.model, options.device, "fp32")
    files = [p for p in sorted(options.folder.iterdir()) if p.suffix.lower() in READABLE_SUFFIXES]
    files = files[:: max(len(files) // options.photos, 1)][: options.photos]
    for times in options.times.split(","):
        harm = HARMS[options.of](float(times))
        what = [
            options.model,
            f"{options.folder.name} ({len(files)})",
            f"{options.of}, {times} times",
        ]
        if table.has(*what):
            continue
        reached: list[list[float]] = []
        for number, file in enumerate(files):
            truth = middle(read_photo(file), options.side)
            harmed = truth.with_pixels(harm(truth.pixels, np.random.default_rng(number)))
            ways = [harmed]
            for halvings in HALVINGS:
                # Between the size of the smallest and the one before it.
                above = 2 * harmed.megapixels / 4**halvings if halvings else 0
                model.card = replace(model.card, coarse_above=above)
                ways.append(run(restore(harmed, model)))
            reached.append([psnr(way.pixels.clip(0, 1), truth.pixels) for way in ways])
        table.put([*what, *(f"{value:.2f}" for value in np.mean(reached, 0))])


if __name__ == "__main__":
    main()

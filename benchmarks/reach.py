"""How far a network looks: what changes in the middle when the photo beyond a margin is missing.

    python benchmarks/reach.py PHOTO [--models denoise-mirnetv2-best,mirnet] [--noise 25]

Statistics are frozen as for tiles. The middle of a crop is restored with all of the photo around
it, then with margins from 8 pixels on. Printed per margin: the largest and the mean change in
steps of 1/255, and the mean change over the mean residual. The overlap of an architecture is the
least margin at which these are small enough; `benchmarks/tiles.py` shows whether they are.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.stand_ins import load, prepared
from mirstudio.imaging.files import read_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.pictures import crop
from mirstudio.restoration.prepared import Prepared
from mirstudio.restoration.statistics import Sample
from mirstudio.restoration.tiling import Region

MIDDLE = 64
"""Side of what is looked at."""
FARTHEST = 160
"""Margin that stands for all of the photo."""


@dataclass(frozen=True)
class Reach:
    """What a margin leaves to be wished for."""

    margin: int
    largest: float
    """In steps of 1/255, as is the mean."""
    mean: float
    of_residual: float
    """Mean change over the mean residual."""


def main() -> None:
    """Measure each model and print its table."""
    parser = argparse.ArgumentParser(description="How far a network looks")
    parser.add_argument("photo", type=Path)
    parser.add_argument("--models", default="denoise-mirnetv2-best")
    parser.add_argument("--noise", type=float, default=0, help="sigma of 255 to be added")
    options = parser.parse_args()
    side = MIDDLE + 2 * FARTHEST
    photo = prepared(read_photo(options.photo), f"{side}x{side}", options.noise)
    for name in options.models.split(","):
        model = load(name, "cpu", "fp32")
        sys.stdout.write(f"\n{name}, overlap {model.architecture.overlap}\n")
        for reach in measure_reach(model, photo):
            sys.stdout.write(
                f"  margin {reach.margin:3}: at most {reach.largest:8.4f}, mean {reach.mean:.5f},"
                f" {reach.of_residual:.2e} of the residual\n"
            )
            sys.stdout.flush()


def measure_reach(model: RestorationModel, photo: Photo, step: int = 8) -> Iterator[Reach]:
    """Restore the middle of `photo` with growing margins and hold it to the whole's."""
    side = photo.width
    first = (side - MIDDLE) // 2
    middle = Region(first, first, MIDDLE, MIDDLE)
    whole = Region(0, 0, side, side)
    shared = model.prepare([photo], Sample(side, side, (whole,), 0))
    expected = _middle(model, photo, middle, first, shared)
    scale = model.architecture.scale
    original = photo.pixels[middle.slices].repeat(scale, 0).repeat(scale, 1)
    residual = float(np.abs(expected - original).mean())
    for margin in range(step, first, step):
        change = np.abs(_middle(model, photo, middle, margin, shared) - expected)
        mean = float(change.mean())
        yield Reach(margin, float(change.max()) * 255, mean * 255, mean / residual)


def _middle(
    model: RestorationModel, photo: Photo, middle: Region, margin: int, shared: Prepared
) -> Pixels:
    around = middle.grown(margin, photo.width, photo.height).aligned(
        model.architecture.size_multiple, photo.width, photo.height
    )
    restored = model(crop([photo], around), shared)
    return restored[middle.relative_to(around).scaled(model.architecture.scale).slices]


if __name__ == "__main__":
    main()

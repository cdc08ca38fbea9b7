"""Make the before/after pictures of the shipped models from photos that may be shown.

    python docs/pictures.py DATA [MODEL ...]

DATA holds `kodak24`, and `synth_rain` and `synth_motion` with `lq/` and `gt/`. Each photo is
degraded as in `mirstudio evaluate`; a small part of it is restored and stands beside what it was
made of in docs/images/presets/MODEL.webp. `tools/model_pages.py` then puts it on the pages.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from mirstudio.imaging.files import WriteOptions, write_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.imaging.resample import resize
from mirstudio.paths import models_folder
from mirstudio.progress import run
from mirstudio.restoration.library import Card, ModelLibrary
from mirstudio.restoration.restore import restore
from mirstudio.restoration.tiling import Region
from mirstudio.training.blurs import Blur
from mirstudio.training.conditions import Kind
from mirstudio.training.folders import DarkenedFolder, NoisyFolder, PairedFolder, ReducedFolder
from mirstudio.training.forms import NoisyForm
from mirstudio.training.protocols import score_rgb

PICTURES = Path(__file__).parent / "images" / "presets"
GAP = 8
"""White pixels between before and after."""
QUALITY = 88


@dataclass(frozen=True)
class Example:
    """A photo, what is done to it, and which part of it is shown."""

    photo: str
    """Path below DATA."""
    kind: Kind
    part: Region
    """In the restored photo; its sides are multiples of the scale."""


CAMERA_NOISE = Example(
    "kodak24/kodim15.png", NoisyFolder(18, 0, (NoisyForm.JPEG,)), Region(232, 96, 352, 256)
)

EXAMPLES = {
    "denoise-mirnetv2-camera": CAMERA_NOISE,
    "denoise-mirnetv2-fast": CAMERA_NOISE,
    "denoise-mirnetv2-research": CAMERA_NOISE,
    "denoise": Example(
        "kodak24/kodim23.png",
        NoisyFolder(25, 0, (NoisyForm.FILE,)),
        Region(128, 64, 352, 256),
    ),
    "lowlight": Example("kodak24/kodim24.png", DarkenedFolder(3, 0), Region(352, 192, 352, 256)),
    "sr ×2": Example("kodak24/kodim08.png", ReducedFolder(2), Region(176, 144, 352, 256)),
    "sr ×3": Example("kodak24/kodim19.png", ReducedFolder(3), Region(144, 282, 351, 255)),
    "sr ×4": Example("kodak24/kodim23.png", ReducedFolder(4), Region(128, 64, 352, 256)),
    "sr-dasr-x2-blind": Example(
        "kodak24/kodim08.png",
        ReducedFolder(2, blur=Blur.round(1.2)),
        Region(176, 144, 352, 256),
    ),
    "sr-dasr-x3-blind": Example(
        "kodak24/kodim19.png",
        ReducedFolder(3, blur=Blur.round(1.8)),
        Region(144, 282, 351, 255),
    ),
    "sr-dasr-x4-blind": Example(
        "kodak24/kodim23.png",
        ReducedFolder(4, blur=Blur.round(2.4)),
        Region(128, 64, 352, 256),
    ),
    "derain": Example(
        "synth_rain/lq/1044329.png",
        PairedFolder(Path(), (("RGB", score_rgb),)),
        Region(0, 16, 288, 256),
    ),
    "deblur": Example(
        "synth_motion/lq/1044329.png",
        PairedFolder(Path(), (("RGB", score_rgb),)),
        Region(0, 16, 288, 256),
    ),
}
"""By a model's name, or else by its task and scale."""


def main() -> None:
    """Make the pictures of the models named, or of all that have an example."""
    parser = argparse.ArgumentParser(description="Make the before/after pictures of the presets")
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("models", nargs="*", metavar="MODEL", help="all by default")
    options = parser.parse_args()
    library = ModelLibrary([models_folder()])
    PICTURES.mkdir(parents=True, exist_ok=True)
    for card in library.list():
        example = example_of(card)
        if example is not None and (not options.models or card.name in options.models):
            degraded = degraded_part(example, options.data, card.scale)
            restored = run(restore(degraded, library.load(card.name)))
            picture = Photo(beside(degraded.pixels, restored.pixels))
            target = PICTURES / f"{card.name}.webp"
            write_photo(picture, target, WriteOptions(quality=QUALITY, overwrite=True))
            sys.stdout.write(f"{target}\n")


def example_of(card: Card) -> Example | None:
    """What a model is shown with."""
    general = str(card.task) if card.scale == 1 else f"{card.task} ×{card.scale}"
    return EXAMPLES.get(card.name) or EXAMPLES.get(general)


def degraded_part(example: Example, data: Path, scale: int) -> Photo:
    """Degrade the whole photo, as it is measured, and cut the part out."""
    kind, path = example.kind, data / example.photo
    if isinstance(kind, PairedFolder):
        kind = replace(kind, folder=path.parent.parent)
    degraded = kind.case(path).views[0].degraded
    part = example.part
    small = Region(part.left // scale, part.top // scale, part.width // scale, part.height // scale)
    return Photo(degraded.pixels[small.slices].copy())


def beside(before: Pixels, after: Pixels) -> Pixels:
    """Both in one picture; a smaller one is enlarged as a viewer would do it, bicubically."""
    height, width = after.shape[:2]
    if before.shape != after.shape:
        before = resize(before, width, height)
    between = np.ones((height, GAP, 3), np.float32)
    return np.concatenate((before, between, after), axis=1).clip(0, 1)


if __name__ == "__main__":
    main()

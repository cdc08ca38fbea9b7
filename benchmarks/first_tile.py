"""How soon somebody who looks sees something, and how much that changes, as a Markdown table.

    python benchmarks/first_tile.py PHOTO... [--model NAME] [--tile 256] [--size 6000x4000]
        [--page docs/tiles.md]

For each photo (a folder stands for those in it), looked at in its middle, the work runs until the
first tile is final: when the first look came and when the final tile, both also in times of a
tile; the change between the two in steps of 1/255, mean over the tile and largest; and what
settling the statistics took over what all tiles will take. Without a first look its cells stay
empty: the final tile is then the first.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.stand_ins import load, prepared
from benchmarks.table import Table, add_page_argument, this_machine
from mirstudio.imaging.files import READABLE_SUFFIXES, read_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.restore import TileProgress, restore
from mirstudio.restoration.tiling import Region

VIEW = 64
"""Side of what is looked at."""
COLUMNS = [
    "model",
    "photo",
    "tile",
    "MP",
    "a tile, s",
    "first look, tiles",
    "first final, tiles",
    "change, mean",
    "most",
    "statistics / all tiles",
]


@dataclass(frozen=True)
class Beginning:
    """The first reports of a restoration, with the seconds at which they came."""

    sketch: TileProgress | None
    sketched: float
    begun: float
    """When the final tile began: the statistics were settled."""
    final: TileProgress
    finished: float

    @property
    def tile(self) -> float:
        """Seconds that one tile takes."""
        return self.finished - self.begun

    @property
    def change(self) -> np.ndarray | None:
        """By how much the first look was wrong, in steps of 1/255, where the tile shows it."""
        if self.sketch is None or self.sketch.region is None or self.final.region is None:
            return None
        both = common(self.sketch.region, self.final.region)
        first, final = seen(self.sketch, both), seen(self.final, both)
        return np.abs(first - final) * 255


def common(one: Region, other: Region) -> Region:
    """The part that two regions share."""
    left, top = max(one.left, other.left), max(one.top, other.top)
    right, bottom = min(one.right, other.right), min(one.bottom, other.bottom)
    return Region(left, top, right - left, bottom - top)


def seen(progress: TileProgress, part: Region) -> Pixels:
    """The part of a tile as a screen shows it."""
    assert progress.region is not None and progress.pixels is not None
    return progress.pixels[part.relative_to(progress.region).slices].clip(0, 1)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How soon the first tile is seen")
    parser.add_argument("photos", type=Path, nargs="+")
    parser.add_argument("--model", default="denoise-mirnetv2-camera")
    parser.add_argument("--tile", type=int, help="side; else what would be chosen")
    parser.add_argument("--size", help="cut, or mirrored where it is larger, such as 6000x4000")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--precision", default="auto")
    add_page_argument(parser)
    options = parser.parse_args()
    model = load(options.model, options.device, options.precision)
    caption = f"{model.precision}. {this_machine()}."
    table = Table("first tile", COLUMNS, 4, options.page, caption)
    table.begin()
    for path in (one for given in options.photos for one in files_of(given)):
        photo = read_photo(path)
        photo = prepared(photo, options.size) if options.size else photo
        key = [options.model, path.name, str(options.tile or "auto"), f"{photo.megapixels:.1f}"]
        if not table.has(*key):
            table.put([*key, *cells(begin(photo, model, options.tile))])


def files_of(given: Path) -> list[Path]:
    """The file, or the photos in the folder."""
    if not given.is_dir():
        return [given]
    return sorted(one for one in given.iterdir() if one.suffix.lower() in READABLE_SUFFIXES)


def begin(photo: Photo, model: RestorationModel, tile: int | None) -> Beginning:
    """Restore until the first tile is final."""
    view = Region(photo.width // 2, photo.height // 2, VIEW, VIEW)
    sketch, sketched, begun = None, 0.0, 0.0
    began = time.perf_counter()
    for progress in restore(photo, model, tile, lambda: view):
        now = time.perf_counter() - began
        if not isinstance(progress, TileProgress) or progress.region is None:
            continue
        if progress.pixels is None:
            begun = now
        elif progress.provisional:
            sketch, sketched = progress, now
        else:
            return Beginning(sketch, sketched, begun, progress, now)
    raise AssertionError("a photo has a tile")


def cells(beginning: Beginning) -> list[str]:
    """What is found, behind the key of a row."""
    change, tile = beginning.change, beginning.tile
    settling = beginning.begun - beginning.sketched
    return [
        f"{tile:.2f}",
        "" if change is None else f"{beginning.sketched / tile:.1f}",
        f"{beginning.finished / tile:.1f}",
        "" if change is None else f"{change.mean():.2f}",
        "" if change is None else f"{change.max():.1f}",
        f"{settling / (beginning.final.total * tile):.1%}",
    ]


if __name__ == "__main__":
    main()

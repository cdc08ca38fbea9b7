"""The same picture whatever the tiles: how equal, and at what cost, as Markdown tables.

    python benchmarks/tiles.py PHOTO [--models NAME,NAME] [--tiles 128,256,512] [--overlaps 1,2]
        [--size 1536x1024] [--noise 25] [--against whole|512] [--page docs/tiles.md]

For each model the photo is restored in one tile, the reference, which a first row holds to the
bare network; then in tiles of each size, with the architecture's overlap and multiples of it.
Where the photo is too large for one tile, `--against 512` makes tiles of 512 the reference.
Differences are in steps of 1/255. What it costs: pixels run for overlaps and for statistics over
the photo's, seconds of both, and the share of the time in `restore` that no network took. Models
are names of installed ones, checkpoint files, or `mirnetv2`, `mirnet`, `mprnet_deraining`,
`dasr_x2` and the like for networks of official size with seeded weights. With `--page` the rows
are also kept in a page, and those that are there already are not measured again.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.agreement import COLUMNS, Agreement, compare
from benchmarks.stand_ins import load, prepared
from benchmarks.table import Table, add_page_argument, this_machine
from mirstudio.imaging.brightness import brighten, find_gain
from mirstudio.imaging.files import read_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.imaging.resample import resize
from mirstudio.progress import run
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.pictures import cut
from mirstudio.restoration.plan import plan
from mirstudio.restoration.prepared import Prepared
from mirstudio.restoration.restore import restore
from mirstudio.restoration.statistics import Sample, taped
from mirstudio.restoration.tiling import Region

WHOLE = "whole"
BARE = "bare network"
COSTS = ["overlaps", "statistics", "seconds", "of statistics", "no network"]


@dataclass
class Stopwatch:
    """Seconds in the network, for statistics and for tiles."""

    statistics: float = 0.0
    tiles: float = 0.0
    _began: float = 0.0
    _settling: bool = False

    def watch(self, model: RestorationModel) -> None:
        """Time every call of the model from now on."""
        prepare = model.prepare

        def settle(views: Sequence[Photo], sample: Sample) -> Prepared:
            self._settling = True
            try:
                return prepare(views, sample)
            finally:
                self._settling = False

        model.prepare = settle
        network = model._network  # pyright: ignore[reportPrivateUsage]
        network.register_forward_pre_hook(self._begin)
        network.register_forward_hook(self._end)

    def _begin(self, *_: object) -> None:
        self._began = time.perf_counter()

    def _end(self, module: nn.Module, arguments: tuple[Tensor], result: Tensor) -> None:
        if result.device.type == "cuda":
            torch.cuda.synchronize()
        seconds = time.perf_counter() - self._began
        if self._settling:
            self.statistics += seconds
        else:
            self.tiles += seconds


def main() -> None:
    """Restore in every way and print a table."""
    parser = argparse.ArgumentParser(description="How equal tiles are to the whole photo")
    parser.add_argument("photo", type=Path)
    parser.add_argument("--models", default="denoise-mirnetv2-camera")
    parser.add_argument("--tiles", default="128,256,512", help="sides, or auto")
    parser.add_argument("--overlaps", default="1,2", help="multiples of the architecture's own")
    parser.add_argument("--noise", type=float, default=0, help="sigma of 255 to be added")
    parser.add_argument("--size", default="1536x1024", help="cut, or mirrored where it is larger")
    parser.add_argument("--against", default=WHOLE, help="whole, or the side of the tiles")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--precision", default="fp32")
    add_page_argument(parser)
    options = parser.parse_args()
    photo = prepared(read_photo(options.photo), options.size, options.noise)
    table = table_for(options)
    table.begin()
    overlaps = [int(factor) for factor in options.overlaps.split(",")]
    ways = [(tile, factor) for factor in overlaps for tile in options.tiles.split(",")]
    for name in options.models.split(","):
        model = load(name, options.device, options.precision)
        fill(table, model, photo, ways, options.against)


def table_for(options: argparse.Namespace) -> Table:
    """Return the table of all measurements of one kind."""
    name = f"tiles {options.size} {options.noise:g} {options.against} {options.precision}"
    reference = "one tile" if options.against == WHOLE else f"tiles of {options.against}"
    caption = (
        f"`{options.photo.name}`, {options.size.replace('x', '×')}, noise of σ {options.noise:g}, "
        f"{options.precision}, held to {reference}. {this_machine()}."
    )
    return Table(name, ["model", "tile", "overlap", *COLUMNS, *COSTS], 3, options.page, caption)


def fill(
    table: Table,
    model: RestorationModel,
    photo: Photo,
    ways: list[tuple[str, int]],
    against: str,
) -> None:
    """Measure the rows of one model that the table lacks: tiles, and multiples of the overlap."""
    own = model.architecture
    rows = [(tile, str(factor * own.overlap)) for tile, factor in ways]
    if against == WHOLE:
        rows.insert(0, (BARE, ""))
    missing = [row for row in rows if not table.has(model.name, *row)]
    if not missing:
        return
    side = max(photo.width, photo.height) * model.enlargement
    reference = run(restore(photo, model, tile=side if against == WHOLE else int(against))).pixels
    watch = Stopwatch()
    watch.watch(model)
    for tile, overlap in missing:
        if tile == BARE:
            width = padded(model, enlarged(photo, model.enlargement)).shape[1]
            with taped(model._network, model.windows(width)):  # pyright: ignore[reportPrivateUsage]
                cells = compare(reference, bare_output(model, photo)).cells()
            table.put([model.name, tile, overlap, *cells, *[""] * len(COSTS)])
            continue
        model.architecture = replace(own, overlap=int(overlap))
        wished = None if tile == "auto" else int(tile)
        agreement, costs = measure(model, photo, wished, reference, watch)
        table.put([model.name, tile, overlap, *agreement.cells(), *costs])
        model.architecture = own


def measure(
    model: RestorationModel, photo: Photo, tile: int | None, reference: Pixels, watch: Stopwatch
) -> tuple[Agreement, list[str]]:
    """Restore in tiles; return how equal they are and the cells of `COSTS`."""
    settled = plan(enlarged(photo, model.enlargement), model, tile)
    watch.statistics = watch.tiles = 0.0
    began = time.perf_counter()
    tiled = run(restore(photo, model, tile)).pixels
    seconds = time.perf_counter() - began
    costs = [
        f"{settled.overlap_share:.0%}",
        "" if settled.alone or model.card.window else f"{settled.sample_share:.1%}",
        f"{seconds:.1f}",
        f"{watch.statistics:.1f}",
        f"{1 - (watch.statistics + watch.tiles) / seconds:.1%}",
    ]
    return compare(tiled, reference, settled.grid), costs


def enlarged(photo: Photo, factor: int) -> Photo:
    """The photo as a network gets it that keeps the size."""
    if factor == 1:
        return photo
    return photo.with_pixels(resize(photo.pixels, photo.width * factor, photo.height * factor))


def bare_output(model: RestorationModel, photo: Photo) -> Pixels:
    """What the network itself makes of the whole photo, pooling over all of it."""
    photo = enlarged(photo, model.enlargement)
    pixels, white = padded(model, photo), model.architecture.value_range
    x = torch.from_numpy(pixels).to(model.device.torch).permute(2, 0, 1)[None] * white
    network = model._network  # pyright: ignore[reportPrivateUsage]
    with torch.inference_mode():
        y = network(x.contiguous(memory_format=torch.channels_last))
    scale = model.architecture.scale
    restored = (y[0].float() / white).permute(1, 2, 0).cpu().numpy()
    return restored[: photo.height * scale, : photo.width * scale]


def padded(model: RestorationModel, photo: Photo) -> Pixels:
    """The photo in the size that its network needs, brightened as its card wishes."""
    multiple = model.architecture.size_multiple
    width, height = (-(-side // multiple) * multiple for side in (photo.width, photo.height))
    pixels = np.ascontiguousarray(cut(photo.pixels, Region(0, 0, width, height)))
    if not model.card.brightness:
        return pixels
    return brighten(pixels, find_gain(pixels, model.card.brightness))


if __name__ == "__main__":
    main()

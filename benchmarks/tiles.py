"""The same picture whatever the tiles: how equal, and at what cost.

    python benchmarks/tiles.py PHOTO [--models denoise-mirnetv2-best,mprnet_deraining]
        [--tiles 128,256,512] [--overlaps 1,2] [--noise 25] [--crop 1536x1024]

For each model the photo is restored in one tile, then in tiles of each size with the
architecture's overlap and multiples of it. Printed: the share of equal 8-bit values, the largest
difference in steps of 1/255, PSNR to the one tile, the mean error in the rows and columns at tile
edges and in all others, and what it cost: pixels run for overlaps and for statistics over the
photo's, seconds of network calls for statistics and tiles, and the share of the time in `restore`
that was neither. A first row holds the one tile against the bare network. Models are names of
installed ones, checkpoint files, or `mirnetv2`, `mirnet`, `mprnet_deraining`, `dasr_x2` and the
like for networks of official size with seeded weights.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parent.parent))

from mirstudio.imaging.files import read_photo, write_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.networks.dasr import DASR, DASRShape
from mirstudio.networks.mirnet import MIRNet
from mirstudio.networks.mirnetv2 import MIRNetv2
from mirstudio.networks.mprnet import MPRNet, MPRNetShape
from mirstudio.networks.registry import recognize
from mirstudio.progress import run
from mirstudio.restoration.device import choose_device
from mirstudio.restoration.library import Card, ModelLibrary
from mirstudio.restoration.model import Prepared, RestorationModel, cut
from mirstudio.restoration.plan import plan
from mirstudio.restoration.restore import restore
from mirstudio.restoration.statistics import Sample
from mirstudio.restoration.tiling import Grid, Region

SEEDED: dict[str, Callable[[], nn.Module]] = {
    "mirnet": MIRNet,
    "mirnetv2": MIRNetv2,
    "mprnet_deblurring": MPRNet,
    "mprnet_deraining": lambda: MPRNet(MPRNetShape(40, 20, 16)),
    "dasr_x2": lambda: DASR(DASRShape(2)),
    "dasr_x4": lambda: DASR(DASRShape(4)),
}
"""Official sizes by name."""


@dataclass(frozen=True)
class Agreement:
    """How far a picture is from the one it should be, in steps of 1/255."""

    equal: float
    """Share of equal 8-bit values."""
    largest: float
    """Largest difference of 8-bit values."""
    psnr: float
    """In dB, of values that are not rounded."""
    at_edges: float
    """Mean difference in the rows and columns on both sides of an edge between tiles."""
    elsewhere: float

    @property
    def seamless(self) -> bool:
        """Edges differ at most twice as much as the rest, and 0.02 steps."""
        return self.at_edges <= 2 * self.elsewhere + 0.02

    def __str__(self) -> str:
        return (
            f"{self.equal:9.4%} equal, at most {self.largest:.0f}, {self.psnr:5.1f} dB,"
            f" edges {self.at_edges:.4f} others {self.elsewhere:.4f}"
            f"{'' if self.seamless else ' SEAMS'}"
        )


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
    """Restore in every way and print the table."""
    parser = argparse.ArgumentParser(description="How equal tiles are to the whole photo")
    parser.add_argument("photo", type=Path)
    parser.add_argument("--models", default="denoise-mirnetv2-best")
    parser.add_argument("--tiles", default="128,256,512")
    parser.add_argument("--overlaps", default="1,2", help="multiples of the architecture's own")
    parser.add_argument("--noise", type=float, default=0, help="sigma of 255 to be added")
    parser.add_argument("--crop", default="1536x1024", help="size, mirrored where it is larger")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--precision", default="fp32")
    options = parser.parse_args()
    began = time.perf_counter()
    photo = read_photo(options.photo)
    sys.stdout.write(f"Read in {time.perf_counter() - began:.2f} s; ")
    photo = prepared(photo, options.crop, options.noise)
    began = time.perf_counter()
    target = options.photo.with_name(f".{options.photo.stem}-timed.tif")
    write_photo(photo, target)
    sys.stdout.write(f"{photo.megapixels:.1f} MP written in {time.perf_counter() - began:.2f} s\n")
    target.unlink()
    for name in options.models.split(","):
        model = load(name, options.device, options.precision)
        tiles = [int(side) for side in options.tiles.split(",")]
        overlaps = [int(factor) for factor in options.overlaps.split(",")]
        print_model(name, model, photo, tiles, overlaps)


def prepared(photo: Photo, size: str, noise: float) -> Photo:
    """Cut or mirror the photo to a size, and add seeded noise."""
    width, height = map(int, size.split("x"))
    pixels = cut(photo.pixels[:height, :width], Region(0, 0, width, height))
    added = np.random.default_rng(0).normal(0, noise / 255, pixels.shape) if noise else 0
    return replace(photo, pixels=(pixels + added).astype(np.float32), alpha=None)


def load(name: str, device: str, precision: str) -> RestorationModel:
    """Return an installed model, one from a file, or a seeded one of official size."""
    if name not in SEEDED:
        return ModelLibrary().load(name, device, precision)
    torch.manual_seed(1)
    weights = SEEDED[name]().state_dict()
    card = Card(name, Path(name))
    return RestorationModel(weights, recognize(weights), card, choose_device(device), precision)


def print_model(
    name: str, model: RestorationModel, photo: Photo, tiles: list[int], overlaps: list[int]
) -> None:
    """Print the rows of one model."""
    own = model.architecture.overlap
    sys.stdout.write(f"\n{name}, {model.precision}, overlap {own}\n")
    whole = run(restore(photo, model, tile=max(photo.width, photo.height))).pixels
    bare = bare_output(model, photo)
    sys.stdout.write(f"  bare network       {compare(whole, bare)}\n")
    watch = Stopwatch()
    watch.watch(model)
    for factor in overlaps:
        model.architecture = replace(model.architecture, overlap=factor * own)
        for tile in tiles:
            settled = plan(photo, model, tile)
            watch.statistics = watch.tiles = 0.0
            began = time.perf_counter()
            tiled = run(restore(photo, model, tile)).pixels
            seconds = time.perf_counter() - began
            rest = 1 - (watch.statistics + watch.tiles) / seconds
            sys.stdout.write(
                f"  tile {tile:4} overlap {factor * own:3} {compare(tiled, whole, settled.grid)}\n"
                f"      overlaps +{settled.overlap_share:.0%} statistics"
                f" +{settled.sample_share:.0%} of the pixels; {seconds:.1f} s: statistics"
                f" {watch.statistics:.1f}, tiles {watch.tiles:.1f}, the rest {rest:.1%}\n"
            )
            sys.stdout.flush()
    model.architecture = replace(model.architecture, overlap=own)


def bare_output(model: RestorationModel, photo: Photo) -> Pixels:
    """What the network itself makes of the whole photo, pooling over all of it."""
    multiple = model.architecture.size_multiple
    width, height = (-(-side // multiple) * multiple for side in (photo.width, photo.height))
    pixels = np.ascontiguousarray(cut(photo.pixels, Region(0, 0, width, height)))
    white = model.architecture.value_range
    x = torch.from_numpy(pixels).to(model.device.torch).permute(2, 0, 1)[None] * white
    network = model._network  # pyright: ignore[reportPrivateUsage]
    with torch.inference_mode():
        y = network(x.contiguous(memory_format=torch.channels_last))
    scale = model.architecture.scale
    restored = (y[0].float() / white).permute(1, 2, 0).cpu().numpy()
    return restored[: photo.height * scale, : photo.width * scale]


def compare(pixels: Pixels, reference: Pixels, grid: Grid | None = None) -> Agreement:
    """Hold a restored photo to its reference; edges are those of the grid's tiles."""
    levels = np.rint(pixels.clip(0, 1) * 255) - np.rint(reference.clip(0, 1) * 255)
    error = np.abs(pixels - reference) * 255
    at_edges = edges(grid, pixels.shape[0], pixels.shape[1])
    return Agreement(
        float((levels == 0).mean()),
        float(np.abs(levels).max()),
        float(10 * np.log10(255**2 / max(float((error**2).mean()), 1e-12))),
        float(error[at_edges].mean()) if at_edges.any() else 0.0,
        float(error[~at_edges].mean()),
    )


def edges(grid: Grid | None, height: int, width: int) -> np.ndarray:
    """Mark, H×W, the two rows or columns at every edge between tiles."""
    marks = np.zeros((height, width), bool)
    if grid is None:
        return marks
    scale = max(round(width / grid.width), 1)
    for tile in grid.tiles():
        own = tile.scaled(scale)
        if own.left:
            marks[:, own.left - 1 : own.left + 1] = True
        if own.top:
            marks[own.top - 1 : own.top + 1] = True
    return marks


if __name__ == "__main__":
    main()

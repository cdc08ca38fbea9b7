"""What a network's poolings should see of a photo: all of it, or windows around each pixel.

    python benchmarks/pooling.py FOLDER... [--models NAME,NAME] [--windows 128,256] [--crop 512]
        [--fixed 256] [--page docs/tiles.md]

A folder with `lq` and `gt` in it holds pairs; the photos of another are truths that get noise of
`--noise`. Printed as Markdown, per model and folder: the mean PSNR of 8-bit results when the
network pools over the whole photo, as its paper defines it; when each pixel's statistics come from
a window around it (the test-time local converter of Chu et al. 2022,
https://arxiv.org/abs/2112.04491); and, where the card asks for windows, as `restore` has them, of
cells. MPRNet also when it is split into patches as in its paper: the whole photo, or each tile of a
fixed size with its overlap. Beside it what that is over the paper's way, and the share of 8-bit
values that differ from pooling over the whole. With `--page` the rows are also kept in a page.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.stand_ins import load, prepared
from benchmarks.table import Table, add_page_argument, this_machine
from benchmarks.tiles import bare_output, enlarged
from mirstudio.imaging.files import READABLE_SUFFIXES, read_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.networks.layers import Pool, Tape
from mirstudio.networks.mirnetv2 import ContextPooling
from mirstudio.networks.mprnet import MPRNet
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.statistics import taped
from mirstudio.restoration.tiling import Region

WHOLE = "whole photo"
SPLIT = "the paper's split"
OURS = "windows in cells,"
COLUMNS = ["model", "photos", "pooling over", "PSNR, dB", "over the paper's, dB", "values changed"]
MULTIPLE = 32
"""Sides of what is taken of a photo: whatever is packed and then cut into halves divides them."""


class PixelWindows:
    """A tape that pools, for every position, over a window around it, moved inside the photo."""

    def __init__(self, window: int, width: int) -> None:
        """`window`: side in pixels of the photo, which is `width` wide."""
        self._window, self._width = window, width

    def __call__(self, pool: Pool, maps: Sequence[Tensor]) -> Tensor:
        """Return B, C, H, W where others return B, C, 1, 1."""
        side = max(round(self._window * maps[0].shape[3] / self._width), 1)
        pooling = getattr(pool, "__self__", None)
        if not isinstance(pooling, ContextPooling):
            return box_mean(torch.stack(tuple(maps)).sum(0), side)
        (x,) = maps
        scores = pooling.conv_mask(x).float()
        shares = (scores - scores.amax((2, 3), keepdim=True)).exp()
        return box_mean(x * shares, side) / box_mean(shares, side).clamp_min(1e-30)


@dataclass
class Column:
    """What one way of pooling reached so far."""

    psnr: list[float] = field(default_factory=list[float])
    changed: list[float] = field(default_factory=list[float])


def main() -> None:
    """Measure every model on every folder and print the table."""
    parser = argparse.ArgumentParser(description="Pooling over the whole photo or over windows")
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--models", default="denoise-mirnetv2-camera")
    parser.add_argument("--windows", default="128,256", help="sides in pixels")
    parser.add_argument("--crop", type=int, default=512, help="longest side of the middle taken")
    parser.add_argument("--photos", type=int, default=1000, help="of a folder, at most")
    parser.add_argument("--noise", type=float, default=25, help="sigma of 255, without pairs")
    parser.add_argument("--fixed", default="256", help="sides of tiles that MPRNet splits")
    parser.add_argument("--device", default="cpu")
    add_page_argument(parser)
    options = parser.parse_args()
    windows, fixed = (
        [int(side) for side in sides.split(",") if side]
        for sides in (options.windows, options.fixed)
    )
    caption = f"Middles of {options.crop} pixels at most, float32. {this_machine()}."
    table = Table("pooling", COLUMNS, 3, options.page, caption)
    table.begin()
    for name in options.models.split(","):
        model = load(name, options.device, "fp32")
        for folder in options.folders:
            pairs = list(pairs_of(folder, options.noise, options.crop))[: options.photos]
            what = f"{folder.name} ({len(pairs)})"
            if table.has(model.name, what, WHOLE):
                continue
            columns = measure(model, pairs, windows, fixed)
            papers = columns.get(SPLIT, columns[WHOLE])
            for way, column in columns.items():
                psnr, changed = np.mean(column.psnr), np.mean(column.changed)
                gain = psnr - np.mean(papers.psnr)
                table.put([model.name, what, way, f"{psnr:.3f}", f"{gain:+.3f}", f"{changed:.1%}"])


def pairs_of(folder: Path, noise: float, crop: int) -> Iterator[tuple[Photo, Photo]]:
    """What is given and what is right, middles of both."""
    paired = (folder / "gt").is_dir()
    truths = folder / "gt" if paired else folder
    for path in sorted(truths.iterdir()):
        if path.suffix.lower() not in READABLE_SUFFIXES:
            continue
        truth = read_photo(path)
        given = read_photo(next((folder / "lq").glob(f"{path.stem}.*"))) if paired else truth
        scale = truth.width // given.width
        given, truth = middle(given, crop), middle(truth, crop * scale)
        if not paired:
            given = prepared(given, f"{given.width}x{given.height}", noise)
        yield given, truth


def middle(photo: Photo, side: int) -> Photo:
    """The middle of a photo, `side` pixels at most, its sides multiples of `MULTIPLE`."""
    width, height = (min(own, side) // MULTIPLE * MULTIPLE for own in (photo.width, photo.height))
    left, top = (photo.width - width) // 2, (photo.height - height) // 2
    return photo.with_pixels(photo.pixels[top : top + height, left : left + width])


def measure(
    model: RestorationModel,
    pairs: Sequence[tuple[Photo, Photo]],
    windows: Sequence[int],
    fixed: Sequence[int],
) -> dict[str, Column]:
    """Restore each photo in each way."""
    network = model._straight  # pyright: ignore[reportPrivateUsage]
    columns: dict[str, Column] = {}
    for given, truth in pairs:
        width = enlarged(given, model.enlargement).width
        whole = pooled(model, given, None)
        results = {WHOLE: whole}
        for side in windows:
            results[f"windows of {side}"] = pooled(model, given, PixelWindows(side, width))
        if (ours := model.windows(width)) is not None:
            results[f"{OURS} of {model.card.window}"] = pooled(model, given, ours)
        if isinstance(network, MPRNet):
            network.split = True
            results[SPLIT] = pooled(model, given, None)
            for side in fixed:
                results[f"{SPLIT}, tiles of {side}"] = split_in_tiles(model, given, side)
            network.split = False
        for way, result in results.items():
            column = columns.setdefault(way, Column())
            column.psnr.append(psnr(result, truth.pixels))
            column.changed.append(float((levels(result) != levels(whole)).mean()))
    return columns


def split_in_tiles(model: RestorationModel, photo: Photo, side: int) -> Pixels:
    """Run the bare network on tiles counted from the photo's corner, each by itself."""
    overlap, multiple = model.architecture.overlap, 2 * model.architecture.size_multiple
    restored = np.empty_like(photo.pixels)
    for part in Region(0, 0, photo.width, photo.height).parts(side):
        around = part.grown(overlap, photo.width, photo.height)
        around = around.aligned(multiple, photo.width, photo.height)
        tile = pooled(model, photo.with_pixels(photo.pixels[around.slices]), None)
        restored[part.slices] = tile[part.relative_to(around).slices]
    return restored


def pooled(model: RestorationModel, photo: Photo, tape: Tape | None) -> Pixels:
    """Run the bare network, its poolings meeting `tape`."""
    with taped(model._network, tape):  # pyright: ignore[reportPrivateUsage]
        return bare_output(model, photo)


def box_mean(x: Tensor, side: int) -> Tensor:
    """Mean of B, C, H, W over windows of `side` around each position, moved inside the map."""
    sums = functional.pad(x.double().cumsum(2).cumsum(3), (1, 0, 1, 0))
    top, bottom = _window(x.shape[2], side, x.device)
    left, right = _window(x.shape[3], side, x.device)
    rows = sums[:, :, bottom] - sums[:, :, top]
    areas = (bottom - top)[:, None] * (right - left)[None]
    return ((rows[..., right] - rows[..., left]) / areas).to(x.dtype)


def _window(length: int, side: int, device: torch.device) -> tuple[Tensor, Tensor]:
    side = min(side, length)
    first = (torch.arange(length, device=device) - side // 2).clamp(0, length - side)
    return first, first + side


def levels(pixels: Pixels) -> np.ndarray:
    """8-bit values."""
    return np.rint(pixels.clip(0, 1) * 255)


def psnr(pixels: Pixels, truth: Pixels) -> float:
    """PSNR in dB of 8-bit values."""
    error = float(((levels(pixels) - levels(truth)) ** 2).mean())
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


if __name__ == "__main__":
    main()

"""A batch's throughput against that of its network alone, and its memory from photo to photo.

    python benchmarks/batch.py [--photos 1000] [--model NAME|FILE] [--data FOLDER]

JPEGs of 640×480 are restored to JPEG as `mirstudio batch` does it, journal and recipes included.
Before, in the middle and after, the network alone goes over the same tiles of some of the photos,
already cut and in memory: nothing is read, converted, blended or written. The share is the time
that the network alone would have taken for all photos over the time that the batch took; what is
missing is itemised. Memory is the process's own, after each photo; its growth is that from the
100th (or the 10th, where there are fewer than 200) to the last. With --data the photos are middles
of those in a folder, else they are made of noise of several sizes.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import numpy as np
import psutil
import torch
from torch import Tensor

from mirstudio.imaging.files import READABLE_SUFFIXES, WriteOptions, read_photo, write_photo
from mirstudio.imaging.photo import Photo
from mirstudio.jobs.batch import run_batch
from mirstudio.jobs.folder import find_photos
from mirstudio.jobs.item import Item, State
from mirstudio.jobs.journal import Journal
from mirstudio.jobs.ledger import BatchProgress
from mirstudio.jobs.planning import Setting, make_folders, make_jobs
from mirstudio.jobs.queue import Queue
from mirstudio.progress import run
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.preset import Task
from mirstudio.restoration.restore import restore

WIDTH, HEIGHT = 640, 480
ALONE = 5
"""Photos that the network alone goes over, each of three times."""
SIGMA = 0.06


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--photos", type=int, default=1000)
    parser.add_argument("--model", help="instead of the default denoiser")
    parser.add_argument("--data", type=Path, help="folder of photos to cut from")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--precision", default="auto")
    options = parser.parse_args()
    library = ModelLibrary()
    name = options.model or library.default(Task.DENOISE).name
    model = library.load(name, options.device, options.precision)
    say(f"{model.name}, {model.device.title}, {model.precision}; {options.photos} photos")
    with tempfile.TemporaryDirectory(prefix="mirstudio-") as folder:
        photos, out = Path(folder) / "in", Path(folder) / "out"
        photos.mkdir()
        make_photos(photos, options.photos, options.data)
        measure(photos, out, model)


@dataclass
class Meter:
    """Seconds of each pass through the network, and the inputs where they are wanted."""

    seconds: float = 0.0
    passes: int = 0
    inputs: list[tuple[Tensor, ...]] | None = None
    began: float = 0.0

    def before(self, module: Any, arguments: tuple[Tensor, ...]) -> None:
        """Called as a pass begins."""
        if self.inputs is not None:
            self.inputs.append(tuple(x.clone() for x in arguments))
        self.began = time.perf_counter()

    def after(self, module: Any, arguments: Any, result: Any) -> None:
        """Called when it has ended."""
        self.seconds += time.perf_counter() - self.began
        self.passes += 1


def measure(folder: Path, out: Path, model: RestorationModel) -> None:
    """Run the batch between measurements of the network alone, and tell both."""
    network = model._network  # pyright: ignore[reportPrivateUsage]
    meter = Meter()
    network.register_forward_pre_hook(meter.before)
    network.register_forward_hook(meter.after)
    found = find_photos(folder)
    tiles = tiles_of(model, meter, [photo.path for photo in found[:ALONE]])
    alone = [pass_seconds(network, tiles)]
    wanted = make_jobs(found, out, [Setting((model.name,), "denoise")] * len(found))
    make_folders(wanted)
    queue = Queue(Journal(out / "journal.sqlite"))
    queue.add(wanted)
    meter.seconds, meter.passes = 0.0, 0
    within, paused, memory = 0.0, 0.0, list[int]()
    began = time.perf_counter()
    for progress in run_batch(queue, lambda *_: model):
        if not isinstance(progress, BatchProgress) or progress.item is None:
            continue
        if progress.item.state is State.DONE:
            memory.append(psutil.Process().memory_info().rss)
            if len(memory) == len(found) // 2:
                halted, within = time.perf_counter(), meter.seconds
                alone.append(pass_seconds(network, tiles))
                meter.seconds = within
                paused = time.perf_counter() - halted
    wall = time.perf_counter() - began - paused
    within = meter.seconds
    alone.append(pass_seconds(network, tiles))
    items = queue.items()
    queue.close()
    tell(items, wall, within, alone, memory)


def tiles_of(model: RestorationModel, meter: Meter, paths: list[Path]) -> list[list[Any]]:
    """Return what the network is given for the tiles of some photos, as it is given it."""
    tiles: list[list[Any]] = []
    for path in paths:
        meter.inputs = []
        run(restore(read_photo(path), model))
        tiles.append(meter.inputs)
    meter.inputs = None
    return tiles


def pass_seconds(network: Any, tiles: list[list[Any]]) -> float:
    """Return the seconds that the network alone takes for a photo: the median of some."""
    seconds: list[float] = []
    with torch.inference_mode():
        for photo in tiles:
            began = time.perf_counter()
            for arguments in photo:
                network(*arguments)
            seconds.append(time.perf_counter() - began)
    return median(seconds)


def tell(
    items: list[Item], wall: float, within: float, alone: list[float], memory: list[int]
) -> None:
    """Print the share, what is missing of it, and the memory."""
    count = len(items)
    done = sum(item.state is State.DONE for item in items)
    ideal = median(alone) * count
    spread = ", ".join(f"{1000 * seconds:.0f}" for seconds in alone)
    say(f"{done} of {count} restored in {wall:.1f} s: {count / wall:.2f} photos a second")
    say(f"network alone: {spread} ms a photo before, midway, after; {ideal:.1f} s for all")
    say(f"share of its throughput: {ideal / wall:.1%}")
    restoring = sum(item.timings.restore for item in items)
    rows = {
        "in the network": within,
        "statistics, cutting, colours, blending": restoring - within,
        "waiting for reading and writing, journal": wall - restoring,
    }
    for what, seconds in rows.items():
        say(f"  {what}: {1000 * seconds / count:.1f} ms a photo, {seconds / wall:.1%}")
    beside = {
        "reading": sum(item.timings.read for item in items),
        "adjusting": sum(item.timings.adjust for item in items),
        "writing with recipe": sum(item.timings.write for item in items),
    }
    for what, seconds in beside.items():
        say(f"  beside it, {what}: {1000 * seconds / count:.1f} ms a photo")
    first = 100 if count >= 200 else 10
    if len(memory) > first:
        growth = memory[-1] / memory[first - 1] - 1
        say(
            f"memory: {memory[first - 1] / 1e6:.0f} MB at photo {first},"
            f" {memory[-1] / 1e6:.0f} MB at the last ({growth:+.1%}), most {max(memory) / 1e6:.0f}"
        )


def make_photos(folder: Path, count: int, data: Path | None) -> None:
    """Write noisy JPEGs of 640×480."""
    rng = np.random.default_rng(0)
    sources = middles(data) if data else clouds(rng)
    for number in range(count):
        pixels = next(sources)
        noisy = pixels + rng.normal(0, SIGMA, pixels.shape).astype(np.float32)
        photo = replace(Photo(noisy.clip(0, 1)), bit_depth=8)
        write_photo(photo, folder / f"{number:05}.jpg", WriteOptions(quality=92))


def clouds(rng: np.random.Generator) -> Iterator[Any]:
    """Make pictures of noise of several sizes, for ever."""
    while True:
        pixels = np.full((HEIGHT, WIDTH, 3), 0.5, np.float32)
        for cells in (3, 12, 48):
            small = rng.normal(0, 0.12, (cells, cells, 3)).astype(np.float32)
            pixels += cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
        yield pixels


def middles(folder: Path) -> Iterator[Any]:
    """Cut the middles out of a folder's photos, over and over."""
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix in READABLE_SUFFIXES]
    large = [path for path in paths if min(read_photo(path).pixels.shape[:2]) >= HEIGHT]
    while True:
        for path in large:
            pixels = read_photo(path).pixels
            top, left = (pixels.shape[0] - HEIGHT) // 2, (pixels.shape[1] - WIDTH) // 2
            if left >= 0:
                yield pixels[top : top + HEIGHT, left : left + WIDTH]


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

"""How fast a photo is restored, against the plain arrangement on the whole of it, and what else.

    python benchmarks/photo_speed.py PHOTO [--model NAME] [--size 3000x2000] [--rounds 3]
        [--page docs/benchmarks.md]

`restore` runs as the program runs it, in the precision that it chooses; the plain arrangement has
the papers' operators one by one, NCHW, eager, float32, over the whole photo at once, which takes
much memory. Each run has a process of its own, in turns, and a small photo before to warm up. Of
both the best round counts. Told of `restore`: what is not spent in the network, over its time;
pixels run for overlaps and for statistics, over the photo's; and beside it the seconds to decode
the photo, to encode the result and to read it back. The last column holds the two results to each
other.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.agreement import compare
from benchmarks.plain_arrangement import arrange_plainly
from benchmarks.stand_ins import load, prepared
from benchmarks.table import Table, add_page_argument, this_machine
from benchmarks.tiles import Stopwatch, padded
from mirstudio.imaging.files import WriteOptions, read_photo, write_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.imaging.read_back import read_back
from mirstudio.progress import run
from mirstudio.restoration.freed_memory import keep_freed_memory
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.plan import plan
from mirstudio.restoration.restore import restore

PLAIN, OURS = "plain", "mirstudio"
WARM_UP = 256
"""Side of the photo that goes first."""
COLUMNS = [
    "model",
    "MP",
    "precision",
    "plain, s",
    "restore, s",
    "× plain",
    "no network",
    "overlaps",
    "statistics",
    "decode, s",
    "encode, s",
    "read back, s",
    "equal 8-bit values, most off by",
]


def main() -> None:
    """Run both in turns and print the row."""
    parser = argparse.ArgumentParser(description="A whole photo, against the plain arrangement")
    parser.add_argument("photo", type=Path)
    parser.add_argument("--model", default="denoise-mirnetv2-camera")
    parser.add_argument("--size", default="3000x2000", help="cut, or mirrored where it is larger")
    parser.add_argument("--noise", type=float, default=0, help="sigma of 255 to be added")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--precision", default="auto")
    add_page_argument(parser)
    parser.add_argument("--run", nargs=2, metavar=("WAY", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        way, folder = options.run
        run_once(way, Path(folder), options)
        return
    table = Table("photo speed", COLUMNS, 3, options.page, f"{this_machine()}.")
    table.begin()
    with tempfile.TemporaryDirectory(prefix="mirstudio-") as name:
        folder = Path(name)
        photo = prepared(read_photo(options.photo), options.size, options.noise)
        eight_bits = replace(photo, pixels=photo.pixels.clip(0, 1), bit_depth=8)
        write_photo(eight_bits, folder / "photo.jpg", WriteOptions(quality=95))
        rounds = [
            {way: measure(way, folder) for way in (PLAIN, OURS)} for _ in range(options.rounds)
        ]
        table.put([options.model, f"{photo.megapixels:.2g}", *cells(rounds, folder)])


def measure(way: str, folder: Path) -> dict[str, Any]:
    """Run one way in a process of its own, with this one's options."""
    command = [sys.executable, *sys.argv, "--run", way, str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{way}: {done.stderr.strip()}")
    return json.loads(done.stdout.splitlines()[-1])


def cells(rounds: list[dict[str, dict[str, Any]]], folder: Path) -> list[str]:
    """Return all cells but the first two."""
    plain = min(one[PLAIN]["seconds"] for one in rounds)
    ours = min((one[OURS] for one in rounds), key=lambda one: one["seconds"])
    results = [np.load(folder / f"{way}.npy") for way in (OURS, PLAIN)]
    agreement = compare(*results)
    return [
        ours["precision"],
        f"{plain:.1f}",
        f"{ours['seconds']:.1f}",
        f"{plain / ours['seconds']:.2f}",
        f"{ours['beside']:.1%}",
        f"{ours['overlaps']:.1%}",
        f"{ours['statistics']:.1%}",
        *(f"{ours[step]:.2f}" for step in ("decode", "encode", "read_back")),
        f"{agreement.equal:.2%}, {agreement.largest:.0f}",
    ]


def run_once(way: str, folder: Path, options: argparse.Namespace) -> None:
    """Restore the photo one way; print what it took and keep the result."""
    began = time.perf_counter()
    photo = read_photo(folder / "photo.jpg")
    decode = time.perf_counter() - began
    warm_up = photo.with_pixels(photo.pixels[:WARM_UP, :WARM_UP])
    if way == PLAIN:
        model = load(options.model, "cpu", "fp32")
        arrange_plainly(model._network.to(memory_format=torch.contiguous_format))  # pyright: ignore
        run_plainly(model, warm_up)
        began = time.perf_counter()
        pixels = run_plainly(model, photo)
        facts: dict[str, Any] = {"seconds": time.perf_counter() - began}
    else:
        keep_freed_memory()
        model = load(options.model, "cpu", options.precision)
        run(restore(warm_up, model))
        pixels, facts = restore_watched(model, photo)
        facts |= write_and_read_back(photo.with_pixels(pixels), folder / "restored.jpg")
    np.save(folder / f"{way}.npy", pixels)
    sys.stdout.write(json.dumps({**facts, "decode": decode, "precision": model.precision}) + "\n")


def run_plainly(model: RestorationModel, photo: Photo) -> Pixels:
    """Run the network on the whole photo, as scripts do."""
    x = torch.from_numpy(padded(model, photo)).permute(2, 0, 1)[None].contiguous()
    with torch.inference_mode():
        y = model._network(x)  # pyright: ignore[reportPrivateUsage]
    return y[0].permute(1, 2, 0).numpy()[: photo.height, : photo.width]


def restore_watched(model: RestorationModel, photo: Photo) -> tuple[Pixels, dict[str, Any]]:
    """Restore, and tell where the time went."""
    settled = plan(photo, model)
    watch = Stopwatch()
    watch.watch(model)
    began = time.perf_counter()
    pixels = run(restore(photo, model)).pixels
    seconds = time.perf_counter() - began
    return pixels, {
        "seconds": seconds,
        "beside": 1 - (watch.statistics + watch.tiles) / seconds,
        "overlaps": settled.overlap_share,
        "statistics": 0.0 if settled.alone else settled.sample_share,
    }


def write_and_read_back(photo: Photo, target: Path) -> dict[str, float]:
    """Write a result as JPEG and read it back; return the seconds of both."""
    began = time.perf_counter()
    write_photo(photo, target, WriteOptions(overwrite=True))
    written = time.perf_counter()
    read_back(target)
    return {"encode": written - began, "read_back": time.perf_counter() - written}


if __name__ == "__main__":
    main()

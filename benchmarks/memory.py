"""How much memory `mirstudio restore` takes, from file to file, for photos of several sizes.

    python benchmarks/memory.py [--megapixels 24,100,400] [--format jpeg] [--model NAME]
        [--seconds 600] [--page docs/tiles.md]

A synthetic photo of each size is written, restored by the command line in a process of its own
on the CPU, and that process's RssAnon + RssShmem is read from /proc (Linux) until it ends. What
is mapped from files, such as large pictures in the cache folder, can be dropped by the system
and does not count; `--folder` must be on a disk then, not in memory, with room for some 50 bytes a
pixel. The cache starts empty. A model runs over all of the photo: a minute for 12 to 24 megapixels
on two cores. `--small` takes a network of a few thousand weights instead, which shows in minutes
what does not depend on the network, and `--seconds` stops a run that takes longer, so that the last
column tells how much of it was seen. With `--page` the rows are also kept in a page, and those that
are there already are not measured again.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import imagecodecs
import numpy as np
import torch
from safetensors.torch import save_file

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.table import Table, add_page_argument, this_machine
from mirstudio.networks.mirnetv2 import MIRNetv2, MIRNetv2Shape

SUFFIXES = {"jpeg": ".jpg", "png": ".png", "tiff": ".tif"}
COLUMNS = ["model", "photo, MP", "format", "file, MB", "peak, GB", "after, s", "of, s"]
PATCH = 1024
"""Side of the noise that a photo is made of."""


@dataclass(frozen=True)
class Usage:
    """What one run took."""

    peak: int
    """Largest RssAnon + RssShmem in bytes."""
    peak_after: float
    """Seconds after the start at which it was met."""
    seconds: float
    """Of the whole run."""
    complaint: str
    """What a run that failed had to say; empty when it did not."""


def main() -> None:
    """Measure each size and print the table."""
    parser = argparse.ArgumentParser(description="How much memory a photo takes")
    parser.add_argument("--megapixels", default="24,100,400")
    parser.add_argument("--format", choices=list(SUFFIXES), default="jpeg")
    parser.add_argument("--bit-depth", type=int, choices=(8, 16), default=8)
    parser.add_argument("--model", default="denoise-mirnetv2-camera")
    parser.add_argument("--small", action="store_true", help="a tiny network instead")
    parser.add_argument("--folder", type=Path, help="where the photos are written meanwhile")
    parser.add_argument("--seconds", type=float, default=math.inf, help="stop a run after so many")
    add_page_argument(parser)
    options = parser.parse_args()
    table = Table("memory", COLUMNS, 3, options.page, f"{this_machine()}.")
    table.begin()
    name = "a tiny network" if options.small else options.model
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        home = {**os.environ, "MIRSTUDIO_HOME": str(Path(folder) / "home")}
        model = str(write_tiny_model(Path(folder))) if options.small else options.model
        for megapixels in map(float, options.megapixels.split(",")):
            key = name, f"{megapixels:g}", options.format
            if table.has(*key):
                continue
            source = Path(folder) / f"photo{SUFFIXES[options.format]}"
            write_synthetic(source, megapixels, options.format, options.bit_depth)
            target = Path(folder) / f"restored{source.suffix}"
            command = ["restore", str(source), "-o", str(target), "--model", model]
            shutil.rmtree(home["MIRSTUDIO_HOME"], ignore_errors=True)
            usage = measure(
                [*command, "--device", "cpu", "--on-conflict", "overwrite"], home, options.seconds
            )
            megabytes, peak = source.stat().st_size / 1e6, usage.peak / 1e9
            seconds = (f"{usage.peak_after:.0f}", f"{usage.seconds:.0f} {usage.complaint}")
            table.put([*key, f"{megabytes:.0f}", f"{peak:.2f}", *seconds])


def write_synthetic(path: Path, megapixels: float, format_name: str, depth: int) -> None:
    """Write a photo of noise over slow waves, three by two."""
    height = round(math.sqrt(megapixels * 1e6 * 2 / 3))
    width = round(megapixels * 1e6 / height)
    rng = np.random.default_rng(0)
    wave = np.sin(np.linspace(0, 6, PATCH))[:, None, None] * 0.3 + 0.5
    patch = (wave + rng.normal(0, 0.05, (PATCH, PATCH, 3))).clip(0, 1) * (2**depth - 1)
    repeats = (-(-height // PATCH), -(-width // PATCH), 1)
    kind = np.uint8 if depth == 8 else np.uint16
    samples = np.tile(patch.astype(kind), repeats)[:height, :width]
    samples = np.ascontiguousarray(samples)
    if format_name == "jpeg":
        path.write_bytes(imagecodecs.jpeg8_encode(samples, level=90))
    elif format_name == "png":
        path.write_bytes(imagecodecs.png_encode(samples, level=1))
    else:
        imagecodecs.imwrite(path, samples, codec="tiff")


def write_tiny_model(folder: Path) -> Path:
    """Write a checkpoint that costs next to nothing to run."""
    torch.manual_seed(0)
    network = MIRNetv2(MIRNetv2Shape(features=8, widths=(8, 8), groups=(1, 1), blocks=1, packing=2))
    path = folder / "tiny.safetensors"
    save_file(dict(network.state_dict()), path)
    return path


def measure(arguments: list[str], environment: dict[str, str], longest: float) -> Usage:
    """Run `mirstudio` with `arguments` and watch its memory, for `longest` seconds at most."""
    command = [sys.executable, "-m", "mirstudio", *arguments]
    began = time.monotonic()
    peak, peak_after = 0, 0.0
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    stopped = False
    while process.poll() is None:
        if not stopped and time.monotonic() - began > longest:
            stopped = True
            process.send_signal(signal.SIGTERM)
        now = own_memory(process.pid)
        if now > peak:
            peak, peak_after = now, time.monotonic() - began
        time.sleep(0.02)
    assert process.stderr is not None
    said = process.stderr.read().decode().strip() if process.returncode else ""
    said = "(stopped)" if stopped else said
    return Usage(peak, peak_after, time.monotonic() - began, said)


def own_memory(pid: int) -> int:
    """Return RssAnon + RssShmem of a process in bytes; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    fields = dict(line.split(":", 1) for line in lines)
    return sum(int(fields.get(name, "0").split()[0]) for name in ("RssAnon", "RssShmem")) * 1024


if __name__ == "__main__":
    main()

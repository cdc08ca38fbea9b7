"""How soon the frozen program is there, held to what importing torch takes on the same machine.

    python benchmarks/start_up.py [--program dist/mirstudio/mirstudio-window] [--rounds 5]

Linux with an X server (Xvfb is enough), and xdotool. Each round imports torch in a bare Python,
then starts the program on a made-up photo of 24 megapixels, which it begins to restore at once,
and waits for its window to be on the screen, for the first restored tile in it (a first look, with
the statistics of a small sample; the log tells of it), and for the first final tile on disk. The
first round only warms the disk's cache. Wanted: a window in at most 1.0 times what torch takes, the
first restored tile in at most 3 times.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np

from mirstudio.imaging.files import write_photo
from mirstudio.imaging.photo import Photo

PROGRAM = Path("dist/mirstudio/mirstudio-window")
PATIENCE = 600
LOOK = 0.005
"""Seconds between two looks for a tile."""
EVENTS = {"window": 1.0, "first tile": 3.0, "final tile": None}
"""What is waited for, in its order, and how many times as long as torch it may take."""
SEEN = "after the model was ready."
"""How the log tells that the first restored tile is on the screen."""


def main() -> None:
    """Print each round, then the medians and how often they are what torch takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path, default=PROGRAM)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megapixels", type=float, default=24.0)
    options = parser.parse_args()
    rounds: list[tuple[float, ...]] = []
    with tempfile.TemporaryDirectory(prefix="mirstudio-start-") as name:
        photo = make_photo(Path(name), options.megapixels)
        for number in range(options.rounds + 1):
            torch = time_of_torch()
            times = times_of_program(options.program.resolve(), photo, Path(name))
            told = ", ".join(
                f"{what} {time:.2f} s" for what, time in zip(EVENTS, times, strict=True)
            )
            say(f"{f'round {number}' if number else 'warming up':10}  torch {torch:.2f} s, {told}")
            if number:
                rounds.append((torch, *times))
    torch, *times = (statistics.median(column) for column in zip(*rounds, strict=True))
    say(f"{'import torch':14} {torch:6.2f} s")
    for (what, wanted), seconds in zip(EVENTS.items(), times, strict=True):
        limit = f" ({wanted} wanted)" if wanted else ""
        say(f"{what:14} {seconds:6.2f} s, {seconds / torch:.2f} times{limit}")


def make_photo(folder: Path, megapixels: float) -> Path:
    """Write a photo of smooth colours with noise, 3:2."""
    height = round((megapixels * 1e6 / 1.5) ** 0.5)
    width = round(height * 1.5)
    down, across = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    pixels = np.stack((across, down, 1 - across), axis=-1) * np.float32(0.8) + np.float32(0.1)
    rng = np.random.default_rng(1)
    pixels += rng.normal(0, 0.05, pixels.shape).astype(np.float32)
    path = folder / "photo.jpg"
    write_photo(Photo(pixels), path)
    return path


def time_of_torch() -> float:
    """Seconds of a bare `python -c "import torch"`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import torch"], check=True)
    return time.perf_counter() - start


def times_of_program(program: Path, photo: Path, folder: Path) -> tuple[float, float, float]:
    """Seconds from the start of the program to each of the events."""
    with tempfile.TemporaryDirectory(dir=folder) as home:
        environment = {**os.environ, "MIRSTUDIO_HOME": home}
        start = time.perf_counter()
        process = subprocess.Popen([program, photo], env=environment)
        try:
            finding = ["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(process.pid)]
            finding += ["--name", "mirstudio"]
            subprocess.run(finding, check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE)
            window = time.perf_counter() - start
            log = Path(home) / "logs" / "mirstudio.log"
            wait_until(lambda: SEEN in log.read_text("utf-8"), process)
            tile = time.perf_counter() - start
            tiles = Path(home) / "cache" / "tiles"
            wait_until(lambda: any(map(is_tile, tiles.glob("*.npz"))), process)
            return window, tile, time.perf_counter() - start
        finally:
            process.kill()
            process.wait()


def is_tile(entry: Path) -> bool:
    """Whether an entry of the tile cache is a tile; statistics lie there, too."""
    with zipfile.ZipFile(entry) as arrays:
        return "pixels.npy" in arrays.namelist()


def wait_until(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Look again and again; raises when the program ends or nothing happens for long."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError("The program did not restore a tile.")
        time.sleep(LOOK)


def say(line: str) -> None:
    """Write a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

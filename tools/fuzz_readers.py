"""Read damaged photos until the time is up: `python tools/fuzz_readers.py --seconds 1200`.

Small photos of every kind, and those in folders that are named, are damaged at random and read in
a process of its own whose memory is bounded. A process that dies, hangs, or raises anything but
PhotoError is a failure: the file is kept in --keep, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import io
import random
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mirstudio.errors import PhotoError  # noqa: E402
from mirstudio.imaging.codecs import exif  # noqa: E402
from mirstudio.imaging.files import WRITABLE_FORMATS, WriteOptions, read_photo, write_photo  # noqa: E402
from mirstudio.imaging.photo import Metadata, Photo  # noqa: E402
from mirstudio.imaging.profile import display_p3_profile  # noqa: E402

MEMORY = 4 << 30
PATIENCE = 60.0
LARGEST_SEED = 1 << 20
TELLING = (0, 1, 0x7F, 0x80, 0xFF)
"""Bytes that lengths and counts trip over."""


def main() -> int:
    """Damage and read until the time is up; 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0, help="of the damage, to repeat it")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    parser.add_argument("--reader", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("folders", nargs="*", type=Path, help="photos to damage too")
    options = parser.parse_args()
    if options.reader:
        return serve()
    with tempfile.TemporaryDirectory() as folder:
        seeds = make_seeds(Path(folder)) + found_in(options.folders)
        return hunt(seeds, Path(folder), options)


def serve() -> int:
    """Read each file that standard input names, and say what came of it."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except ImportError:
        print("memory is not bounded on this system", file=sys.stderr)
    for line in sys.stdin:
        try:
            photo = read_photo(line.rstrip("\n"))
            sound = photo.pixels.ndim == 3 and photo.pixels.dtype == np.float32
            verdict = "read" if sound else "unsound"
        except PhotoError as error:
            verdict = "refused" if "\n" not in error.message else "unsound"
        except Exception as error:
            verdict = f"raised {type(error).__name__}: {error}".replace("\n", " ")
        print(verdict, flush=True)
    return 0


def make_seeds(folder: Path) -> list[Path]:
    """Write one small photo of each kind."""
    y, x = np.mgrid[0:40, 0:56].astype(np.float32)
    waves = [np.sin(x / (5 + i)) * np.cos(y / 7) for i in range(3)]
    pixels = np.stack(waves, axis=-1).astype(np.float32)
    block = exif.pack_block(
        exif.Directory("<", {0x10F: (2, 8, b"Pinhole\0"), 0x112: (3, 1, b"\6\0")})
    )
    metadata = Metadata(block, b"<x:xmpmeta/>", b"\x1c\x02\x05\0\x05Clock", (300.0, 300.0))
    cover = np.abs(pixels[..., 0])
    seeds: list[Path] = []
    for name in WRITABLE_FORMATS:
        for depth in (8, 16, 32):
            photo = Photo(
                pixels * 0.4 + 0.5,
                cover,
                depth,
                profile=display_p3_profile(),
                metadata=metadata,
            )
            seeds.append(folder / f"seed-{depth}.{name}")
            write_photo(photo, seeds[-1], WriteOptions(name))
    return seeds + _plain_seeds(folder)


def _plain_seeds(folder: Path) -> list[Path]:
    """Write photos in formats that are only read."""
    from PIL import Image

    seeds: list[Path] = []
    picture = Image.effect_mandelbrot((48, 32), (-2, -1, 1, 1), 20)
    for suffix in ("gif", "bmp", "ico", "pgm", "tif"):
        file = io.BytesIO()
        kind = {"pgm": "PPM", "tif": "TIFF"}.get(suffix, suffix.upper())
        more = {"compression": "tiff_lzw"} if suffix == "tif" else {}
        picture.save(file, kind, **more)
        seeds.append(folder / f"plain.{suffix}")
        seeds[-1].write_bytes(file.getvalue())
    return seeds


def found_in(folders: list[Path]) -> list[Path]:
    """Photos in these folders, without what is too long to be read often."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [path for path in files if 0 < path.stat().st_size <= LARGEST_SEED]


def damage(data: bytes, rng: random.Random) -> bytes:
    """Return the file with some bytes changed, moved, doubled, or cut off."""
    damaged = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        # Headers are where the traps are.
        reach = rng.choice((64, 512, len(damaged), len(damaged)))
        place = rng.randrange(max(1, min(reach, len(damaged))))
        end = min(len(damaged), place + rng.choice((1, 2, 4, 8)))
        match rng.randrange(5):
            case 0:
                damaged[place:end] = bytes([rng.choice(TELLING)] * (end - place))
            case 1:
                damaged[place] = rng.randrange(256)
            case 2:
                damaged[place] ^= 1 << rng.randrange(8)
            case 3:
                damaged[place:place] = damaged[place : place + rng.randrange(1, 64)]
            case _:
                del damaged[place : place + rng.randrange(1, 64)]
        if not damaged:
            return b"\0"
    return bytes(damaged[: rng.randrange(1, len(damaged) + 1)] if rng.random() < 0.1 else damaged)


def hunt(seeds: list[Path], folder: Path, options: argparse.Namespace) -> int:
    """Feed damaged files to a reader, and a new one each time one is lost."""
    rng = random.Random(options.seed)
    counts: Counter[str] = Counter()
    failures = 0
    until = time.monotonic() + options.seconds
    reader = start_reader()
    while time.monotonic() < until:
        seed = rng.choice(seeds)
        path = folder / f"damaged{seed.suffix}"
        path.write_bytes(damage(seed.read_bytes(), rng))
        verdict = ask(reader, path)
        counts[verdict.partition(" ")[0]] += 1
        if verdict not in ("read", "refused"):
            failures += 1
            kept = keep(path, options.keep, failures)
            print(f"{kept} (from {seed.name}): {verdict}", flush=True)
        if verdict.startswith(("died", "hangs")):
            stop(reader)
            reader = start_reader()
    stop(reader)
    print(", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())))
    return 1 if failures else 0


def start_reader() -> subprocess.Popen[bytes]:
    """Start a process that reads."""
    command = [sys.executable, str(Path(__file__)), "--reader"]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def ask(reader: subprocess.Popen[bytes], path: Path) -> str:
    """Have one file read; the verdict, or that the reader died or hangs."""
    assert reader.stdin is not None and reader.stdout is not None
    try:
        reader.stdin.write(f"{path}\n".encode())
        reader.stdin.flush()
    except BrokenPipeError:
        return f"died with {reader.wait()}"
    ready, _, _ = select.select([reader.stdout], [], [], PATIENCE)
    if not ready:
        return "hangs"
    line = reader.stdout.readline().decode()
    return line.strip() if line else f"died with {reader.wait()}"


def stop(reader: subprocess.Popen[bytes]) -> None:
    """End a reader, whatever it does."""
    reader.kill()
    reader.communicate()


def keep(path: Path, folder: Path, number: int) -> Path:
    """Copy what did harm out of the temporary folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(path, folder / f"{number:03}{path.suffix}"))


if __name__ == "__main__":
    sys.exit(main())

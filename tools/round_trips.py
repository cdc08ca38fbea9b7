"""What survives from every kind of file to every format: `python tools/round_trips.py`.

Generates a small file of each kind, writes it in each format at quality 100 without restoring it,
reads that back and compares. Puts the table into docs/formats.md; --check only says whether the
one that is there is still true.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mirstudio.imaging.codecs import exif  # noqa: E402
from mirstudio.imaging.files import (  # noqa: E402
    CODECS,
    WRITABLE_FORMATS,
    WriteOptions,
    read_photo,
    write_photo,
)
from mirstudio.imaging.photo import Photo  # noqa: E402
from tools.sample_files import KINDS, Kind  # noqa: E402

PAGE = ROOT / "docs" / "formats.md"
BEGIN, END = "<!-- round trips: begin -->", "<!-- round trips: end -->"
FORMATS = WRITABLE_FORMATS
_SUFFIXES = {codec.name: codec.suffixes[0] for codec in CODECS}


@dataclass(frozen=True)
class Passage:
    """What of a file of one kind is in a file of another format."""

    depth: int
    """Bits per channel."""
    exact: bool
    """The pixels are the very same."""
    largest: float
    """Difference of a pixel's value where the colours are in the same space, else 0."""
    upright: bool
    lost: tuple[str, ...]
    """Of "profile", "EXIF", "XMP", "IPTC", "DPI", "alpha", "grey"."""

    def __str__(self) -> str:
        lost = "".join(f" −{name}" for name in self.lost)
        return f"{self.depth}{' =' if self.exact else ''}{lost}"


def main() -> int:
    """Measure, and write or check the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table = make_table(Path(folder))
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    updated = f"{before}{BEGIN}\n{table}\n{END}{after}"
    if options.check:
        print("The table is true." if updated == page else "The table is not true any more.")
        return 0 if updated == page else 1
    PAGE.write_text(updated, encoding="utf-8")
    return 0


def make_table(folder: Path) -> str:
    """Return the table as Markdown."""
    lines = ["| from, to | " + " | ".join(FORMATS) + " |", "|---" * (len(FORMATS) + 1) + "|"]
    for kind in KINDS:
        passages = passages_of(kind, folder)
        lines.append(f"| {kind.name} | " + " | ".join(str(passages[f]) for f in FORMATS) + " |")
    return "\n".join(lines)


def stored(kind: Kind, folder: Path) -> Path:
    """Write a file of this kind and return where it is."""
    path = folder / f"photo{kind.suffix}"
    path.write_bytes(kind.make())
    return path


def passages_of(kind: Kind, folder: Path) -> dict[str, Passage]:
    """Write a file of this kind in every format and see what is in it."""
    before = read_photo(stored(kind, folder))
    found: dict[str, Passage] = {}
    for format_ in FORMATS:
        path = folder / f"result{_SUFFIXES[format_]}"
        write_photo(before, path, WriteOptions(quality=100, overwrite=True))
        found[format_] = compare(before, read_photo(path))
        path.unlink()
    return found


def compare(before: Photo, after: Photo) -> Passage:
    """Say what of a photo another one still has."""
    same_space = _hash(before.profile) == _hash(after.profile)
    wanted = before.pixels if after.bit_depth == 32 else before.pixels.clip(0, 1)
    apart = float(np.abs(wanted - after.pixels).max()) if same_space else 0.0
    exact = same_space and bool(np.array_equal(before.pixels, after.pixels))
    upright = exif.read_orientation(after.metadata.exif) == 1
    upright = upright and (before.width, before.height) == (after.width, after.height)
    return Passage(after.bit_depth, exact, apart, upright, tuple(_lost(before, after)))


def _lost(before: Photo, after: Photo) -> Iterator[str]:
    was, now = before.metadata, after.metadata
    if before.profile and _hash(before.profile) != _hash(after.profile):
        yield "profile"
    if was.exif and not now.exif:
        yield "EXIF"
    if was.xmp and was.xmp != now.xmp:
        yield "XMP"
    if was.iptc and was.iptc != now.iptc:
        yield "IPTC"
    if was.dpi and was.dpi != now.dpi:
        yield "DPI"
    if before.alpha is not None and after.alpha is None:
        yield "alpha"
    if before.grey and not after.grey:
        yield "grey"


def _hash(profile: bytes | None) -> str:
    return hashlib.sha256(profile or b"").hexdigest()


if __name__ == "__main__":
    sys.exit(main())

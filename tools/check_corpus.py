"""Read every photo that a manifest lists: `python tools/check_corpus.py FOLDER`.

FOLDER holds `manifest.csv` with the columns file, category, pillow_result, width, height,
exif_orientation, note. Photos that Pillow reads, outside the folders of damaged ones, must be read
upright in the listed size; so must HEIC and JPEG XL, and real RAW files, larger than the preview
that Pillow takes for them. What Pillow takes for a bomb must be read up to our own limit, and
refused above it; all others must be read or refused with one sentence. Prints what was otherwise,
the slowest file and the memory at its peak; exit code 1 where something was.
"""

from __future__ import annotations

import csv
import re
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mirstudio.errors import PhotoError  # noqa: E402
from mirstudio.imaging.files import LARGEST_PIXELS, read_photo  # noqa: E402

HOSTILE = ("corrupt", "bomb", "raw")
ALSO = (".heic", ".jxl")
"""Suffixes that Pillow does not know and we do."""


def main(folder: Path) -> int:
    """Check the corpus in `folder`."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    complaints: list[str] = []
    slowest = (0.0, "")
    for row in rows:
        began = time.perf_counter()
        complaint = check(folder / row["file"], row)
        slowest = max(slowest, (time.perf_counter() - began, row["file"]))
        if complaint:
            complaints.append(f"{row['file']}: {complaint}")
    print(*complaints, sep="\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{len(rows)} files, {len(complaints)} not as they should be.")
    print(f"Slowest: {slowest[1]}, {slowest[0]:.1f} s; peak memory {peak:.1f} GiB.")
    return 1 if complaints else 0


def check(path: Path, row: dict[str, str]) -> str:
    """Say what is wrong with how a file was read; nothing when it is right."""
    fine = row["pillow_result"] == "ok" and row["category"] not in HOSTILE
    real_raw = row["category"] == "raw" and row["note"].startswith("real")
    pixels = _pixels_of_bomb(row)
    must_be_read = fine or real_raw or path.suffix.lower() in ALSO
    must_be_read = must_be_read or 0 < pixels <= LARGEST_PIXELS
    try:
        photo = read_photo(path)
    except PhotoError as error:
        if "\n" in error.message or not error.message.endswith("."):
            return f"not one sentence: {error.message!r}"
        return error.message if must_be_read else ""
    if pixels > LARGEST_PIXELS:
        return "read, although it is too large"
    if not fine and not real_raw:
        return ""
    size = int(row["width"]), int(row["height"])
    if real_raw:
        return "read as its preview" if photo.width <= size[0] else ""
    turned = row["exif_orientation"] in ("5", "6", "7", "8")
    wanted = size[::-1] if turned else size
    seen = photo.width, photo.height
    return "" if seen == wanted else f"{seen} instead of {wanted}"


def _pixels_of_bomb(row: dict[str, str]) -> int:
    """Return how many pixels Pillow refused; 0 where it did not."""
    told = re.search(r"Image size \((\d+) pixels\)", row["pillow_result"])
    return int(told.group(1)) if told else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

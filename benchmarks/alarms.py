"""Restore all photos below a folder and report every alarm of the watchdog; there should be none.

    python benchmarks/alarms.py --model denoise-mirnetv2-best --data photos/ [--plain 24]

Exit code 1 when there was an alarm, also one that the CPU in float32 confirmed.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from mirstudio.errors import PhotoError
from mirstudio.imaging.files import READABLE_SUFFIXES, read_photo
from mirstudio.imaging.photo import Photo
from mirstudio.progress import run
from mirstudio.restoration import attempts
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.restore import restore


class Alarms(logging.Handler):
    """Keeps what the tiles' log says."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.sentences: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take one sentence."""
        self.sentences.append(record.getMessage())


def photos_below(folder: Path) -> Iterator[tuple[str, Photo]]:
    """All photos of a folder and its folders that can be read."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in READABLE_SUFFIXES:
            try:
                yield str(path.relative_to(folder)), read_photo(path)
            except PhotoError as error:
                sys.stderr.write(f"{error}\n")


def plain_photos(megapixels: float) -> Iterator[tuple[str, Photo]]:
    """A black, a grey and a white photo, 3:2."""
    height = round((megapixels * 1e6 / 1.5) ** 0.5)
    for value in (0.0, 0.5, 1.0):
        pixels = np.full((height, height * 3 // 2, 3), value, np.float32)
        yield f"plain {value:.0%}, {megapixels:g} MP", Photo(pixels)


def main() -> int:
    """Restore everything; say what alarmed, and how many did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--plain", type=float, metavar="MP", help="plain photos of this size too")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--precision", default="auto")
    parser.add_argument("--tile", type=int)
    options = parser.parse_args()
    model = ModelLibrary().load(options.model, options.device, options.precision)
    alarms = Alarms()
    attempts.logger.addHandler(alarms)
    attempts.logger.setLevel(logging.INFO)
    seen = alarmed = 0
    began = time.monotonic()
    sources = [photos_below(options.data)] if options.data else []
    sources += [plain_photos(options.plain)] if options.plain else []
    for source in sources:
        for name, photo in source:
            alarms.sentences.clear()
            run(restore(photo, model, options.tile))
            seen += 1
            alarmed += bool(alarms.sentences)
            for sentence in dict.fromkeys(alarms.sentences):
                sys.stdout.write(f"{name}: {sentence}\n")
                sys.stdout.flush()
    place = f"{model.device.title}, {model.precision}"
    sys.stdout.write(
        f"{alarmed} of {seen} photos alarmed; {model.name} on {place},"
        f" limit {model.card.mean_jump}, {time.monotonic() - began:.0f} s\n"
    )
    return 1 if alarmed else 0


if __name__ == "__main__":
    sys.exit(main())

"""How large a photo is, from the head of its file: nothing is decoded."""

from __future__ import annotations

from pathlib import Path

from mirstudio.errors import PhotoError
from mirstudio.imaging.files import measure_photo


def megapixels_of(path: Path) -> float | None:
    """Return the megapixels that a file claims; None where it is no photo or does not say."""
    try:
        size = measure_photo(path)
    except PhotoError:
        # Whatever is wrong with the file, whoever reads it says so better.
        return None
    return size.width * size.height / 1e6

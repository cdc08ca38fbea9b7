"""How large a photo is, from the head of its file: nothing is decoded."""

from __future__ import annotations

from pathlib import Path

from mirstudio.imaging.files import CODECS


def megapixels_of(path: Path) -> float | None:
    """Return the megapixels that a file claims; None where it is no photo or does not say."""
    try:
        data = path.read_bytes()
        for codec in CODECS:
            if codec.recognizes(data):
                size = codec.measure(data)
                return size.width * size.height / 1e6
    except Exception:
        # Whatever is wrong with the file, whoever reads it says so better.
        return None
    return None

"""In which form photos that were made noisy reach a model."""

from __future__ import annotations

from enum import StrEnum

JPEG_QUALITY = 92
"""What many cameras call fine."""


class NoisyForm(StrEnum):
    """What becomes of a photo after noise was added."""

    PAPERS = "papers"
    """Nothing: floats that leave 0–1, as the literature tests."""
    FILE = "file"
    """Clipped and rounded to 8 bits."""
    JPEG = "jpeg"
    """A JPEG of `JPEG_QUALITY` with halved colour (4:2:0), as most cameras write."""

    @property
    def column(self) -> str:
        """Title of its column."""
        return {"papers": "as in papers", "file": "as a file", "jpeg": "as a JPEG"}[self]

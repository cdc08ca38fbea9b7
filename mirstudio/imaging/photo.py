"""The value that travels: a photo's pixels and everything that must survive with them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float32]
"""H, W, 3 float32, RGB; 0 is black, 1 the white of the file's format; values may lie outside."""


@dataclass(frozen=True)
class Metadata:
    """Blocks of metadata as they stood in the file, byte for byte."""

    exif: bytes | None = None
    """TIFF-structured EXIF block, without the JPEG "Exif" prefix."""
    xmp: bytes | None = None
    """XMP packet, UTF-8."""
    iptc: bytes | None = None
    """IPTC-IIM records, without the Photoshop resource around them."""
    dpi: tuple[float, float] | None = None
    """Horizontal and vertical resolution for print."""


@dataclass(frozen=True, eq=False)
class Photo:
    """A decoded photo, upright, in its own colour space."""

    pixels: Pixels
    """H, W, 3 float32 RGB in the photo's own colour space; see `Pixels`."""
    alpha: NDArray[np.float32] | None = None
    """H, W float32 in 0–1, or None."""
    bit_depth: int = 8
    """Bits per channel in the file: 8, 16, or 32 for float."""
    grey: bool = False
    """The file had one colour channel; the three channels of `pixels` are equal."""
    profile: bytes | None = None
    """ICC profile as it stood in the file; None means sRGB."""
    metadata: Metadata = field(default_factory=Metadata)

    @property
    def height(self) -> int:
        """Rows."""
        return self.pixels.shape[0]

    @property
    def width(self) -> int:
        """Columns."""
        return self.pixels.shape[1]

    @property
    def megapixels(self) -> float:
        """Millions of pixels."""
        return self.height * self.width / 1e6

    @property
    def pixels_sha256(self) -> str:
        """SHA-256 of the bytes of `pixels`, row by row, little-endian."""
        return hashlib.sha256(np.ascontiguousarray(self.pixels, "<f4").data).hexdigest()

    def with_pixels(self, pixels: Pixels, alpha: NDArray[np.float32] | None = None) -> Photo:
        """Return this photo with other pixels; alpha is kept where none is given."""
        return replace(self, pixels=pixels, alpha=self.alpha if alpha is None else alpha)

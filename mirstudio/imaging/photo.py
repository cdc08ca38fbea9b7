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


@dataclass(frozen=True)
class Camera:
    """What the sensor of a camera RAW file saw as neutral, and how its colours are meant."""

    name: str
    """Maker and model."""
    neutral: tuple[float, float, float]
    """What a neutral grey reads in red, green and blue: one over the as-shot multipliers."""
    matrix: tuple[float, ...]
    """3 by 3, row by row: XYZ under D65 to the sensor's red, green and blue."""
    exposure: float = 0.0
    """Stops by which the file wants to be shown brighter; they are in the pixels already."""
    tags: tuple[tuple[int, int, int, bytes], ...] = ()
    """Of a DNG, the tags about colour: number, type, count, value in little-endian order."""


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
    camera: Camera | None = None
    """Of a camera RAW file; its pixels are the sensor's colours, balanced for white, and carry
    `profile` for all who need to see them."""
    left_behind: tuple[str, ...] = ()
    """What else the file holds and no photo of ours carries on: "an HDR gain map"."""
    restored_by: str = ""
    """Name of the model that restored it; empty for a photo as it was read."""

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

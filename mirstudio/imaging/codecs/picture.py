"""What every codec reads and writes, and the shape that all codecs share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.photo import Camera, Metadata, Photo

Samples = NDArray[Any]
"""H, W, C of uint8, uint16 or float32; C is 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha."""


class CodecError(Exception):
    """Why a file cannot be read or written, as the end of a sentence: "its data is damaged"."""


@dataclass(frozen=True)
class Size:
    """What a file's header says about the picture in it."""

    width: int
    height: int
    bytes_per_pixel: int
    """What the decoder will need for a pixel, at most."""


@dataclass(frozen=True, eq=False)
class Picture:
    """Samples as a file holds them, and all that goes with them."""

    samples: Samples
    white: float
    """The sample value that means white."""
    bit_depth: int
    """8, 16, or 32 for float."""
    orientation: int = 1
    """EXIF orientation, 1–8, that the samples still have to be turned by."""
    profile: bytes | None = None
    metadata: Metadata = field(default_factory=Metadata)
    camera: Camera | None = None
    """Of a camera RAW file."""
    left_behind: tuple[str, ...] = ()
    """What else the file holds and no photo of ours carries on."""

    @property
    def channels(self) -> int:
        """Samples per pixel, 1–4."""
        return self.samples.shape[2]


@dataclass(frozen=True)
class Coding:
    """How closely a format that may lose something is to keep the samples."""

    quality: int = 95
    """1–100; at 100, WebP, AVIF and JPEG XL lose nothing."""
    subsampling: str = "444"
    """Of the colour in JPEG and AVIF: "444" none, "422" halved across, "420" both ways."""


Encoder = Callable[[Picture, Coding], bytes]
"""From a picture to a whole file."""


@dataclass(frozen=True)
class Codec:
    """One file format."""

    name: str
    """As the user asks for it: "jpeg"."""
    suffixes: tuple[str, ...]
    """With the dot, the usual one first."""
    recognizes: Callable[[bytes], bool]
    """Whether a file that starts with these bytes has this format."""
    measure: Callable[[bytes], Size]
    """Read the header alone."""
    decode: Callable[[bytes], Picture]
    """Read the first picture of a whole file."""
    encode: Encoder | None = None
    whites: Mapping[int, float] = field(default_factory=dict)
    """Bit depths that can be written, each with its sample value of white."""
    alpha: bool = True
    """Alpha can be written."""
    grey: bool = True
    """One channel can be written."""
    profiles: bool = True
    """ICC profiles can be written."""
    longest_side: int = 2**31 - 1
    """Pixels that fit along one side."""
    prepare: Callable[[Photo], Photo] | None = None
    """Bring a photo into what the format stores, where that is not a picture to look at."""


def with_channels(samples: Samples) -> Samples:
    """Give H, W samples their third axis."""
    return samples[..., np.newaxis] if samples.ndim == 2 else samples


def depth_of(samples: Samples) -> int:
    """Bit depth that keeps all of these samples: 8, 16 or 32."""
    return {1: 8, 2: 16}.get(samples.dtype.itemsize, 32) if samples.dtype.kind in "ub" else 32


def turn_upright(samples: Samples, orientation: int) -> Samples:
    """Return a view of the samples turned as EXIF orientation 1–8 asks."""
    if orientation in (5, 6, 7, 8):
        samples = samples.swapaxes(0, 1)
    if orientation in (3, 4, 7, 8):
        samples = samples[::-1]
    if orientation in (2, 3, 6, 7):
        samples = samples[:, ::-1]
    return samples

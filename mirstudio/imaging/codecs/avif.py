"""AVIF, 8 to 12 bits; 16-bit photos are written with 12, the most that the format holds."""

from __future__ import annotations

import os

import imagecodecs
import numpy as np

from mirstudio.imaging.codecs import extras, isobmff
from mirstudio.imaging.codecs.picture import Codec, Coding, Picture, Samples, Size, with_channels
from mirstudio.imaging.codecs.resolution import with_resolution
from mirstudio.imaging.photo import Metadata
from mirstudio.imaging.profile import profile_of_code_points

_BRANDS = (b"avif", b"avis")
_WHITE_12 = 4095.0
# sRGB's primaries and curve, and the matrix that all viewers know, by number (ITU-T H.273).
_PRIMARIES, _TRANSFER, _MATRIX, _NO_MATRIX = 1, 13, 6, 0
_LOSSLESS = 100
_SPEED = 8


def recognizes(head: bytes) -> bool:
    """Whether this is an AVIF file's start."""
    brands = head[8 : int.from_bytes(head[:4], "big")]
    return head[4:8] == b"ftyp" and any(
        brands[i : i + 4] in _BRANDS for i in range(0, len(brands), 4) if i != 4
    )


def measure(data: bytes) -> Size:
    """Read the header."""
    return Size(*isobmff.size_of(isobmff.read_items(data)), 8)


def decode(data: bytes) -> Picture:
    """Decode the first picture and turn it as the file says."""
    items = isobmff.read_items(data)
    samples = with_channels(imagecodecs.avif_decode(data, 0, numthreads=os.cpu_count()))
    profile = isobmff.profile_of(items) or profile_of_code_points(*isobmff.code_points_of(items))
    metadata = isobmff.metadata_of(items, data)
    bits = _bits(items) if samples.dtype == np.uint16 else 8
    return Picture(
        _turned(samples, items),
        2.0**bits - 1,
        8 if bits == 8 else 16,
        1,
        profile,
        metadata,
        left_behind=extras.in_heif(items, data, metadata.xmp),
    )


def _bits(items: isobmff.Items) -> int:
    """Read bits per sample from the AV1 stream's configuration, or that of a grid's first part."""
    own = dict(items.of_primary()).get(b"av1C")
    parts = [content for kind, content in items.properties if kind == b"av1C"]
    for content in [own] if own else parts[:1]:
        high, twelve = content[2] >> 6 & 1, content[2] >> 5 & 1
        return (12 if twelve else 10) if high else 8
    return 12


def _turned(samples: Samples, items: isobmff.Items) -> Samples:
    for kind, content in items.of_primary():
        if kind == b"irot" and content:
            samples = np.rot90(samples, content[0] & 3)
        elif kind == b"imir" and content:
            samples = samples[:, ::-1] if content[0] & 1 else samples[::-1]
    return samples


def encode(picture: Picture, coding: Coding) -> bytes:
    """Encode; without loss at quality 100."""
    lossless = coding.quality >= _LOSSLESS
    samples = picture.samples[..., 0] if picture.channels == 1 else picture.samples
    coded = imagecodecs.avif_encode(
        np.ascontiguousarray(samples),
        level=coding.quality,
        speed=_SPEED,
        bitspersample=12 if picture.white == _WHITE_12 else 8,
        pixelformat=_form(picture, coding, lossless),
        primaries=_PRIMARIES,
        transfer=_TRANSFER,
        matrix=_NO_MATRIX if lossless and picture.channels > 2 else _MATRIX,
        numthreads=os.cpu_count(),
    )
    metadata = picture.metadata
    block = with_resolution(metadata.exif, metadata.dpi)
    return isobmff.insert(bytes(coded), Metadata(block, metadata.xmp), picture.profile)


def _form(picture: Picture, coding: Coding, lossless: bool) -> str:
    """Return how much of the colour is kept: all, half, a quarter, or there is none."""
    if picture.channels < 3:
        return "400"
    return "444" if lossless else coding.subsampling


CODEC = Codec(
    "avif",
    (".avif",),
    recognizes,
    measure,
    decode,
    encode,
    {8: 255.0, 16: _WHITE_12},
    longest_side=65536,
)

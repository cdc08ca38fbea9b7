"""JPEG XL, 8 and 16 bits and float; without profiles, which the library neither takes nor gives."""

from __future__ import annotations

import os
import struct

import imagecodecs
import numpy as np

from mirstudio.imaging.codecs import extras, isobmff
from mirstudio.imaging.codecs.jxl_header import Header, as_srgb, read_header
from mirstudio.imaging.codecs.picture import (
    Codec,
    CodecError,
    Coding,
    Picture,
    Samples,
    Size,
    with_channels,
)
from mirstudio.imaging.photo import Metadata
from mirstudio.imaging.profile import SRGB_CURVE, Curve, build_profile

_BARE = b"\xff\x0a"
_CONTAINER = b"\0\0\0\x0cJXL \r\n\x87\n"
_LOSSLESS = 100
_EFFORT = 4
_LARGEST_BOX = 1 << 26


def recognizes(head: bytes) -> bool:
    """Whether this is a JPEG XL file's start, bare or in boxes."""
    return head.startswith((_BARE, _CONTAINER))


def _header(data: bytes) -> Header:
    return read_header(data if data.startswith(_BARE) else _codestream(data))


def _codestream(data: bytes) -> bytes:
    """Return the first part of the codestream, which holds the header."""
    for kind, start, end in isobmff.boxes(data):
        if kind == b"jxlc":
            return data[start : min(end, start + 4096)]
        if kind == b"jxlp":
            return data[start + 4 : min(end, start + 4096)]
    raise CodecError("it holds no picture")


def measure(data: bytes) -> Size:
    """Read the header."""
    header = _header(data)
    return Size(header.width, header.height, 4 * max(1, (header.bits + 7) // 8))


def decode(data: bytes) -> Picture:
    """Decode the first picture; the library turns it upright."""
    header = _header(data)
    if header.has_profile and not header.perceptual:
        raise CodecError("its colour profile cannot be read from JPEG XL")
    samples = with_channels(imagecodecs.jpegxl_decode(data, 0, numthreads=os.cpu_count()))
    if samples.dtype.kind == "f":
        samples, white, depth = samples.astype(np.float32, copy=False), 1.0, 32
    else:
        white, depth = 2.0**header.bits - 1, 8 if header.bits <= 8 else 16
    mapped = any(kind == b"jhgm" for kind, _, _ in isobmff.boxes(data))
    beside = (extras.GAIN_MAP,) if mapped and data.startswith(_CONTAINER) else ()
    return Picture(samples, white, depth, 1, _profile(header), _metadata(data), left_behind=beside)


def _profile(header: Header) -> bytes | None:
    if header.has_profile or (header.primaries is None and not header.linear):
        return None
    curve = Curve() if header.linear else SRGB_CURVE
    return build_profile("JPEG XL", header.primaries, curve) if header.primaries else None


def _metadata(data: bytes) -> Metadata:
    found: dict[bytes, bytes] = {}
    for kind, start, end in isobmff.boxes(data) if data.startswith(_CONTAINER) else ():
        content = data[start:end]
        if kind == b"brob" and end - start < _LARGEST_BOX:
            kind, content = content[:4], bytes(imagecodecs.brotli_decode(content[4:]))
        found.setdefault(kind, content)
    block = isobmff.without_offset(found.get(b"Exif", b""))
    return Metadata(block, found.get(b"xml ") or None)


def encode(picture: Picture, coding: Coding) -> bytes:
    """Encode; without loss at quality 100."""
    lossless = coding.quality >= _LOSSLESS
    eight = picture.samples.dtype == np.uint8
    samples = picture.samples if lossless or eight else _as_light(picture)
    samples = samples[..., 0] if picture.channels == 1 else samples
    coded = _in_srgb(
        imagecodecs.jpegxl_encode(
            np.ascontiguousarray(samples),
            lossless=lossless,
            distance=None if lossless else distance_of(coding.quality),
            effort=_EFFORT,
            usecontainer=True,
            numthreads=os.cpu_count(),
        )
    )
    metadata = picture.metadata
    if metadata.exif:
        coded += isobmff.box(b"Exif", struct.pack(">I", 0) + metadata.exif)
    return coded + (isobmff.box(b"xml ", metadata.xmp) if metadata.xmp else b"")


def _as_light(picture: Picture) -> Samples:
    """Return linear samples: what the library takes all but 8 bits for when it loses some."""
    colours = 3 if picture.channels > 2 else 1
    white = np.float32(picture.white)
    light = SRGB_CURVE.decode(picture.samples[..., :colours].astype(np.float32) / white) * white
    if picture.samples.dtype.kind == "u":
        light = np.rint(light)
    return np.concatenate(
        [light.astype(picture.samples.dtype), picture.samples[..., colours:]], axis=2
    )


def _in_srgb(data: bytes | bytearray) -> bytes:
    """Return a container whose codestream is told to be sRGB."""
    parts = []
    for kind, start, end in isobmff.boxes(bytes(data)):
        content = bytes(data[start:end])
        parts.append(isobmff.box(kind, as_srgb(content) if kind == b"jxlc" else content))
    return b"".join(parts)


def distance_of(quality: int) -> float:
    """Return the distance that JPEG XL's own tool takes for a quality."""
    if quality >= 30:
        return 0.1 + (100 - quality) * 0.09
    return 53 / 3000 * quality**2 - 23 / 20 * quality + 25


CODEC = Codec(
    "jxl",
    (".jxl",),
    recognizes,
    measure,
    decode,
    encode,
    {8: 255.0, 16: 65535.0, 32: 1.0},
    profiles=False,
    longest_side=2**30,
)

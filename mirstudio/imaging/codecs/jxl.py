"""JPEG XL, 8 and 16 bits and float.

The library neither takes nor gives profiles: they are written into its headers, and read from them.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from typing import Any

import imagecodecs
import numpy as np

from mirstudio.imaging.codecs import extras, isobmff
from mirstudio.imaging.codecs.jxl_header import Colours, profile_of, read_header, retell
from mirstudio.imaging.codecs.picture import (
    Codec,
    CodecError,
    Coding,
    Picture,
    Samples,
    Size,
    with_channels,
)
from mirstudio.imaging.codecs.resolution import with_resolution
from mirstudio.imaging.color import from_srgb, to_srgb
from mirstudio.imaging.photo import Metadata, Pixels
from mirstudio.imaging.profile import SRGB_CURVE, Curve, build_profile, space_of

_BARE = b"\xff\x0a"
_CONTAINER = b"\0\0\0\x0cJXL \r\n\x87\n"
_LOSSLESS = 100
_EFFORT = 4
_LARGEST_BOX = 1 << 26


def recognizes(head: bytes) -> bool:
    """Whether this is a JPEG XL file's start, bare or in boxes."""
    return head.startswith((_BARE, _CONTAINER))


def _codestream(data: bytes) -> bytes:
    """Return the codestream, or as much of it as there is; it may lie in parts."""
    if data.startswith(_BARE):
        return data
    parts: list[bytes] = []
    for kind, start, end in isobmff.boxes(data):
        if kind == b"jxlc":
            return data[start:end]
        if kind == b"jxlp":
            parts.append(data[start + 4 : end])
    if not parts:
        raise CodecError("it holds no picture")
    return b"".join(parts)


def measure(data: bytes) -> Size:
    """Read the header."""
    header = read_header(_codestream(data))
    return Size(header.width, header.height, 4 * max(1, (header.bits + 7) // 8))


def decode(data: bytes) -> Picture:
    """Decode the first picture; the library turns it upright."""
    stream = _codestream(data)
    header = read_header(stream)
    profile = profile_of(stream, header)
    if profile is not None and space_of(profile) not in ("RGB", "GRAY"):
        raise CodecError("its colours are neither RGB nor grey")
    if profile is not None and header.perceptual:
        samples = _in_space_of(profile, _decoded(retell(stream, depth=32)))
        white, depth = 1.0, 32 if header.floating else 8 if header.bits <= 8 else 16
    else:
        samples = _decoded(data)
        profile = profile or _profile(header.colours)
        white, depth = 2.0**header.bits - 1, 8 if header.bits <= 8 else 16
        if samples.dtype.kind == "f":
            samples, white, depth = samples.astype(np.float32, copy=False), 1.0, 32
    mapped = any(kind == b"jhgm" for kind, _, _ in isobmff.boxes(data))
    beside = (extras.GAIN_MAP,) if mapped and data.startswith(_CONTAINER) else ()
    return Picture(samples, white, depth, 1, profile, _metadata(data), left_behind=beside)


def _decoded(data: bytes) -> Samples:
    return with_channels(imagecodecs.jpegxl_decode(data, 0, numthreads=os.cpu_count()))


def _in_space_of(profile: bytes, samples: Samples) -> Samples:
    """Bring sRGB floats, which lie outside 0–1 where the profile's space is wider, into it."""
    return _converted(samples, lambda pixels: from_srgb(pixels, profile))


def _converted(samples: Samples, convert: Callable[[Pixels], Pixels]) -> Samples:
    """Convert the colours of float samples and leave alpha."""
    colours = 3 if samples.shape[2] > 2 else 1
    pixels = samples[..., :colours]
    converted = convert(pixels if colours == 3 else np.repeat(pixels, 3, axis=2))
    return np.concatenate([converted[..., :colours], samples[..., colours:]], axis=2)


def _profile(colours: Colours) -> bytes | None:
    if colours.primaries is None:
        return None
    curve = Curve() if colours.linear else SRGB_CURVE
    return build_profile("JPEG XL", colours.primaries, curve)


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
    profile, depth = picture.profile, None
    if lossless or (profile is None and picture.samples.dtype == np.uint8):
        samples = picture.samples
    elif profile is None:
        samples = _as_light(picture, picture.samples.dtype)
    else:
        # Loss is measured as it is seen, which the encoder can tell of sRGB's light alone.
        samples, depth = _as_light(picture, np.dtype(np.float32)), picture.bit_depth
    samples = samples[..., 0] if picture.channels == 1 else samples
    coded = imagecodecs.jpegxl_encode(
        np.ascontiguousarray(samples),
        lossless=lossless,
        distance=None if lossless else distance_of(coding.quality),
        effort=_EFFORT,
        usecontainer=True,
        numthreads=os.cpu_count(),
    )
    metadata = picture.metadata
    whole = _retold(bytes(coded), profile, depth)
    block = with_resolution(metadata.exif, metadata.dpi)
    if block:
        whole += isobmff.box(b"Exif", struct.pack(">I", 0) + block)
    return whole + (isobmff.box(b"xml ", metadata.xmp) if metadata.xmp else b"")


def _as_light(picture: Picture, kind: np.dtype[Any]) -> Samples:
    """Return sRGB's linear light: what the library takes all but 8 bits for when it loses some."""
    profile = picture.profile
    unit = picture.samples.astype(np.float32) / np.float32(picture.white)
    light = _converted(unit, lambda pixels: SRGB_CURVE.decode(to_srgb(pixels, profile)))
    if kind.kind == "f":
        return light
    return np.rint(light * np.float32(picture.white)).astype(kind)


def _retold(data: bytes, profile: bytes | None, depth: int | None) -> bytes:
    """Return a container whose codestream tells these colours."""
    parts: list[bytes] = []
    for kind, start, end in isobmff.boxes(data):
        content = data[start:end]
        if kind == b"jxlc":
            content = retell(content, profile=profile, depth=depth)
        parts.append(isobmff.box(kind, content))
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
    longest_side=2**30,
)

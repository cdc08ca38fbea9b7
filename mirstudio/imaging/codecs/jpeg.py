"""JPEG: 8 and 12 bits, grey, colour and CMYK; metadata in segments that we copy byte for byte."""

from __future__ import annotations

import logging
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import imagecodecs
import numpy as np

from mirstudio.imaging.codecs import exif, extras, photoshop
from mirstudio.imaging.codecs.picture import Codec, CodecError, Coding, Picture, Size, with_channels
from mirstudio.imaging.color import cmyk_to_srgb
from mirstudio.imaging.photo import Metadata

log = logging.getLogger(__name__)

EXIF = b"Exif\0\0"
XMP = b"http://ns.adobe.com/xap/1.0/\0"
ICC = b"ICC_PROFILE\0"
_LARGEST_SEGMENT = 65533
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END = 0xDA, 0xD9
_CENTIMETRES_PER_INCH = 2.54


@dataclass
class _Segments:
    """What the segments before the first scan hold."""

    frame: bytes = b""
    adobe: bool = False
    exif: bytes | None = None
    xmp: bytes | None = None
    iptc: bytes | None = None
    icc: dict[int, bytes] = field(default_factory=dict)
    dpi: tuple[float, float] | None = None
    scan: int = 0
    """Where the picture's data starts; 0 when there is none."""


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of each segment up to and with the first scan's head."""
    position = 2
    while position + 4 <= len(data):
        if data[position] != 0xFF:
            position += 1
            continue
        marker = data[position + 1]
        if marker in (0x00, 0x01, 0xFF) or 0xD0 <= marker <= 0xD8:
            position += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, position + 2)
        yield marker, position + 4, position + 2 + length
        if marker in (_SCAN, _END):
            return
        position += 2 + max(length, 2)


def _read_segments(data: bytes) -> _Segments:
    found = _Segments()
    for marker, start, end in _segments(data):
        payload = data[start:end]
        if marker in _FRAMES and not found.frame:
            found.frame = payload
        elif marker == _SCAN:
            found.scan = end
        else:
            _take(found, marker, payload)
    return found


def _take(found: _Segments, marker: int, payload: bytes) -> None:
    """Keep what an application's segment holds; of several of a kind, the first."""
    if marker == 0xE0 and payload[:5] == b"JFIF\0":
        found.dpi = _density(payload)
    elif marker == 0xE1 and payload.startswith(EXIF):
        found.exif = found.exif or payload[len(EXIF) :]
    elif marker == 0xE1 and payload.startswith(XMP):
        found.xmp = found.xmp or payload[len(XMP) :]
    elif marker == 0xE2 and payload.startswith(ICC) and len(payload) > 14:
        found.icc[payload[12]] = payload[14:]
    elif marker == 0xED and payload.startswith(photoshop.SIGNATURE):
        found.iptc = found.iptc or photoshop.find_iptc(payload[len(photoshop.SIGNATURE) :])
    elif marker == 0xEE and payload[:5] == b"Adobe":
        found.adobe = True


def _density(payload: bytes) -> tuple[float, float] | None:
    if len(payload) < 12:
        return None
    unit, across, down = struct.unpack_from(">BHH", payload, 7)
    per_inch = {1: 1.0, 2: _CENTIMETRES_PER_INCH}.get(unit)
    if per_inch is None or not across or not down:
        return None
    return round(across * per_inch, 2), round(down * per_inch, 2)


def exif_of(data: bytes) -> bytes | None:
    """Return the EXIF block of a JPEG file."""
    return _read_segments(data).exif


def recognizes(head: bytes) -> bool:
    """Whether this is a JPEG file's start."""
    return head[:3] == b"\xff\xd8\xff"


def measure(data: bytes) -> Size:
    """Read the frame's header."""
    frame = _read_segments(data).frame
    if len(frame) < 6:
        raise CodecError("it holds no picture")
    bits, height, width, components = struct.unpack_from(">BHHB", frame)
    return Size(width, height, components * (1 if bits <= 8 else 2))


def decode(data: bytes) -> Picture:
    """Decode the first picture of the file."""
    found = _read_segments(data)
    if not found.scan:
        raise CodecError("it holds no picture")
    if data.find(b"\xff\xd9", found.scan) < 0:
        raise CodecError("its data ends too early")
    bits, components = found.frame[0], found.frame[5]
    profile = b"".join(found.icc[number] for number in sorted(found.icc)) or None
    if components == 4:
        samples = imagecodecs.jpeg8_decode(data, outcolorspace="CMYK")
        # Adobe stores ink the other way round: 255 is bare paper.
        ink = samples.astype(np.float32) / np.float32(255)
        samples, profile = cmyk_to_srgb(np.subtract(1, ink) if found.adobe else ink, profile), None
    else:
        samples = with_channels(imagecodecs.jpeg8_decode(data))
    white = 1.0 if samples.dtype == np.float32 else 2.0**bits - 1
    metadata = Metadata(found.exif, found.xmp, found.iptc, found.dpi)
    orientation = exif.read_orientation(found.exif)
    beside = extras.in_jpeg(data, found.xmp, found.scan)
    depth = 8 if bits <= 8 else 16
    return Picture(samples, white, depth, orientation, profile, metadata, left_behind=beside)


def encode(picture: Picture, coding: Coding) -> bytes:
    """Encode; metadata that does not fit into a segment is left out."""
    samples = picture.samples[..., 0] if picture.channels == 1 else picture.samples
    coded = bytes(
        imagecodecs.jpeg8_encode(samples, level=coding.quality, subsampling=coding.subsampling)
    )
    _, start, end = next(_segments(coded))
    after_jfif = end if coded[start : start + 5] == b"JFIF\0" else 2
    return b"".join((coded[:2], *_metadata_segments(picture), memoryview(coded)[after_jfif:]))


def _metadata_segments(picture: Picture) -> Iterator[bytes]:
    metadata = picture.metadata
    across, down = (min(max(round(value), 1), 65535) for value in metadata.dpi or (1, 1))
    unit = 1 if metadata.dpi else 0
    yield _segment(0xE0, struct.pack(">5sHBHHBB", b"JFIF\0", 0x0101, unit, across, down, 0, 0))
    block = _fitting_exif(metadata.exif)
    if block:
        yield _segment(0xE1, EXIF + block)
    if metadata.xmp:
        if len(XMP) + len(metadata.xmp) <= _LARGEST_SEGMENT:
            yield _segment(0xE1, XMP + metadata.xmp)
        else:
            log.warning("XMP of %d bytes does not fit into a JPEG file.", len(metadata.xmp))
    if metadata.iptc:
        wrapped = photoshop.SIGNATURE + photoshop.wrap_iptc(metadata.iptc)
        if len(wrapped) <= _LARGEST_SEGMENT:
            yield _segment(0xED, wrapped)
        else:
            log.warning("IPTC of %d bytes does not fit into a JPEG file.", len(metadata.iptc))
    yield from _profile_segments(picture.profile or b"")


def _fitting_exif(block: bytes | None) -> bytes | None:
    """Return the block, without its maker note where it is too long for a segment."""
    if block is None or len(EXIF) + len(block) <= _LARGEST_SEGMENT:
        return block
    directory = exif.read_directory(block, without=frozenset({exif.MAKER_NOTE}))
    smaller = exif.pack_block(directory) if directory else b""
    log.warning("EXIF of %d bytes does not fit into a JPEG file.", len(block))
    return smaller if 0 < len(smaller) <= _LARGEST_SEGMENT - len(EXIF) else None


def _profile_segments(profile: bytes) -> Iterator[bytes]:
    room = _LARGEST_SEGMENT - len(ICC) - 2
    parts = [profile[i : i + room] for i in range(0, len(profile), room)]
    if len(parts) > 255:
        raise CodecError("its colour profile is too large for JPEG")
    for number, part in enumerate(parts, 1):
        yield _segment(0xE2, ICC + bytes([number, len(parts)]) + part)


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


CODEC = Codec(
    "jpeg",
    (".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"),
    recognizes,
    measure,
    decode,
    encode,
    {8: 255.0},
    alpha=False,
    longest_side=65500,
)

"""What a file holds besides its picture, and no photo of ours carries on; named for the user."""

from __future__ import annotations

import re

from mirstudio.imaging.codecs import isobmff

GAIN_MAP = "an HDR gain map"
DEPTH = "a depth map"
VIDEO = "the video of a motion photo"
PICTURES = "further pictures"
LAYERS = "layers"

_ISO_GAIN_MAP = b"urn:iso:std:iso:ts:21496:-1"
_SIGNS_IN_XMP = {
    GAIN_MAP: re.compile(rb"hdrgm:Version|apdi:.*HDRGainMap|Semantic\s*=\s*[\"']GainMap"),
    DEPTH: re.compile(rb"GDepth:|Semantic\s*=\s*[\"'](?:Primary)?Depth"),
    VIDEO: re.compile(rb"(?:MotionPhoto|MicroVideo)\s*(?:=\s*[\"']|>)1|Semantic=.MotionPhoto"),
}
_AUXILIARY = {b"gainmap": GAIN_MAP, b"auxid:2": DEPTH, b"depth": DEPTH, b"disparity": DEPTH}
"""Part of the name of an auxiliary picture in HEIF, lower case."""


def in_jpeg(data: bytes, xmp: bytes | None, scan: int) -> tuple[str, ...]:
    """Name what stands beside the picture of a JPEG file whose first scan starts at `scan`."""
    found = _in_xmp(xmp)
    if _ISO_GAIN_MAP in data[:scan]:
        found.add(GAIN_MAP)
    end = data.find(b"\xff\xd9", scan)
    behind = data[end + 2 :] if end >= 0 else b""
    if b"MotionPhoto_Data" in behind or behind[4:8] == b"ftyp":
        found.add(VIDEO)
    if _pictures_listed(data[:scan]) > 1 and not found:
        found.add(PICTURES)
    return tuple(sorted(found))


def _in_xmp(xmp: bytes | None) -> set[str]:
    return {name for name, sign in _SIGNS_IN_XMP.items() if sign.search(xmp or b"")}


def _pictures_listed(head: bytes) -> int:
    """Return how many pictures the CIPA Multi-Picture Format lists; 0 without it."""
    start = head.find(b"MPF\0")
    block = head[start + 4 :] if start >= 0 else b""
    order = {b"II": "little", b"MM": "big"}.get(block[:2])
    if order is None:
        return 0
    number_of_images = 0xB001
    tag = number_of_images.to_bytes(2, order)  # pyright: ignore[reportArgumentType]
    place = block.find(tag, 8, 256)
    return int.from_bytes(block[place + 8 : place + 12], order) if place >= 0 else 0  # pyright: ignore[reportArgumentType]


def in_heif(items: isobmff.Items, data: bytes, xmp: bytes | None) -> tuple[str, ...]:
    """Name what stands beside the picture of a HEIF or AVIF file."""
    found = _in_xmp(xmp)
    for kind, content in items.properties:
        name = content[4:].lower() if kind == b"auxC" else b""
        found |= {what for part, what in _AUXILIARY.items() if part in name}
    if any(kind == b"tmap" for kind, _ in items.kinds.values()):
        found.add(GAIN_MAP)
    if any(kind == b"mpvd" for kind, _, _ in isobmff.boxes(data)):
        found.add(VIDEO)
    return tuple(sorted(found))


def in_pages(count: int) -> tuple[str, ...]:
    """Name the pages or frames after the first."""
    return (PICTURES,) if count > 1 else ()

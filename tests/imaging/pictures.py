"""Generated photos and metadata for the tests of reading and writing."""

from __future__ import annotations

import struct

import numpy as np

from mirstudio.imaging.codecs import exif
from mirstudio.imaging.photo import Metadata, Photo

WIDTH, HEIGHT = 61, 43
IPTC = b"\x1c\x02\x69\x00\x0cKeeping time\x1c\x02\x05\x00\x05Clock"
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description xmp:Rating="4"'
    b' tiff:Orientation="6" exif:PixelXDimension="9999"/></rdf:RDF></x:xmpmeta>'
)
MAKER_NOTE = bytes(range(200))


def colours(channels: int = 3, seed: int = 0) -> np.ndarray:
    """Smooth H, W, channels float32 within 0–1 that no turn or flip leaves as it is."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    planes = [
        0.5 + 0.45 * np.sin(x / rng.uniform(5, 20) + y / rng.uniform(5, 20) + i)
        for i in range(channels)
    ]
    return np.stack(planes, axis=-1).astype(np.float32)


def on_grid(values: np.ndarray, white: int) -> np.ndarray:
    """Round values to the steps of an integer format."""
    return np.rint(values * np.float32(white)).astype(np.float32) / np.float32(white)


def exif_block(order: exif.ByteOrder = "<", orientation: int = 1, thumbnail: bytes = b"") -> bytes:
    """An EXIF block with camera, GPS, a maker note, stale dimensions and perhaps a thumbnail."""

    def short(value: int) -> tuple[int, int, bytes]:
        return 3, 1, struct.pack(order + "H", value)

    def text(value: bytes) -> tuple[int, int, bytes]:
        return 2, len(value) + 1, value + b"\0"

    camera = {0x10F: text(b"Pinhole"), 0x110: text(b"Box 3"), 0x112: short(orientation)}
    shot = {0x829A: (5, 1, struct.pack(order + "II", 1, 125)), 0x927C: (7, 200, MAKER_NOTE)}
    shot |= {0xA002: short(4000), 0xA003: short(3000)}
    place = {1: text(b"N"), 2: (5, 3, struct.pack(order + "6I", 48, 1, 8, 1, 30, 1))}
    top = exif.Directory(
        order,
        camera,
        {
            exif.EXIF_DIRECTORY: exif.Directory(order, shot),
            exif.GPS_DIRECTORY: exif.Directory(order, place),
        },
    )
    block = bytearray(exif.pack_block(top))
    return bytes(block) if not thumbnail else _with_thumbnail(block, order, thumbnail)


def _with_thumbnail(block: bytearray, order: exif.ByteOrder, thumbnail: bytes) -> bytes:
    found = exif.open_block(block)
    assert found is not None
    struct.pack_into(order + "I", block, found.next_directory(8), len(block))
    start = len(block) + 30
    values = {
        0x201: (4, 1, struct.pack(order + "I", start)),
        0x202: (4, 1, struct.pack(order + "I", len(thumbnail))),
    }
    second = exif.pack_directory(exif.Directory(order, values), len(block), big=False)
    return bytes(block) + second.ljust(30, b"\0") + thumbnail


def described(data: bytes | None) -> dict[int, object]:
    """What an EXIF block tells, in a form that can be compared."""
    directory = exif.read_directory(data or b"")
    assert directory is not None
    rest = {tag: value for tag, value in directory.values.items() if tag not in exif.PLAIN}
    return {**rest, **{tag: inner.values for tag, inner in directory.below.items()}}


def photo(
    *,
    depth: int = 8,
    grey: bool = False,
    alpha: bool = False,
    profile: bytes | None = None,
    metadata: Metadata | None = None,
) -> Photo:
    """A photo whose values lie on its bit depth's steps; a float one leaves 0–1."""
    white = {8: 255, 16: 65535}.get(depth)
    values = colours(1 if grey else 3)
    values = on_grid(values, white) if white else values * np.float32(1.5) - np.float32(0.25)
    pixels = np.repeat(values, 3, axis=2) if grey else values
    cover = on_grid(colours(1, seed=7), white or 255)[..., 0] if alpha else None
    return Photo(pixels, cover, depth, grey, profile, metadata or Metadata())

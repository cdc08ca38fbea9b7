"""The resolution for print inside an EXIF block, where formats have no other place for it."""

from __future__ import annotations

import struct

from mirstudio.imaging.codecs import exif

Resolution = tuple[float, float]
"""Pixels per inch, horizontal and vertical."""

PER_INCH = {2: 1.0, 3: 2.54}
"""What a number counts by, from EXIF's unit."""

_ACROSS, _DOWN, _UNIT = 0x11A, 0x11B, 0x128
_SHORT, _RATIONAL = 3, 5
_INCH = 2
_DENOMINATOR = 100


def read_resolution(data: bytes) -> Resolution | None:
    """Return what the first directory of a block, or of a TIFF file, tells; None for nothing."""
    block = exif.open_block(data)
    if block is None:
        return None
    entries = {entry.tag: entry for entry in block.entries(block.first)}
    unit = block.number(entries[_UNIT]) if _UNIT in entries else _INCH
    told = [entries.get(tag) for tag in (_ACROSS, _DOWN)]
    values = [
        struct.unpack_from(block.order + "II", data, entry.start)
        for entry in told
        if entry is not None and entry.kind == _RATIONAL
    ]
    if unit not in PER_INCH or len(values) < len(told) or not all(map(all, values)):
        return None
    across, down = (round(value / by * PER_INCH[unit], 2) for value, by in values)
    return across, down


def with_resolution(data: bytes | None, wanted: Resolution | None) -> bytes | None:
    """Return a block that tells this resolution; the same block where it does or none is wanted.

    All else stays where it is: a new first directory is put behind it.
    """
    if wanted is None or read_resolution(data or b"") == wanted:
        return data
    block = exif.open_block(data or b"")
    order = block.order if block else "<"
    told: dict[int, tuple[int, int, bytes]] = {
        tag: (_RATIONAL, 1, struct.pack(order + "II", round(value * _DENOMINATOR), _DENOMINATOR))
        for tag, value in zip((_ACROSS, _DOWN), wanted, strict=True)
    }
    told[_UNIT] = _SHORT, 1, struct.pack(order + "H", _INCH)
    if block is None or block.big:
        return exif.pack_block(exif.Directory(order, told))
    before = {
        entry.tag: (entry.kind, entry.count, bytes(block.data[entry.start :][: entry.size]))
        for entry in block.entries(block.first)
    }
    old = bytes(block.data) + bytes(len(block.data) % 2)
    directory = exif.pack_directory(exif.Directory(order, before | told), len(old), big=False)
    return old[:4] + struct.pack(order + "I", len(old)) + old[8:] + directory

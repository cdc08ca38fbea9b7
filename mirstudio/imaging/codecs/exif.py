"""EXIF blocks: read what matters, correct what the restored photo makes stale, build new ones.

A block is a small TIFF file: a header, then directories of tags that point into the block.
Corrections are made in place, so maker notes, whose inner offsets nobody documents, stay whole.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

ORIENTATION, THUMBNAIL, THUMBNAIL_LENGTH = 0x112, 0x201, 0x202
EXIF_DIRECTORY, GPS_DIRECTORY, INTEROP_DIRECTORY = 0x8769, 0x8825, 0xA005
MAKER_NOTE = 0x927C
POINTERS = (EXIF_DIRECTORY, GPS_DIRECTORY, INTEROP_DIRECTORY)
WIDTHS, HEIGHTS = (0x100, 0xA002), (0x101, 0xA003)

DESCRIPTIVE = frozenset(
    {0x10D, 0x10E, 0x10F, 0x110, 0x112, 0x11A, 0x11B, 0x128, 0x131, 0x132, 0x13B, 0x13C}
    | {0x13E, 0x13F, 0x213, 0x4746, 0x4749, 0x8298, 0xC4A5}
    | {*range(0x9C9B, 0x9CA0), *POINTERS}
)
"""Tags of a TIFF file's first directory that tell about the photo and not about its storage."""
PLAIN = frozenset({ORIENTATION, 0x11A, 0x11B, 0x128})
"""Descriptive tags that alone are not worth an EXIF block."""

_TYPE_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_BIG_TYPE_SIZES = {16: 8, 17: 8, 18: 8}
# TIFF's own, then what Olympus (twice) and Panasonic write in its place.
_MAGICS = (42, 0x4F52, 0x5352, 0x55)
_MOST_ENTRIES, _MOST_DIRECTORIES, _MOST_BYTES = 4096, 8, 1 << 24

ByteOrder = Literal["<", ">"]
"""As `struct` and numpy write it; "<" has the lowest byte first."""


@dataclass(frozen=True)
class Entry:
    """One tag as it lies in a block."""

    tag: int
    kind: int
    count: int
    start: int
    """Where the value lies in the block."""
    size: int
    """Bytes of the value."""


@dataclass(frozen=True)
class Block:
    """Bytes with TIFF structure, classic or BigTIFF."""

    data: bytes | bytearray
    order: ByteOrder
    big: bool
    first: int
    """Where the first directory lies."""

    def entries(self, offset: int) -> Iterator[Entry]:
        """Yield the tags of the directory at `offset`; damaged ones are left out."""
        head, width, inline = ("Q", 20, 8) if self.big else ("H", 12, 4)
        try:
            (count,) = struct.unpack_from(self.order + head, self.data, offset)
        except struct.error:
            return
        offset += struct.calcsize(head)
        for position in range(offset, offset + min(count, _MOST_ENTRIES) * width, width):
            entry = self._entry(position, inline)
            if entry is not None:
                yield entry

    def _entry(self, position: int, inline: int) -> Entry | None:
        whole = "Q" if self.big else "I"
        try:
            tag, kind, count = struct.unpack_from(f"{self.order}HH{whole}", self.data, position)
        except struct.error:
            return None
        size = (_TYPE_SIZES | _BIG_TYPE_SIZES).get(kind, 0) * count
        start = position + 4 + inline
        if size > inline:
            if start + inline > len(self.data):
                return None
            (start,) = struct.unpack_from(self.order + whole, self.data, start)
        fits = size > 0 and start + size <= len(self.data)
        return Entry(tag, kind, count, start, size) if fits else None

    def number(self, entry: Entry) -> int | None:
        """Return the first value of a whole-numbered tag."""
        form = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}.get(entry.kind)
        return struct.unpack_from(self.order + form, self.data, entry.start)[0] if form else None

    def next_directory(self, offset: int) -> int:
        """Return where the pointer to the following directory lies."""
        head, width = ("Q", 20) if self.big else ("H", 12)
        (count,) = struct.unpack_from(self.order + head, self.data, offset)
        return offset + struct.calcsize(head) + count * width


def open_block(data: bytes | bytearray) -> Block | None:
    """Read the header of a block; None when it has no TIFF structure."""
    orders: dict[bytes, ByteOrder] = {b"II": "<", b"MM": ">"}
    order = orders.get(bytes(data[:2]))
    if order is None or len(data) < 8:
        return None
    (magic,) = struct.unpack_from(order + "H", data, 2)
    if magic in _MAGICS:
        return Block(data, order, big=False, first=struct.unpack_from(order + "I", data, 4)[0])
    if magic == 43 and len(data) >= 16:
        return Block(data, order, big=True, first=struct.unpack_from(order + "Q", data, 8)[0])
    return None


def read_orientation(data: bytes | None) -> int:
    """Return the orientation, 1–8; 1 when there is none."""
    block = open_block(data or b"")
    for entry in block.entries(block.first) if block else ():
        if entry.tag == ORIENTATION and block:
            value = block.number(entry)
            return value if value is not None and 1 <= value <= 8 else 1
    return 1


def correct(data: bytes, width: int, height: int) -> bytes | None:
    """Return the block with orientation 1, this width and height, and without its thumbnail.

    None when the block has no TIFF structure and so says nothing to anyone.
    """
    copy = bytearray(data)
    block = open_block(copy)
    if block is None or block.big:
        return None
    directories = _directories(block)
    for entry in (entry for entries in directories.values() for entry in entries):
        if entry.tag == ORIENTATION:
            _set_number(block, entry, 1)
        elif entry.tag in WIDTHS:
            _set_number(block, entry, width)
        elif entry.tag in HEIGHTS:
            _set_number(block, entry, height)
    kept = max((e.start + e.size for entries in directories.values() for e in entries), default=8)
    return bytes(copy[: _drop_thumbnail(block, kept)])


def without_place(data: bytes) -> bytes:
    """Return the block with its GPS directory empty; all else stays where it is."""
    copy = bytearray(data)
    block = open_block(copy)
    if block is None:
        return data
    for entry in block.entries(block.first):
        start = block.number(entry) if entry.tag == GPS_DIRECTORY else None
        if start is None or start + 2 > len(copy):
            continue
        entries = list(block.entries(start))
        for inside in entries:
            copy[inside.start : inside.start + inside.size] = bytes(inside.size)
        end = min(start + 2 + 12 * len(entries), len(copy))
        copy[start:end] = bytes(end - start)
    return bytes(copy)


def _directories(block: Block) -> dict[int, list[Entry]]:
    """Collect the directories that describe the photo, each under its offset."""
    found: dict[int, list[Entry]] = {}
    waiting = [block.first]
    while waiting and len(found) < _MOST_DIRECTORIES:
        offset = waiting.pop()
        if offset in found:
            continue
        found[offset] = list(block.entries(offset))
        pointers = (block.number(e) for e in found[offset] if e.tag in POINTERS)
        waiting += [pointer for pointer in pointers if pointer]
    return found


def _set_number(block: Block, entry: Entry, value: int) -> None:
    form = {3: "H", 4: "I"}.get(entry.kind)
    if form and value < 2 ** (8 * struct.calcsize(form)) and isinstance(block.data, bytearray):
        struct.pack_into(block.order + form, block.data, entry.start, value)


def _drop_thumbnail(block: Block, kept: int) -> int:
    """Unlink and blank the thumbnail; return the length of block that is still needed."""
    data = block.data
    pointer = block.next_directory(block.first) if block.first + 2 <= len(data) else len(data)
    if not isinstance(data, bytearray) or pointer + 4 > len(data):
        return len(data)
    (second,) = struct.unpack_from(block.order + "I", data, pointer)
    values = {entry.tag: block.number(entry) for entry in block.entries(second)} if second else {}
    struct.pack_into(block.order + "I", data, pointer, 0)
    start, length = values.get(THUMBNAIL), values.get(THUMBNAIL_LENGTH)
    if not start or not length or start < kept or start + length > len(data):
        return len(data)
    end = start + length
    data[start:end] = bytes(length)
    return start if end >= len(data) - 1 else len(data)


@dataclass(frozen=True)
class Directory:
    """Tags with their values, free of any block: tag → (type, count, bytes in `order`)."""

    order: ByteOrder
    values: Mapping[int, tuple[int, int, bytes]]
    below: Mapping[int, Directory] = field(default_factory=dict)
    """Directories that a tag of this one points to."""


def read_directory(data: bytes, without: frozenset[int] = frozenset()) -> Directory | None:
    """Take the descriptive tags of a block or a whole TIFF file, EXIF and GPS included."""
    block = open_block(data)
    if block is None:
        return None
    found = _gather(block, block.first, frozenset(range(65536)) - without, 0)
    top = {tag: value for tag, value in found.values.items() if tag in DESCRIPTIVE}
    return Directory(block.order, top, found.below)


def read_whole_directory(data: bytes, without: frozenset[int] = frozenset()) -> Directory | None:
    """Take all tags of a block's first directory, whatever they tell."""
    block = open_block(data)
    wanted = frozenset(range(65536)) - without
    return _gather(block, block.first, wanted, 0) if block else None


def _gather(block: Block, offset: int, wanted: frozenset[int], level: int) -> Directory:
    values: dict[int, tuple[int, int, bytes]] = {}
    below: dict[int, Directory] = {}
    held = 0
    for entry in block.entries(offset):
        if entry.tag in POINTERS:
            pointer = block.number(entry)
            if pointer and level < 2 and entry.tag not in below:
                below[entry.tag] = _gather(block, pointer, wanted, level + 1)
        elif entry.tag in wanted and entry.kind < 14 and held + entry.size <= _MOST_BYTES:
            held += entry.size
            value = bytes(block.data[entry.start : entry.start + entry.size])
            values[entry.tag] = (entry.kind, entry.count, value)
    return Directory(block.order, values, below)


def pack_block(directory: Directory) -> bytes:
    """Build a classic block out of a directory."""
    order = directory.order
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 8)
    return head + pack_directory(directory, 8, big=False)


def pack_directory(directory: Directory, offset: int, big: bool) -> bytes:
    """Return the bytes of a directory, and of all it points to, for a place in a file."""
    order, whole = directory.order, "Q" if big else "I"
    head, width, inline = ("Q", 20, 8) if big else ("H", 12, 4)
    tags = sorted({*directory.values, *directory.below})
    fields = struct.pack(order + head, len(tags))
    tail_start = offset + len(fields) + len(tags) * width + inline
    tail = b""
    for tag in tags:
        if tag in directory.below:
            inner = pack_directory(directory.below[tag], tail_start + len(tail), big)
            pointer = struct.pack(order + whole, tail_start + len(tail))
            fields += struct.pack(f"{order}HH{whole}", tag, 16 if big else 4, 1) + pointer
            tail += inner + bytes(len(inner) % 2)
            continue
        kind, count, value = directory.values[tag]
        fields += struct.pack(f"{order}HH{whole}", tag, kind, count)
        if len(value) <= inline:
            fields += value.ljust(inline, b"\0")
        else:
            fields += struct.pack(order + whole, tail_start + len(tail))
            tail += value + bytes(len(value) % 2)
    return fields + bytes(inline) + tail

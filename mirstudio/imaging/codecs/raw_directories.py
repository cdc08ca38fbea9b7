"""What the directories of a RAW file like TIFF tell: that it is one, and whole; a DNG's colours."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mirstudio.imaging.codecs import exif

_SUB_DIRECTORIES, _COMPRESSION, _PHOTOMETRIC, _SUBFILE = 330, 259, 262, 254
_DNG_VERSION, _BASELINE_EXPOSURE = 50706, 50730
_MOSAIC, _LINEAR = 32803, 34892
_REDUCED = 1
_PLACES = ((273, 279), (324, 325))
"""Offsets and byte counts of strips, and of tiles."""
_MOST = 16
_LARGEST_TAG = 1 << 20

COLOUR_TAGS = frozenset(
    {50708, 50709, 50721, 50722, 50723, 50724, 50727, 50778, 50779, 50932, 50936, 50941, 50942}
    | {50964, 50965}
)
"""Camera's name, matrices for two lights, calibrations, balance, names of them."""


@dataclass(frozen=True)
class Colours:
    """What a DNG says about its colours; nothing for others."""

    exposure: float = 0.0
    tags: tuple[tuple[int, int, int, bytes], ...] = ()


def tell_of_raw(data: bytes) -> bool:
    """Whether the directories describe a sensor's values, or a DNG."""
    block = exif.open_block(data)
    if block is None:
        return False
    for index, entries in enumerate(_directories(block)):
        if _DNG_VERSION in entries or _number(block, entries, _PHOTOMETRIC) in (_MOSAIC, _LINEAR):
            return True
        # A thumbnail first, and the picture in a directory below it: so cameras write RAW.
        small = (_number(block, entries, _SUBFILE) or 0) & _REDUCED
        if index == 0 and small and _SUB_DIRECTORIES in entries:
            return True
    return False


def is_developed(data: bytes) -> bool:
    """Whether colours lie in the first directory, as in a DNG of ours and in no camera's."""
    block = exif.open_block(data)
    entries = next(_directories(block), {}) if block else {}
    return block is not None and _number(block, entries, _PHOTOMETRIC) == _LINEAR


def is_complete(data: bytes) -> bool:
    """Whether the sensor's values are all there; where they are not, LibRaw would make some up."""
    block = exif.open_block(data)
    return block is None or all(_is_whole(block, entries) for entries in _directories(block))


def _is_whole(block: exif.Block, entries: dict[int, exif.Entry]) -> bool:
    """Whether strips and tiles lie within the file and are long enough for what they hold."""
    for starts, lengths in _PLACES:
        if starts not in entries or lengths not in entries:
            continue
        offsets, counts = _numbers(block, entries[starts]), _numbers(block, entries[lengths])
        count = min(len(offsets), len(counts))
        if count and int((offsets[:count] + counts[:count]).max()) > len(block.data):
            return False
        if int(counts.sum()) * 8 < _fewest_bits(block, entries):
            return False
    return True


def _fewest_bits(block: exif.Block, entries: dict[int, exif.Entry]) -> int:
    """Return the bits that a sensor's values need at least; 0 where that cannot be told."""
    if _number(block, entries, _PHOTOMETRIC) != _MOSAIC:
        return 0
    width, height = _number(block, entries, 256) or 0, _number(block, entries, 257) or 0
    # A lossless JPEG takes a bit for each value.
    bits = {1: _number(block, entries, 258) or 1, 7: 1}
    return width * height * bits.get(_number(block, entries, _COMPRESSION) or 0, 0)


def read_colours(data: bytes) -> Colours:
    """Read what a DNG says about colours in its first directory."""
    block = exif.open_block(data)
    entries = next(_directories(block), {}) if block else {}
    if block is None or _DNG_VERSION not in entries:
        return Colours()
    exposure = 0.0
    entry = entries.get(_BASELINE_EXPOSURE)
    if entry is not None and entry.kind == 10:
        over, under = struct.unpack_from(block.order + "ii", block.data, entry.start)
        exposure = over / under if under and abs(over / under) < 10 else 0.0
    kept = [entries[tag] for tag in sorted(COLOUR_TAGS & entries.keys())]
    tags = tuple((e.tag, e.kind, e.count, _little(block, e)) for e in kept if e.size < _LARGEST_TAG)
    return Colours(exposure, tags)


def _directories(block: exif.Block) -> Iterator[dict[int, exif.Entry]]:
    """Yield the chain of directories and those directly below them, each tag with its entry."""
    waiting, seen = [block.first], set[int]()
    while waiting and len(seen) < _MOST:
        offset = waiting.pop(0)
        if offset in seen or not 0 < offset < len(block.data) - 6:
            continue
        seen.add(offset)
        entries = {entry.tag: entry for entry in block.entries(offset)}
        yield entries
        if _SUB_DIRECTORIES in entries:
            waiting += _numbers(block, entries[_SUB_DIRECTORIES])[:_MOST].tolist()
        pointer = block.next_directory(offset)
        form = block.order + ("Q" if block.big else "I")
        if pointer + struct.calcsize(form) <= len(block.data):
            waiting.append(struct.unpack_from(form, block.data, pointer)[0])


def _number(block: exif.Block, entries: dict[int, exif.Entry], tag: int) -> int | None:
    return block.number(entries[tag]) if tag in entries else None


def _numbers(block: exif.Block, entry: exif.Entry) -> np.ndarray:
    """Return all values of a whole-numbered tag, int64."""
    form = {3: "u2", 4: "u4", 13: "u4", 16: "u8", 18: "u8"}.get(entry.kind)
    if form is None:
        return np.empty(0, np.int64)
    values = np.frombuffer(block.data, block.order + form, entry.count, entry.start)
    return values.astype(np.int64)


def _little(block: exif.Block, entry: exif.Entry) -> bytes:
    """Return a tag's value in little-endian order."""
    value = bytes(block.data[entry.start : entry.start + entry.size])
    width = {3: 2, 4: 4, 5: 4, 8: 2, 9: 4, 10: 4, 11: 4, 12: 8, 13: 4}.get(entry.kind, 1)
    if block.order == "<" or width == 1:
        return value
    return np.frombuffer(value, f">u{width}").astype(f"<u{width}").tobytes()

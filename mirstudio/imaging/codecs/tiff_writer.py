"""TIFF out: strips, deflate with predictor, EXIF byte for byte where its maker notes point.

A TIFF file and an EXIF block have one structure, so the file starts as the EXIF block itself:
every offset in it, the undocumented ones of maker notes too, stays true. The picture's strips
follow, then a directory that joins the picture's tags with the block's. Files beyond 4 GB
become BigTIFF, whose EXIF is rebuilt.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import imagecodecs
import numpy as np

from mirstudio.imaging.codecs import exif
from mirstudio.imaging.codecs.picture import Coding, Picture, Samples

SHORT, LONG, LONG8 = 3, 4, 16
_BYTE, _RATIONAL, _UNDEFINED = 1, 5, 7
_STRIP_BYTES = 1 << 20
_CLASSIC_LIMIT = 2**32 - 2**20
_LEVEL = 5
_DEFLATE, _BY_DIFFERENCES, _OF_FLOATS, _UNASSOCIATED_ALPHA = 8, 2, 3, 2

Value = tuple[int, int, bytes]
"""A tag's type, count and bytes in the file's order."""


def encode(picture: Picture, coding: Coding, classic_limit: int = _CLASSIC_LIMIT) -> bytes:
    """Encode without loss, whatever the quality; beyond `classic_limit` bytes as BigTIFF."""
    order = order_of(picture)
    strips, rows = _strips(picture.samples, order)
    floating = picture.samples.dtype.kind == "f"
    tags = {
        259: numbers(order, SHORT, [_DEFLATE]),
        317: numbers(order, SHORT, [_OF_FLOATS if floating else _BY_DIFFERENCES]),
    }
    return assemble(picture, strips, rows, tags, classic_limit)


def order_of(picture: Picture) -> exif.ByteOrder:
    """Return the byte order of the picture's EXIF block, which its file takes over."""
    found = exif.open_block(picture.metadata.exif) if picture.metadata.exif else None
    return found.order if found else "<"


def assemble(
    picture: Picture,
    strips: list[bytes],
    rows: int,
    tags: Mapping[int, Value],
    classic_limit: int = _CLASSIC_LIMIT,
) -> bytes:
    """Join strips of so many rows to a file; `tags` come on top of those of every TIFF file."""
    block = picture.metadata.exif
    found = exif.open_block(block) if block else None
    order = order_of(picture)
    length = sum(len(strip) + 1 for strip in strips)
    big = length + len(block or b"") + 64 * len(strips) > classic_limit
    directory = exif.read_directory(block) if block and found else None
    head = bytes(block) if block and found and not big else _empty_head(order, big)
    head += bytes(len(head) % 2)
    values = {**_tags(picture, rows, order), **tags}
    offsets, position = [], len(head)
    for strip in strips:
        offsets.append(position)
        position += len(strip) + len(strip) % 2
    values[273] = numbers(order, LONG8 if big else LONG, offsets)
    values[279] = numbers(order, LONG8 if big else LONG, [len(strip) for strip in strips])
    if directory is not None:
        values = {**_described(directory), **values}
    below = directory.below if directory and big else {}
    last = exif.pack_directory(exif.Directory(order, values, below), position, big)
    if directory is not None and found is not None and not big:
        last = _keep_pointers(order, values, found, position)
    padded = (part for strip in strips for part in (strip, bytes(len(strip) % 2)))
    return b"".join((_point_to(head, order, big, position), *padded, last))


def _empty_head(order: exif.ByteOrder, big: bool) -> bytes:
    mark = b"II" if order == "<" else b"MM"
    fields = struct.pack(order + "HHHQ", 43, 8, 0, 0) if big else struct.pack(order + "HI", 42, 0)
    return mark + fields


def _point_to(head: bytes, order: exif.ByteOrder, big: bool, position: int) -> bytes:
    pointer = struct.pack(order + ("Q" if big else "I"), position)
    start = 8 if big else 4
    return head[:start] + pointer + head[start + len(pointer) :]


def _described(directory: exif.Directory) -> dict[int, Value]:
    return {tag: value for tag, value in directory.values.items() if tag not in exif.PLAIN}


def _keep_pointers(
    order: exif.ByteOrder, values: dict[int, Value], block: exif.Block, position: int
) -> bytes:
    """Pack the directory with the block's own pointers to its EXIF and GPS directories."""
    pointers = {
        entry.tag: (LONG, 1, struct.pack(order + "I", pointer))
        for entry in block.entries(block.first)
        if entry.tag in exif.POINTERS and (pointer := block.number(entry))
    }
    return exif.pack_directory(exif.Directory(order, {**values, **pointers}), position, big=False)


def _tags(picture: Picture, rows: int, order: exif.ByteOrder) -> dict[int, Value]:
    height, width, channels = picture.samples.shape
    colours = 3 if channels >= 3 else 1
    floating = picture.samples.dtype.kind == "f"
    bits = picture.samples.dtype.itemsize * 8
    metadata = picture.metadata
    tags = {
        256: numbers(order, LONG, [width]),
        257: numbers(order, LONG, [height]),
        258: numbers(order, SHORT, [bits] * channels),
        262: numbers(order, SHORT, [2 if colours == 3 else 1]),
        274: numbers(order, SHORT, [1]),
        277: numbers(order, SHORT, [channels]),
        278: numbers(order, LONG, [rows]),
        284: numbers(order, SHORT, [1]),
        339: numbers(order, SHORT, [3 if floating else 1] * channels),
    }
    if channels > colours:
        tags[338] = numbers(order, SHORT, [_UNASSOCIATED_ALPHA])
    if metadata.dpi:
        tags[282], tags[283] = (_rational(order, value) for value in metadata.dpi)
        tags[296] = numbers(order, SHORT, [2])
    blocks = {700: (_BYTE, metadata.xmp), 33723: (_UNDEFINED, metadata.iptc)}
    blocks[34675] = (_UNDEFINED, picture.profile)
    tags |= {code: (kind, len(data), data) for code, (kind, data) in blocks.items() if data}
    return tags


def numbers(order: exif.ByteOrder, kind: int, values: list[int]) -> Value:
    """Return a tag's value of SHORT, LONG or LONG8 numbers."""
    form = {SHORT: "H", LONG: "I", LONG8: "Q"}[kind]
    return kind, len(values), struct.pack(f"{order}{len(values)}{form}", *values)


def _rational(order: exif.ByteOrder, value: float) -> Value:
    return _RATIONAL, 1, struct.pack(order + "II", round(value * 100), 100)


def _strips(samples: Samples, order: exif.ByteOrder) -> tuple[list[bytes], int]:
    """Compress bands of rows, one per core at a time; return them and the rows of each."""
    height, width, channels = samples.shape
    rows = min(height, max(1, _STRIP_BYTES // (width * channels * samples.dtype.itemsize)))

    def compress(top: int) -> bytes:
        band = np.ascontiguousarray(samples[top : top + rows])
        return bytes(imagecodecs.deflate_encode(_differences(band, order), level=_LEVEL))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(compress, range(0, height, rows))), rows


def _differences(band: Samples, order: exif.ByteOrder) -> bytes:
    """Apply the predictor that makes neighbouring pixels compress well."""
    if band.dtype.kind == "f":
        return np.asarray(imagecodecs.floatpred_encode(band, axis=-2)).tobytes()
    steps = band.copy()
    steps[:, 1:] -= band[:, :-1]
    return steps.astype(steps.dtype.newbyteorder(order)).tobytes()

"""Boxes of HEIF, AVIF and JPEG XL files: find size, profile and metadata; put them into an AVIF."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from mirstudio.imaging.codecs.picture import CodecError
from mirstudio.imaging.photo import Metadata

Extent = tuple[int, int]
"""Start and length in the file."""

_MIME_XMP = b"application/rdf+xml"
_MOST_ITEMS = 4096


@dataclass
class Items:
    """What the meta box of a HEIF file says."""

    primary: int = 0
    kinds: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)
    """Item → its four-letter kind and its content type."""
    extents: dict[int, list[Extent]] = field(default_factory=dict)
    properties: list[tuple[bytes, bytes]] = field(default_factory=list)
    """All properties, in order, each with its kind."""
    associations: dict[int, list[int]] = field(default_factory=dict)
    """Item → one-based numbers of its properties."""

    def of_primary(self) -> list[tuple[bytes, bytes]]:
        """Return the properties of the picture itself, in order."""
        numbers = self.associations.get(self.primary, [])
        return [self.properties[n - 1] for n in numbers if 0 < n <= len(self.properties)]


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, start and end of the content of each box; stop where the structure breaks."""
    end = len(data) if end is None else end
    while start + 8 <= end:
        length, kind = struct.unpack_from(">I4s", data, start)
        content = start + 8
        if length == 1 and start + 16 <= end:
            (length,) = struct.unpack_from(">Q", data, start + 8)
            content = start + 16
        stop = end if length == 0 else start + length
        if stop < content or stop > end:
            return
        yield kind, content, stop
        start = stop


def read_items(data: bytes) -> Items:
    """Read the meta box."""
    meta = next(((s, e) for kind, s, e in boxes(data) if kind == b"meta"), None)
    if meta is None:
        raise CodecError("its header is damaged")
    items, held = Items(), 0
    try:
        for kind, start, _ in boxes(data, meta[0] + 4, meta[1]):
            if kind == b"idat":
                held = start
        for kind, start, end in boxes(data, meta[0] + 4, meta[1]):
            content = data[start:end]
            if kind == b"pitm":
                form = ">I" if content[0] else ">H"
                (items.primary,) = struct.unpack_from(form, content, 4)
            elif kind == b"iinf":
                _read_kinds(items, data, start, end)
            elif kind == b"iloc":
                _read_extents(items, content, held)
            elif kind == b"iprp":
                _read_properties(items, data, start, end)
    except (struct.error, IndexError):
        raise CodecError("its header is damaged") from None
    return items


def _read_kinds(items: Items, data: bytes, start: int, end: int) -> None:
    start += 8 if data[start] else 6
    for kind, inner, stop in boxes(data, start, end):
        version = data[inner]
        if kind != b"infe" or version < 2:
            continue
        head = ">H2x4s" if version == 2 else ">I2x4s"
        item, name = struct.unpack_from(head, data, inner + 4)
        texts = data[inner + 4 + struct.calcsize(head) : stop].split(b"\0")
        items.kinds[item] = (name, texts[1] if name == b"mime" and len(texts) > 1 else b"")


def _read_extents(items: Items, content: bytes, held: int) -> None:
    version, sizes = content[0], struct.unpack_from(">H", content, 4)[0]
    widths = [sizes >> shift & 15 for shift in (12, 8, 4, 0)]
    offset_width, length_width, base_width = widths[:3]
    index_width = widths[3] if version else 0
    reader = _Reader(content, 6)
    count = reader.number(2 if version < 2 else 4)
    for _ in range(min(count, _MOST_ITEMS)):
        item = reader.number(2 if version < 2 else 4)
        method = reader.number(2) & 15 if version else 0
        reader.number(2)
        base = reader.number(base_width)
        extents = []
        for _ in range(min(reader.number(2), _MOST_ITEMS)):
            reader.number(index_width)
            offset = base + reader.number(offset_width) + (held if method == 1 else 0)
            extents.append((offset, reader.number(length_width)))
        items.extents[item] = extents if method < 2 else []


class _Reader:
    """Reads big-endian numbers of any width one after the other."""

    def __init__(self, data: bytes, position: int) -> None:
        self.data = data
        self.position = position

    def number(self, width: int) -> int:
        """Return the next number of so many bytes; 0 for none."""
        self.position += width
        if self.position > len(self.data):
            raise IndexError
        return int.from_bytes(self.data[self.position - width : self.position], "big")


def _read_properties(items: Items, data: bytes, start: int, end: int) -> None:
    for kind, inner, stop in boxes(data, start, end):
        if kind == b"ipco":
            items.properties = [(name, data[s:e]) for name, s, e in boxes(data, inner, stop)]
        elif kind == b"ipma":
            _read_associations(items, data[inner:stop])


def _read_associations(items: Items, content: bytes) -> None:
    reader = _Reader(content, 4)
    wide = bool(content[3] & 1)
    for _ in range(min(reader.number(4), _MOST_ITEMS)):
        item = reader.number(4 if content[0] else 2)
        numbers = [reader.number(2 if wide else 1) for _ in range(reader.number(1))]
        items.associations[item] = [n & (0x7FFF if wide else 0x7F) for n in numbers]


def size_of(items: Items) -> tuple[int, int]:
    """Return width and height of the picture as it is stored."""
    for kind, content in items.of_primary():
        if kind == b"ispe" and len(content) >= 12:
            width, height = struct.unpack_from(">II", content, 4)
            return width, height
    raise CodecError("its header is damaged")


def profile_of(items: Items) -> bytes | None:
    """Return the ICC profile of the picture."""
    colours = [content for kind, content in items.of_primary() if kind == b"colr"]
    return next((c[4:] for c in colours if c[:4] in (b"prof", b"rICC")), None)


def code_points_of(items: Items) -> tuple[int, int]:
    """Return colour primaries and transfer by number; 2 means that nothing is said."""
    for kind, content in items.of_primary():
        if kind == b"colr" and content[:4] == b"nclx" and len(content) >= 8:
            primaries, transfer = struct.unpack_from(">HH", content, 4)
            return primaries, transfer
    return 2, 2


def metadata_of(items: Items, data: bytes) -> Metadata:
    """Return EXIF and XMP of the picture."""
    block = xmp = None
    for item, (kind, content_type) in items.kinds.items():
        content = b"".join(data[s : s + n] for s, n in items.extents.get(item, []))
        if kind == b"Exif" and block is None:
            block = without_offset(content)
        elif kind == b"mime" and content_type == _MIME_XMP and xmp is None:
            xmp = content or None
    return Metadata(block, xmp)


def without_offset(content: bytes) -> bytes | None:
    """Take off the four bytes that say where in an Exif item its block starts."""
    if len(content) < 12:
        return None
    (offset,) = struct.unpack_from(">I", content)
    block = content[4 + offset :]
    return (block if block[:2] in (b"II", b"MM") else content[4:].removeprefix(b"Exif\0\0")) or None


def box(kind: bytes, content: bytes) -> bytes:
    """Return a box."""
    return struct.pack(">I4s", 8 + len(content), kind) + content


def insert(data: bytes, metadata: Metadata, profile: bytes | None) -> bytes:
    """Return an AVIF file, fresh from the encoder, with metadata and profile."""
    contents = [(b"Exif", b"", b"\0\0\0\0" + metadata.exif)] if metadata.exif else []
    contents += [(b"mime", _MIME_XMP, metadata.xmp)] if metadata.xmp else []
    if not contents and profile is None:
        return data
    items = read_items(data)
    added = {max(items.kinds) + 1 + i: content for i, content in enumerate(contents)}
    meta = next((start, end) for kind, start, end in boxes(data) if kind == b"meta")
    # Twice: how long the new meta box is decides where everything behind it will lie.
    grown = len(_meta(data, meta, items, added, profile, 0))
    shift = grown - (meta[1] - meta[0] + 8)
    rebuilt = _meta(data, meta, items, added, profile, shift)
    tail = box(b"mdat", b"".join(content for _, _, content in added.values())) if added else b""
    return data[: meta[0] - 8] + rebuilt + data[meta[1] :] + tail


def _meta(
    data: bytes,
    meta: Extent,
    items: Items,
    added: dict[int, tuple[bytes, bytes, bytes]],
    profile: bytes | None,
    shift: int,
) -> bytes:
    extents = {i: [(s + shift, n) for s, n in parts] for i, parts in items.extents.items()}
    position = len(data) + shift + 8
    for item, (_, _, content) in added.items():
        extents[item] = [(position, len(content))]
        position += len(content)
    references = b"".join(
        box(b"cdsc", struct.pack(">HHH", item, 1, items.primary)) for item in added
    )
    parts = [data[meta[0] : meta[0] + 4]]
    linked = False
    for kind, start, end in boxes(data, meta[0] + 4, meta[1]):
        content = data[start:end]
        if kind == b"iinf":
            count = struct.pack(">H", struct.unpack_from(">H", content, 4)[0] + len(added))
            entries = b"".join(_entry(item, kind, text) for item, (kind, text, _) in added.items())
            parts.append(box(b"iinf", content[:4] + count + content[6:] + entries))
        elif kind == b"iloc":
            parts.append(box(b"iloc", _locations(extents)))
        elif kind == b"iref":
            parts.append(box(b"iref", content + references))
            linked = True
        elif kind == b"iprp" and profile is not None:
            parts.append(box(b"iprp", _with_profile(data, start, end, items, profile)))
        else:
            parts.append(box(kind, content))
    if added and not linked:
        parts.append(box(b"iref", bytes(4) + references))
    return box(b"meta", b"".join(parts))


def _entry(item: int, kind: bytes, content_type: bytes) -> bytes:
    text = b"\0" + (content_type + b"\0" if content_type else b"")
    return box(b"infe", b"\2\0\0\1" + struct.pack(">HH4s", item, 0, kind) + text)


def _locations(extents: dict[int, list[Extent]]) -> bytes:
    content = bytes(4) + struct.pack(">HH", 0x4400, len(extents))
    for item, parts in extents.items():
        content += struct.pack(">HHH", item, 0, len(parts))
        content += b"".join(struct.pack(">II", *part) for part in parts)
    return content


def _with_profile(data: bytes, start: int, end: int, items: Items, profile: bytes) -> bytes:
    """Return the content of the properties box with a profile that belongs to the picture."""
    parts = []
    number = len(items.properties) + 1
    for kind, inner, stop in boxes(data, start, end):
        content = data[inner:stop]
        if kind == b"ipco":
            content += box(b"colr", b"prof" + profile)
        elif kind == b"ipma":
            content = _associate(content, items.primary, number)
        parts.append(box(kind, content))
    return b"".join(parts)


def _associate(content: bytes, item: int, number: int) -> bytes:
    """Add a property to an item in the narrow form of the table that our encoder writes."""
    if content[0] or content[3] & 1 or number > 127:
        raise CodecError("its profile cannot be put into AVIF")
    (count,) = struct.unpack_from(">I", content, 4)
    rebuilt, position = content[:8], 8
    for _ in range(count):
        (owner, owned) = struct.unpack_from(">HB", content, position)
        numbers = content[position + 3 : position + 3 + owned]
        numbers += bytes([number]) if owner == item else b""
        rebuilt += struct.pack(">HB", owner, len(numbers)) + numbers
        position += 3 + owned
    return rebuilt

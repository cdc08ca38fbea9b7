"""EXIF, XMP and IPTC of camera RAW files, wherever each maker keeps them."""

from __future__ import annotations

from mirstudio.imaging.codecs import exif, isobmff, jpeg, photoshop
from mirstudio.imaging.codecs.resolution import read_resolution
from mirstudio.imaging.photo import Metadata

_MAKE, _MODEL = 0x10F, 0x110
_XMP, _IPTC, _PHOTOSHOP = 700, 33723, 34377
_CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_FUJI_MARK, _FUJI_POINTER = b"FUJIFILMCCD-RAW", 84
_WITHOUT = frozenset({exif.MAKER_NOTE})
"""A maker's note points into the RAW file, and would point nowhere in another."""


def read(data: bytes) -> Metadata:
    """Return what describes the photo; maker's notes stay in the RAW file."""
    directory = _directory(data)
    if directory is None:
        return Metadata()
    found = _blocks(data)
    iptc = found.get(_IPTC) or photoshop.find_iptc(found.get(_PHOTOSHOP, b""))
    return Metadata(exif.pack_block(directory), found.get(_XMP), iptc, read_resolution(data))


def camera_name(data: bytes) -> str:
    """Return maker and model, as far as they are known."""
    directory = _directory(data)
    names: list[str] = []
    for tag in (_MAKE, _MODEL):
        value = directory.values.get(tag, (0, 0, b""))[2] if directory else b""
        names.append(value.split(b"\0")[0].decode("ascii", "ignore").strip())
    make, model = names
    return model if model.startswith(make) else f"{make} {model}"


def _directory(data: bytes) -> exif.Directory | None:
    if data.startswith(_FUJI_MARK):
        return _of_fuji(data)
    if data[4:12] == b"ftypcrx ":
        return _of_canon(data)
    return exif.read_directory(data, without=_WITHOUT)


def _of_fuji(data: bytes) -> exif.Directory | None:
    """Take the EXIF block of the JPEG picture that goes along."""
    start = int.from_bytes(data[_FUJI_POINTER : _FUJI_POINTER + 4], "big")
    length = int.from_bytes(data[_FUJI_POINTER + 4 : _FUJI_POINTER + 8], "big")
    block = jpeg.exif_of(data[start : start + length])
    return exif.read_directory(block, without=_WITHOUT) if block else None


def _of_canon(data: bytes) -> exif.Directory | None:
    """Join the three blocks in which CR3 keeps camera, exposure and place."""
    found: dict[bytes, exif.Directory] = {}
    for kind, start, end in isobmff.boxes(data):
        if kind != b"moov":
            continue
        for inner, first, last in isobmff.boxes(data, start, end):
            if inner == b"uuid" and data[first : first + 16] == _CANON:
                for name, s, e in isobmff.boxes(data, first + 16, last):
                    part = exif.read_whole_directory(data[s:e], without=_WITHOUT)
                    if part is not None:
                        found[name] = part
    top = found.get(b"CMT1")
    if top is None:
        return None
    parts = {exif.EXIF_DIRECTORY: b"CMT2", exif.GPS_DIRECTORY: b"CMT4"}
    below = {tag: found[name] for tag, name in parts.items() if name in found}
    same = {tag: part for tag, part in below.items() if part.order == top.order}
    kept = {tag: value for tag, value in top.values.items() if tag in exif.DESCRIPTIVE}
    return exif.Directory(top.order, kept, same)


def _blocks(data: bytes) -> dict[int, bytes]:
    """Return the values of the first directory's tags that are no EXIF."""
    wanted = (_XMP, _IPTC, _PHOTOSHOP)
    block = exif.open_block(data)
    return {
        entry.tag: bytes(data[entry.start : entry.start + entry.size])
        for entry in (block.entries(block.first) if block else ())
        if entry.tag in wanted
    }

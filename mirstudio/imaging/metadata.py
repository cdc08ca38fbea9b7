"""Metadata that is true again after a restoration, and of it what the user wants to give away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from mirstudio.imaging import xmp
from mirstudio.imaging.codecs import exif
from mirstudio.imaging.codecs.resolution import with_resolution
from mirstudio.imaging.photo import Metadata

_XMP_ORIENTATION = re.compile(rb"(tiff:Orientation(?:\s*=\s*[\"']|>))[1-8]([\"'<])")
_XMP_SIZE = re.compile(
    rb"((?:tiff:Image|exif:PixelX|exif:PixelY)(Width|Length|Dimension)(?:\s*=\s*[\"']|>))\d+([\"'<])"
)
_XMP_EXTENSION = re.compile(rb"\s+xmpNote:HasExtendedXMP\s*=\s*(\"[^\"]*\"|'[^']*')")
_STALE = re.compile(
    rb"\s+(?:hdrgm:\w+|GCamera:(?:Motion|Micro)\w+|GDepth:\w+)\s*=\s*(?:\"[^\"]*\"|'[^']*')"
    rb"|<(G?Container:Directory|GDepth:\w+)[\s>].*?</\1>",
    re.DOTALL,
)
"""What promises a gain map, a video or depth, which do not travel along."""
_ARTIST, _COPYRIGHT = 0x13B, 0x8298
_IPTC_OWNER = (80, 85, 110, 116)
"""By-line, its title, credit, copyright."""
_LARGEST_COMPANION = 1 << 22


class Kept(StrEnum):
    """What of a photo's metadata goes into the result."""

    ALL = "all"
    NO_GPS = "no-gps"
    COPYRIGHT = "copyright"
    NONE = "none"


def keep(metadata: Metadata, kept: Kept) -> Metadata:
    """Return what of the metadata is to be kept."""
    if kept is Kept.ALL:
        return metadata
    if kept is Kept.NONE:
        return Metadata()
    if kept is Kept.NO_GPS:
        packet = xmp.without_place(metadata.xmp) if metadata.xmp else None
        block = exif.without_place(metadata.exif) if metadata.exif else None
        return replace(metadata, exif=block, xmp=packet)
    said = xmp.read_description(metadata.xmp or b"")
    owner = xmp.Description(copyright=said.copyright, creators=said.creators)
    directory = exif.read_directory(metadata.exif or b"")
    names = (
        {tag: directory.values[tag] for tag in (_ARTIST, _COPYRIGHT) if tag in directory.values}
        if directory
        else {}
    )
    block = exif.pack_block(exif.Directory(directory.order, names)) if directory and names else None
    records = b"".join(_records_of_owner(metadata.iptc or b"")) or None
    return Metadata(block, xmp.write_description(owner), records, metadata.dpi)


def _records_of_owner(records: bytes) -> Iterator[bytes]:
    """Yield the IPTC records that say whose photo it is."""
    start = 0
    while start + 5 <= len(records) and records[start] == 0x1C:
        end = start + 5 + int.from_bytes(records[start + 3 : start + 5], "big")
        if records[start + 1] == 2 and records[start + 2] in _IPTC_OWNER:
            yield records[start:end]
        start = end


def with_companion(metadata: Metadata, path: Path) -> Metadata:
    """Return a RAW file's metadata with what the `.xmp` file beside it says.

    How other programs would develop the RAW file is not true of the result and stays behind.
    """
    packet = xmp.undeveloped(metadata.xmp) if metadata.xmp else None
    companion = find_companion(path)
    if companion is not None:
        with suppress(OSError):
            said = xmp.read_description(companion.read_bytes())
            packet = xmp.write_description(said.over(xmp.read_description(packet or b"")))
    return replace(metadata, xmp=packet)


def find_companion(path: Path) -> Path | None:
    """Return the `.xmp` file beside a RAW file, if there is one."""
    for name in (path.with_suffix(".xmp"), path.with_suffix(".XMP"), Path(f"{path}.xmp")):
        with suppress(OSError):
            if name.is_file() and name.stat().st_size <= _LARGEST_COMPANION:
                return name
    return None


def correct(metadata: Metadata, width: int, height: int) -> Metadata:
    """Return metadata fit for upright pixels of this size; all else stays byte for byte."""
    block = exif.correct(metadata.exif, width, height) if metadata.exif else None
    xmp = correct_xmp(metadata.xmp, width, height) if metadata.xmp else None
    return replace(metadata, exif=block, xmp=xmp)


def with_dpi(metadata: Metadata, dpi: float) -> Metadata:
    """Return metadata that tell how large the photo is to be printed."""
    block = with_resolution(metadata.exif, (dpi, dpi)) if metadata.exif else None
    return replace(metadata, exif=block, dpi=(dpi, dpi))


def correct_xmp(packet: bytes, width: int, height: int) -> bytes:
    """Set orientation and size where the packet tells them; drop the link to an extension."""

    def size(match: re.Match[bytes]) -> bytes:
        across = match.group(2) == b"Width" or b"PixelX" in match.group(1)
        return match.group(1) + str(width if across else height).encode() + match.group(3)

    packet = _XMP_ORIENTATION.sub(rb"\g<1>1\2", _STALE.sub(b"", packet))
    return _XMP_EXTENSION.sub(b"", _XMP_SIZE.sub(size, packet))

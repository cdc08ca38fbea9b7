"""Metadata that is true again after a restoration: upright, of the right size, no old thumbnail."""

from __future__ import annotations

import re
from dataclasses import replace

from mirstudio.imaging.codecs import exif
from mirstudio.imaging.photo import Metadata

_XMP_ORIENTATION = re.compile(rb"(tiff:Orientation(?:\s*=\s*[\"']|>))[1-8]([\"'<])")
_XMP_SIZE = re.compile(
    rb"((?:tiff:Image|exif:PixelX|exif:PixelY)(Width|Length|Dimension)(?:\s*=\s*[\"']|>))\d+([\"'<])"
)
_XMP_EXTENSION = re.compile(rb"\s+xmpNote:HasExtendedXMP\s*=\s*(\"[^\"]*\"|'[^']*')")


def correct(metadata: Metadata, width: int, height: int) -> Metadata:
    """Return metadata fit for upright pixels of this size; all else stays byte for byte."""
    block = exif.correct(metadata.exif, width, height) if metadata.exif else None
    xmp = correct_xmp(metadata.xmp, width, height) if metadata.xmp else None
    return replace(metadata, exif=block, xmp=xmp)


def correct_xmp(packet: bytes, width: int, height: int) -> bytes:
    """Set orientation and size where the packet tells them; drop the link to an extension."""

    def size(match: re.Match[bytes]) -> bytes:
        across = match.group(2) == b"Width" or b"PixelX" in match.group(1)
        return match.group(1) + str(width if across else height).encode() + match.group(3)

    packet = _XMP_ORIENTATION.sub(rb"\g<1>1\2", packet)
    return _XMP_EXTENSION.sub(b"", _XMP_SIZE.sub(size, packet))

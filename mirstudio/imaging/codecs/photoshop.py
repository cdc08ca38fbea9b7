"""Photoshop image resources, the wrapping that IPTC records travel in."""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = b"Photoshop 3.0\0"
IPTC = 0x0404


def resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and content of each resource; stop where the structure breaks."""
    position = 0
    while data[position : position + 4] == b"8BIM" and position + 12 <= len(data):
        (number,) = struct.unpack_from(">H", data, position + 4)
        name = data[position + 6] + 1
        position += 6 + name + name % 2
        if position + 4 > len(data):
            return
        (length,) = struct.unpack_from(">I", data, position)
        position += 4
        if position + length > len(data):
            return
        yield number, data[position : position + length]
        position += length + length % 2


def find_iptc(data: bytes) -> bytes | None:
    """Return the IPTC records among the resources; records that lie bare are taken as they are."""
    if data[:1] == b"\x1c":
        return data
    return next((content for number, content in resources(data) if number == IPTC), None) or None


def wrap_iptc(records: bytes) -> bytes:
    """Return IPTC records as one resource."""
    head = b"8BIM" + struct.pack(">HHI", IPTC, 0, len(records))
    return head + records + bytes(len(records) % 2)

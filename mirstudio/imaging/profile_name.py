"""What a profile is called."""

from __future__ import annotations

import struct

from mirstudio.imaging.profile import space_of, tags_of


def name_of(profile: bytes | None) -> str:
    """Return how a profile calls itself, for people; "sRGB" for None, empty where it does not."""
    if profile is None:
        return "sRGB"
    try:
        tag = dict(tags_of(profile))[b"desc"] if space_of(profile) else b""
        if tag[:4] == b"mluc":
            length, start = struct.unpack_from(">II", tag, 20)
            return tag[start : start + length].decode("utf-16-be").strip("\0 ")
        if tag[:4] == b"desc":
            (length,) = struct.unpack_from(">I", tag, 8)
            return tag[12 : 12 + length].decode("latin-1").strip("\0 ")
    except (KeyError, UnicodeDecodeError, struct.error):
        pass
    return ""

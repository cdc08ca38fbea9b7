"""HEIC, reading only: through pi-heif where it is installed."""

from __future__ import annotations

import importlib
from io import BytesIO
from typing import Any

import numpy as np

from mirstudio.imaging.codecs import extras, isobmff
from mirstudio.imaging.codecs.picture import Codec, CodecError, Picture, Size, with_channels
from mirstudio.imaging.profile import profile_of_code_points

_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")


def recognizes(head: bytes) -> bool:
    """Whether this is a HEIC file's start; AVIF, which shares a brand with it, is asked before."""
    return head[4:8] == b"ftyp" and head[8:12] in _BRANDS


def measure(data: bytes) -> Size:
    """Read the header."""
    return Size(*isobmff.size_of(isobmff.read_items(data)), 8)


def decode(data: bytes) -> Picture:
    """Decode the main picture; libheif turns it upright."""
    items = isobmff.read_items(data)
    file = _reader().open_heif(BytesIO(data), convert_hdr_to_8bit=False, hdr_to_16bit=False)
    # Copied, because the array does not keep the decoder's memory alive.
    samples = with_channels(np.array(file))
    bits = int(file.info.get("bit_depth", 8))
    # The profile may belong to the tiles of a grid instead of the whole: libheif looks there too.
    profile = isobmff.profile_of(items) or file.info.get("icc_profile")
    profile = profile or profile_of_code_points(*isobmff.code_points_of(items))
    metadata = isobmff.metadata_of(items, data)
    beside = extras.in_heif(items, data, metadata.xmp)
    depth = 8 if bits <= 8 else 16
    return Picture(samples, 2.0**bits - 1, depth, 1, profile, metadata, left_behind=beside)


def _reader() -> Any:
    """Import pi-heif when first needed: its libraries are large, and few photos want them."""
    try:
        return importlib.import_module("pi_heif")
    except ImportError:
        raise CodecError("HEIC needs the package pi-heif, which is not installed") from None


CODEC = Codec("heic", (".heic", ".heif", ".hif"), recognizes, measure, decode)

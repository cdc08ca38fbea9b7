"""BMP, GIF, ICO and PSD through Pillow: the first or merged picture, where 8 bits are certain."""

from __future__ import annotations

import struct
from functools import partial
from io import BytesIO

import numpy as np
from PIL import Image

from mirstudio.imaging.codecs import extras
from mirstudio.imaging.codecs.picture import Codec, CodecError, Picture, Size, with_channels
from mirstudio.imaging.color import cmyk_to_srgb
from mirstudio.imaging.photo import Metadata

# Our own limit, told from the header, holds for every format alike.
Image.MAX_IMAGE_PIXELS = None

_KEPT_MODES = ("L", "LA", "RGB", "RGBA")


def _measure(name: str, data: bytes) -> Size:
    if name == "PSD":
        _check_psd(data)
    with Image.open(BytesIO(data), formats=[name]) as file:
        return Size(file.width, file.height, 8)


def _check_psd(data: bytes) -> None:
    (depth,) = struct.unpack_from(">H", data, 22)
    if depth not in (1, 8):
        raise CodecError(f"Photoshop files of {depth} bits are not supported; save it as TIFF")


def _decode(name: str, data: bytes) -> Picture:
    with Image.open(BytesIO(data), formats=[name]) as file:
        profile = file.info.get("icc_profile") or None
        dpi = file.info.get("dpi")
        if file.mode == "CMYK":
            ink = np.asarray(file, np.float32) / np.float32(255)
            return Picture(cmyk_to_srgb(ink, profile), 1.0, 8)
        samples = with_channels(np.asarray(_in_kept_mode(file)))
        beside = extras.in_pages(getattr(file, "n_frames", 1))
        beside = (extras.LAYERS,) if beside and name == "PSD" else beside
    metadata = Metadata(dpi=(_whole(dpi[0]), _whole(dpi[1])) if dpi else None)
    return Picture(samples, 255.0, 8, 1, profile, metadata, left_behind=beside)


def _whole(dpi: float) -> float:
    """Return the whole number that a count of pixels per metre was rounded from, or nearly it."""
    return float(round(dpi)) if abs(dpi - round(dpi)) < 0.02 else round(dpi, 2)


def _in_kept_mode(file: Image.Image) -> Image.Image:
    if file.mode in _KEPT_MODES:
        return file
    if file.mode == "1":
        return file.convert("L")
    if file.mode in ("P", "PA", "RGBX"):
        return file.convert("RGBA" if file.has_transparency_data else "RGB")
    raise CodecError("its kind of colours is not supported")


def _starts(mark: bytes, head: bytes) -> bool:
    return head.startswith(mark)


def _codec(name: str, mark: bytes, *suffixes: str) -> Codec:
    return Codec(
        name.lower(),
        suffixes,
        partial(_starts, mark),
        partial(_measure, name),
        partial(_decode, name),
    )


CODECS = (
    _codec("GIF", b"GIF8", ".gif"),
    _codec("BMP", b"BM", ".bmp", ".dib"),
    _codec("ICO", b"\0\0\1\0", ".ico"),
    _codec("PSD", b"8BPS\0\1", ".psd"),
)

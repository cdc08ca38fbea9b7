"""DNG out: the sensor's linear colours in 16 bits, which other programs develop further.

Not compressed, since the standard knows deflate for floats only.
"""

from __future__ import annotations

import struct

import numpy as np

from mirstudio.imaging.codecs import exif, raw, tiff_writer
from mirstudio.imaging.codecs.picture import Codec, Coding, Picture
from mirstudio.imaging.codecs.tiff_writer import LONG, SHORT, Value, numbers
from mirstudio.imaging.photo import Camera
from mirstudio.imaging.sensor import to_sensor

_BYTE, _ASCII, _RATIONAL, _SIGNED_RATIONAL = 1, 2, 5, 10
_LINEAR_RAW, _NOT_COMPRESSED = 34892, 1
_UNIQUE_MODEL, _MATRIX_1, _LIGHT_1, _NEUTRAL, _EXPOSURE = 50708, 50721, 50778, 50728, 50730
_D65 = 21
_VERSION, _OLDEST_READER = bytes((1, 4, 0, 0)), bytes((1, 1, 0, 0))
_WHITE = 65535
_STRIP_BYTES = 1 << 20
_WIDTHS = {SHORT: 2, LONG: 4, _RATIONAL: 4, 8: 2, 9: 4, _SIGNED_RATIONAL: 4, 11: 4, 12: 8, 13: 4}


def recognizes(head: bytes) -> bool:
    """DNG starts as any TIFF does, so its first bytes do not tell; `raw.lies_in_tiff` does."""
    return False


def encode(picture: Picture, coding: Coding) -> bytes:
    """Encode without loss, whatever the quality; `picture` comes from `to_sensor`."""
    assert picture.camera is not None
    order = tiff_writer.order_of(picture)
    samples = picture.samples.astype(picture.samples.dtype.newbyteorder(order))
    height, width, channels = samples.shape
    rows = min(height, max(1, _STRIP_BYTES // (width * channels * 2)))
    strips = [samples[top : top + rows].tobytes() for top in range(0, height, rows)]
    return tiff_writer.assemble(picture, strips, rows, _tags(picture.camera, order))


def _tags(camera: Camera, order: exif.ByteOrder) -> dict[int, Value]:
    """Tags that make a TIFF file a DNG; those of the original DNG go before our own."""
    name = (camera.name or "Unknown").encode("ascii", "replace") + b"\0"
    own = {
        _UNIQUE_MODEL: (_ASCII, len(name), name),
        _MATRIX_1: _fractions(order, _SIGNED_RATIONAL, camera.matrix, 10**4),
        _LIGHT_1: numbers(order, SHORT, [_D65]),
    }
    kept = {tag: (kind, n, _in_order(value, kind, order)) for tag, kind, n, value in camera.tags}
    return {
        254: numbers(order, LONG, [0]),
        259: numbers(order, SHORT, [_NOT_COMPRESSED]),
        262: numbers(order, SHORT, [_LINEAR_RAW]),
        50706: (_BYTE, 4, _VERSION),
        50707: (_BYTE, 4, _OLDEST_READER),
        50714: numbers(order, SHORT, [0, 0, 0]),
        50717: numbers(order, LONG, [_WHITE, _WHITE, _WHITE]),
        _NEUTRAL: _fractions(order, _RATIONAL, camera.neutral, 10**7),
        _EXPOSURE: _fractions(order, _SIGNED_RATIONAL, (camera.exposure,), 100),
        **(kept if _MATRIX_1 in kept else {**own, **kept}),
    }


def _fractions(
    order: exif.ByteOrder, kind: int, values: tuple[float, ...], denominator: int
) -> Value:
    form = order + ("II" if kind == _RATIONAL else "ii")
    parts = [struct.pack(form, round(value * denominator), denominator) for value in values]
    return kind, len(values), b"".join(parts)


def _in_order(value: bytes, kind: int, order: exif.ByteOrder) -> bytes:
    """Bring a value from little-endian order into that of the file."""
    width = _WIDTHS.get(kind, 1)
    if order == "<" or width == 1:
        return value
    return np.frombuffer(value, f"<u{width}").astype(f">u{width}").tobytes()


CODEC = Codec(
    "dng",
    (".dng",),
    recognizes,
    raw.measure,
    raw.decode,
    encode,
    {16: float(_WHITE)},
    alpha=False,
    grey=False,
    profiles=False,
    prepare=to_sensor,
)

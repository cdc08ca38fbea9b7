"""PBM, PGM and PPM, plain and binary, up to 16 bits, which other readers cut to 8."""

from __future__ import annotations

import re

import numpy as np

from mirstudio.imaging.codecs.picture import Codec, CodecError, Picture, Samples, Size

_SPACE = rb"(?:\s|#[^\r\n]*[\r\n])+"
_NUMBERS = rb"P[1-6]" + (_SPACE + rb"(\d{1,9})") * 2
_BILEVEL = re.compile(_NUMBERS + rb"\s")
_GRADED = re.compile(_NUMBERS + _SPACE + rb"(\d{1,5})\s")


def recognizes(head: bytes) -> bool:
    """Whether this is a Netpbm file's start."""
    return re.match(rb"P[1-6][\s#]", head) is not None


def _header(data: bytes) -> tuple[int, int, int, int]:
    """Return width, height, the value of white, and where the samples start."""
    pattern = _BILEVEL if data[1:2] in b"14" else _GRADED
    match = pattern.match(data[:65536])
    numbers = [int(number) for number in match.groups()] if match else []
    white = numbers[2] if len(numbers) > 2 else 1
    if match is None or not 0 < white < 65536:
        raise CodecError("its header is damaged")
    return numbers[0], numbers[1], white, match.end()


def measure(data: bytes) -> Size:
    """Read the header."""
    width, height, white, _ = _header(data)
    # Plain numbers pass through wide integers on their way.
    bytes_per_sample = 9 if data[1:2] in b"123" else 1 + (white > 255)
    return Size(width, height, bytes_per_sample * (3 if data[1:2] in b"36" else 1))


def decode(data: bytes) -> Picture:
    """Decode the first picture."""
    width, height, white, start = _header(data)
    channels = 3 if data[1:2] in b"36" else 1
    if data[1:2] == b"4":
        samples = _bits(data, start, width, height)
    else:
        samples = _values(data, start, width * height * channels, white)
    if data[1:2] in b"14":
        samples = 1 - samples
    if samples.max(initial=0) > white:
        raise CodecError("its data is damaged")
    return Picture(samples.reshape(height, width, channels), float(white), 8 if white < 256 else 16)


def _bits(data: bytes, start: int, width: int, height: int) -> Samples:
    row = (width + 7) // 8
    if len(data) - start < row * height:
        raise CodecError("its data ends too early")
    packed = np.frombuffer(data, np.uint8, row * height, start).reshape(height, row)
    return np.unpackbits(packed, axis=1)[:, :width]


def _values(data: bytes, start: int, count: int, white: int) -> Samples:
    kind = np.dtype(np.uint8) if white < 256 else np.dtype(np.uint16)
    if data[1:2] == b"1":
        numbers = list(re.sub(rb"[^01]", b"", data[start:])[:count])
        values = np.array(numbers, np.uint8) - 48
    elif data[1:2] in b"23":
        numbers = data[start:].split(None, count)[:count]
        if not all(number.isdigit() and len(number) < 6 for number in numbers):
            raise CodecError("its data is damaged")
        values = np.array(numbers, np.int64).astype(kind)
    elif len(data) - start < count * kind.itemsize:
        raise CodecError("its data ends too early")
    else:
        values = np.frombuffer(data, kind.newbyteorder(">"), count, start).astype(kind)
    if len(values) < count:
        raise CodecError("its data ends too early")
    return values


CODEC = Codec("pnm", (".ppm", ".pgm", ".pbm", ".pnm"), recognizes, measure, decode)

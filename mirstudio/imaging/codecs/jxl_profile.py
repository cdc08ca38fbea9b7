"""ICC profiles inside JPEG XL codestreams (ISO/IEC 18181-1, annex E.4).

A profile is predicted from what most profiles hold, and the rest is compressed. Written are
profiles without compression, of which only the header is predicted: a few hundred bytes more.
"""

from __future__ import annotations

import struct

from mirstudio.imaging.codecs.jxl_bits import Bits, Written, write_long
from mirstudio.imaging.codecs.jxl_entropy import Numbers
from mirstudio.imaging.codecs.picture import CodecError

LARGEST_PROFILE = 1 << 22
"""Bytes; a longer one is taken for an attack."""

_DAMAGED = "its colour profile is damaged"
_CHECKED_EVERY = 1 << 16
_MOST_GAIN = 32
"""Bytes that a bit may stand for, as in libjxl; more is an attack on the reader's time."""
_CONTEXTS = 41
_HEADER_BYTES = 128
_TAGS = (
    *(b"cprt", b"wtpt", b"bkpt", b"rXYZ", b"gXYZ", b"bXYZ", b"kXYZ", b"rTRC", b"gTRC"),
    *(b"bTRC", b"kTRC", b"chad", b"desc", b"chrm", b"dmnd", b"dmdd", b"lumi"),
)
_OF_XYZ = frozenset({b"rXYZ", b"gXYZ", b"bXYZ", b"kXYZ", b"wtpt", b"bkpt", b"lumi"})
_TYPES = (b"XYZ ", b"desc", b"text", b"mluc", b"para", b"curv", b"sf32", b"gbd ")
_OTHER_TAG, _THREE_CURVES, _THREE_COLOURS, _FIRST_TAG = 1, 2, 3, 4
_OFFSET_TOLD, _SIZE_TOLD = 64, 128
_PLAIN, _HALVES, _QUARTERS, _PREDICTED, _XYZ, _FIRST_TYPE = 1, 2, 3, 4, 10, 16
# One code for all contexts, no copies; a prefix code of 256 words of eight bits each: symbols are
# the bytes themselves. Bits, and how many, lowest first.
_EIGHT_BITS_EACH = (
    *((0, 1), (1, 1), (0, 2), (1, 1), (15, 4)),  # no copies; clusters; prefixes; symbols as such
    *((1, 1), (7, 4), (127, 7)),  # 256 symbols
    *((0, 2), (0, 20), (0b01, 2), (0, 14)),  # of the lengths of words, only 8 occurs
)


def read_profile(bits: Bits) -> bytes:
    """Read the profile that starts here; raises CodecError where it is damaged."""
    length = bits.long()
    if length > LARGEST_PROFILE:
        raise CodecError("its colour profile is too large")
    try:
        return _Unpredicted(_read_coded(bits, length)).profile()
    except (IndexError, struct.error):
        raise CodecError(_DAMAGED) from None


def _read_coded(bits: Bits, length: int) -> bytes:
    """Read so many bytes, each expected by the two before it."""
    numbers = Numbers(bits, _CONTEXTS)
    coded = bytearray()
    before = last = 0
    for place in range(length):
        if place % _CHECKED_EVERY == 0 and place > _MOST_GAIN * bits.position:
            raise CodecError(_DAMAGED)
        context = 0 if place <= _HEADER_BYTES else 1 + _kind(last) + 8 * _kind_before(before)
        value = numbers.take(context)
        if value > 255:
            raise CodecError(_DAMAGED)
        coded.append(value)
        before, last = last, value
    return bytes(coded)


def write_profile(profile: bytes) -> Written:
    """Return a profile as it stands in a codestream."""
    header, rest = profile[:_HEADER_BYTES], profile[_HEADER_BYTES:]
    predicted = bytearray()
    for place, value in enumerate(header):
        predicted.append(value - _header_byte(header, place, len(profile)) & 255)
    # No list of tags, then all the rest as it is.
    commands = b"\0" + bytes([_PLAIN]) + _varying(len(rest)) if rest else b""
    coded = _varying(len(profile)) + _varying(len(commands)) + commands + predicted + rest
    written = write_long(len(coded))
    for value, count in _EIGHT_BITS_EACH:
        written += Written(value, count)
    words = bytes(int(f"{value:08b}"[::-1], 2) for value in coded)
    return written + Written(int.from_bytes(words, "little"), 8 * len(words))


def _varying(value: int) -> bytes:
    """Write a number in as many bytes as it needs, seven bits in each."""
    parts = bytearray()
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])


def _kind(byte: int) -> int:
    """Return which of eight kinds of byte this is, by which the next one is expected."""
    if byte < 16:
        return (2, 3)[byte] if byte < 2 else 4
    if byte > 240:
        return 6 if byte == 255 else 5
    return _text_kind(byte, 7)


def _kind_before(byte: int) -> int:
    """Return which of five kinds the byte before is."""
    if byte < 16:
        return 2
    return 3 if byte > 240 else _text_kind(byte, 4)


def _text_kind(byte: int, other: int) -> int:
    character = chr(byte)
    if character.isascii() and character.isalpha():
        return 0
    return 1 if character in "0123456789.," else other


def _header_byte(header: bytes | bytearray, place: int, size: int) -> int:
    """Return what a profile of this size most likely has at a place, by what stands before it."""
    if place < 4:
        return size >> 8 * (3 - place) & 255
    if 80 <= place < 84:
        return header[place - 76]
    for told_by, maker in ((b"A", b"APPL"), (b"M", b"MSFT"), (b"SG", b"SGI "), (b"SU", b"SUNW")):
        if 40 + len(told_by) <= place < 44 and header[40:].startswith(told_by):
            return maker[place - 40]
    fixed = {8: b"\4", 12: b"mntrRGB XYZ ", 36: b"acsp", 70: b"\xf6\xd6\0\1", 78: b"\xd3\x2d"}
    for start, text in fixed.items():
        if start <= place < start + len(text):
            return text[place - start]
    return 0


class _Unpredicted:
    """Builds a profile from commands, and from data that they use up."""

    def __init__(self, coded: bytes) -> None:
        self._coded = coded
        self._command = 0
        self._size = self._number()
        length = self._number()
        self._data = self._commands_end = self._command + length
        self._built = bytearray()

    def profile(self) -> bytes:
        """Return the profile; raises CodecError or IndexError where the data is damaged."""
        if self._size > LARGEST_PROFILE:
            raise CodecError("its colour profile is too large")
        self._build_header()
        if len(self._built) < self._size:
            self._build_tags()
        while self._command < self._commands_end:
            self._build_content()
            if len(self._built) > self._size:
                break
        if len(self._built) != self._size or self._data != len(self._coded):
            raise CodecError(_DAMAGED)
        return bytes(self._built)

    def _number(self) -> int:
        value = shift = 0
        while shift < 63:
            byte = self._coded[self._command]
            self._command += 1
            value |= (byte & 127) << shift
            if byte < 128:
                break
            shift += 7
        return value

    def _next_command(self) -> int:
        self._command += 1
        return self._coded[self._command - 1]

    def _taken(self, count: int) -> bytes:
        start, self._data = self._data, self._data + count
        if self._data > len(self._coded):
            raise CodecError(_DAMAGED)
        return self._coded[start : self._data]

    def _build_header(self) -> None:
        for place, value in enumerate(self._taken(min(_HEADER_BYTES, self._size))):
            self._built.append(value + _header_byte(self._built, place, self._size) & 255)

    def _build_tags(self) -> None:
        count = self._number()
        if count == 0:
            return
        self._built += struct.pack(">I", count - 1)
        start, size = _HEADER_BYTES + 12 * (count - 1), 0
        while self._command < self._commands_end:
            command = self._next_command()
            kind = command & 63
            if kind == 0:
                return
            tag = self._tag_of(kind)
            start = self._number() if command & _OFFSET_TOLD else start + size
            size = 20 if tag in _OF_XYZ else size
            size = self._number() if command & _SIZE_TOLD else size
            self._built += tag + struct.pack(">II", start, size)
            if kind == _THREE_CURVES:
                self._built += b"gTRC" + struct.pack(">II", start, size)
                self._built += b"bTRC" + struct.pack(">II", start, size)
            elif kind == _THREE_COLOURS:
                self._built += b"gXYZ" + struct.pack(">II", start + size, size)
                self._built += b"bXYZ" + struct.pack(">II", start + 2 * size, size)
            if len(self._built) > self._size:
                raise CodecError(_DAMAGED)

    def _tag_of(self, kind: int) -> bytes:
        if kind == _OTHER_TAG:
            return self._taken(4)
        known = {_THREE_CURVES: b"rTRC", _THREE_COLOURS: b"rXYZ"}
        return known[kind] if kind in known else _TAGS[kind - _FIRST_TAG]

    def _build_content(self) -> None:
        command = self._next_command()
        if command == _PLAIN:
            self._built += self._taken(self._number())
        elif command in (_HALVES, _QUARTERS):
            width = 2 if command == _HALVES else 4
            self._built += _interleaved(self._taken(self._number()), width)
        elif command == _PREDICTED:
            self._build_predicted()
        elif command == _XYZ:
            self._built += b"XYZ " + bytes(4) + self._taken(12)
        elif command >= _FIRST_TYPE:
            self._built += _TYPES[command - _FIRST_TYPE] + bytes(4)
        else:
            raise CodecError(_DAMAGED)

    def _build_predicted(self) -> None:
        """Build big-endian numbers that go on as those before them do."""
        flags = self._next_command()
        width, order = (flags & 3) + 1, flags >> 2 & 3
        stride = self._number() if flags & 16 else width
        if width == 3 or order == 3 or stride < width or 4 * stride >= len(self._built):
            raise CodecError(_DAMAGED)
        apart = self._taken(self._number())
        apart = _interleaved(apart, width) if width > 1 else apart
        factors = ((1,), (2, -1), (3, -3, 1))[order]
        for first in range(0, len(apart), width):
            at = len(self._built)
            past = [at - stride * back for back in range(1, len(factors) + 1)]
            numbers = [int.from_bytes(self._built[p : p + width], "big") for p in past]
            expected = sum(f * n for f, n in zip(factors, numbers, strict=True))
            for within, value in enumerate(apart[first : first + width]):
                self._built.append(value + (expected >> 8 * (width - 1 - within)) & 255)


def _interleaved(data: bytes, width: int) -> bytes:
    """Bring together the bytes of numbers, where all first bytes stand before all second ones."""
    rows = -(-len(data) // width)
    return bytes(data[place] for first in range(rows) for place in range(first, len(data), rows))

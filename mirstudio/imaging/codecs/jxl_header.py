"""The header of a JPEG XL codestream, read bit by bit (ISO/IEC 18181-1)."""

from __future__ import annotations

from dataclasses import dataclass

from mirstudio.imaging.codecs.picture import CodecError
from mirstudio.imaging.profile import (
    DISPLAY_P3_PRIMARIES,
    REC2020_PRIMARIES,
    SRGB_PRIMARIES,
    Chromaticities,
)

_RATIOS = ((1, 1), (6, 5), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))
_SIZES = ((9, 1), (13, 1), (18, 1), (30, 1))
_ENUM = ((0, 0), (0, 1), (4, 2), (6, 18))
_COORDINATE = ((19, 0), (19, 524288), (20, 1048576), (21, 2097152))
_GREY, _XYB, _RGB, _CUSTOM, _LINEAR = 1, 2, 0, 2, 8
_KNOWN_PRIMARIES = {1: None, 9: REC2020_PRIMARIES, 11: DISPLAY_P3_PRIMARIES}
_CHANNEL_COUNTS = ((0, 0), (0, 1), (4, 2), (12, 1))
_DEFAULT_SRGB = (0b1, 1)
# Lowest bit first: not the default, no profile, grey (1), D65 (1), no power, sRGB's curve (13),
# relative intent (1).
_GREY_SRGB = (0b01_1011_10_0_01_01_0_0, 15)
"""Bits and their number."""
_ALPHA, _SPOT, _FILTER_ARRAY = 0, 2, 5


@dataclass(frozen=True)
class Header:
    """What has to be known before decoding."""

    width: int
    height: int
    bits: int = 8
    floating: bool = False
    perceptual: bool = True
    """Stored in the format's own perceptual space, so the decoder chooses what it gives."""
    has_profile: bool = False
    """The colours are told by an ICC profile inside the codestream."""
    primaries: Chromaticities | None = None
    """None for those of sRGB, unless `linear`."""
    linear: bool = False


class _Bits:
    """Bits of a codestream, lowest first."""

    def __init__(self, data: bytes) -> None:
        self.whole = int.from_bytes(data[:4096], "little")
        self.left = self.length = 8 * min(len(data), 4096)

    def take(self, count: int) -> int:
        """Return the next bits as a number."""
        self.left -= count
        if self.left < 0:
            raise CodecError("its header is damaged")
        value = self.whole & ((1 << count) - 1)
        self.whole >>= count
        return value

    @property
    def taken(self) -> int:
        """How many bits have been taken."""
        return self.length - self.left

    def flag(self) -> bool:
        """Return the next bit."""
        return bool(self.take(1))

    def choice(self, choices: tuple[tuple[int, int], ...]) -> int:
        """Return a number of one of four forms: so many bits, and what is added to them."""
        count, base = choices[self.take(2)]
        return base + self.take(count)


def read_header(data: bytes) -> Header:
    """Read size, depth and colours of a codestream."""
    bits = _Bits(data[2:])
    width, height = _size(bits)
    if bits.flag():
        return Header(width, height)
    if bits.flag():
        _skip_extra_fields(bits)
    depth, floating = _depth(bits)
    bits.flag()
    for _ in range(bits.choice(_CHANNEL_COUNTS)):
        _skip_extra_channel(bits)
    perceptual = bits.flag()
    if bits.flag():
        return Header(width, height, depth, floating, perceptual)
    if bits.flag():
        return Header(width, height, depth, floating, perceptual, has_profile=True)
    primaries, linear = _colours(bits)
    return Header(width, height, depth, floating, perceptual, primaries=primaries, linear=linear)


def as_srgb(data: bytes) -> bytes:
    """Return a codestream, fresh from the encoder, whose colours are told to be sRGB's.

    The library calls everything but 8 bits linear and cannot be told otherwise. Frames start at
    whole bytes, so the header in front of them can be written anew.
    """
    bits = _Bits(data[2:])
    _size(bits)
    if bits.flag():
        return data
    extra = bits.flag()
    if extra:
        _skip_extra_fields(bits)
    _depth(bits)
    bits.flag()
    for _ in range(bits.choice(_CHANNEL_COUNTS)):
        _skip_extra_channel(bits)
    bits.flag()
    start = bits.taken
    if bits.flag():
        return data
    has_profile, grey = bits.flag(), bits.choice(_ENUM) == _GREY
    if has_profile:
        raise CodecError("its header is not as expected")
    if bits.choice(_ENUM) == _CUSTOM or (not grey and bits.choice(_ENUM) == _CUSTOM):
        raise CodecError("its header is not as expected")
    if bits.flag():
        bits.take(24)
    else:
        bits.choice(_ENUM)
    bits.choice(_ENUM)
    after = bits.taken
    # Tone mapping, no extensions, and the default transform; more would have to be understood.
    if (extra and not bits.flag()) or bits.take(2) or not bits.flag():
        raise CodecError("its header is not as expected")
    return _replace_bits(data, start, after, bits.taken, _GREY_SRGB if grey else _DEFAULT_SRGB)


def _replace_bits(data: bytes, start: int, after: int, end: int, new: tuple[int, int]) -> bytes:
    """Put other bits for those from `start` to `after` of a header that ends at `end`."""
    whole = int.from_bytes(data[2 : 2 + (end + 7) // 8], "little")
    value, count = new
    before = whole & ((1 << start) - 1)
    behind = whole >> after & ((1 << end - after) - 1)
    length = start + count + end - after
    header = before | value << start | behind << start + count
    return data[:2] + header.to_bytes((length + 7) // 8, "little") + data[2 + (end + 7) // 8 :]


def _size(bits: _Bits) -> tuple[int, int]:
    small = bits.flag()
    height = 8 * (bits.take(5) + 1) if small else bits.choice(_SIZES)
    ratio = bits.take(3)
    if ratio:
        across, down = _RATIOS[ratio - 1]
        return height * across // down, height
    return (8 * (bits.take(5) + 1) if small else bits.choice(_SIZES)), height


def _skip_extra_fields(bits: _Bits) -> None:
    bits.take(3)
    if bits.flag():
        _size(bits)
    if bits.flag():
        raise CodecError("JPEG XL with a preview is not supported")
    if bits.flag():
        bits.choice(((0, 100), (0, 1000), (10, 1), (30, 1)))
        bits.choice(((0, 1), (0, 1001), (8, 1), (10, 1)))
        bits.choice(((0, 0), (3, 0), (16, 0), (32, 0)))
        bits.flag()


def _depth(bits: _Bits) -> tuple[int, bool]:
    if bits.flag():
        depth = bits.choice(((0, 32), (0, 16), (0, 24), (6, 1)))
        bits.take(4)
        return depth, True
    return bits.choice(((0, 8), (0, 10), (0, 12), (6, 1))), False


def _skip_extra_channel(bits: _Bits) -> None:
    if bits.flag():
        return
    kind = bits.choice(_ENUM)
    _depth(bits)
    bits.choice(((0, 0), (0, 3), (0, 4), (3, 1)))
    bits.take(8 * bits.choice(((0, 0), (4, 0), (5, 16), (10, 48))))
    if kind == _ALPHA:
        bits.flag()
    elif kind == _SPOT:
        bits.take(64)
    elif kind == _FILTER_ARRAY:
        bits.choice(((0, 1), (2, 0), (4, 3), (8, 19)))


def _colours(bits: _Bits) -> tuple[Chromaticities | None, bool]:
    space = bits.choice(_ENUM)
    primaries: Chromaticities | None = None
    if space != _XYB and bits.choice(_ENUM) == _CUSTOM:
        _coordinates(bits)
    if space == _RGB:
        kind = bits.choice(_ENUM)
        if kind == _CUSTOM:
            (a, b), (c, d), (e, f) = (_coordinates(bits) for _ in range(3))
            primaries = (a, b, c, d, e, f)
        else:
            primaries = _KNOWN_PRIMARIES.get(kind)
    if space == _XYB:
        return None, False
    # A plain power, in ten millionths, or a known curve; powers near 1/2.2 look as sRGB does.
    linear = bits.take(24) > 9_000_000 if bits.flag() else bits.choice(_ENUM) == _LINEAR
    return (primaries or SRGB_PRIMARIES) if linear or primaries else None, linear


def _coordinates(bits: _Bits) -> tuple[float, float]:
    x, y = (bits.choice(_COORDINATE) for _ in range(2))
    signed = [(v >> 1) ^ -(v & 1) for v in (x, y)]
    return signed[0] / 1e6, signed[1] / 1e6

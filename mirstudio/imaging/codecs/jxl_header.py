"""The header of a JPEG XL codestream, read and written bit by bit (ISO/IEC 18181-1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from mirstudio.imaging.codecs.jxl_bits import Bits, Written
from mirstudio.imaging.codecs.jxl_profile import read_profile, write_profile
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
_GREY, _XYB, _CUSTOM, _LINEAR = 1, 2, 2, 8
_KNOWN_PRIMARIES = {1: None, 9: REC2020_PRIMARIES, 11: DISPLAY_P3_PRIMARIES}
_CHANNEL_COUNTS = ((0, 0), (0, 1), (4, 2), (12, 1))
_DEFAULT_SRGB = Written(0b1, 1)
# Lowest bit first: not the default, no profile, grey (1), D65 (1), no power, sRGB's curve (13),
# relative intent (1).
_GREY_SRGB = Written(0b01_1011_10_0_01_01_0_0, 15)
# Not the default, a profile, colour (0) or grey (1).
_COLOUR_PROFILE, _GREY_PROFILE = Written(0b00_1_0, 4), Written(0b01_1_0, 4)
_SIGNATURE_BITS = 16
_FLOAT = 32
_HALF = 16
"""Bits of the floats in a header."""
_TONE_MAPPING_BITS = 3 * _HALF + 1
_COLOUR_TRANSFORM_BITS = 16 * _HALF
_UPSAMPLING_BITS = (15 * _HALF, 55 * _HALF, 210 * _HALF)
_ALPHA, _SPOT, _FILTER_ARRAY = 0, 2, 5


@dataclass(frozen=True)
class Colours:
    """What a header says of the colours; nothing: sRGB."""

    grey: bool = False
    has_profile: bool = False
    """An ICC profile stands behind the header."""
    primaries: Chromaticities | None = None
    """None for those of sRGB, unless `linear`."""
    linear: bool = False


@dataclass(frozen=True)
class Header:
    """What has to be known before decoding."""

    width: int
    height: int
    bits: int = 8
    floating: bool = False
    perceptual: bool = True
    """Stored in the format's own perceptual space, so the decoder chooses what it gives."""
    colours: Colours = field(default_factory=Colours)
    end: int = 0
    """The bit behind it, where a profile stands or the first frame's byte begins."""
    depth_at: tuple[int, int] = (0, 0)
    """First bit of what tells the depth, and the one behind it; none where all is the default."""
    colours_at: tuple[int, int] = (0, 0)
    """The same of the colours."""


def read_header(data: bytes) -> Header:
    """Read size, depth and colours of a codestream."""
    bits = Bits(data, _SIGNATURE_BITS)
    width, height = _size(bits)
    if bits.flag():
        return Header(width, height, end=_after_transform(bits, perceptual=True))
    extra = bits.flag()
    if extra:
        _skip_extra_fields(bits)
    depth_at = bits.position
    depth, floating = _depth(bits)
    depth_at = depth_at, bits.position
    bits.flag()
    for _ in range(bits.choice(_CHANNEL_COUNTS)):
        _skip_extra_channel(bits)
    perceptual = bits.flag()
    colours_start = bits.position
    colours = _colours(bits)
    colours_at = colours_start, bits.position
    if extra and not bits.flag():
        bits.take(_TONE_MAPPING_BITS)
    _skip_extensions(bits)
    end = _after_transform(bits, perceptual=perceptual)
    return Header(width, height, depth, floating, perceptual, colours, end, depth_at, colours_at)


def profile_of(data: bytes, header: Header) -> bytes | None:
    """Return the ICC profile of a codestream; raises CodecError where it is damaged."""
    return read_profile(Bits(data, header.end)) if header.colours.has_profile else None


def retell(data: bytes, *, profile: bytes | None = None, depth: int | None = None) -> bytes:
    """Return a codestream with another header and the same picture.

    `profile`: what its colours are told to be; None: sRGB. `depth`: its bits per sample, 32 being
    floats; None leaves them. Frames start at whole bytes, so the header in front of them can be
    written anew: the library takes no profiles, and calls all but 8 bits linear.
    """
    header = read_header(data)
    if header.colours_at == header.depth_at:
        if profile is None and depth is None:
            return data
        raise CodecError("its header is not as expected")
    bits = Bits(data, _SIGNATURE_BITS)

    def copied(end: int) -> Written:
        count = end - bits.position
        return Written(bits.take(count), count)

    told = copied(header.depth_at[0])
    before = copied(header.depth_at[1])
    told += before if depth is None else _written_depth(depth)
    told += copied(header.colours_at[0]) + _written_colours(header.colours.grey, profile)
    bits.position = header.colours_at[1]
    told += copied(header.end)
    if profile is not None:
        told += write_profile(profile)
    if header.colours.has_profile:
        read_profile(bits)
    return data[: _SIGNATURE_BITS // 8] + told.to_bytes() + data[(bits.position + 7) // 8 :]


def _written_depth(depth: int) -> Written:
    if depth == _FLOAT:
        # Floats of 32 bits, eight of which are the exponent's.
        return Written(0b0111_00_1, 7)
    if depth == 8:
        return Written(0b00_0, 3)
    return Written(depth - 1 << 3 | 0b11_0, 9)


def _written_colours(grey: bool, profile: bytes | None) -> Written:
    if profile is None:
        return _GREY_SRGB if grey else _DEFAULT_SRGB
    return _GREY_PROFILE if grey else _COLOUR_PROFILE


def _skip_extensions(bits: Bits) -> None:
    there = bits.long()
    lengths = [bits.long() for place in range(64) if there >> place & 1]
    bits.position += sum(lengths)


def _after_transform(bits: Bits, *, perceptual: bool) -> int:
    """Skip how the picture is to be enlarged and turned into colours; return where that ends."""
    if bits.flag():
        return bits.position
    if perceptual and not bits.flag():
        bits.take(_COLOUR_TRANSFORM_BITS)
    kinds = bits.take(len(_UPSAMPLING_BITS))
    for place, count in enumerate(_UPSAMPLING_BITS):
        bits.take(count if kinds >> place & 1 else 0)
    return bits.position


def _size(bits: Bits) -> tuple[int, int]:
    small = bits.flag()
    height = 8 * (bits.take(5) + 1) if small else bits.choice(_SIZES)
    ratio = bits.take(3)
    if ratio:
        across, down = _RATIOS[ratio - 1]
        return height * across // down, height
    return (8 * (bits.take(5) + 1) if small else bits.choice(_SIZES)), height


def _skip_extra_fields(bits: Bits) -> None:
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


def _depth(bits: Bits) -> tuple[int, bool]:
    if bits.flag():
        depth = bits.choice(((0, 32), (0, 16), (0, 24), (6, 1)))
        bits.take(4)
        return depth, True
    return bits.choice(((0, 8), (0, 10), (0, 12), (6, 1))), False


def _skip_extra_channel(bits: Bits) -> None:
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


def _colours(bits: Bits) -> Colours:
    if bits.flag():
        return Colours()
    has_profile, space = bits.flag(), bits.choice(_ENUM)
    grey = space == _GREY
    if has_profile or space == _XYB:
        if space == _XYB and not has_profile:
            bits.choice(_ENUM)
        return Colours(grey, has_profile)
    if bits.choice(_ENUM) == _CUSTOM:
        _coordinates(bits)
    primaries = None if grey else _primaries(bits)
    # A plain power, in ten millionths, or a known curve; powers near 1/2.2 look as sRGB does.
    linear = bits.take(24) > 9_000_000 if bits.flag() else bits.choice(_ENUM) == _LINEAR
    bits.choice(_ENUM)
    shown = (primaries or SRGB_PRIMARIES) if linear or primaries else None
    return Colours(grey, primaries=shown, linear=linear)


def _primaries(bits: Bits) -> Chromaticities | None:
    kind = bits.choice(_ENUM)
    if kind != _CUSTOM:
        return _KNOWN_PRIMARIES.get(kind)
    (a, b), (c, d), (e, f) = (_coordinates(bits) for _ in range(3))
    return a, b, c, d, e, f


def _coordinates(bits: Bits) -> tuple[float, float]:
    x, y = (bits.choice(_COORDINATE) for _ in range(2))
    signed = [(v >> 1) ^ -(v & 1) for v in (x, y)]
    return signed[0] / 1e6, signed[1] / 1e6

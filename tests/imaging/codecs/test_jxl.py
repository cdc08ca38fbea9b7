"""JPEG XL: pixels, metadata, and the profiles that we put into its headers."""

from __future__ import annotations

import base64

import imagecodecs
import numpy as np
import pytest

from mirstudio.imaging.codecs import isobmff, jxl
from mirstudio.imaging.codecs.jxl_bits import Bits, Written, write_long
from mirstudio.imaging.codecs.jxl_entropy import Numbers
from mirstudio.imaging.codecs.jxl_header import Colours, profile_of, read_header, retell
from mirstudio.imaging.codecs.jxl_profile import read_profile, write_profile
from mirstudio.imaging.codecs.picture import CodecError, Coding, Picture, Samples
from mirstudio.imaging.profile import (
    adobe_rgb_profile,
    display_p3_profile,
    grey_profile,
    linear_srgb_profile,
    read_matrix_profile,
    srgb_profile,
)
from tests.imaging.pictures import XMP, colours

WHITES = {np.uint8: 255, np.uint16: 65535, np.float32: 1}
DEPTHS = {np.uint8: 8, np.uint16: 16, np.float32: 32}
KINDS = tuple(WHITES)

# A black pixel each, with a profile, as libjxl 0.11.2 encoded them without loss.
OF_ADOBE_RGB = base64.b64decode(
    "/woAEBDCY8OAhHkAVLKVBmL56raDfSj0EHVXaPlLrgSZUx9h5y4GLsoYuGljgJlNamaTuBpbIVdD6+Jp54lAfsS5ZBaL"
    "fxFLK/4Ci0tdJwQYdvC1FTaUNlWUtQzwNpUWDTCQ9FW0DFDyUAgISkxODk7i2+n3XQIZ1vENcPQVNlc29RSVDguwdrYM"
    "0FS2tJQ1h9prZQF0msa6VIBTvf3333nK+5XRCbRfSP/9d99Q//23XxHs5UKBulDOIPi0BIfy+bBlAqFtQEFhcN8KjzMx"
    "iTCQB/V18zQDCAQBABwASxiLFYIDAA=="
)
OF_TABLES = base64.b64decode(
    "/woAEBDCo3KAAQmTAaSq5Cm2RAb4eZ1ipu0DNXbmuC1DDa9BJohZrb0wo2HDDDMadtwwo4Gey4Cei4itra7FyoSGZAUA"
    "wEAAAABYm0xR/IqoVAUAABSbcjWxSbMohRLFqtQc9+c8Jw6kWY7eARr1ClYuWalOoaKHDVCtWeUAmZJVqhSrHGy3lQLw"
    "dBqYMwn0iINVPwvjF3wX8P/vfwt84Sn/Kf8p/C8AKP8fFWzif8FjzFtbwSyg/Kfe6M7GlP8U+F/vDOEkpfC/iBSdGo4T"
    "DnLODeD/5azq7fXZhqNUAMr/AjgIS3U+nLn4z9GYSrxMpmRaHlMSq4Dyv4CzhFBJqiDUc3lnVDr4aFM04uF45mgdb7Rc"
    "byaC8/TzEoDyvyBqfVFQOCex7yw1NvYnbZb/FPCCmkh02H+6GzO74pZU8mtevNUYqc/az7dHdBdl3uZCST3NtJ1dnDkT"
    "HBIC++L+B/B5wBiZj88CcE/xfwA+DwAIBAEAHABLGIsVggMA"
)


def levels(channels: int = 3, white: int = 255) -> Samples:
    return np.rint(colours(channels) * white).astype(np.uint8 if white < 256 else np.uint16)


def samples_of(kind: type, channels: int) -> Samples:
    values = colours(channels) * WHITES[kind]
    return (np.rint(values) if WHITES[kind] > 1 else values).astype(kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("quality", [90, 100])
def test_jpeg_xl_is_told_to_be_srgb(kind: type, channels: int, quality: int) -> None:
    samples = samples_of(kind, channels)
    white = WHITES[kind]
    data = jxl.encode(Picture(samples, white, DEPTHS[kind]), Coding(quality))
    assert read_header(jxl._codestream(data)).colours in (Colours(), Colours(grey=True))
    picture = jxl.decode(data)
    assert picture.profile is None
    if quality == 100:
        np.testing.assert_array_equal(picture.samples, samples)
    assert np.abs(picture.samples.astype(float) - samples).mean() / white < 0.02


def test_a_linear_jpeg_xl_comes_with_a_profile() -> None:
    samples = levels(3, 65535)
    picture = jxl.decode(bytes(imagecodecs.jpegxl_encode(samples, lossless=True)))
    np.testing.assert_array_equal(picture.samples, samples)
    assert picture.profile is not None
    matrix = read_matrix_profile(picture.profile)
    assert matrix is not None
    assert matrix.curves[0].decode(np.float32(0.3)) == np.float32(0.3)


@pytest.mark.parametrize("size", [(8, 8), (256, 256), (300, 400), (1, 700), (513, 17), (40, 71)])
def test_sizes_are_read_from_jpeg_xl_headers(size: tuple[int, int]) -> None:
    data = bytes(imagecodecs.jpegxl_encode(np.zeros((*size, 3), np.uint8)))
    header = read_header(data)
    assert (header.height, header.width) == size


@pytest.mark.parametrize("bits", [9, 10, 12, 14])
def test_odd_depths_of_jpeg_xl_keep_their_white(bits: int) -> None:
    samples = levels(3, 2**bits - 1)
    data = bytes(imagecodecs.jpegxl_encode(samples, lossless=True, bitspersample=bits))
    picture = jxl.decode(data)
    assert picture.white == 2**bits - 1
    np.testing.assert_array_equal(picture.samples, samples)


def test_packed_metadata_of_jpeg_xl_is_read() -> None:
    data = jxl.encode(Picture(levels(), 255, 8), Coding(90))
    packed = b"xml " + bytes(imagecodecs.brotli_encode(XMP))
    assert jxl.decode(data + isobmff.box(b"brob", packed)).metadata.xmp == XMP


def test_distances_are_those_of_the_format_s_own_tool() -> None:
    assert jxl.distance_of(90) == pytest.approx(1.0)
    assert jxl.distance_of(30) == pytest.approx(6.4)
    assert jxl.distance_of(1) == pytest.approx(23.87, abs=0.01)


# Profiles


def test_profiles_that_libjxl_wrote_are_read() -> None:
    assert profile_of(OF_ADOBE_RGB, read_header(OF_ADOBE_RGB)) == adobe_rgb_profile()
    profile = profile_of(OF_TABLES, read_header(OF_TABLES))
    assert profile is not None
    assert len(profile) == int.from_bytes(profile[:4], "big") == 6616
    matrix = read_matrix_profile(profile)
    assert matrix is not None
    steps = np.linspace(0, 1, 1024, dtype=np.float32)
    for curve in matrix.curves:
        np.testing.assert_allclose(curve.decode(steps), steps**2.2, atol=1 / 65535)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("quality", [90, 100])
def test_profiles_are_kept(kind: type, channels: int, quality: int) -> None:
    profile = display_p3_profile() if channels > 2 else grey_profile()
    samples = samples_of(kind, channels)
    before = Picture(samples, WHITES[kind], DEPTHS[kind], profile=profile)
    after = jxl.decode(jxl.encode(before, Coding(quality)))
    assert (after.profile, after.bit_depth) == (profile, DEPTHS[kind])
    apart = np.abs(after.samples / after.white - samples / WHITES[kind])
    assert apart.max() == 0 if quality == 100 else apart.mean() < 0.02


def test_saturated_colours_survive_loss() -> None:
    green = np.zeros((32, 32, 3), np.uint16)
    green[..., 1] = 65535
    before = Picture(green, 65535, 16, profile=adobe_rgb_profile())
    after = jxl.decode(jxl.encode(before, Coding(95)))
    assert after.profile == adobe_rgb_profile()
    np.testing.assert_allclose(after.samples[8:-8, 8:-8].mean((0, 1)), (0, 1, 0), atol=0.05)


@pytest.mark.parametrize(
    "profile",
    [
        srgb_profile(),
        linear_srgb_profile(),
        grey_profile(1.8),
        b"",
        b"\7" * 99,
    ],
    ids=len,
)
def test_any_bytes_are_written_as_profiles(profile: bytes) -> None:
    marked = profile[:40] + b"SGI " + profile[44:] if len(profile) > 44 else profile
    for one in (
        profile,
        marked,
        marked.replace(b"SGI ", b"APPL"),
        marked.replace(b"SGI ", b"ABCD"),
    ):
        written = write_profile(one)
        bits = Bits(written.to_bytes())
        assert read_profile(bits) == one
        assert bits.position == written.count


def test_a_codestream_in_parts_is_put_together() -> None:
    half = len(OF_ADOBE_RGB) // 2
    parts = [bytes(4) + OF_ADOBE_RGB[:half], b"\x80\0\0\1" + OF_ADOBE_RGB[half:]]
    whole = jxl._CONTAINER + isobmff.box(b"ftyp", b"jxl \0\0\0\0jxl ")
    whole += b"".join(isobmff.box(b"jxlp", part) for part in parts)
    picture = jxl.decode(whole)
    assert picture.profile == adobe_rgb_profile()
    assert picture.samples.tolist() == [[[0, 0, 0]]]


def test_inks_are_refused() -> None:
    inks = adobe_rgb_profile().replace(b"RGB ", b"CMYK", 1)
    with pytest.raises(CodecError, match="neither RGB nor grey"):
        jxl.decode(retell(OF_ADOBE_RGB, profile=inks))


def test_damaged_profiles_are_refused_and_raise_nothing_else() -> None:
    rng = np.random.default_rng(0)
    start = read_header(OF_TABLES).end
    refused = 0
    for _ in range(300):
        damaged = bytearray(OF_TABLES)
        damaged[start // 8 + 1 + rng.integers(0, 120)] ^= 1 << rng.integers(0, 8)
        try:
            read_profile(Bits(bytes(damaged), start))
        except CodecError:
            refused += 1
    assert refused > 100
    with pytest.raises(CodecError, match="too large"):
        read_profile(Bits(write_long(1 << 30).to_bytes()))


def test_a_profile_without_end_is_refused_soon() -> None:
    # One code for all contexts, of one symbol, which takes no bits.
    nothing = ((0, 1), (1, 1), (0, 2), (1, 1), (15, 4), (0, 1))
    written = write_long(1 << 22)
    for value, count in nothing:
        written += Written(value, count)
    with pytest.raises(CodecError, match="damaged"):
        read_profile(Bits(written.to_bytes()))


# Numbers


@pytest.mark.parametrize("value", [0, 1, 17, 4095, 4096, 10**6, 2**48])
def test_long_numbers_are_read_as_they_were_written(value: int) -> None:
    assert Bits(write_long(value).to_bytes() + b"\0").long() == value


def test_contexts_told_by_what_was_used_last() -> None:
    """Of three contexts the codes are 1, 0, 0, each told by its place in a row."""
    told = ((0, 1), (0, 1), (1, 1))  # no copies; no plain list; by places
    places = ((0, 1), (1, 1), (15, 4), (1, 1), (0, 4), (1, 2), (1, 2), (0, 1), (1, 1))
    row = ((1, 1), (1, 1), (0, 1))
    # Two codes: always 5, and always 7.
    codes = ((1, 1), (15, 4), (15, 4), *((1, 1), (2, 4), (3, 2)) * 2)
    words = ((1, 2), (0, 2), (5, 3), (1, 2), (0, 2), (7, 3))
    written = Written()
    for value, count in (*told, *places, *row, *codes, *words):
        written += Written(value, count)
    numbers = Numbers(Bits(written.to_bytes()), 3)
    assert [numbers.take(context) for context in (0, 1, 2, 0)] == [7, 5, 5, 7]


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(CodecError, match="not supported"):
        Numbers(Bits(b"\0\0"), 1)
    with pytest.raises(CodecError, match="damaged"):
        Bits(b"\1").take(9)

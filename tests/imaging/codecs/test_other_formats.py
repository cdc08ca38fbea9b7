"""Netpbm, WebP, AVIF, HEIC, and what Pillow reads."""

from __future__ import annotations

import io
import struct
import sys

import imagecodecs
import numpy as np
import pytest
from PIL import Image, ImageOps

from mirstudio.imaging.codecs import avif, heic, isobmff, netpbm, pillow, webp
from mirstudio.imaging.codecs.picture import CodecError, Coding, Picture
from mirstudio.imaging.photo import Metadata
from mirstudio.imaging.profile import display_p3_profile, read_matrix_profile
from tests.imaging.pictures import XMP, colours, described, exif_block

PILLOW = {codec.name: codec for codec in pillow.CODECS}


def levels(channels: int = 3, white: int = 255) -> np.ndarray:
    return np.rint(colours(channels) * white).astype(np.uint8 if white < 256 else np.uint16)


def saved(file: Image.Image, format_: str, **options: object) -> bytes:
    data = io.BytesIO()
    file.save(data, format_, **options)
    return data.getvalue()


# Netpbm


def test_netpbm_with_comments_in_every_form() -> None:
    forms = {
        b"P1 # bits\n3 2\n1 0 1\n011\n": [[0, 1, 0], [1, 0, 0]],
        b"P2\n3 2 15\n0 1 2 3 4 15 ": [[0, 1, 2], [3, 4, 15]],
        b"P4\n3 2\n\xa0\x60": [[0, 1, 0], [1, 0, 0]],
        b"P5\n# made\n# by hand\n3 2\n255\n\0\1\2\3\4\xff": [[0, 1, 2], [3, 4, 255]],
        b"P5 3 2 1023\n" + struct.pack(">6H", 0, 1, 2, 3, 4, 1023): [[0, 1, 2], [3, 4, 1023]],
    }
    for data, expected in forms.items():
        assert netpbm.recognizes(data)
        assert netpbm.decode(data).samples[..., 0].tolist() == expected, data
    colour = netpbm.decode(b"P6 1 2 255 \1\2\3\4\5\6")
    assert colour.samples.tolist() == [[[1, 2, 3]], [[4, 5, 6]]]
    assert netpbm.decode(b"P3 1 1 65535 1 2 65535 ").samples.tolist() == [[[1, 2, 65535]]]


def test_netpbm_of_ten_bits_keeps_them() -> None:
    picture = netpbm.decode(b"P5 1 1 1023\n\x01\x00")
    assert (picture.white, picture.bit_depth) == (1023, 16)


@pytest.mark.parametrize(
    "data",
    [
        b"P5 3 2 255\n\0\1",
        b"P4 9 9\n\0",
        b"P2 2 2 9 1 2 3",
        b"P1 2 2 1 0 1",
        b"P2 1 1 9 x",
        b"P5 1 1\n",
        b"P5 1 1 70000\n\0\0",
        b"P5 1 1 100\n\xff",
        b"P3 1 1 255 1 2 999999 ",
    ],
)
def test_damaged_netpbm_is_refused(data: bytes) -> None:
    with pytest.raises(CodecError):
        netpbm.decode(data)


# WebP


def test_webp_without_loss_keeps_hidden_colours() -> None:
    samples = levels(4)
    samples[:9, :, 3] = 0
    picture = webp.decode(webp.encode(Picture(samples, 255, 8), Coding(100)))
    np.testing.assert_array_equal(picture.samples, samples)


def test_webp_is_turned_by_its_exif() -> None:
    data = saved(
        Image.fromarray(levels()), "WEBP", lossless=True, exif=b"Exif\0\0" + exif_block("<", 8)
    )
    picture = webp.decode(data)
    assert picture.orientation == 8
    assert picture.metadata.exif == exif_block("<", 8)


def test_an_animation_gives_its_first_picture() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    for format_, codec in (("WEBP", webp.CODEC), ("GIF", PILLOW["gif"])):
        data = saved(frames[0], format_, save_all=True, append_images=frames[1:], lossless=True)
        assert codec.decode(data).samples[0, 0, :3].tolist() == [255, 0, 0] or format_ == "WEBP"
        assert codec.decode(data).samples[0, 0, 0] > 250


# AVIF and HEIC


def test_avif_of_ten_bits_keeps_them() -> None:
    samples = levels(3, 1023)
    data = bytes(imagecodecs.avif_encode(samples, level=100, bitspersample=10))
    picture = avif.decode(data)
    assert (picture.white, picture.bit_depth) == (1023, 16)
    np.testing.assert_array_equal(picture.samples, samples)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_avif_is_turned_by_its_boxes(orientation: int) -> None:
    block = exif_block("<", orientation)
    data = saved(Image.fromarray(levels()), "AVIF", quality=100, subsampling="4:4:4", exif=block)
    with Image.open(io.BytesIO(data)) as file:
        upright = np.asarray(ImageOps.exif_transpose(file))
    picture = avif.decode(data)
    assert picture.orientation == 1
    np.testing.assert_array_equal(picture.samples, upright)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_pillow_sees_what_we_put_into_avif(channels: int) -> None:
    metadata = Metadata(exif_block(), XMP)
    picture = Picture(levels(channels), 255, 8, 1, display_p3_profile(), metadata)
    data = avif.encode(picture, Coding(80))
    with Image.open(io.BytesIO(data)) as file:
        assert file.info["exif"] == exif_block()
        assert file.info["xmp"] == XMP
        assert file.info["icc_profile"] == display_p3_profile()
        near = np.asarray(file.convert("RGBA" if channels == 4 else "RGB"), float)
    assert np.abs(near[..., :3] - picture.samples[..., :3]).mean() < 4


def test_pillow_s_metadata_in_avif_is_read() -> None:
    data = saved(
        Image.fromarray(levels()),
        "AVIF",
        exif=exif_block(),
        xmp=XMP,
        icc_profile=display_p3_profile(),
    )
    picture = avif.decode(data)
    assert described(picture.metadata.exif)[0x110] == described(exif_block())[0x110]
    assert picture.metadata.xmp == XMP
    assert picture.profile == display_p3_profile()


def test_wide_colours_told_by_number_become_a_profile() -> None:
    data = bytes(imagecodecs.avif_encode(levels(), primaries=12, transfer=13, matrix=6))
    profile = avif.decode(data).profile
    assert profile is not None
    found, known = read_matrix_profile(profile), read_matrix_profile(display_p3_profile())
    assert found is not None
    assert known is not None
    np.testing.assert_allclose(found.matrix, known.matrix)


def test_boxes_that_lie_about_their_length_end_the_reading() -> None:
    assert list(isobmff.boxes(struct.pack(">I4s", 100, b"free"))) == []
    assert list(isobmff.boxes(struct.pack(">I4s", 4, b"free") + bytes(20))) == []
    assert list(isobmff.boxes(struct.pack(">I4s", 0, b"free") + b"12")) == [(b"free", 8, 10)]
    large = struct.pack(">I4sQ", 1, b"free", 18) + b"12"
    assert list(isobmff.boxes(large)) == [(b"free", 16, 18)]
    with pytest.raises(CodecError):
        isobmff.read_items(b"")


def test_heic_is_told_from_avif_and_says_when_it_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    head = struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"mif1", 0, b"mif1", b"heic")
    assert heic.recognizes(head)
    assert not avif.recognizes(head)
    assert avif.recognizes(head.replace(b"heic", b"avif"))
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    with pytest.raises(CodecError, match="pi-heif"):
        heic._reader()


def test_damaged_heic_raises_no_more_than_a_value_error() -> None:
    import pi_heif

    whole = avif.encode(Picture(levels(), 255, 8), Coding(50)).replace(b"ftypavif", b"ftypheic", 1)
    with pytest.raises((ValueError, RuntimeError, OSError, SyntaxError)):
        heic.decode(whole[:300])
    assert pi_heif.libheif_version()


# Through Pillow


def test_bmp_gif_and_ico_are_read() -> None:
    bmp = PILLOW["bmp"].decode(saved(Image.fromarray(levels()), "BMP", dpi=(300, 300)))
    np.testing.assert_array_equal(bmp.samples, levels())
    assert bmp.metadata.dpi == pytest.approx((300, 300), abs=0.02)
    ico = PILLOW["ico"].decode(saved(Image.new("RGBA", (16, 16), (1, 2, 3, 4)), "ICO"))
    assert ico.samples[0, 0].tolist() == [1, 2, 3, 4]
    clear = Image.new("P", (3, 3))
    gif = PILLOW["gif"].decode(saved(clear, "GIF", transparency=0))
    assert gif.samples[0, 0, 3] == 0


def photoshop_file(depth: int, mode: int, planes: np.ndarray) -> bytes:
    """A merged Photoshop picture: C, H, W planes without compression."""
    channels, height, width = planes.shape
    head = struct.pack(">4sH6xHIIHH", b"8BPS", 1, channels, height, width, depth, mode)
    return head + bytes(12) + bytes(2) + planes.astype(">u2" if depth == 16 else np.uint8).tobytes()


def test_photoshop_files_of_8_bits_are_read_and_others_refused() -> None:
    planes = np.moveaxis(levels(), 2, 0)
    picture = PILLOW["psd"].decode(photoshop_file(8, 3, planes))
    np.testing.assert_array_equal(picture.samples, levels())
    with pytest.raises(CodecError, match="16 bits"):
        PILLOW["psd"].measure(photoshop_file(16, 3, planes))


def test_sizes_of_pillow_s_formats_come_from_the_header() -> None:
    size = PILLOW["bmp"].measure(saved(Image.fromarray(levels()), "BMP"))
    assert (size.height, size.width) == levels().shape[:2]

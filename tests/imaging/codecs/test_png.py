from __future__ import annotations

import io
import zlib

import imagecodecs
import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from mirstudio.imaging.codecs import png
from mirstudio.imaging.codecs.picture import Coding, Picture
from mirstudio.imaging.photo import Metadata
from mirstudio.imaging.profile import DISPLAY_P3_PRIMARIES, read_matrix_profile
from tests.imaging.pictures import IPTC, XMP, colours, exif_block


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("depth", [8, 16])
def test_samples_survive_exactly(channels: int, depth: int) -> None:
    white = 2**depth - 1
    samples = np.rint(colours(channels) * white).astype(f"u{depth // 8}")
    picture = png.decode(png.encode(Picture(samples, white, depth), Coding(95)))
    np.testing.assert_array_equal(picture.samples, samples)
    assert picture.samples.dtype == samples.dtype
    assert (picture.bit_depth, picture.white) == (depth, white)


def pillow_png(file: Image.Image, **options: object) -> bytes:
    data = io.BytesIO()
    file.save(data, "PNG", **options)
    return data.getvalue()


def test_palettes_become_colours_with_their_transparency() -> None:
    file = Image.fromarray(np.arange(16, dtype=np.uint8).reshape(4, 4) % 4, "P")
    file.putpalette([0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255])
    plain = png.decode(pillow_png(file, bits=2)).samples
    assert plain[0].tolist() == [[0, 0, 0], [255, 0, 0], [0, 255, 0], [0, 0, 255]]
    clear = png.decode(pillow_png(file, bits=2, transparency=1)).samples
    assert clear[0, :, 3].tolist() == [255, 0, 255, 255]


def test_a_transparent_grey_becomes_alpha() -> None:
    file = Image.fromarray(np.array([[0, 85, 170]], np.uint8))
    samples = png.decode(pillow_png(file, transparency=85)).samples
    assert samples[0].tolist() == [[0, 255], [85, 0], [170, 255]]


def test_one_bit_becomes_black_and_white() -> None:
    file = Image.fromarray(np.array([[0, 255, 0]], np.uint8)).convert("1")
    assert png.decode(pillow_png(file)).samples[0, :, 0].tolist() == [0, 255, 0]


def test_interlaced_files_are_read() -> None:
    """A 2 × 2 Adam7 picture written by hand: passes of one, one and two pixels."""
    passes = bytes([0, 10]) + bytes([0, 20]) + bytes([0, 30, 40])
    header = bytes([0, 0, 0, 2, 0, 0, 0, 2, 8, 0, 0, 0, 1])
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(passes)), (b"IEND", b"")]
    data = png.SIGNATURE + b"".join(png._chunk(*chunk) for chunk in chunks)
    assert png.decode(data).samples[..., 0].tolist() == [[10, 20], [30, 40]]


def test_other_programs_see_the_metadata() -> None:
    metadata = Metadata(exif_block(), XMP, IPTC, (300.0, 72.0))
    samples = np.zeros((2, 2, 3), np.uint8)
    data = png.encode(Picture(samples, 255, 8, 1, b"p" * 200, metadata), Coding(95))
    with Image.open(io.BytesIO(data)) as file:
        file.load()
        assert isinstance(file, PngImagePlugin.PngImageFile)
        assert file.info["exif"].removeprefix(b"Exif\0\0") == exif_block()
        assert file.info["XML:com.adobe.xmp"] == XMP.decode()
        assert file.info["icc_profile"] == b"p" * 200
        assert file.info["dpi"] == pytest.approx((300, 72), abs=0.02)
    assert png.decode(data).metadata == metadata


def test_the_metadata_of_imagemagick_is_read() -> None:
    info = PngImagePlugin.PngInfo()
    block = b"Exif\0\0" + exif_block("<", 6)
    info.add_text("Raw profile type exif", f"\nexif\n{len(block):8d}\n{block.hex()}\n", zip=True)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    picture = png.decode(pillow_png(Image.new("RGB", (3, 2)), pnginfo=info))
    assert picture.metadata.exif == exif_block("<", 6)
    assert picture.metadata.xmp == XMP
    assert picture.orientation == 6


def test_colours_told_by_number_become_a_profile() -> None:
    data = bytes(imagecodecs.png_encode(np.zeros((2, 2, 3), np.uint8)))
    told = data[:33] + png._chunk(b"cICP", bytes([12, 13, 0, 1])) + data[33:]
    profile = png.decode(told).profile
    assert profile is not None
    matrix = read_matrix_profile(profile)
    assert matrix is not None
    assert DISPLAY_P3_PRIMARIES[0] == 0.68
    red = matrix.matrix[:, 0]
    assert red[0] / red.sum() == pytest.approx(0.68, abs=0.02)


def test_text_that_grows_beyond_reason_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png, "_LARGEST_TEXT", 5000)
    bomb = zlib.compress(bytes(5010))
    data = bytes(imagecodecs.png_encode(np.zeros((2, 2, 3), np.uint8)))
    chunk = png._chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + bomb)
    assert png.decode(data[:33] + chunk + data[33:]).metadata.xmp is None

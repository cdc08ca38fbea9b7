from __future__ import annotations

import io
import struct

import imagecodecs
import numpy as np
import pytest
from PIL import Image, ImageOps

from mirstudio.imaging.codecs import exif, jpeg, photoshop
from mirstudio.imaging.codecs.picture import CodecError, Coding, Picture, turn_upright
from mirstudio.imaging.files import read_photo
from mirstudio.imaging.photo import Metadata
from tests.imaging.pictures import IPTC, colours, exif_block


def levels(channels: int = 3) -> np.ndarray:
    return np.rint(colours(channels) * 255).astype(np.uint8)


def saved(samples: np.ndarray, **options: object) -> bytes:
    file = io.BytesIO()
    Image.fromarray(samples).save(file, "JPEG", quality=95, subsampling=0, **options)
    return file.getvalue()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_upright(tmp_path, orientation: int) -> None:
    data = saved(levels(), exif=b"Exif\0\0" + exif_block("<", orientation))
    (tmp_path / "turned.jpg").write_bytes(data)
    with Image.open(io.BytesIO(data)) as file:
        upright = np.asarray(ImageOps.exif_transpose(file))
    pixels = read_photo(tmp_path / "turned.jpg").pixels
    np.testing.assert_array_equal(np.rint(pixels * 255), upright)


def test_turning_upright_has_a_meaning_for_each_of_eight() -> None:
    """Against EXIF's own words: where row 0 and column 0 of the samples belong."""
    samples = np.arange(6).reshape(2, 3, 1)
    corners = {1: (0, 0), 2: (0, -1), 3: (-1, -1), 4: (-1, 0), 5: (0, 0), 6: (0, -1), 7: (-1, -1)}
    for orientation, (row, column) in (corners | {8: (-1, 0)}).items():
        turned = turn_upright(samples, orientation)
        assert turned[row, column, 0] == 0
        assert turned.shape == ((3, 2, 1) if orientation > 4 else (2, 3, 1))


def test_progressive_and_grey_files_are_read() -> None:
    with Image.open(io.BytesIO(saved(levels(), progressive=True))) as file:
        expected = np.asarray(file)
    picture = jpeg.decode(saved(levels(), progressive=True))
    np.testing.assert_array_equal(picture.samples, expected)
    grey = jpeg.decode(saved(levels(1)[..., 0]))
    assert grey.channels == 1


def test_twelve_bits_are_not_cut_to_eight() -> None:
    samples = np.rint(colours() * 4095).astype(np.uint16)
    data = imagecodecs.jpeg8_encode(samples, level=100, bitspersample=12, subsampling="444")
    picture = jpeg.decode(bytes(data))
    assert (picture.bit_depth, picture.white) == (16, 4095)
    assert np.abs(picture.samples.astype(int) - samples).mean() < 2


@pytest.mark.parametrize("adobe", [True, False])
def test_inks_become_srgb(adobe: bool) -> None:
    ink = np.zeros((16, 16, 4), np.uint8)
    ink[:8, :, 1:3] = 255
    ink[8:, :, 3] = 128
    stored = 255 - ink if adobe else ink
    data = bytes(
        imagecodecs.jpeg8_encode(stored, level=100, colorspace="CMYK", outcolorspace="CMYK")
    )
    marker = struct.pack(">BBH", 0xFF, 0xEE, 14) + b"Adobe" + struct.pack(">HHHB", 100, 0, 0, 0)
    data = data.replace(marker, b"")
    picture = jpeg.decode(data[:2] + (marker if adobe else b"") + data[2:])
    assert picture.channels == 3
    assert picture.bit_depth == 8
    np.testing.assert_allclose(picture.samples[3, 3], [1, 0, 0], atol=0.02)
    np.testing.assert_allclose(picture.samples[12, 3], [0.5, 0.5, 0.5], atol=0.02)


def test_a_file_without_its_end_is_cut_short() -> None:
    data = saved(levels())
    with pytest.raises(CodecError, match="too early"):
        jpeg.decode(data[:-300])


def test_profiles_are_cut_into_segments_and_joined_again() -> None:
    profile = bytes(range(256)) * 600
    picture = Picture(levels(), 255, 8, 1, profile, Metadata())
    assert jpeg.decode(jpeg.encode(picture, Coding(90))).profile == profile


def test_other_programs_see_the_metadata() -> None:
    metadata = Metadata(exif_block(), b"<x:xmpmeta/>", IPTC, (300.0, 240.0))
    data = jpeg.encode(Picture(levels(), 255, 8, 1, b"profile", metadata), Coding(90))
    with Image.open(io.BytesIO(data)) as file:
        assert file.info["exif"] == b"Exif\0\0" + exif_block()
        assert file.info["xmp"] == b"<x:xmpmeta/>"
        assert file.info["icc_profile"] == b"profile"
        assert file.info["dpi"] == (300, 240)
        assert file.info["photoshop"][photoshop.IPTC] == IPTC
        assert file.getexif()[0x110] == "Box 3"


def test_colour_is_not_halved() -> None:
    frame = jpeg._read_segments(jpeg.encode(Picture(levels(), 255, 8), Coding(90))).frame
    assert {frame[7], frame[10], frame[13]} == {0x11}


def test_blocks_too_long_for_a_segment_shrink_or_stay_behind() -> None:
    long = exif_block()
    directory = exif.read_directory(long)
    assert directory is not None
    below = directory.below[exif.EXIF_DIRECTORY]
    values = {**below.values, exif.MAKER_NOTE: (7, 70000, bytes(70000))}
    inner = {**directory.below, exif.EXIF_DIRECTORY: exif.Directory("<", values)}
    long = exif.pack_block(exif.Directory("<", directory.values, inner))
    metadata = Metadata(long, bytes(70000), bytes(70000))
    after = jpeg.decode(
        jpeg.encode(Picture(levels(), 255, 8, 1, None, metadata), Coding(90))
    ).metadata
    kept = exif.read_directory(after.exif or b"")
    assert kept is not None
    assert kept.values == directory.values
    assert set(below.values) - set(kept.below[exif.EXIF_DIRECTORY].values) == {exif.MAKER_NOTE}
    assert after.xmp is None
    assert after.iptc is None


@pytest.mark.parametrize(("form", "sampling"), [("444", 0x11), ("422", 0x21), ("420", 0x22)])
def test_colour_is_subsampled_as_asked(form: str, sampling: int) -> None:
    data = jpeg.encode(Picture(levels(), 255, 8), Coding(90, form))
    assert jpeg._read_segments(data).frame[7] == sampling

from __future__ import annotations

import io

import imagecodecs
import numpy as np
import pytest
import tifffile

from mirstudio.imaging.codecs import exif, tiff, tiff_writer
from mirstudio.imaging.codecs.picture import CodecError, Coding, Picture, with_channels
from mirstudio.imaging.photo import Metadata
from tests.imaging.pictures import (
    HEIGHT,
    IPTC,
    MAKER_NOTE,
    WIDTH,
    XMP,
    colours,
    described,
    exif_block,
)

WHITES = {8: 255, 16: 65535, 32: 1}


def samples_of(depth: int, channels: int = 3) -> np.ndarray:
    kind = {8: np.uint8, 16: np.uint16, 32: np.float32}[depth]
    values = colours(channels) * WHITES[depth]
    return (np.rint(values) if depth < 32 else values * 2 - 0.5).astype(kind)


def saved(samples: np.ndarray, **options: object) -> bytes:
    file = io.BytesIO()
    tifffile.imwrite(file, samples, **({"metadata": None} | options))
    return file.getvalue()


@pytest.mark.parametrize("depth", [8, 16, 32])
@pytest.mark.parametrize(
    "options",
    [
        {"compression": "lzw", "predictor": True},
        {"compression": "zlib", "predictor": True, "tile": (16, 16)},
        {"compression": "zstd", "rowsperstrip": 7},
        {"bigtiff": True},
        {"byteorder": ">", "compression": "zlib"},
    ],
)
def test_storage_makes_no_difference(depth: int, options: dict[str, object]) -> None:
    samples = samples_of(depth)
    picture = tiff.decode(saved(samples, photometric="rgb", **options))
    np.testing.assert_array_equal(picture.samples, samples)
    assert (picture.bit_depth, picture.white) == (depth, WHITES[depth])


def test_planes_apart_are_joined() -> None:
    samples = samples_of(16)
    data = saved(np.moveaxis(samples, 2, 0).copy(), photometric="rgb", planarconfig="separate")
    np.testing.assert_array_equal(tiff.decode(data).samples, samples)


def test_white_is_zero_is_turned_round() -> None:
    samples = samples_of(16, 1)
    data = saved(samples[..., 0], photometric="miniswhite")
    np.testing.assert_array_equal(tiff.decode(data).samples, 65535 - samples)


def test_palettes_of_8_and_16_bits() -> None:
    numbers = np.arange(16, dtype=np.uint8).reshape(4, 4)
    palette = np.zeros((3, 256), np.uint16)
    palette[0, :16] = np.arange(16) * 257
    eight = tiff.decode(saved(numbers, photometric="palette", colormap=palette))
    assert eight.bit_depth == 8
    assert eight.samples[0, :, 0].tolist() == [0, 1, 2, 3]
    palette[0, 3] = 1000
    sixteen = tiff.decode(saved(numbers, photometric="palette", colormap=palette))
    assert sixteen.bit_depth == 16
    assert sixteen.samples[0, :, 0].tolist() == [0, 257, 514, 1000]


def test_one_bit_and_odd_depths() -> None:
    bits = np.array([[True, False, True]])
    for kind, expected in (("minisblack", [255, 0, 255]), ("miniswhite", [0, 255, 0])):
        data = saved(bits, photometric=kind)
        assert tiff.decode(data).samples[0, :, 0].tolist() == expected
    ten = imagecodecs.packints_encode(np.array([0, 500, 1023, 7], np.uint16), 10)
    data = saved(np.frombuffer(ten, np.uint8).reshape(1, 5), rowsperstrip=1)
    # tifffile writes no packed bits, so the tags of a plain file are set by hand.
    with tifffile.TiffFile(io.BytesIO(data), mode="r+b") as file:
        tags = file.pages.first.tags
        for code, value in ((256, 4), (258, 10)):
            tags[code].overwrite(value)
        file.filehandle.seek(0)
        data = file.filehandle.read()
    picture = tiff.decode(data)
    assert (picture.white, picture.bit_depth) == (1023, 16)
    assert picture.samples[0, :, 0].tolist() == [0, 500, 1023, 7]
    wide = np.array([[0, 2**31, 2**32 - 1]], np.uint32)
    picture = tiff.decode(saved(wide))
    assert (picture.bit_depth, picture.white) == (32, 1.0)
    np.testing.assert_allclose(picture.samples[0, :, 0], [0, 0.5, 1], atol=1e-6)
    half = np.array([[0.25, 2]], np.float16)
    assert tiff.decode(saved(half)).samples.dtype == np.float32


def test_multiplied_alpha_is_divided_out() -> None:
    samples = np.array([[[100, 50, 0, 128], [0, 0, 0, 0], [255, 9, 3, 255]]], np.uint8)
    data = saved(samples, photometric="rgb", extrasamples=["assocalpha"])
    assert tiff.decode(data).samples.tolist() == [
        [[199, 100, 0, 128], [0, 0, 0, 0], [255, 9, 3, 255]]
    ]
    plain = saved(samples, photometric="rgb", extrasamples=["unassalpha"])
    np.testing.assert_array_equal(tiff.decode(plain).samples, samples)


def test_inks_and_lab_become_srgb() -> None:
    ink = np.array([[[0, 255, 255, 0], [0, 0, 0, 0]]], np.uint8)
    red = tiff.decode(saved(ink, photometric="separated"))
    np.testing.assert_allclose(red.samples, [[[1, 0, 0], [1, 1, 1]]], atol=1e-6)
    lab = np.array([[[255, 0, 0], [137, 208, 195]]], np.uint8)
    picture = tiff.decode(saved(lab, photometric="cielab"))
    np.testing.assert_allclose(picture.samples[0, 0], [1, 1, 1], atol=2e-3)
    # L*a*b* 53.7, -48, -61 is a blue.
    assert picture.samples[0, 1].argmax() == 2
    assert picture.bit_depth == 8


def test_the_first_page_that_is_no_thumbnail_is_read() -> None:
    file = io.BytesIO()
    with tifffile.TiffWriter(file) as writer:
        writer.write(np.zeros((4, 5, 3), np.uint8), photometric="rgb", subfiletype=1)
        writer.write(samples_of(16), photometric="rgb")
        writer.write(np.zeros((9, 9, 3), np.uint8), photometric="rgb")
    np.testing.assert_array_equal(tiff.decode(file.getvalue()).samples, samples_of(16))


def test_camera_raw_in_tiff_clothes_is_refused() -> None:
    tag = [(50706, "B", 4, (1, 4, 0, 0), True)]
    data = saved(np.zeros((4, 5, 3), np.uint8), photometric="rgb", extratags=tag)
    with pytest.raises(CodecError, match="RAW"):
        tiff.measure(data)
    with pytest.raises(CodecError, match="RAW"):
        tiff.decode(saved(np.zeros((4, 5), np.uint16), photometric="cfa"))


def test_a_file_cut_short_is_refused() -> None:
    file = io.BytesIO()
    with tifffile.TiffWriter(file) as writer:
        writer.write(samples_of(8), photometric="rgb", metadata=None)
    with pytest.raises(CodecError, match="too early"):
        tiff.decode(file.getvalue()[:-2000])


# Writing


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("depth", [8, 16, 32])
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_two_other_readers_see_the_same(
    order: exif.ByteOrder, big: bool, depth: int, channels: int
) -> None:
    metadata = Metadata(exif_block(order), XMP, IPTC, (300.0, 240.5))
    samples = samples_of(depth, channels)
    picture = Picture(samples, WHITES[depth], depth, 1, b"profile" * 9, metadata)
    data = tiff_writer.encode(picture, Coding(95), classic_limit=0 if big else 2**31)
    np.testing.assert_array_equal(with_channels(imagecodecs.tiff_decode(data)), samples)
    with tifffile.TiffFile(io.BytesIO(data)) as file:
        assert file.is_bigtiff == big
        page = file.pages.first
        np.testing.assert_array_equal(with_channels(page.asarray()), samples)
        assert page.tags.valueof(700) == XMP
        assert page.tags.valueof(34675) == b"profile" * 9
        assert page.tags.valueof(0x110) == "Box 3"
        assert page.tags.valueof(274) == 1
        assert page.tags.valueof(0x8769)["ExposureTime"] == (1, 125)
        assert page.tags.valueof(0x8769)["MakerNote"] == MAKER_NOTE
        assert page.tags.valueof(0x8825)["GPSLatitude"] == (48, 1, 8, 1, 30, 1)
    after = tiff.decode(data)
    assert described(after.metadata.exif) == described(metadata.exif)
    assert (after.metadata.iptc, after.metadata.dpi) == (IPTC, (300.0, 240.5))


def test_maker_notes_keep_their_place() -> None:
    """Offsets inside a maker note count from the block's start, so it must not move."""
    block = exif_block()
    picture = Picture(samples_of(8), 255, 8, 1, None, Metadata(block))
    data = tiff_writer.encode(picture, Coding(95))
    assert data.index(MAKER_NOTE) == block.index(MAKER_NOTE)


def test_strips_are_many_and_all_of_them_fit() -> None:
    samples = np.random.default_rng(0).integers(0, 65536, (700, 1000, 3)).astype(np.uint16)
    data = tiff_writer.encode(Picture(samples, 65535, 16), Coding(95))
    with tifffile.TiffFile(io.BytesIO(data)) as file:
        assert len(file.pages.first.dataoffsets) == 5
    np.testing.assert_array_equal(tiff.decode(data).samples, samples)


def test_size_comes_from_the_header_alone() -> None:
    data = tiff_writer.encode(Picture(samples_of(16, 4), 65535, 16), Coding(95))
    size = tiff.measure(data)
    assert (size.width, size.height, size.bytes_per_pixel) == (WIDTH, HEIGHT, 8)

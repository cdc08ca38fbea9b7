from __future__ import annotations

import numpy as np
import pytest

from mirstudio.imaging.codecs import exif, photoshop
from mirstudio.imaging.metadata import correct, correct_xmp
from mirstudio.imaging.photo import Metadata
from tests.imaging.pictures import IPTC, MAKER_NOTE, described, exif_block

THUMBNAIL = b"\xff\xd8" + bytes(range(250, 1, -1)) + b"\xff\xd9"


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_is_corrected_in_place(order: exif.ByteOrder) -> None:
    block = exif_block(order, 6)
    after = exif.correct(block, 640, 480)
    assert after is not None
    assert exif.read_orientation(block) == 6
    assert exif.read_orientation(after) == 1
    shot = exif.read_directory(after).below[exif.EXIF_DIRECTORY]  # type: ignore[union-attr]
    byte_order = "little" if order == "<" else "big"
    assert shot.values[0xA002][2] == (640).to_bytes(2, byte_order)
    assert shot.values[0xA003][2] == (480).to_bytes(2, byte_order)
    assert len(after) == len(block)
    assert sum(a != b for a, b in zip(after, block, strict=True)) <= 5
    assert after.index(MAKER_NOTE) == block.index(MAKER_NOTE)


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_stale_thumbnail_goes(order: exif.ByteOrder) -> None:
    after = exif.correct(exif_block(order, thumbnail=THUMBNAIL), 640, 480)
    assert after is not None
    assert THUMBNAIL[3:50] not in after
    assert len(after) < len(exif_block(order)) + 40
    assert described(after) == described(exif.correct(exif_block(order), 640, 480))


def test_a_thumbnail_in_the_middle_is_blanked() -> None:
    block = exif_block(thumbnail=THUMBNAIL) + b"something else"
    after = exif.correct(block, 640, 480)
    assert after is not None
    assert len(after) == len(block)
    assert THUMBNAIL[3:50] not in after


def test_damaged_exif_never_raises() -> None:
    rng = np.random.default_rng(1)
    block = exif_block(thumbnail=THUMBNAIL)
    for _ in range(150):
        damaged = bytearray(block)
        for position in rng.integers(0, len(block) if rng.random() < 0.5 else 60, 5):
            damaged[position] = rng.integers(256)
        data = bytes(damaged[: rng.integers(0, len(block))])
        exif.read_orientation(data)
        exif.correct(data, 3, 2)
        directory = exif.read_directory(data)
        if directory is not None:
            exif.pack_block(directory)


def test_a_directory_that_points_to_itself_ends() -> None:
    loop = exif.Directory("<", {exif.EXIF_DIRECTORY: (4, 1, (8).to_bytes(4, "little"))})
    block = exif.pack_block(loop)
    assert exif.correct(block, 1, 1) == block
    assert exif.read_directory(block) is not None


def test_what_has_no_structure_is_dropped() -> None:
    assert exif.correct(b"not an EXIF block", 3, 2) is None
    assert correct(Metadata(exif=b"II*"), 3, 2) == Metadata()


@pytest.mark.parametrize("order", ["<", ">"])
def test_blocks_are_packed_as_they_were_read(order: exif.ByteOrder) -> None:
    directory = exif.read_directory(exif_block(order))
    assert directory is not None
    assert exif.pack_block(directory) == exif_block(order)


def test_xmp_in_both_forms_is_corrected() -> None:
    attributes = b"<a tiff:Orientation='8' tiff:ImageWidth = \"10\" xmp:Rating='5'/>"
    assert (
        correct_xmp(attributes, 640, 480)
        == b"<a tiff:Orientation='1' tiff:ImageWidth = \"640\" xmp:Rating='5'/>"
    )
    elements = (
        b"<tiff:Orientation>3</tiff:Orientation><exif:PixelYDimension>9</exif:PixelYDimension>"
    )
    assert (
        correct_xmp(elements, 640, 480)
        == b"<tiff:Orientation>1</tiff:Orientation><exif:PixelYDimension>480</exif:PixelYDimension>"
    )
    linked = b'<a xmpNote:HasExtendedXMP="0123" b="c"/>'
    assert correct_xmp(linked, 1, 1) == b'<a b="c"/>'


def test_iptc_is_found_among_resources() -> None:
    name = b"8BIM\x03\xed\x03abc\0\0\0\x03xyz\0"
    assert photoshop.find_iptc(name + photoshop.wrap_iptc(IPTC)) == IPTC
    assert photoshop.find_iptc(IPTC) == IPTC
    assert photoshop.find_iptc(b"8BIM\x04\x04\0\0\0\0\xff\xff short") is None
    assert photoshop.find_iptc(b"") is None

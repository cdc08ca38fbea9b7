"""The resolution for print inside an EXIF block."""

from __future__ import annotations

import struct

import pytest

from mirstudio.imaging.codecs import exif
from mirstudio.imaging.codecs.resolution import read_resolution, with_resolution
from tests.imaging.pictures import MAKER_NOTE, described, exif_block


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_resolution_is_added_and_all_else_stays(order: exif.ByteOrder) -> None:
    before = exif_block(order)
    after = with_resolution(before, (300.0, 72.5))
    assert after is not None
    assert read_resolution(before) is None
    assert read_resolution(after) == (300.0, 72.5)
    assert after[8 : len(before)] == before[8:]
    assert MAKER_NOTE in after
    assert described(after) == described(before)


def test_another_resolution_takes_the_place_of_the_first() -> None:
    first = with_resolution(exif_block(), (300.0, 300.0))
    second = with_resolution(first, (240.0, 240.0))
    assert read_resolution(second or b"") == (240.0, 240.0)
    assert with_resolution(second, (240.0, 240.0)) is second
    assert with_resolution(second, None) is second


def test_where_there_is_no_block_one_is_made() -> None:
    block = with_resolution(None, (300.0, 300.0))
    assert block is not None
    assert read_resolution(block) == (300.0, 300.0)
    assert with_resolution(None, None) is None


@pytest.mark.parametrize(("unit", "dpi"), [(2, (100.0, 200.0)), (3, (254.0, 508.0)), (1, None)])
def test_units_are_heeded(unit: int, dpi: tuple[float, float] | None) -> None:
    values = {
        0x11A: (5, 1, struct.pack("<II", 1000, 10)),
        0x11B: (5, 1, struct.pack("<II", 200, 1)),
        0x128: (3, 1, struct.pack("<H", unit)),
    }
    assert read_resolution(exif.pack_block(exif.Directory("<", values))) == dpi


def test_nonsense_tells_nothing() -> None:
    nought = {0x11A: (5, 1, bytes(8)), 0x11B: (5, 1, struct.pack("<II", 1, 1))}
    assert read_resolution(exif.pack_block(exif.Directory("<", nought))) is None
    assert read_resolution(b"") is None
    assert read_resolution(b"II*\0\x08\0\0\0") is None

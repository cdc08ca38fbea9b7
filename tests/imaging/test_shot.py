"""What cameras write down is read, and damage does no harm."""

from __future__ import annotations

import struct

import pytest

from mirstudio.imaging.codecs.exif import EXIF_DIRECTORY, Directory, pack_block
from mirstudio.imaging.shot import Shot, read_shot

Values = dict[int, tuple[int, int, bytes]]


def text(words: str) -> tuple[int, int, bytes]:
    value = words.encode() + b"\0"
    return 2, len(value), value


def rational(above: int, below: int) -> tuple[int, int, bytes]:
    return 5, 1, struct.pack("<II", above, below)


def block(top: Values, inner: Values) -> bytes:
    return pack_block(Directory("<", top, {EXIF_DIRECTORY: Directory("<", inner)}))


def test_a_block_is_read():
    exif = block(
        {0x10F: text("NIKON CORPORATION"), 0x110: text("NIKON Z 6_2 ")},
        {
            0x829A: rational(10, 600),
            0x829D: rational(28, 10),
            0x8827: (3, 1, struct.pack("<H", 6400)),
            0x920A: rational(50, 1),
            0xA434: text("NIKKOR Z 50mm f/1.8 S"),
            0x9003: text("2026:11:21 15:35:10"),
        },
    )
    assert read_shot(exif) == Shot(
        "NIKON Z 6_2", "NIKKOR Z 50mm f/1.8 S", 10 / 600, 2.8, 6400, 50,
        "2026-11-21 15:35",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("Canon", "Canon EOS R5", "Canon EOS R5"),
        ("SONY", "ILCE-7M4", "Sony ILCE-7M4"),
        ("Apple", "", "Apple"),
        ("", "Pixel 9", "Pixel 9"),
    ],
)
def test_a_camera_is_called_by_its_makers_name_once(make: str, model: str, camera: str):
    assert read_shot(block({0x10F: text(make), 0x110: text(model)}, {})).camera == camera


@pytest.mark.parametrize("exif", [None, b"", b"II*\0", b"no block at all"])
def test_nothing_is_known_without_a_block(exif: bytes | None):
    assert read_shot(exif) == Shot()


def test_nonsense_is_left_out():
    exif = block({}, {0x829A: rational(1, 0), 0x829D: text("wide"), 0x8827: (3, 0, b"")})
    assert read_shot(exif) == Shot()

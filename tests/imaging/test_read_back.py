"""A file is compared with the photo that it was made of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mirstudio.errors import PhotoError
from mirstudio.imaging.codecs import extras
from mirstudio.imaging.files import WriteOptions, read_photo, write_photo
from mirstudio.imaging.metadata import Kept
from mirstudio.imaging.photo import Metadata, Photo
from mirstudio.imaging.profile import adobe_rgb_profile, display_p3_profile, grey_profile
from mirstudio.imaging.read_back import Difference, compare, read_back
from tests.imaging.pictures import IPTC, XMP, exif_block, photo
from tests.imaging.raws import Sensor, bayer_dng, scene

ALL = Metadata(exif_block(), XMP, IPTC, (300.0, 300.0))


def written(tmp_path: Path, before: Photo, format_: str, **options: object) -> Difference:
    wishes = WriteOptions(format_, overwrite=True, **options)  # pyright: ignore[reportArgumentType]
    write_photo(before, tmp_path / "file", wishes)
    return compare(before, read_back(tmp_path / "file"), wishes)


@pytest.mark.parametrize("format_", ["png", "tiff"])
@pytest.mark.parametrize("depth", [8, 16])
def test_nothing_differs_where_nothing_is_lost(tmp_path: Path, format_: str, depth: int) -> None:
    before = photo(depth=depth, alpha=True, profile=adobe_rgb_profile(), metadata=ALL)
    assert written(tmp_path, before, format_) == Difference()


def test_floats_beyond_white_are_in_a_float_file_alone(tmp_path: Path) -> None:
    before = photo(depth=32)
    assert written(tmp_path, before, "tiff") == Difference()
    found = written(tmp_path, before, "png")
    assert found.changes == ("32 bits became 16",)
    assert 0 < found.largest <= 0.51 / 65535


def test_loss_is_measured(tmp_path: Path) -> None:
    fine = written(tmp_path, photo(), "jpeg", quality=98)
    coarse = written(tmp_path, photo(), "jpeg", quality=20)
    assert 0 < fine.mean < coarse.mean < coarse.largest < 1
    assert fine.changes == ()


def test_what_a_format_has_no_room_for_is_named(tmp_path: Path) -> None:
    before = photo(depth=16, grey=True, alpha=True, metadata=ALL)
    assert written(tmp_path, before, "webp", quality=100).changes == (
        "16 bits became 8",
        "grey became colour",
        "no IPTC",
    )
    assert written(tmp_path, before, "jpeg").changes == ("16 bits became 8", "no transparency")
    rich = replace(photo(), left_behind=(extras.GAIN_MAP, extras.VIDEO))
    assert written(tmp_path, rich, "png").changes == (
        "no HDR gain map",
        "no video of a motion photo",
    )


def test_what_was_to_be_left_out_is_not_missed(tmp_path: Path) -> None:
    for kept in (Kept.NONE, Kept.COPYRIGHT, Kept.NO_GPS):
        assert written(tmp_path, photo(metadata=ALL), "png", metadata=kept) == Difference()


def test_conversions_are_named(tmp_path: Path) -> None:
    wide = photo(depth=32, profile=display_p3_profile())
    converted = written(tmp_path, wide, "tiff", space="srgb")
    assert converted.changes == (f"colours converted to {'sRGB'}",)
    assert converted.largest < 1e-4
    usual = photo(grey=True, profile=grey_profile())
    assert "colours converted to sRGB" in written(tmp_path, usual, "webp").changes
    (tmp_path / "shot.dng").write_bytes(bayer_dng(scene(), Sensor()))
    shot = read_photo(tmp_path / "shot.dng")
    assert written(tmp_path, shot, "tiff").changes == ("colours converted to sRGB",)
    again = written(tmp_path, shot, "dng")
    assert again.changes == () and again.largest < 2e-4


def test_another_resolution_is_told() -> None:
    before = photo(metadata=Metadata(dpi=(300.0, 300.0)))
    options = WriteOptions()
    for dpi, changes in (((300.4, 300.0), ()), ((72.0, 72.0), ("other resolution for print",))):
        assert compare(before, photo(metadata=Metadata(dpi=dpi)), options).changes == changes
    assert compare(before, photo(), options).changes == ("no resolution for print",)


def test_lost_entries_are_counted(tmp_path: Path) -> None:
    before = photo(metadata=Metadata(exif_block()))
    write_photo(before, tmp_path / "file.png")
    found = read_photo(tmp_path / "file.png")
    poorer = replace(found, metadata=Metadata(exif_block()[:8] + bytes(40)))
    assert compare(before, poorer, WriteOptions()).changes == ("no EXIF",)
    no_place = replace(found, metadata=Metadata(exif_block().replace(b"\x25\x88", b"\x25\x99")))
    (change,) = compare(before, no_place, WriteOptions()).changes
    assert change.endswith("EXIF entries are missing")


def test_a_file_that_does_not_read_back_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    with pytest.raises(PhotoError, match="was written, but does not read back"):
        read_back(tmp_path / "file.png")
    small = Photo(np.zeros((4, 5, 3), np.float32))
    with pytest.raises(PhotoError, match="reads back as 5 × 4"):
        compare(photo(), small, WriteOptions())

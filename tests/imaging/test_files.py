"""Every kind of photo through every format, and what is said when that cannot be done."""

from __future__ import annotations

import errno
import itertools
import os
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest

from mirstudio.errors import PhotoError
from mirstudio.imaging import files
from mirstudio.imaging.codecs import exif
from mirstudio.imaging.color import to_srgb
from mirstudio.imaging.files import WRITABLE_FORMATS, WriteOptions, read_photo, write_photo
from mirstudio.imaging.photo import Metadata, Photo
from mirstudio.imaging.profile import (
    adobe_rgb_profile,
    display_p3_profile,
    grey_profile,
    srgb_profile,
)
from tests.imaging.pictures import HEIGHT, IPTC, WIDTH, XMP, described, exif_block, photo

DEPTHS = {"jpeg": (8,), "png": (8, 16), "tiff": (8, 16, 32), "webp": (8,), "avif": (8, 16)}
DEPTHS["jxl"] = (8, 16, 32)
FORMATS = [name for name in WRITABLE_FORMATS if name in DEPTHS]
"""All but DNG, which holds a sensor's light; see codecs/test_raw.py."""
KEEPS_ALPHA = {"png", "tiff", "webp", "avif", "jxl"}
KEEPS_GREY = {"jpeg", "png", "tiff", "avif", "jxl"}
KEEPS_IPTC = {"jpeg", "png", "tiff"}
EXACT = {"png", "tiff", "webp", "avif", "jxl"}
"""At quality 100; AVIF's 12 bits come back as what they were rounded to."""

KINDS = list(itertools.product((8, 16, 32), (False, True), (False, True)))


def held(format_: str, depth: int) -> int:
    return max((d for d in DEPTHS[format_] if d <= depth), default=min(DEPTHS[format_]))


def expected_step(format_: str, depth: int) -> float:
    """The largest difference that the format's own steps explain."""
    if format_ not in EXACT:
        return 8 / 255
    if format_ == "avif" and depth > 8:
        return 0.5002 / 4095
    return {8: 0.5001 / 255, 16: 0.5001 / 65535, 32: 0}[held(format_, depth)]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(("depth", "grey", "alpha"), KINDS)
def test_every_kind_survives_every_format(
    tmp_path: Path, format_: str, depth: int, grey: bool, alpha: bool
) -> None:
    profile = grey_profile() if grey else display_p3_profile()
    metadata = Metadata(exif_block(">", 6), XMP, IPTC, (300.0, 240.0))
    before = photo(depth=depth, grey=grey, alpha=alpha, profile=profile, metadata=metadata)
    path = tmp_path / f"photo.{format_}"
    write_photo(before, path, WriteOptions(format_, quality=100))
    after = read_photo(path)

    assert (after.width, after.height) == (WIDTH, HEIGHT)
    assert after.bit_depth == held(format_, depth)
    assert after.grey == (grey and format_ in KEEPS_GREY)
    assert (after.alpha is not None) == (alpha and format_ in KEEPS_ALPHA)
    step = expected_step(format_, depth)
    if after.grey == grey:
        assert after.profile == profile
        wanted = before.pixels if after.bit_depth == 32 else before.pixels.clip(0, 1)
        assert np.abs(after.pixels - wanted).max() <= step
    if after.alpha is not None and before.alpha is not None:
        assert np.abs(after.alpha - before.alpha).max() <= step
    assert after.pixels.dtype == np.float32
    assert after.pixels.flags.c_contiguous

    assert exif.read_orientation(after.metadata.exif) == 1
    assert described(after.metadata.exif) == described(
        exif.correct(metadata.exif or b"", WIDTH, HEIGHT)
    )
    assert b'tiff:Orientation="1"' in (after.metadata.xmp or b"")
    assert b'exif:PixelXDimension="61"' in (after.metadata.xmp or b"")
    assert after.metadata.iptc == (IPTC if format_ in KEEPS_IPTC else None)
    assert after.metadata.dpi == (300.0, 240.0)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("quality", [1, 60, 95])
@pytest.mark.parametrize("depth", [8, 16])
def test_lossy_files_stay_near(tmp_path: Path, format_: str, quality: int, depth: int) -> None:
    before = photo(depth=depth, alpha=True)
    write_photo(before, tmp_path / "photo", WriteOptions(format_, quality=quality))
    difference = np.abs(read_photo(tmp_path / "photo").pixels - before.pixels).mean()
    assert difference < {1: 0.2, 60: 0.04, 95: 0.012}[quality]


def test_jpeg_xl_keeps_floats_beyond_the_range_in_their_own_colours(tmp_path: Path) -> None:
    before = photo(depth=32, profile=display_p3_profile())
    write_photo(before, tmp_path / "photo.jxl", WriteOptions(quality=100))
    after = read_photo(tmp_path / "photo.jxl")
    assert after.profile == before.profile
    np.testing.assert_array_equal(after.pixels, before.pixels)


@pytest.mark.parametrize("format_", FORMATS)
def test_colours_are_converted_when_asked(tmp_path: Path, format_: str) -> None:
    before = photo(depth=32, profile=adobe_rgb_profile())
    seen = to_srgb(before.pixels, before.profile)
    for space, profile in (("srgb", srgb_profile()), ("display-p3", display_p3_profile())):
        path = tmp_path / f"{space}.{format_}"
        write_photo(before, path, WriteOptions(quality=100, space=space))
        after = read_photo(path)
        assert after.profile == profile
        if format_ == "tiff":
            np.testing.assert_allclose(to_srgb(after.pixels, after.profile), seen, atol=1e-4)
    write_photo(photo(grey=True), tmp_path / "grey.tif", WriteOptions(space="display-p3"))
    assert read_photo(tmp_path / "grey.tif").profile is None


@pytest.mark.parametrize("depth", [8, 16, 32])
def test_tiff_gives_back_the_same_values(tmp_path: Path, depth: int) -> None:
    before = photo(depth=depth, alpha=True)
    write_photo(before, tmp_path / "photo.tif")
    after = read_photo(tmp_path / "photo.tif")
    np.testing.assert_array_equal(after.pixels, before.pixels)
    np.testing.assert_array_equal(after.alpha, before.alpha)


def test_integers_are_rounded_half_to_even(tmp_path: Path) -> None:
    halves = np.array([0.5, 1.5, 2.5, 3.5, -9, 300], np.float32) / np.float32(255)
    pixels = np.repeat(halves.reshape(1, -1, 1), 3, axis=2)
    write_photo(Photo(pixels), tmp_path / "photo.png")
    levels = np.rint(read_photo(tmp_path / "photo.png").pixels[0, :, 0] * 255)
    in_float = np.rint(halves.clip(0, 1) * np.float32(255))
    np.testing.assert_array_equal(levels, in_float)
    assert levels[:2].tolist() == [0, 2]
    assert levels[-2:].tolist() == [0, 255]


def test_bit_depth_can_be_chosen_and_is_lowered_to_what_the_format_holds(tmp_path: Path) -> None:
    for format_, asked, got in (("png", 8, 8), ("png", 32, 16), ("jpeg", 16, 8), ("tiff", 32, 32)):
        path = tmp_path / f"{format_}{asked}"
        write_photo(photo(depth=16), path, WriteOptions(format_, bit_depth=asked))
        assert read_photo(path).bit_depth == got


def test_grey_that_has_parted_is_written_as_its_mean(tmp_path: Path) -> None:
    before = photo(grey=True)
    before.pixels[..., 0] = 0
    write_photo(before, tmp_path / "photo.tif", WriteOptions(bit_depth=32))
    after = read_photo(tmp_path / "photo.tif")
    np.testing.assert_allclose(after.pixels[..., 0], before.pixels.mean(axis=2), atol=1e-6)


def test_not_a_number_is_read_as_black(tmp_path: Path) -> None:
    before = photo(depth=32)
    before.pixels[3, 4] = np.nan
    before.pixels[5, 6] = np.inf
    write_photo(before, tmp_path / "photo.tif")
    after = read_photo(tmp_path / "photo.tif")
    assert after.pixels[3, 4].tolist() == [0, 0, 0]
    assert after.pixels[5, 6].tolist() == [1, 1, 1]


def test_content_and_not_the_name_tells_the_format(tmp_path: Path) -> None:
    write_photo(photo(), tmp_path / "really.jpg", WriteOptions("png"))
    assert (tmp_path / "really.jpg").read_bytes().startswith(b"\x89PNG")
    np.testing.assert_array_equal(read_photo(tmp_path / "really.jpg").pixels, photo().pixels)


def test_names_of_any_script_work(tmp_path: Path) -> None:
    path = tmp_path / "ünïcode – 写真 📷 é.png"
    write_photo(photo(), path)
    assert read_photo(path).width == WIDTH


# What cannot be read


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_cut_anywhere_is_refused_or_read_but_nothing_else(
    tmp_path: Path, format_: str
) -> None:
    rich = photo(profile=display_p3_profile(), metadata=Metadata(exif_block(), XMP, IPTC))
    write_photo(rich, tmp_path / "whole", WriteOptions(format_))
    data = (tmp_path / "whole").read_bytes()
    refusals: list[str] = []
    for length in np.linspace(1, len(data) - 1, 60).astype(int):
        (tmp_path / "cut").write_bytes(data[:length])
        try:
            read_photo(tmp_path / "cut")
        except PhotoError as error:
            refusals.append(error.message)
    assert all(str(tmp_path / "cut") in message for message in refusals)
    # Metadata may stand behind the pixels; half of a file is never the whole picture.
    (tmp_path / "cut").write_bytes(data[: len(data) // 4])
    with pytest.raises(PhotoError):
        read_photo(tmp_path / "cut")
    assert len(refusals) > 15


@pytest.mark.parametrize("format_", FORMATS)
def test_damaged_bytes_never_raise_anything_else(tmp_path: Path, format_: str) -> None:
    rich = photo(profile=display_p3_profile(), metadata=Metadata(exif_block(), XMP, IPTC))
    write_photo(rich, tmp_path / "whole", WriteOptions(format_))
    data = (tmp_path / "whole").read_bytes()
    rng = np.random.default_rng(5)
    refusals: list[str] = []
    for _ in range(60):
        damaged = bytearray(data)
        for position in rng.integers(0, min(len(data), 2000), 4):
            damaged[position] = rng.integers(256)
        (tmp_path / "damaged").write_bytes(damaged)
        try:
            assert read_photo(tmp_path / "damaged").pixels.ndim == 3
        except PhotoError as error:
            refusals.append(error.message)
    assert all(str(tmp_path / "damaged") in message for message in refusals)


def refusal(path: Path) -> str:
    with pytest.raises(PhotoError) as caught:
        read_photo(path)
    return caught.value.message


def test_each_refusal_is_a_sentence_with_the_file_in_it(tmp_path: Path) -> None:
    (tmp_path / "text.jpg").write_text("Dear diary")
    (tmp_path / "empty.png").touch()
    (tmp_path / "fuji.raf").write_bytes(b"FUJIFILMCCD-RAW 0201" + bytes(100))
    (tmp_path / "canon.cr3").write_bytes(b"\0\0\0\x18ftypcrx " + bytes(100))
    assert refusal(tmp_path / "text.jpg").endswith(
        "is not a photo in any format that mirstudio knows."
    )
    assert refusal(tmp_path / "empty.png") == f"{tmp_path / 'empty.png'} is empty."
    assert refusal(tmp_path) == f"{tmp_path} is a folder and not a photo."
    assert refusal(tmp_path / "gone.tif") == f"{tmp_path / 'gone.tif'} does not exist."
    assert "cannot be opened: its" in refusal(tmp_path / "fuji.raf")
    assert "cannot be opened: its" in refusal(tmp_path / "canon.cr3")
    assert refusal(tmp_path / "text.jpg" / "inside.png").endswith("its folder is a file.")
    assert refusal(Path("nul\0byte.png")).endswith("the name is not valid.")


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    if sys.platform == "win32":
        path = Path("NUL")
    else:
        path = tmp_path / "pipe.jpg"
        os.mkfifo(path)
    with pytest.raises(PhotoError):
        read_photo(path)


def test_denied_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.png"
    write_photo(photo(), path)

    def deny(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "open", deny)
    assert refusal(path) == f"{path} may not be read: permission is denied."


def test_bombs_are_refused_by_their_headers(tmp_path: Path) -> None:
    write_photo(photo(), tmp_path / "small.png")
    data = bytearray((tmp_path / "small.png").read_bytes())
    data[16:24] = (65535).to_bytes(4, "big") * 2
    (tmp_path / "bomb.png").write_bytes(data)
    assert "claims 4295 megapixels" in refusal(tmp_path / "bomb.png")


def test_a_photo_larger_than_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "photo.png"
    write_photo(photo(), path)
    real = psutil.virtual_memory()
    monkeypatch.setattr(files.psutil, "virtual_memory", lambda: real._replace(available=20000))
    assert "GB of memory, which is not free" in refusal(path)


# What cannot be written


def writing_error(photo_: Photo, path: Path, options: WriteOptions | None = None) -> PhotoError:
    with pytest.raises(PhotoError) as caught:
        write_photo(photo_, path, options)
    return caught.value


def test_nothing_is_overwritten_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    write_photo(photo(), path)
    before = path.read_bytes()
    assert "already exists" in writing_error(photo(grey=True), path).message
    assert path.read_bytes() == before
    write_photo(photo(grey=True), path, WriteOptions(overwrite=True))
    assert read_photo(path).grey
    assert [p.name for p in tmp_path.iterdir()] == ["photo.png"]


def test_a_file_that_appears_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "photo.png"
    real = os.fsync

    def appear(number: int) -> None:
        real(number)
        path.write_text("mine")

    monkeypatch.setattr(os, "fsync", appear)
    assert "already exists" in writing_error(photo(), path).message
    assert path.read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_system_without_links_works_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    write_photo(photo(), tmp_path / "photo.png")
    assert [p.name for p in tmp_path.iterdir()] == ["photo.png"]


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "permission is denied"),
        (errno.EROFS, "the disk is read-only"),
    ],
)
def test_a_failing_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    path = tmp_path / "photo.png"
    write_photo(photo(), path)
    before = path.read_bytes()

    def fail(_: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fail)
    error = writing_error(photo(grey=True), path, WriteOptions(overwrite=True))
    assert error.message == f"{path} cannot be written: {reason}."
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["photo.png"]


def test_a_missing_folder_and_unknown_formats_are_said(tmp_path: Path) -> None:
    missing = tmp_path / "gone" / "photo.png"
    assert writing_error(photo(), missing).message.endswith("its folder does not exist.")
    assert "names no format" in writing_error(photo(), tmp_path / "photo.xyz").message
    options = WriteOptions("bmp")
    assert "is not a format to write" in writing_error(photo(), tmp_path / "a", options).message
    assert list(tmp_path.iterdir()) == []


def test_a_side_too_long_for_the_format_is_said(tmp_path: Path) -> None:
    wide = Photo(np.zeros((1, 16384, 3), np.float32))
    assert "at most 16383 pixels" in writing_error(wide, tmp_path / "wide.webp").message


def test_a_link_is_written_through(tmp_path: Path) -> None:
    write_photo(photo(), tmp_path / "photo.png")
    (tmp_path / "link.png").symlink_to(tmp_path / "photo.png")
    write_photo(photo(grey=True), tmp_path / "link.png", WriteOptions(overwrite=True))
    assert (tmp_path / "link.png").is_symlink()
    assert read_photo(tmp_path / "photo.png").grey


def test_metadata_without_blocks_stays_so(tmp_path: Path) -> None:
    for format_ in FORMATS:
        write_photo(photo(), tmp_path / format_, WriteOptions(format_))
        after = read_photo(tmp_path / format_)
        assert after.metadata == replace(Metadata()), format_
        assert after.profile is None

"""Camera RAW in, DNG out: the light of generated sensors, and what is refused."""

from __future__ import annotations

import os
import stat
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import rawpy
import tifffile

from mirstudio.errors import PhotoError
from mirstudio.imaging.codecs import exif, raw, raw_directories, raw_metadata
from mirstudio.imaging.codecs.isobmff import box
from mirstudio.imaging.color import from_srgb, to_srgb
from mirstudio.imaging.files import WriteOptions, read_photo, write_photo
from mirstudio.imaging.profile import SRGB_CURVE, adobe_rgb_profile, display_p3_profile
from mirstudio.imaging.sensor import is_usable, matrix_from, matrix_of_srgb, profile_of_camera
from tests.imaging.pictures import photo
from tests.imaging.raws import COLOUR_FILTERS, NEUTRAL, Sensor, bayer_dng, scene

INSIDE = slice(6, -6), slice(6, -6)
"""All but the border, where half of a colour's neighbours are missing."""


def stored(tmp_path: Path, sensor: Sensor | None = None) -> Path:
    path = tmp_path / "shot.dng"
    path.write_bytes(bayer_dng(scene(), sensor or Sensor()))
    return path


@pytest.mark.parametrize("colour_filters", COLOUR_FILTERS)
@pytest.mark.parametrize("bits", [12, 14])
def test_light_comes_back_within_one_percent(
    tmp_path: Path, colour_filters: str, bits: int
) -> None:
    source = stored(tmp_path, Sensor(colour_filters, bits, 2 ** (bits - 5)))
    write_photo(read_photo(source), tmp_path / "again.dng")

    with rawpy.imread(str(source)) as before, rawpy.imread(str(tmp_path / "again.dng")) as after:
        np.testing.assert_allclose(after.camera_whitebalance, before.camera_whitebalance, rtol=1e-3)
        np.testing.assert_allclose(after.rgb_xyz_matrix, before.rgb_xyz_matrix, atol=1e-4)
        np.testing.assert_allclose(after.color_matrix, before.color_matrix, atol=1e-3)
        light = after.raw_image[..., :3] / after.white_level
    truth = scene()
    assert (np.abs(light - truth) / truth)[INSIDE].max() < 0.01
    assert (np.abs(light - truth) / truth).mean() < 0.003


def test_pixels_are_balanced_light_bent_by_a_curve_that_goes_back(tmp_path: Path) -> None:
    shot = read_photo(stored(tmp_path))
    assert shot.bit_depth == 16
    assert shot.camera is not None and shot.camera.name == "Pinhole Box 3"
    np.testing.assert_allclose(shot.camera.neutral, NEUTRAL, rtol=1e-5)
    light = SRGB_CURVE.decode(shot.pixels)
    truth = scene() / np.float32(NEUTRAL)
    np.testing.assert_allclose(light[INSIDE], truth[INSIDE], rtol=0.01)


def test_a_grey_scene_is_grey_on_every_screen(tmp_path: Path) -> None:
    grey = np.full((48, 64, 3), 0.3, np.float32) * np.float32(NEUTRAL)
    (tmp_path / "grey.dng").write_bytes(bayer_dng(grey, Sensor()))
    shot = read_photo(tmp_path / "grey.dng")
    seen = to_srgb(shot.pixels, shot.profile)
    np.testing.assert_allclose(SRGB_CURVE.decode(seen), 0.3, atol=0.001)
    np.testing.assert_allclose(from_srgb(seen, shot.profile), shot.pixels, atol=1e-4)


def test_highlights_above_white_survive_and_turn_white(tmp_path: Path) -> None:
    ramp = np.linspace(0.2, 2.4, 96, dtype=np.float32)[None, :, None].repeat(64, 0)
    (tmp_path / "sun.dng").write_bytes(bayer_dng(ramp * np.float32(NEUTRAL), Sensor()))
    shot = read_photo(tmp_path / "sun.dng")
    light = SRGB_CURVE.decode(shot.pixels)[32]
    assert light.max() > 1.4
    assert np.ptp(light, axis=1).max() < 0.03
    write_photo(shot, tmp_path / "again.dng")
    again = read_photo(tmp_path / "again.dng")
    assert again.camera is not None and again.camera.exposure > 0.4
    np.testing.assert_allclose(again.pixels, shot.pixels, atol=2e-4)


def test_the_wish_to_be_shown_brighter_is_heeded_and_kept(tmp_path: Path) -> None:
    plain = read_photo(stored(tmp_path))
    source = stored(tmp_path, Sensor(baseline_exposure=0.5))
    shot = read_photo(source)
    brighter = SRGB_CURVE.decode(shot.pixels) / SRGB_CURVE.decode(plain.pixels)
    np.testing.assert_allclose(brighter, 2**0.5, rtol=1e-3)
    write_photo(shot, tmp_path / "again.dng")
    with tifffile.TiffFile(tmp_path / "again.dng") as file:
        assert file.pages.first.tags[50730].value == (50, 100)


@pytest.mark.parametrize(("orientation", "turns"), [(3, 2), (6, 3), (8, 1)])
def test_raw_is_read_upright(tmp_path: Path, orientation: int, turns: int) -> None:
    upright = read_photo(stored(tmp_path)).pixels
    turned = read_photo(stored(tmp_path, Sensor(orientation=orientation)))
    np.testing.assert_allclose(turned.pixels, np.rot90(upright, turns), atol=0.02)
    write_photo(turned, tmp_path / "again.dng")
    assert exif.read_orientation((tmp_path / "again.dng").read_bytes()) == 1
    again = read_photo(tmp_path / "again.dng")
    np.testing.assert_allclose(again.pixels, turned.pixels, atol=2e-4)


def test_a_rendered_photo_is_in_srgb(tmp_path: Path) -> None:
    shot = read_photo(stored(tmp_path))
    write_photo(shot, tmp_path / "shot.tif")
    rendered = read_photo(tmp_path / "shot.tif")
    assert (rendered.bit_depth, rendered.profile, rendered.camera) == (16, None, None)
    wanted = to_srgb(shot.pixels, shot.profile).clip(0, 1)
    assert np.abs(rendered.pixels - wanted).max() <= 0.51 / 65535
    assert exif.read_directory(rendered.metadata.exif or b"").values[0x110][2] == b"Box 3\0"  # pyright: ignore[reportOptionalMemberAccess]


@pytest.mark.parametrize("profile", [None, adobe_rgb_profile(), display_p3_profile()])
@pytest.mark.parametrize("depth", [8, 32])
def test_any_photo_can_become_a_linear_dng(
    tmp_path: Path, profile: bytes | None, depth: int
) -> None:
    before = photo(depth=depth, profile=profile, alpha=True)
    write_photo(before, tmp_path / "photo.dng")
    after = read_photo(tmp_path / "photo.dng")
    wanted = to_srgb(before.pixels, profile)
    light = SRGB_CURVE.decode(to_srgb(after.pixels, after.profile))
    inside = (wanted > 0).all(axis=2)
    assert np.abs(light - SRGB_CURVE.decode(wanted))[inside].max() < 0.005
    assert after.alpha is None


def test_a_grey_photo_becomes_a_dng_of_three_equal_channels(tmp_path: Path) -> None:
    before = photo(grey=True)
    write_photo(before, tmp_path / "photo.dng")
    after = read_photo(tmp_path / "photo.dng")
    np.testing.assert_allclose(to_srgb(after.pixels, after.profile), before.pixels, atol=2e-3)


# What is refused


def refusal(path: Path) -> str:
    with pytest.raises(PhotoError) as caught:
        read_photo(path)
    return caught.value.message


def test_a_cut_raw_file_is_refused(tmp_path: Path) -> None:
    whole = stored(tmp_path).read_bytes()
    for share in (0.3, 0.9):
        (tmp_path / "cut.dng").write_bytes(whole[: int(len(whole) * share)])
        assert refusal(tmp_path / "cut.dng").startswith(f"{tmp_path / 'cut.dng'} cannot be opened")


def test_too_few_bytes_for_the_sensor_are_refused(tmp_path: Path) -> None:
    data = bytearray(bayer_dng(scene(), Sensor()))
    block = exif.open_block(data)
    assert block is not None
    count = next(entry for entry in block.entries(block.first) if entry.tag == 279)
    data[count.start : count.start + count.size] = (22).to_bytes(count.size, "little")
    (tmp_path / "stub.dng").write_bytes(data)
    assert refusal(tmp_path / "stub.dng").endswith("its data ends too early.")


def test_a_crash_of_libraw_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("needs a program in the shell's language")
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\ncat > /dev/null\nkill -SEGV $$\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    path = stored(tmp_path)
    monkeypatch.setattr(sys, "executable", os.fspath(program))
    assert refusal(path).endswith("its data is damaged.")


def test_libraw_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("needs a program in the shell's language")
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    path = stored(tmp_path)
    monkeypatch.setattr(sys, "executable", os.fspath(program))
    monkeypatch.setattr(raw, "_LONGEST", 0.2)
    assert refusal(path).endswith("its data is damaged.")


def test_a_text_named_as_raw_is_refused(tmp_path: Path) -> None:
    (tmp_path / "diary.nef").write_text("Dear diary, " * 20)
    assert refusal(tmp_path / "diary.nef").endswith("its kind of camera RAW is not supported.")


def test_a_raw_original_is_never_overwritten(tmp_path: Path) -> None:
    path = stored(tmp_path)
    before = path.read_bytes()
    with pytest.raises(PhotoError, match="is a camera's original and is not overwritten"):
        write_photo(photo(), path, WriteOptions("tiff", overwrite=True))
    assert path.read_bytes() == before
    write_photo(read_photo(path), tmp_path / "ours.dng")
    write_photo(read_photo(path), tmp_path / "ours.dng", WriteOptions(overwrite=True))


# What the files tell


def test_tiff_of_a_camera_is_told_from_tiff(tmp_path: Path) -> None:
    write_photo(photo(), tmp_path / "photo.tif")
    assert not raw.lies_in_tiff((tmp_path / "photo.tif").read_bytes(), ".tif")
    assert raw.lies_in_tiff(stored(tmp_path).read_bytes(), ".tif")
    thumbnail_first = BytesIO()
    with tifffile.TiffWriter(thumbnail_first) as file:
        small = np.zeros((8, 8, 3), np.uint8)
        file.write(small, photometric="rgb", subifds=1, subfiletype=1)
        file.write(np.zeros((16, 16), np.uint16), photometric=32803)
    assert raw_directories.tell_of_raw(thumbnail_first.getvalue())


@pytest.mark.parametrize("order", ["<", ">"])
def test_canon_keeps_exif_in_three_boxes(order: exif.ByteOrder) -> None:
    def block(tag: int, text: bytes) -> bytes:
        value = {tag: (2, len(text) + 1, text + b"\0")}
        return exif.pack_block(exif.Directory(order, value))

    parts = box(b"CMT1", block(0x110, b"EOS")) + box(b"CMT2", block(0x9003, b"2026"))
    inner = box(b"uuid", bytes.fromhex("85c0b687820f11e08111f4ce462b6a48") + parts)
    data = box(b"ftyp", b"crx \0\0\0\1crx isom") + box(b"moov", inner)
    assert raw.recognizes(data)
    found = exif.read_directory(raw_metadata.read(data).exif or b"")
    assert found is not None
    assert found.values[0x110][2] == b"EOS\0"
    assert found.below[exif.EXIF_DIRECTORY].values[0x9003][2] == b"2026\0"


def test_fuji_keeps_exif_in_a_jpeg() -> None:
    block = exif.pack_block(exif.Directory("<", {0x110: (2, 5, b"X-T9\0")}))
    picture = b"\xff\xd8\xff\xe1" + (len(block) + 8).to_bytes(2, "big") + b"Exif\0\0" + block
    picture += b"\xff\xda\0\2"
    head = b"FUJIFILMCCD-RAW ".ljust(84, b"\0") + (92).to_bytes(4, "big")
    data = head + len(picture).to_bytes(4, "big") + picture
    assert raw_metadata.camera_name(data) == "X-T9"


def test_a_matrix_without_sense_is_replaced() -> None:
    assert not is_usable((0.0,) * 9)
    assert matrix_from([0.0] * 9) == matrix_of_srgb()
    np.testing.assert_allclose(matrix_from(np.eye(3).ravel().tolist()), matrix_of_srgb(), atol=1e-9)
    grey = np.full((1, 1, 3), 0.5, np.float32)
    assert np.abs(to_srgb(grey, profile_of_camera(matrix_of_srgb())) - grey).max() < 1e-4


def test_in_a_bundle_libraw_is_a_program_beside_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    assert raw._command("measure")[:2] == [sys.executable, "-P"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/mirstudio/mirstudio-window.exe")
    assert raw._command("measure") == ["/opt/mirstudio/libraw.exe", "measure"]

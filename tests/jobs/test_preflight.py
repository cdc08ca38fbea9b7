"""A batch's time, disk, clashes and bad files are told before it begins."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from mirstudio.imaging.files import WriteOptions, measure_photo, write_photo
from mirstudio.jobs.folder import find_photos
from mirstudio.jobs.names import OnConflict
from mirstudio.jobs.planning import Setting, make_jobs
from mirstudio.jobs.preflight import Outlook, Preflight, bytes_per_pixel, preflight
from mirstudio.progress import run
from tests.restoration.stand_ins import noisy_photo


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, width in (("a.png", 200), ("b.jpg", 300)):
        write_photo(noisy_photo(width, 100), folder / name)
    return folder


def look(
    folder: Path, out: Path, setting: Setting, *, known: bool = True, scale: int = 1
) -> Preflight:
    found = find_photos(folder)
    wanted = make_jobs(found, out, [setting] * len(found))
    outlook = Outlook(scale, lambda megapixels: megapixels * 100 if known else None)
    return run(preflight(wanted, lambda model: outlook))


def test_time_and_disk_are_told(folder: Path, tmp_path: Path):
    found = look(folder, tmp_path / "out", Setting(("tiny",)), scale=2)
    assert (found.photos, found.problems, found.clashes) == (2, (), ())
    assert found.megapixels == pytest.approx(0.05)
    assert found.seconds == pytest.approx(5)
    assert found.bytes_needed == 4 * (20_000 * 4 + 30_000 * 1.6)
    assert found.bytes_free is not None and not found.is_short_of_disk
    assert look(folder, tmp_path, Setting(("tiny",)), known=False).seconds is None


def test_a_disk_too_small_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=1000))
    assert look(folder, tmp_path, Setting(("tiny",))).is_short_of_disk


def test_what_a_pixel_takes_is_no_less_than_it_is(folder: Path, tmp_path: Path):
    for name, options in {
        "a.png": WriteOptions(bit_depth=16),
        "a.tif": WriteOptions(bit_depth=32),
        "b.jpg": WriteOptions(quality=95),
        "b.jxl": WriteOptions(quality=100),
    }.items():
        source = folder / f"{name[0]}.{'png' if name[0] == 'a' else 'jpg'}"
        target = tmp_path / name
        write_photo(noisy_photo(400, 300), target, options)
        most = bytes_per_pixel(target, options, measure_photo(source)) * 400 * 300
        assert target.stat().st_size <= most * 1.01


def test_what_will_fail_and_what_is_taken_is_told(folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    out.mkdir()
    (folder / "c.png").write_bytes((folder / "a.png").read_bytes()[:20])
    (folder / "d.png").touch()
    (out / "a-restored.png").touch()
    setting = Setting(("tiny",), on_conflict=OnConflict.SKIP)
    found = look(folder, out, setting)
    assert found.photos == 4
    assert [sentence.split(" ")[0] for sentence in found.problems] == [
        str(folder / name) for name in ("c.png", "d.png")
    ]
    assert found.clashes == ((out / "a-restored.png", OnConflict.SKIP),)
    # What is skipped takes no time.
    assert found.megapixels == pytest.approx(0.03)
    own = replace(setting, template="{name}", on_conflict=OnConflict.OVERWRITE)
    assert any("is an original" in problem for problem in look(folder, folder, own).problems)

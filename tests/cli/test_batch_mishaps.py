"""Whatever happens on the way: the rest completes, the exit code is 1, the report says why."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mirstudio.imaging import disk
from mirstudio.imaging.files import write_photo
from tests.cli.calls import call
from tests.restoration.stand_ins import noisy_photo

Mishap = Callable[[pytest.MonkeyPatch, Path, Path], None]


def fail_to_write(monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> None:
    """Let the system refuse one result's file when its bytes are to be kept."""
    put = disk.put_in_place

    def refused(data: bytes, path: Path, overwrite: bool) -> None:
        if path.name != name:
            return put(data, path, overwrite)
        with monkeypatch.context() as patch:

            def fsync(file: int) -> None:
                raise OSError(number, os.strerror(number))

            patch.setattr(disk.os, "fsync", fsync)
            return put(data, path, overwrite)

    monkeypatch.setattr("mirstudio.imaging.files.put_in_place", refused)


def disk_full(monkeypatch: pytest.MonkeyPatch, folder: Path, out: Path) -> None:
    fail_to_write(monkeypatch, "d-denoise.png", errno.ENOSPC)


def read_only_folder(monkeypatch: pytest.MonkeyPatch, folder: Path, out: Path) -> None:
    fail_to_write(monkeypatch, "d-denoise.png", errno.EROFS)


def when_it_runs(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Do something at the first tile."""
    from mirstudio.jobs import batch

    real = batch.restore_photos
    acted = False

    def restore_photos(*arguments: object):
        nonlocal acted
        if not acted:
            acted = True
            act()
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(batch, "restore_photos", restore_photos)


def file_vanishes(monkeypatch: pytest.MonkeyPatch, folder: Path, out: Path) -> None:
    when_it_runs(monkeypatch, (folder / "far" / "d.png").unlink)


def folder_is_unplugged(monkeypatch: pytest.MonkeyPatch, folder: Path, out: Path) -> None:
    when_it_runs(monkeypatch, lambda: (folder / "far").rename(folder.parent / "elsewhere") and None)


def results_folder_is_unplugged(monkeypatch: pytest.MonkeyPatch, folder: Path, out: Path) -> None:
    when_it_runs(monkeypatch, (out / "far").rmdir)


@pytest.mark.parametrize(
    ("mishap", "reason"),
    [
        (disk_full, "the disk is full"),
        (read_only_folder, "the disk is read-only"),
        (file_vanishes, "does not exist"),
        (folder_is_unplugged, "does not exist"),
        (results_folder_is_unplugged, "its folder does not exist"),
    ],
)
def test_the_rest_completes_and_the_report_says_why(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    mishap: Mishap,
    reason: str,
):
    folder, out = tmp_path / "in", tmp_path / "out"
    (folder / "far").mkdir(parents=True)
    for seed, name in enumerate(("a.png", "b.png", "c.png", "far/d.png")):
        write_photo(noisy_photo(40, 32, seed), folder / name)
    report = tmp_path / "report.json"
    command = ("batch", folder, "-o", out, "--recursive", "--task", "denoise", "--report", report)
    with monkeypatch.context() as patch:
        mishap(patch, folder, out)
        assert call(*command) == 1
    stderr = capsys.readouterr().err
    assert re.search(rf"d(-denoise)?\.png .*{reason}", stderr) and stderr.count("\n") == 1
    items = json.loads(report.read_text(encoding="utf-8"))["items"]
    assert [item["state"] for item in items] == ["done", "done", "done", "failed"]
    assert reason in items[3]["problem"]
    written = sorted(path.name for path in out.rglob("*.png"))
    assert written == ["a-denoise.png", "b-denoise.png", "c-denoise.png"]
    assert not list(out.rglob("*.part"))

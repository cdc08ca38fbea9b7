"""`mirstudio restore` in pipes, and as the external editor of another program."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mirstudio.imaging.files import read_photo, write_photo
from mirstudio.imaging.metadata import Metadata
from mirstudio.imaging.profile import srgb_profile
from tests.cli.calls import call, names
from tests.restoration.stand_ins import noisy_photo

TASK = ("--task", "denoise")


class Pipe:
    """A standard input."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_a_photo_goes_through_pipes(
    photos: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
):
    assert call("restore", photos[0], "-o", tmp_path / "a.jpg", *TASK) == 0
    monkeypatch.setattr(sys, "stdin", Pipe(photos[0].read_bytes()))
    assert call("restore", "-", "-o", "-", "--format", "jpeg", *TASK) == 0
    stdout, stderr = capfdbinary.readouterr()
    assert stdout == (tmp_path / "a.jpg").read_bytes()
    assert stderr == b""
    monkeypatch.setattr(sys, "stdin", Pipe(photos[0].read_bytes()))
    assert call("restore", "-", "-o", tmp_path / "b.jpg", *TASK) == 0
    assert (tmp_path / "b.jpg").read_bytes() == stdout


def test_what_comes_through_a_pipe_may_be_no_photo(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
):
    monkeypatch.setattr(sys, "stdin", Pipe(b"Dear photo,"))
    assert call("restore", "-", "-o", "-", "--format", "png", *TASK) == 1
    stdout, stderr = capfdbinary.readouterr()
    assert stdout == b"" and b"stdin is not a photo" in stderr and stderr.count(b"\n") == 1


def test_an_external_editor_gives_the_same_file_back(photos: list[Path], tmp_path: Path):
    folder = tmp_path / "editor"
    folder.mkdir()
    path, alone = folder / "handed over.tif", tmp_path / "alone.tif"
    photo = replace(
        read_photo(photos[0]),
        bit_depth=16,
        profile=srgb_profile(),
        metadata=Metadata(dpi=(300, 300)),
    )
    write_photo(photo, path)
    path.chmod(0o640)
    before = read_photo(path)
    assert call("restore", path, "-o", alone, *TASK) == 0
    assert call("restore", path, "--in-place", *TASK) == 0
    assert names(folder) == ["handed over.tif"]
    assert path.read_bytes() == alone.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o640
    after = read_photo(path)
    assert (after.bit_depth, after.profile) == (16, before.profile)
    assert after.metadata.dpi == before.metadata.dpi == (300, 300)
    assert (after.pixels != before.pixels).any()


def test_what_fails_leaves_the_file_as_it_was(tmp_path: Path):
    folder = tmp_path / "editor"
    folder.mkdir()
    path = folder / "broken.tif"
    write_photo(noisy_photo(64, 48), path)
    path.write_bytes(path.read_bytes()[:300])
    before = path.read_bytes()
    assert call("restore", path, "--in-place", *TASK) == 1
    assert path.read_bytes() == before and names(folder) == ["broken.tif"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("photos/sea.png", "-o", "-"), "Say with --format"),
        (("photos/sea.png", "photos/hill.jpg", "-o", "-", "--format", "png"), "exactly one"),
        (("photos/sea.png", "-o", "-", "--format", "png", "--json"), "is the photo's"),
        (("photos/sea.png", "--in-place"), "for TIFF files only"),
        (("nowhere.tif", "--in-place"), "no file nowhere.tif"),
        (("nowhere.tif", "--in-place", "-o", "x.tif"), "leave out -o"),
        (("photos/sea.png",), "Say where the result goes"),
    ],
)
def test_bad_usage_is_one_sentence(
    photos: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    sentence: str,
):
    monkeypatch.chdir(tmp_path)
    assert call("restore", *arguments, *TASK) == 2
    stdout, stderr = capsys.readouterr()
    assert stdout == "" and re.search(sentence, stderr) and stderr.count("\n") == 1

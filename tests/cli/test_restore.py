"""`mirstudio restore`: names, options, refusals."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from mirstudio.cli import arguments
from mirstudio.cli.arguments import SUFFIXES
from mirstudio.imaging.files import CODECS, read_photo
from mirstudio.jobs import template
from tests.cli.calls import call, names
from tests.restoration.simulated_device import SimulatedDevice, not_a_number, plug_in


def test_one_photo_becomes_one_file_in_silence(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert call("restore", photos[0], "-o", tmp_path / "out.png", "--task", "denoise") == 0
    assert read_photo(tmp_path / "out.png").width == 64
    assert capsys.readouterr() == ("", "")


def test_several_photos_go_into_a_folder_under_names_of_their_own(
    photos: list[Path], tmp_path: Path
):
    assert call("restore", *photos, "-o", tmp_path / "new", "--task", "denoise") == 0
    assert names(tmp_path / "new") == ["hill-denoise.jpg", "sea-denoise.png"]


def test_a_folder_is_one_that_exists_or_ends_in_a_separator(photos: list[Path], tmp_path: Path):
    assert call("restore", photos[0], "-o", photos[0].parent, "--task", "denoise") == 0
    assert call("restore", photos[0], "-o", f"{tmp_path}/a.b/", "--task", "denoise") == 0
    assert (photos[0].parent / "sea-denoise.png").is_file()
    assert names(tmp_path / "a.b") == ["sea-denoise.png"]


def test_options_reach_the_result(photos: list[Path], tmp_path: Path):
    out = tmp_path / "out"
    wishes = ("--task", "denoise", "--format", "tiff", "--bit-depth", 16, "--strength", 0)
    assert call("restore", photos[0], "-o", f"{out}/", "--tile", 32, *wishes) == 0
    result = read_photo(out / "sea-denoise.tif")
    assert result.bit_depth == 16
    np.testing.assert_allclose(result.pixels, read_photo(photos[0]).pixels, atol=1e-4)


def test_a_checkpoint_anywhere_needs_no_task(photos: list[Path], home: Path, tmp_path: Path):
    weights = (home / "models" / "tiny.safetensors").rename(tmp_path / "mine.safetensors")
    assert call("restore", photos[0], "-o", f"{tmp_path}/out/", "--model", weights) == 0
    assert names(tmp_path / "out") == ["sea-restored.png"]


def test_conflicts_are_settled_as_asked(photos: list[Path], tmp_path: Path):
    out = tmp_path / "out.png"
    out.write_bytes(b"mine")
    command = ("restore", photos[0], "-o", out, "--task", "denoise")
    assert call(*command, "--on-conflict", "skip") == 0
    assert call(*command) == 0
    assert out.read_bytes() == b"mine"
    assert (tmp_path / "out-2.png").is_file()
    assert call(*command, "--on-conflict", "overwrite") == 0
    assert read_photo(out).width == 64


def test_a_bad_photo_does_not_stop_the_others(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    letter = tmp_path / "letter.jpg"
    letter.write_text("Dear photo,", encoding="utf-8")
    out = tmp_path / "out"
    missing = tmp_path / "missing.png"
    assert call("restore", letter, missing, photos[0], "-o", out, "--task", "denoise") == 1
    assert names(out) == ["sea-denoise.png"]
    stdout, stderr = capsys.readouterr()
    assert stdout == ""
    first, second = stderr.splitlines()
    assert "letter.jpg" in first
    assert "missing.png" in second


def test_json_tells_what_was_done(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "out.png"
    assert call("restore", photos[0], "-o", out, "--task", "denoise", "--json") == 0
    [report] = json.loads(capsys.readouterr().out)
    assert report["source"] == str(photos[0])
    assert report["result"] == str(out)
    assert report["model"] == "tiny"
    assert set(report["seconds"]) == {"read", "restore", "adjust", "write"}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--task", "deblur"), r"no model for deblur"),
        (("--task", "sr", "--scale", "3"), r"no model for sr ×3"),
        (("--task", "denoise", "--scale", "2"), r"--scale goes with --task sr"),
        (("--task", "paint"), r"paint is none of lowlight, denoise"),
        (("--model", "unheard-of"), r"no model “unheard-of”"),
        (("--model", "tiny", "--task", "deblur"), r"“tiny” is for denoise, not deblur"),
        ((), r"--task, or which --model"),
        (("--task", "denoise", "--strength", "101"), r"101 is not between 0 and 100"),
        (("--task", "denoise", "--device", "GPU 1"), r"GPU 1 is no device such as cpu"),
        (("--task", "denoise", "--tile", "8"), r"8 is less than 32"),
        (("--task", "denoise", "--format", "jpeg"), r"would be png, but --format asks for jpeg"),
        (("--task", "denoise", "--name", "{seq}"), r"--name is for results in a folder"),
        (("--task", "denoise", "-o", "photos", "--name", "{n}"), r"There is no token \{n\}"),
        (("--task", "denoise", "-o", "result"), r"should end in \.jpg"),
        (("--task", "denoise", "-o", "result.gif"), r"should end in \.jpg"),
        (("--task", "denoise", "-o", "nowhere/out.png"), r"no folder nowhere for out\.png"),
        (("--task", "denoise", "-o", "photos/sea.png/"), r"folder photos/sea\.png cannot be made"),
    ],
)
def test_bad_usage_is_one_sentence_and_exit_code_2(
    photos: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    sentence: str,
):
    monkeypatch.chdir(tmp_path)
    before = names(tmp_path)
    assert call("restore", photos[0], "-o", "out.png", *options) == 2
    stdout, stderr = capsys.readouterr()
    assert stdout == ""
    assert re.search(sentence, stderr)
    assert stderr.count("\n") == 1
    assert names(tmp_path) == before


def test_whoever_gives_a_folder_is_told_of_batch(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = f"{tmp_path}/out/"
    assert call("restore", *photos, photos[0].parent, "-o", out, "--task", "denoise") == 2
    assert "is a folder: mirstudio batch" in capsys.readouterr().err
    assert not Path(out).exists()


def test_a_device_that_is_not_trusted_is_told(
    photos: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    plug_in(monkeypatch, SimulatedDevice("xpu:0", "Bad GPU", fault=not_a_number))
    out = tmp_path / "out.png"
    wishes = ("--task", "denoise", "--device", "xpu", "--precision", "fp32")
    assert call("restore", photos[0], "-o", out, *wishes) == 0
    assert capsys.readouterr().err == (
        "Bad GPU is not used in fp32: in its self-test it returns values that are no numbers.\n"
    )
    assert np.ptp(read_photo(out).pixels) > 0


def test_results_in_a_folder_are_named_by_a_template(photos: list[Path], tmp_path: Path):
    out = tmp_path / "out"
    wishes = ("--task", "denoise", "--strength", "40", "--name", "{parent} {seq:3} {strength}")
    assert call("restore", *photos, "-o", out, *wishes) == 0
    assert names(out) == ["photos 001 40.png", "photos 002 40.jpg"]


def test_formats_and_names_are_those_of_the_rooms_below():
    assert {codec.name: codec.suffixes for codec in CODECS if codec.encode} == SUFFIXES
    assert arguments.TEMPLATE == template.TEMPLATE


def test_an_original_is_not_overwritten(
    photos: list[Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    sea, hill = photos
    before = [path.read_bytes() for path in photos]
    overwrite = ("--task", "denoise", "--on-conflict", "overwrite")
    assert call("restore", sea, "-o", sea, *overwrite) == 2
    clash = sea.with_name("hill-denoise.jpg")
    clash.write_bytes(before[0])
    assert call("restore", hill, clash, "-o", f"{sea.parent}/", *overwrite) == 2
    assert capsys.readouterr().err.count("is an original and is not overwritten") == 2
    assert [path.read_bytes() for path in (sea, hill, clash)] == [*before, before[0]]


def test_a_folder_to_which_nothing_came_is_not_left(photos: list[Path], tmp_path: Path):
    letter = tmp_path / "letter.jpg"
    letter.write_text("Dear photo,", encoding="utf-8")
    new = tmp_path / "new" / "deep"
    assert call("restore", letter, "-o", f"{new}/", "--task", "denoise") == 1
    assert not new.parent.exists()
    old = tmp_path / "old"
    old.mkdir()
    assert call("restore", letter, "-o", old, "--task", "denoise") == 1
    assert old.is_dir()
    assert call("restore", letter, photos[0], "-o", f"{new}/", "--task", "denoise") == 1
    assert names(new) == ["sea-denoise.png"]

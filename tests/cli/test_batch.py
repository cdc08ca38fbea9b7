"""`mirstudio batch`, `mirstudio verify` and recipes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mirstudio.cli.batch import JOURNAL
from mirstudio.imaging.files import read_photo, write_photo
from tests.cli.calls import call, call_interrupted
from tests.restoration.stand_ins import noisy_photo


@pytest.fixture
def folder(photos: list[Path]) -> Path:
    deep = photos[0].parent / "day"
    deep.mkdir()
    write_photo(noisy_photo(40, 32), deep / "sea.png")
    return photos[0].parent


def tree(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def results(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in tree(folder) if name != JOURNAL}


def test_a_folder_is_restored_with_its_tree(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "out"
    assert call("batch", folder, "-o", out, "--task", "denoise", "--recursive") == 0
    expected = ["day/sea-denoise.png", "hill-denoise.jpg", "sea-denoise.png"]
    assert tree(out) == sorted([JOURNAL, *expected, *(f"{name}.mir.json" for name in expected)])
    assert capsys.readouterr() == ("", "")
    assert call("verify", out / "hill-denoise.jpg") == 0
    assert capsys.readouterr().out.endswith("bit-equal.\n")
    assert call("restore", folder / "sea.png", "-o", tmp_path / "a.png", "--task", "denoise") == 0
    assert (tmp_path / "a.png").read_bytes() == (out / "sea-denoise.png").read_bytes()


def test_one_that_fails_does_not_stop_the_rest(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (folder / "letter.jpg").write_text("Dear photo,", encoding="utf-8")
    out = tmp_path / "out"
    reports = ("--report", tmp_path / "r.json", "--report", tmp_path / "r.html")
    command = ("batch", folder, "-o", out, "--task", "denoise", "--json", "--no-sidecar", *reports)
    assert call(*command) == 1
    stdout, stderr = capsys.readouterr()
    assert "letter.jpg" in stderr and stderr.count("\n") == 1
    report = json.loads(stdout)
    assert (report["done"], report["failed"]) == (2, 1)
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8")) == report
    [letter] = [item for item in report["items"] if item["state"] == "failed"]
    assert "letter.jpg" in letter["problem"]
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert page.count("data:image/jpeg;base64,") == 4
    assert "2 restored, 1 failed" in page
    # What failed is tried again, what is done is not.
    before = results(out)
    (folder / "letter.jpg").write_bytes((folder / "hill.jpg").read_bytes())
    assert call(*command, "--resume") == 0
    after = results(out)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"letter-denoise.jpg"}


def test_an_interrupted_batch_wants_to_go_on(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    out, whole = tmp_path / "out", tmp_path / "whole"
    command = ("batch", folder, "--task", "denoise", "--recursive", "-o")
    assert call(*command, whole) == 0
    assert call_interrupted(monkeypatch, *command, out) == 130
    assert "--resume" in capsys.readouterr().err
    assert call(*command, out) == 2
    assert re.search(r"interrupted, \d of 3 photos to go\. .*--resume", capsys.readouterr().err)
    assert call("batch", folder, "-o", out, "--resume") == 0
    assert results(out) == results(whole)


def test_a_batch_that_ended_makes_way(folder: Path, tmp_path: Path):
    command = ("batch", folder, "-o", tmp_path / "out", "--task", "denoise", "--no-sidecar")
    assert call(*command) == 0
    assert call(*command, "--on-conflict", "skip", "--only", "sea*") == 0
    assert tree(tmp_path / "out") == [JOURNAL, "hill-denoise.jpg", "sea-denoise.png"]
    assert call(*command, "--only", "sea*") == 0
    assert "sea-denoise-2.png" in tree(tmp_path / "out")


def test_a_dry_run_changes_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    command = ("batch", folder, "-o", tmp_path / "out", "--task", "denoise", "--dry-run")
    assert call(*command, "--name", "{seq:3}", "--format", "tiff", "--skip", "sea*") == 0
    assert capsys.readouterr().out.endswith("out/001.tif\n")
    assert not (tmp_path / "out").exists()


def test_a_dry_run_tells_time_disk_clashes_and_bad_files(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    (folder / "letter.jpg").write_text("Dear photo,", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "sea-denoise.png").touch()
    command = ("batch", folder, "-o", out, "--task", "denoise", "--dry-run")
    assert call(*command) == 0
    told = capsys.readouterr().out
    assert "3 photos, 0.0 megapixels: how long that takes is not known" in told
    assert "1 results have names that are taken, and get a number." in told
    assert "letter.jpg is not a photo" in told
    measured = "mirstudio.restoration.chain.expected_seconds"
    monkeypatch.setattr(measured, lambda card, megapixels, *place: 10_000 * megapixels)
    assert call(*command, "--json") == 0
    plan = json.loads(capsys.readouterr().out)
    assert plan["seconds"] == 61.4 and plan["megapixels"] == 0.006
    assert plan["clashes"] == [{"target": str(out / "sea-denoise.png"), "then": "unique"}]
    assert len(plan["problems"]) == 1 and len(plan["items"]) == 3


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("photos/day/..", "--only", "*.gif"), r"no photos in"),
        (("nowhere",), r"no folder nowhere"),
        (("photos", "--name", "{nome}"), r"no token \{nome\}"),
        (("photos", "--report", "r.txt"), r"\.json or \.html"),
        (("photos", "--task", "deblur"), r"no model for deblur"),
        (("photos", "-o", "photos/sea.png"), r"cannot be made"),
    ],
)
def test_bad_usage_is_one_sentence(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    sentence: str,
):
    monkeypatch.chdir(tmp_path)
    assert call("batch", "--task", "denoise", "-o", "out", *arguments) == 2
    stdout, stderr = capsys.readouterr()
    assert stdout == ""
    assert re.search(sentence, stderr)
    assert stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_recipe_is_followed_and_options_override_it(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    first = tmp_path / "first.png"
    made = ("--task", "denoise", "--strength", 40, "--tile", 32, "--sidecar")
    assert call("restore", photos[0], "-o", first, *made) == 0
    recipe = tmp_path / "first.png.mir.json"
    again = ("restore", photos[0], "--recipe", recipe, "-o")
    assert call(*again, tmp_path / "again.png") == 0
    assert (tmp_path / "again.png").read_bytes() == first.read_bytes()
    assert call(*again, tmp_path / "none.png", "--strength", 0) == 0
    original = read_photo(photos[0]).pixels
    assert (read_photo(tmp_path / "none.png").pixels == original).all()
    recipe.write_text("{}", encoding="utf-8")
    assert call(*again, tmp_path / "x.png") == 1
    assert call("verify", first) == 1
    assert call("verify", photos[0]) == 1
    assert capsys.readouterr().err.count("\n") == 3


def test_verify_tells_how_far_apart(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "out.png"
    assert call("restore", photos[0], "-o", out, "--task", "denoise", "--sidecar") == 0
    assert call("verify", out, "--json") == 0
    verdict = json.loads(capsys.readouterr().out)
    assert verdict["equal"] and verdict["psnr"] is None
    out.write_bytes(photos[0].read_bytes())
    assert call("verify", out) == 1
    told = capsys.readouterr().out
    assert re.search(r"largest difference \d+\.\d\d of 255, PSNR \d+\.\d dB", told)
    assert "was changed" in told

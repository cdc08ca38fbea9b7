"""`--task auto`, `--strength auto` and `--adjust`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from mirstudio.cli.batch import JOURNAL
from mirstudio.imaging.files import read_photo, write_photo
from mirstudio.imaging.photo import Photo
from tests.cli.calls import call, names

AUTO = ("--task", "auto", "--strength", "auto")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A noisy photo, a clean one, and a letter."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    flat = np.full((64, 64, 3), 0.5, np.float32)
    noise = np.random.default_rng(0).normal(0, 12 / 255, flat.shape)
    write_photo(Photo((flat + noise).astype(np.float32)), folder / "noisy.png")
    write_photo(Photo(flat), folder / "clean.png")
    (folder / "letter.png").write_text("Dear photo,", encoding="utf-8")
    return folder


def test_restore_chooses_for_each_and_tells_before(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out, photos = tmp_path / "out", [folder / "noisy.png", folder / "clean.png"]
    assert call("restore", *photos, "-o", out, *AUTO) == 0
    noisy, clean = capsys.readouterr().out.splitlines()
    assert re.search(r"noisy\.png: denoise with tiny at 9\d%\. It is noisy: sigma 1\d\.", noisy)
    assert re.search(r"clean\.png: copied\. Nothing is needed\.", clean)
    assert names(out) == ["clean-unchanged.png", "noisy-denoise.png"]
    assert (out / "clean-unchanged.png").read_bytes() == photos[1].read_bytes()
    strength = re.findall(r"at (\d+)%", noisy)[0]
    fixed = ("--task", "denoise", "--strength", strength)
    assert call("restore", photos[0], "-o", tmp_path / "fixed.png", *fixed) == 0
    assert (tmp_path / "fixed.png").read_bytes() == (out / "noisy-denoise.png").read_bytes()


def test_what_needs_nothing_can_be_skipped(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    command = ("restore", folder / "noisy.png", folder / "clean.png", "--unneeded", "skip")
    assert call(*command, "-o", tmp_path / "out", *AUTO, "--json") == 0
    assert names(tmp_path / "out") == ["noisy-denoise.png"]
    [report] = json.loads(capsys.readouterr().out)
    assert report["model"] == "tiny" and report["strength"] > 90
    assert call(*command, "-o", tmp_path / "even", "--model", "tiny", "--strength", "auto") == 0
    assert names(tmp_path / "even") == ["noisy-denoise.png"]
    alone = ("restore", folder / "clean.png", "-o", f"{tmp_path}/none/", "--unneeded", "skip")
    assert call(*alone, *AUTO) == 0
    assert not (tmp_path / "none").exists()


def test_batch_chooses_for_each_and_goes_on(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out, report = tmp_path / "out", tmp_path / "report.json"
    command = ("batch", folder, "-o", out, *AUTO)
    assert call(*command, "--dry-run", "--json") == 0
    rows = json.loads(capsys.readouterr().out)["items"]
    plan = {Path(row["source"]).stem: row for row in rows}
    assert plan["noisy"]["model"] == "tiny" and plan["noisy"]["strength"] > 90
    assert plan["clean"]["model"] is plan["clean"]["strength"] is None
    assert not out.exists()
    assert call(*command, "--report", report) == 1
    stdout, stderr = capsys.readouterr()
    assert len(stdout.splitlines()) == 3
    assert "letter.png" in stderr and stderr.count("\n") == 1
    made = [JOURNAL, "clean-unchanged.png", "noisy-denoise.png", "noisy-denoise.png.mir.json"]
    assert names(out) == sorted(made)
    assert (out / "clean-unchanged.png").read_bytes() == (folder / "clean.png").read_bytes()
    items = json.loads(report.read_text(encoding="utf-8"))["items"]
    assert [item["state"] for item in items] == ["done", "failed", "done"]
    # A copy that is gone is made again, one that is there is not.
    (out / "clean-unchanged.png").unlink()
    (folder / "letter.png").write_bytes((folder / "clean.png").read_bytes())
    assert call(*command, "--resume") == 0
    assert {"clean-unchanged.png", "letter-unchanged.png"} < set(names(out))
    assert "clean-unchanged-2.png" not in names(out)


def test_a_batch_that_needs_nothing_makes_nothing(folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    command = ("batch", folder, "-o", out, *AUTO, "--only", "clean*", "--unneeded", "skip")
    assert call(*command) == 0
    assert not out.exists()


def test_sliders_are_set_in_the_units_that_people_see(folder: Path, tmp_path: Path):
    moved = ("--adjust", "brightness=1", "--adjust", "saturation=-100", "--adjust", "grain=0")
    fixed = ("restore", folder / "noisy.png", "--task", "denoise", "-o")
    assert call(*fixed, tmp_path / "moved.png", *moved, "--sidecar") == 0
    assert call(*fixed, tmp_path / "plain.png") == 0
    pixels = read_photo(tmp_path / "moved.png").pixels
    assert np.ptp(pixels, axis=2).max() < 2 / 255
    assert np.median(pixels) > np.median(read_photo(tmp_path / "plain.png").pixels) + 0.1
    recipe = json.loads((tmp_path / "moved.png.mir.json").read_text(encoding="utf-8"))
    assert recipe["adjustments"]["brightness"] == 1
    assert recipe["adjustments"]["saturation"] == -1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--task", "auto", "--model", "tiny"), r"without --model and --scale"),
        (("--task", "auto", "--recipe", "x.mir.json"), r"nothing to be chosen"),
        (("--strength", "auto"), r"--task, or which --model"),
        (("--task", "denoise", "--strength", "self"), r"self"),
        (("--task", "denoise", "--adjust", "brightness=9"), r"between -4 and 4, not 9"),
        (("--task", "denoise", "--adjust", "brightness=nan"), r"between -4 and 4, not nan"),
        (("--task", "denoise", "--adjust", "glow=9"), r"glow=9 is none of luma_noise=0…100"),
        (("--task", "denoise", "--adjust", "colour_lock=1"), r"colour_lock=on\|off"),
    ],
)
def test_bad_usage_is_one_sentence(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    sentence: str,
):
    assert call("restore", folder / "noisy.png", "-o", tmp_path / "x.png", *arguments) == 2
    stdout, stderr = capsys.readouterr()
    assert stdout == "" and stderr.count("\n") == 1
    assert re.search(sentence, stderr)


def test_a_pair_wants_its_model_named(folder: Path, capsys: pytest.CaptureFixture[str]):
    pair = ("--pair", folder / "noisy.png", folder / "clean.png")
    assert call("restore", *pair, "-o", folder / "out.png", *AUTO) == 2
    assert "chosen for a pair" in capsys.readouterr().err

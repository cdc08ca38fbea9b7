"""`mirstudio restore --pair`: two views become one photo, or one sentence."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from mirstudio.imaging.files import read_photo, write_photo
from mirstudio.progress import run
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.restore import restore
from tests.cli.calls import call, names
from tests.cli.conftest import CARD, install
from tests.restoration.stand_ins import noisy_photo

REFOCUS = CARD.replace("denoise", "defocus")


@pytest.fixture
def refocus(home: Path) -> Path:
    """A two-view model beside the tiny one."""
    return install(home / "models", "refocus", REFOCUS, views=2)


@pytest.fixture
def views(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "views"
    folder.mkdir()
    paths = [folder / "left.png", folder / "right.png"]
    for seed, path in enumerate(paths):
        write_photo(noisy_photo(64, 48, seed), path)
    return paths


@pytest.mark.parametrize("how", [(), ("--task", "defocus"), ("--model", "refocus")])
def test_a_pair_becomes_one_file_in_silence(
    refocus: Path,
    views: list[Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    how: tuple[str, ...],
):
    out = tmp_path / "out.png"
    assert call("restore", "--pair", *views, "-o", out, *how) == 0
    assert capsys.readouterr() == ("", "")
    left, right = map(read_photo, views)
    model = ModelLibrary().load("refocus")
    expected = run(restore(left, model, second=right)).pixels.clip(0, 1)
    np.testing.assert_allclose(read_photo(out).pixels, expected, atol=0.6 / 255)


def test_the_result_is_named_after_the_left_view(
    refocus: Path, views: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    command = ("restore", "-o", f"{tmp_path}/out/", "--task", "defocus", "--json")
    assert call(*command, "--pair", *views) == 0
    assert names(tmp_path / "out") == ["left-defocus.png"]
    [report] = json.loads(capsys.readouterr().out)
    assert (report["source"], report["second"]) == tuple(map(str, views))


def test_a_checkpoint_without_a_card_takes_a_pair(home: Path, views: list[Path], tmp_path: Path):
    weights = install(tmp_path, "mine", "", views=2)
    assert call("restore", "--pair", *views, "-o", tmp_path / "out.png", "--model", weights) == 0
    assert call("restore", views[0], "-o", tmp_path / "single.png", "--model", weights) == 2
    assert not (tmp_path / "single.png").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("views/left.png", "--task", "defocus"), r"needs two aligned views.*--pair LEFT RIGHT"),
        (("views/left.png", "--model", "refocus"), r"needs two aligned views.*--pair LEFT RIGHT"),
        (("--pair", "a.png", "b.png", "--task", "denoise"), r"“tiny” takes single photos, no pair"),
        (("--pair", "a.png", "b.png", "--model", "tiny"), r"“tiny” takes single photos, no pair"),
        (("c.png", "--pair", "a.png", "b.png", "--task", "defocus"), r"not allowed with"),
        (("--pair", "a.png", "b.png", "c.png", "--task", "defocus"), r"not allowed with"),
        (("--pair", "a.png", "--task", "defocus"), r"expected 2 arguments"),
        (("--task", "defocus"), r"INPUT --pair is required"),
    ],
)
def test_bad_usage_is_one_sentence_and_exit_code_2(
    refocus: Path,
    views: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    sentence: str,
):
    monkeypatch.chdir(tmp_path)
    before = names(tmp_path)
    assert call("restore", "-o", "out.png", *arguments) == 2
    stdout, stderr = capsys.readouterr()
    assert stdout == ""
    assert re.search(sentence, stderr)
    assert stderr.count("\n") == 1
    assert names(tmp_path) == before


@pytest.mark.parametrize("before", [(), ("--pair", "views/right.png")])
def test_without_a_model_for_defocus_is_one_sentence(
    views: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    before: tuple[str, ...],
):
    monkeypatch.chdir(tmp_path)
    given = (*before, "views/left.png")
    assert call("restore", *given, "-o", "out.png", "--task", "defocus") == 2
    stderr = capsys.readouterr().err
    assert stderr.startswith("There is no model for defocus yet.")
    assert stderr.count("\n") == 1


def test_views_of_two_sizes_are_one_sentence(
    refocus: Path, views: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    write_photo(noisy_photo(32, 48), tmp_path / "small.png")
    pair = (views[0], tmp_path / "small.png")
    out = tmp_path / "out.png"
    assert call("restore", "--pair", *pair, "-o", out, "--task", "defocus") == 1
    stderr = capsys.readouterr().err
    assert "64 × 48 on the left, 32 × 48 on the right" in stderr
    assert stderr.count("\n") == 1
    assert not out.exists()


def test_neither_view_is_overwritten(
    refocus: Path, views: list[Path], capsys: pytest.CaptureFixture[str]
):
    before = [path.read_bytes() for path in views]
    overwrite = ("--task", "defocus", "--on-conflict", "overwrite")
    for target in views:
        assert call("restore", "--pair", *views, "-o", target, *overwrite) == 2
    assert capsys.readouterr().err.count("is an original and is not overwritten") == 2
    assert [path.read_bytes() for path in views] == before


def test_retouch_is_a_task_like_any_other(home: Path, views: list[Path], tmp_path: Path):
    install(home / "models", "retouch", CARD.replace("denoise", "retouch"))
    assert call("restore", *views, "-o", f"{tmp_path}/out/", "--task", "retouch") == 0
    assert names(tmp_path / "out") == ["left-retouch.png", "right-retouch.png"]

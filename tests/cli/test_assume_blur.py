"""`--assume-blur`: what it changes, and where it makes no sense."""

from __future__ import annotations

from pathlib import Path

import pytest
from safetensors.torch import save_file

from mirstudio.jobs.recipe import read_sidecar, sidecar_path
from tests.cli.calls import call
from tests.restoration.stand_ins import steered_weights

CARD = """
title = "Steered"
task = "sr"
scale = 2
architecture = "dasr"
variant = "{}"
licence = "Apache-2.0"
commercial = true
"""


@pytest.fixture(autouse=True)
def models(home: Path) -> Path:
    """The denoiser of all tests, and two enlargers."""
    for variant in ("blind", "clean"):
        weights = home / "models" / f"{variant}.safetensors"
        save_file(steered_weights(), weights)
        weights.with_suffix(".toml").write_text(CARD.format(variant), encoding="utf-8")
    return home / "models"


def test_it_changes_the_result_and_stands_in_the_recipe(photos: list[Path], tmp_path: Path):
    wish = ("--model", "blind", "--sidecar")
    for name, more in (("own", ()), ("soft", ("--assume-blur", 0.8))):
        assert call("restore", photos[0], "-o", tmp_path / f"{name}.png", *wish, *more) == 0
    own, soft = tmp_path / "own.png", tmp_path / "soft.png"
    assert own.read_bytes() != soft.read_bytes()
    assert read_sidecar(sidecar_path(soft)).recipe.blur == 0.8
    again, auto = tmp_path / "again.png", tmp_path / "auto.png"
    recipe = ("--recipe", sidecar_path(soft))
    assert call("restore", photos[0], "-o", again, *recipe) == 0
    assert again.read_bytes() == soft.read_bytes()
    assert call("restore", photos[0], "-o", auto, *recipe, "--assume-blur", "auto") == 0
    assert auto.read_bytes() == own.read_bytes()
    assert call("verify", soft) == 0


def test_a_batch_assumes_it_too(photos: list[Path], tmp_path: Path):
    single, out = tmp_path / "one.png", tmp_path / "out"
    wish = ("--model", "blind", "--assume-blur", 0.8)
    assert call("restore", photos[0], "-o", single, *wish) == 0
    assert call("batch", photos[0].parent, "-o", out, *wish, "--name", "{name}") == 0
    assert (out / "sea.png").read_bytes() == single.read_bytes()


@pytest.mark.parametrize("model", ["tiny", "clean"])
def test_only_blind_enlargement_assumes_a_blur(
    photos: list[Path], tmp_path: Path, model: str, capsys: pytest.CaptureFixture[str]
):
    wish = ("--model", model, "--assume-blur", 0.5)
    assert call("restore", photos[0], "-o", tmp_path / "out.png", *wish) == 2
    assert f"--assume-blur is for blind enlargement, not for “{model}”." in capsys.readouterr().err
    assert not (tmp_path / "out.png").exists()


@pytest.mark.parametrize("blur", ["0", "1.2", "wide", "nan"])
def test_a_blur_out_of_range_is_a_usage_error(photos: list[Path], tmp_path: Path, blur: str):
    wish = ("--model", "blind", "--assume-blur", blur)
    assert call("restore", photos[0], "-o", tmp_path / "out.png", *wish) == 2

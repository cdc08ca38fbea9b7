"""Several tasks one after the other, through every command."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mirstudio.imaging.adjust import adjust_photo
from mirstudio.imaging.adjustments import Adjustments
from mirstudio.imaging.files import read_photo, write_photo
from mirstudio.jobs.recipe import read_sidecar, sidecar_path
from mirstudio.progress import run
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.restore import restore
from mirstudio.restoration.speeds import Speed, keep_speeds
from tests.cli.calls import call, call_interrupted, names
from tests.cli.conftest import CARD, install

ENLARGER = CARD.replace('"denoise"', '"sr"\nscale = 2')
BOTH = ("--task", "sr,denoise", "--scale", 2)


@pytest.fixture(autouse=True)
def models(home: Path) -> Path:
    """The denoiser of all tests, and an enlarger."""
    install(home / "models", "double", ENLARGER)
    return home / "models"


def test_the_result_is_what_one_makes_of_the_others(photos: list[Path], tmp_path: Path):
    out = tmp_path / "out.tif"
    given = (*BOTH, "--strength", 70, "--bit-depth", 32, "--sidecar", "--device", "cpu")
    assert call("restore", photos[0], "-o", out, *given, "--precision", "fp32", "--tile", 48) == 0

    library, photo = ModelLibrary(), read_photo(photos[0])
    denoised = run(restore(photo, library.load("tiny", "cpu", "fp32"), 48))
    enlarged = run(restore(denoised, library.load("double", "cpu", "fp32"), 48))
    # Strength is how much of the end of the chain is laid over the photo, enlarged.
    expected = adjust_photo(photo, enlarged, Adjustments(strength=0.7))
    np.testing.assert_array_equal(read_photo(out).pixels, expected.pixels)

    recipe = read_sidecar(sidecar_path(out)).recipe
    assert [(step.task, step.model, step.scale) for step in recipe.chain] == [
        ("denoise", "tiny", 1),
        ("sr", "double", 2),
    ]
    assert [plan.tile for plan in recipe.plans] == [48, 48]


def test_a_chain_is_verified_and_taken_from_a_recipe(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    first, again = tmp_path / "first.png", tmp_path / "again.png"
    assert call("restore", photos[0], "-o", first, *BOTH, "--sidecar") == 0
    assert call("verify", first) == 0
    assert capsys.readouterr().out.endswith("bit-equal.\n")
    assert call("restore", photos[0], "-o", again, "--recipe", first) == 0
    assert again.read_bytes() == first.read_bytes()
    assert call("restore", photos[0], "-o", f"{tmp_path}/new/", "--recipe", first) == 0
    assert names(tmp_path / "new") == ["sea-denoise+sr.png"]
    # Other tasks take the recipe's place, with its tiles.
    denoised = tmp_path / "denoised.png"
    assert call("restore", photos[0], "-o", denoised, "--recipe", first, "--task", "denoise") == 0
    assert read_photo(denoised).width == 64


def test_models_run_in_the_order_given(photos: list[Path], tmp_path: Path):
    for order in ("tiny,double", "double,tiny"):
        out = tmp_path / f"{order}.png"
        assert call("restore", photos[0], "-o", out, "--model", order, "--sidecar") == 0
        chain = read_sidecar(sidecar_path(out)).recipe.chain
        assert ",".join(step.model for step in chain) == order
    ways = [read_photo(tmp_path / f"{order}.png") for order in ("tiny,double", "double,tiny")]
    assert {photo.width for photo in ways} == {128}
    assert np.abs(ways[0].pixels - ways[1].pixels).max() > 0.01


def test_json_names_all_models(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert call("restore", photos[0], "-o", tmp_path / "out.png", *BOTH, "--json") == 0
    [report] = json.loads(capsys.readouterr().out)
    assert report["model"] == "tiny,double"
    assert report["megapixels"] == round(128 * 96 / 1e6, 3)


def test_a_batch_does_the_same_and_goes_on_when_interrupted(
    photos: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    out, whole, alone = tmp_path / "out", tmp_path / "whole", tmp_path / "alone.png"
    command = ("batch", photos[0].parent, *BOTH, "--name", "{name}_{task}_{model}_{scale}", "-o")
    assert call(*command, whole) == 0
    name = "sea_denoise+sr_tiny+double_2.png"
    assert name in names(whole)
    assert call("restore", photos[0], "-o", alone, *BOTH) == 0
    assert alone.read_bytes() == (whole / name).read_bytes()
    assert call_interrupted(monkeypatch, *command, out) == 130
    report = tmp_path / "report.json"
    assert call("batch", photos[0].parent, "-o", out, "--resume", "--report", report) == 0
    for path in whole.iterdir():
        if not path.name.startswith("."):
            assert (out / path.name).read_bytes() == path.read_bytes()
    items = json.loads(report.read_text(encoding="utf-8"))["items"]
    assert {item["model"] for item in items} == {"tiny,double"}
    assert call("verify", out / name) == 0


def test_preflight_counts_all_steps(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    keep_speeds(
        Speed(
            card.name,
            card.tensors_sha256,
            "cpu",
            "fp32",
            automatic=True,
            seconds_per_mp=pace,
            peak_memory=0,
        )
        for card, pace in zip(ModelLibrary().list(), (100, 1000), strict=True)
    )
    command = ("batch", photos[0].parent, "-o", tmp_path / "out", *BOTH, "--dry-run", "--json")
    assert call(*command) == 0
    told = json.loads(capsys.readouterr().out)
    megapixels = 2 * 64 * 48 / 1e6
    assert told["megapixels"] == round(megapixels, 3)
    assert told["seconds"] == round(megapixels * (100 + 4 * 1000), 1)
    assert told["bytes_needed"] > 4 * 64 * 48
    assert {item["model"] for item in told["items"]} == {"tiny,double"}


def test_a_hot_folder_does_chains(photos: list[Path], tmp_path: Path):
    out = tmp_path / "out"
    assert call("watch", photos[0].parent, "-o", out, *BOTH, "--once", "--settled", 0) == 0
    assert read_photo(out / "sea-denoise+sr.png").width == 128


def test_depth_survives_the_steps(photos: list[Path], tmp_path: Path):
    deep = tmp_path / "deep.tif"
    write_photo(replace(read_photo(photos[0]), bit_depth=16), deep)
    assert call("restore", deep, "-o", tmp_path / "out.tif", *BOTH) == 0
    result = read_photo(tmp_path / "out.tif")
    assert result.bit_depth == 16
    assert len(np.unique(result.pixels)) > 5000


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--task", "denoise,snow"), "snow is none of"),
        (("--task", "denoise,derain"), "There is no model for derain yet."),
        (("--task", "denoise,deblur", "--scale", 2), "--scale goes with --task sr only."),
        (("--task", "denoise", "--model", "tiny,double"), "is for sr, not denoise."),
        (("--task", "denoise,sr", "--model", "tiny"), "--model names no model for sr."),
        (("--model", "tiny,double", "--scale", 4), "does not enlarge ×4."),
        (("--model", "tiny,"), "There is no model “”."),
        ((*BOTH, "--strength", "auto"), "The strength of several models together"),
        (("--task", "auto,denoise"), "auto is none of"),
    ],
)
def test_bad_usage_is_one_sentence(
    arguments: tuple[object, ...],
    sentence: str,
    photos: list[Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    assert call("restore", photos[0], "-o", tmp_path / "out.png", *arguments) == 2
    complaint = capsys.readouterr().err
    assert sentence in complaint and complaint.count("\n") == 1


def test_a_pair_is_joined_first(
    models: Path, photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    install(models, "views", CARD.replace('"denoise"', '"defocus"'), views=2)
    out = tmp_path / "out.png"
    pair = ("--pair", photos[0], photos[0])
    assert call("restore", *pair, "-o", out, "--task", "sr,defocus") == 0
    assert read_photo(out).width == 128
    assert call("restore", *pair, "-o", out, "--model", "tiny,views") == 2
    assert "takes single photos" in capsys.readouterr().err
    assert call("restore", photos[0], "-o", out, "--model", "tiny,views") == 2
    assert "must come first" in capsys.readouterr().err

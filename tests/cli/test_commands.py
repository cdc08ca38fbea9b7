"""`mirstudio models`, `evaluate` and `train`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from scipy.io import savemat

from mirstudio.cli.evaluate import blurs
from mirstudio.imaging.files import read_photo
from mirstudio.training.blurs import Blur
from tests.cli.calls import call


def test_models_are_listed_and_shown(capsys: pytest.CaptureFixture[str]):
    assert call("models", "list") == 0
    line = capsys.readouterr().out
    assert line.split() == ["*", "tiny", "denoise", "Apache-2.0", "Tiny"]
    assert call("models", "show", "tiny") == 0
    shown = capsys.readouterr().out
    assert re.search(r"^metrics: +noise 25 psnr 20\.5$", shown, re.MULTILINE)
    assert re.search(r"^commercial: +yes$", shown, re.MULTILINE)
    assert call("models", "list", "--json") == 0
    [listed] = json.loads(capsys.readouterr().out)
    assert call("models", "show", "tiny", "--json") == 0
    assert json.loads(capsys.readouterr().out) == listed
    assert listed["task"] == "denoise"
    assert call("models", "show", "huge") == 2


def test_a_checkpoint_is_imported(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    weights = (home / "models" / "tiny.safetensors").rename(tmp_path / "mine.safetensors")
    (home / "models" / "tiny.toml").unlink()
    assert call("models", "import", weights) == 2
    assert "--task" in capsys.readouterr().err
    assert call("models", "import", weights, "--task", "derain", "--name", "rain") == 0
    said = capsys.readouterr()
    installed = Path(said.out.strip())
    assert "Its licence is unknown: not for paid work." in said.err
    assert installed == home / "models" / "rain.safetensors"
    assert call("models", "show", "rain", "--json") == 0
    assert json.loads(capsys.readouterr().out)["task"] == "derain"


def test_evaluate_prints_a_table_or_json(
    photos: list[Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    command = ("evaluate", "--task", "denoise", "--data", photos[0].parent, "--sigma", 25)
    assert call(*command, "--limit", 1, "--no-rivals") == 0
    table = capsys.readouterr().out
    assert re.search(r"sigma 25 +input +2\d\.\d\d", table)
    assert re.search(r"tiny +\d+\.\d\d", table)
    assert call(*command, "--json", "--no-rivals", "--save", tmp_path / "saved") == 0
    values = json.loads(capsys.readouterr().out)
    assert [row["method"] for row in values["rows"]] == ["input", "tiny"]
    assert len(list((tmp_path / "saved").rglob("*.png"))) > 0
    assert call("evaluate", "--task", "derain", "--data", tmp_path) == 2
    assert call(*command, "--model", "unheard-of") == 2


def test_evaluate_reads_blurs():
    assert blurs("1.2,3.5x1.5@30") == (Blur(1.2, 1.2), Blur(3.5, 1.5, 30))
    assert [str(blur) for blur in blurs("0,dasr")][:3] == ["0", "2x0.5@0", "2x1@10"]
    with pytest.raises(ValueError, match="round"):
        blurs("round")


def test_evaluate_knows_benchmarks(
    photos: list[Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    blocks = np.stack([[read_photo(path).pixels[:32, :32]] for path in photos])
    blocks = np.rint(blocks * 255).astype(np.uint8)
    for name in ("ValidationNoisyBlocksSrgb", "ValidationGtBlocksSrgb"):
        savemat(tmp_path / f"{name}.mat", {name: blocks})
    command = ("evaluate", "--data", tmp_path, "--no-rivals")
    assert call(*command, "--benchmark", "sidd", "--sheet", tmp_path / "sheet.png") == 0
    table = capsys.readouterr().out
    assert table.startswith("sidd on ")
    assert re.search(r"MIRNetv2, published \[sec\] +39\.84 0\.959", table)
    assert read_photo(tmp_path / "sheet.png").width > 3 * 32
    assert call(*command) == 2
    assert call(*command, "--benchmark", "sidd", "--task", "denoise") == 2
    assert call(*command, "--benchmark", "sidd", "--scale", 2) == 2
    assert call(*command, "--benchmark", "dnd") == 2
    assert "--save" in capsys.readouterr().err
    assert call(*command, "--benchmark", "dnd", "--save", tmp_path / "out") == 1


def test_train_trains_and_resumes(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    config = tmp_path / "tiny_training.toml"
    config.write_text(
        """
        name = "first"
        validate_every = 2
        [network]
        features = 8
        widths = [12, 16]
        groups = [1, 2]
        blocks = 1
        packing = 2
        [data]
        root = "nowhere"
        folders = [{ path = "photos" }]
        patch = 16
        batch = 1
        held_out = 1
        [noise]
        [optimizer]
        steps = 2
        """,
        encoding="utf-8",
    )
    command = ("train", config, "--runs", tmp_path / "runs")
    assert call(*command) == 1
    assert "does not exist" in capsys.readouterr().err
    command += ("--data", tmp_path)
    assert call(*command) == 0
    weights = Path(capsys.readouterr().out.strip())
    assert weights == tmp_path / "runs" / "first" / "first.safetensors"
    assert call(*command) == 1
    assert "--resume" in capsys.readouterr().err
    assert call(*command, "--resume") == 0
    assert call("restore", photos[0], "-o", f"{tmp_path}/out/", "--model", weights) == 0

"""`mirstudio benchmark`: times are measured, kept, and told before the next restoration."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from safetensors.torch import load_file

from mirstudio.cli.console import Console, about
from mirstudio.cli.main import run_command
from mirstudio.restoration.checkpoint import tensors_sha256
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.speeds import expected_seconds, keep_speeds, known_speeds
from tests.cli.calls import call
from tests.cli.conftest import CARD

QUICK = ("benchmark", "--megapixels", 0.01)


class Terminal(io.StringIO):
    """A stream that someone looks at."""

    def isatty(self) -> bool:
        return True


def test_times_are_measured_and_kept(capsys: pytest.CaptureFixture[str]):
    card = ModelLibrary().find("tiny")
    assert expected_seconds(card, 1) is None
    assert call(*QUICK, "--device", "cpu", "--precision", "fp32", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    [result] = told["results"]
    assert result["model"] == "tiny"
    assert (result["device"], result["precision"]) == ("cpu", "fp32")
    assert 0 < result["seconds_per_mp"] < 1000
    assert result["peak_memory"] > 10_000_000
    assert [speed.seconds_per_mp for speed in known_speeds()] == [result["seconds_per_mp"]]


def test_the_table_stars_what_auto_takes(capsys: pytest.CaptureFixture[str]):
    assert call(*QUICK, "--device", "cpu") == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["model", "device", "precision", "s/MP", "memory", "24", "MP"]
    assert sum("*" in line for line in lines) == 1
    assert any(" fp32" in line for line in lines)


def test_a_plot_has_a_bar_for_each(tmp_path: Path):
    plot = tmp_path / "speed.svg"
    assert call(*QUICK, "--precision", "fp32", "--plot", plot) == 0
    bars = [e for e in ET.parse(plot).iter() if e.tag.endswith("rect")]
    assert len(bars) == 2
    assert call(*QUICK, "--plot", tmp_path / "speed.png") == 2
    assert call(*QUICK, "--precision", "fp32", "--plot", tmp_path / "no" / "speed.svg") == 2


def test_a_restoration_says_beforehand_how_long_it_takes(
    photos: list[Path], home: Path, tmp_path: Path
):
    checkpoint = home / "models" / "tiny.safetensors"
    card = f'tensors_sha256 = "{tensors_sha256(load_file(checkpoint))}"\n{CARD}'
    checkpoint.with_suffix(".toml").write_text(card, encoding="utf-8")
    assert call(*QUICK, "--device", "cpu", "--precision", "fp32") == 0
    slow = [replace(speed, seconds_per_mp=40_000, automatic=True) for speed in known_speeds()]
    keep_speeds(slow)
    err = Terminal()
    arguments = ["restore", *map(str, photos), "-o", f"{tmp_path}/out/", "--task", "denoise"]
    assert run_command(arguments, Console(io.StringIO(), err)) == 0
    # Two photos of 64×48.
    assert "0.0 megapixels, about 4 min\n" in err.getvalue()


@pytest.mark.parametrize(
    "arguments", [("--model", "huge"), ("--megapixels", "0"), ("--precision", "int3")]
)
def test_bad_usage(arguments: tuple[str, ...]):
    assert call("benchmark", *arguments) == 2


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (3, "a few seconds"),
        (24, "about 20 s"),
        (125, "about 2 min"),
        (3 * 3600, "about 3.0 h"),
    ],
)
def test_expectations_are_said_roughly(seconds: float, expected: str):
    assert about(seconds) == expected

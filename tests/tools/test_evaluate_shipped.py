"""What cards state can be measured again, and is compared with the answer."""

from __future__ import annotations

import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mirstudio.cli.main import make_parser
from mirstudio.paths import models_folder
from tools.evaluate_shipped import compare, write

CARDS = sorted(models_folder().glob("*.toml"))


def row(condition: str, method: str, **means: float) -> dict[str, Any]:
    scores = {view.replace("_", " "): {"psnr": psnr} for view, psnr in means.items()}
    return {"condition": condition, "method": method, "means": scores}


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_every_stated_set_can_be_measured_again(path: Path):
    card = tomllib.loads(path.read_text(encoding="utf-8"))
    asked = {evaluation["set"] for evaluation in card["evaluation"]}
    assert asked == card["metrics"].keys()
    for evaluation in card["evaluation"]:
        options = make_parser().parse_args(["evaluate", *shlex.split(evaluation["options"])])
        assert options.task == card["task"]


def test_figures_are_compared():
    rows = [
        row("sigma 25", "input", as_in_papers=20.17, as_a_file=20.2),
        row("sigma 25", "net", as_in_papers=30.754, as_a_file=30.3),
        row("sigma 50", "net", as_in_papers=27.0, as_a_file=26.0),
    ]
    stated = {
        "sigma25": {"psnr": 30.75, "psnr_as_file": 30.33, "input": 20.17},
        "sigma50": {"psnr": 27.0},
    }
    figures = list(compare("net", "Set", stated, {"rows": rows}))
    assert [(f.where, f.agrees) for f in figures] == [
        ("Set sigma25 input", True),
        ("Set sigma25 input_as_file", True),
        ("Set sigma25 psnr", True),
        ("Set sigma25 psnr_as_file", False),
        ("Set sigma50 psnr", True),
        ("Set sigma50 psnr_as_file", False),
    ]


def test_sets_without_conditions():
    answer = {"rows": [row("", "net", RGB=36.002)]}
    answer["rows"][0]["means"]["RGB"] |= {"ssim": 0.9611, "exposure": -0.25}
    stated = {"psnr": 36.0, "ssim": 0.9601, "exposure": -0.25}
    figures = compare("net", "Set", stated, answer)
    assert [(f.where, f.stated, f.agrees) for f in figures] == [
        ("Set psnr", 36.0, True),
        ("Set ssim", 0.9601, False),
        ("Set exposure", -0.25, True),
    ]


def test_cards_are_given_what_was_measured(tmp_path: Path):
    card = tmp_path / "net.toml"
    card.write_text('# kept\ntitle = "Net"\n\n[metrics.Old.sigma25]\npsnr = 30.0 # of old\n')
    rows = [row("sigma 25", "net", RGB=31.2345), row("untouched", "net", RGB=45.0)]
    rows += [row("sigma 25", "input", RGB=20.171)]
    write(card, compare("net", "Old", {}, {"rows": rows}))
    write(card, compare("net", "New", {}, {"rows": [row("", "net", RGB=28.0)]}))
    text = card.read_text(encoding="utf-8")
    assert text.startswith("# kept\n")
    assert tomllib.loads(text) == {
        "title": "Net",
        "metrics": {
            "Old": {"sigma25": {"psnr": 31.23, "input": 20.17}, "untouched": {"psnr": 45.0}},
            "New": {"psnr": 28.0},
        },
    }

"""Measure every shipped model again and compare with what its card says.

    python tools/evaluate_shipped.py EVALUATION_SETS [--model NAME …]

A card's `[[evaluation]]` tables say what `mirstudio evaluate` is to be asked for each of its
`[metrics]`; sets are folders below EVALUATION_SETS. Exit code 1 when a figure is not the card's.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOLERANCE = 0.015
"""dB or EV; cards round to two digits, and processors differ in the last bits."""

KEYS = {"as a file": "psnr_as_file", "as a JPEG": "psnr_as_jpeg"}
"""What a card calls the PSNR of a column other than the first."""

CARDS = Path(__file__).parent.parent / "models"


@dataclass(frozen=True)
class Figure:
    """One number of a card, measured anew."""

    model: str
    where: str
    """Set, condition and measure."""
    stated: float | None
    """What the card says, in dB or EV; None: nothing."""
    measured: float

    @property
    def agrees(self) -> bool:
        """The card tells what was measured."""
        return self.stated is not None and abs(self.stated - self.measured) <= TOLERANCE


def evaluate_model(card: Path, sets: Path) -> Iterator[Figure]:
    """Measure all that the card of a model states."""
    table = tomllib.loads(card.read_text(encoding="utf-8"))
    for evaluation in table.get("evaluation", []):
        options = shlex.split(evaluation["options"])
        options[options.index("--data") + 1] = str(sets / options[options.index("--data") + 1])
        command = [sys.executable, "-m", "mirstudio", "evaluate", *options, "--json"]
        command += ["--model", card.stem, "--precision", "fp32", "--no-rivals"]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        stated = table["metrics"][evaluation["set"]]
        yield from compare(card.stem, evaluation["set"], stated, json.loads(answer.stdout))


def compare(
    model: str, name: str, stated: Mapping[str, Any], answer: Mapping[str, Any]
) -> Iterator[Figure]:
    """Set what `mirstudio evaluate --json` answered beside what the card says of the set."""
    for row in answer["rows"]:
        condition = row["condition"].replace(" ", "").replace("×", "x")
        cells = stated.get(condition, stated)
        for index, (view, score) in enumerate(row["means"].items()):
            key = "psnr" if index == 0 else KEYS.get(view, f"psnr_{view.lower()}")
            if row["method"] == "input":
                key = key.replace("psnr", "input")
            if key in cells or row["method"] != "input":
                where = " ".join(part for part in (name, condition, key) if part)
                yield Figure(model, where, cells.get(key), score["psnr"])
            for key in ("exposure", "exposure_error"):
                if row["method"] != "input" and key in score:
                    yield Figure(model, f"{name} {condition} {key}", cells.get(key), score[key])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line per figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="folder of the evaluation sets")
    parser.add_argument("--model", action="append", default=[], help="only these")
    options = parser.parse_args(arguments)
    off = 0
    for card in sorted(CARDS.glob("*.toml")):
        if options.model and card.stem not in options.model:
            continue
        for figure in evaluate_model(card, options.sets):
            off += not figure.agrees
            mark = "" if figure.agrees else "  <- not what the card says"
            print(
                f"{figure.model:28} {figure.where:36} card {figure.stated or 0:6.2f}"
                f"  measured {figure.measured:6.2f}{mark}",
                flush=True,
            )
    print("All figures are the cards'." if not off else f"{off} figures are not the cards'.")
    return 1 if off else 0


if __name__ == "__main__":
    sys.exit(main())

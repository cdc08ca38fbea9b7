"""Measure every shipped model again and compare with what its card says, or write it there.

    python tools/evaluate_shipped.py EVALUATION_SETS [--model NAME …] [--write]

A card's `[[evaluation]]` tables say what `mirstudio evaluate` is to be asked for each of its
`[metrics]`; sets are folders below EVALUATION_SETS. Exit code 1 when a figure is not the card's.
With --write the cards are given what was measured, once the last figure is known.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit

TOLERANCE = 0.015
"""dB or EV; cards round to two digits, and processors differ in the last bits."""

TOLERANCE_OF_SSIM = 0.0005

KEYS = {"as a file": "psnr_as_file", "as a JPEG": "psnr_as_jpeg"}
"""What a card calls the PSNR of a column other than the first."""

CARDS = Path(__file__).parent.parent / "models"


@dataclass(frozen=True)
class Figure:
    """One number of a card, measured anew."""

    model: str
    set: str
    condition: str
    """Empty where the set has only one."""
    key: str
    stated: float | None
    """What the card says, in dB or EV or of 1; None: nothing."""
    measured: float

    @property
    def where(self) -> str:
        """Set, condition and measure."""
        return " ".join(part for part in (self.set, self.condition, self.key) if part)

    @property
    def agrees(self) -> bool:
        """The card tells what was measured; it may leave out all but a model's own PSNR."""
        if self.stated is None:
            return not self.key.startswith("psnr")
        tolerance = TOLERANCE_OF_SSIM if self.key == "ssim" else TOLERANCE
        return abs(self.stated - self.measured) <= tolerance


def evaluate_model(card: Path, sets: Path) -> Iterator[Figure]:
    """Measure all that the card of a model states."""
    table = tomllib.loads(card.read_text(encoding="utf-8"))
    for evaluation in table.get("evaluation", []):
        options = shlex.split(evaluation["options"])
        options[options.index("--data") + 1] = str(sets / options[options.index("--data") + 1])
        command = [sys.executable, "-m", "mirstudio", "evaluate", *options, "--json"]
        command += ["--model", card.stem, "--precision", "fp32", "--no-rivals"]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        stated = table.get("metrics", {}).get(evaluation["set"], {})
        yield from compare(card.stem, evaluation["set"], stated, json.loads(answer.stdout))


def compare(
    model: str, name: str, stated: Mapping[str, Any], answer: Mapping[str, Any]
) -> Iterator[Figure]:
    """Set what `mirstudio evaluate --json` answered beside what the card says of the set.

    The input's figures are compared where the card has them, a model's where there are any.
    """
    for row in answer["rows"]:
        condition = row["condition"].replace(" ", "").replace("×", "x")
        cells = stated.get(condition, {} if condition else stated)
        for key, value in figures_of(row):
            if value is not None:
                yield Figure(model, name, condition, key, cells.get(key), value)


def figures_of(row: Mapping[str, Any]) -> Iterator[tuple[str, float | None]]:
    """All figures of a row under the names that cards give them."""
    given = row["method"] in ("input", "bicubic")
    for index, (view, score) in enumerate(row["means"].items()):
        key = "psnr" if index == 0 else KEYS.get(view, f"psnr_{view.lower()}")
        yield (key.replace("psnr", "input") if given else key), score["psnr"]
        if index == 0 and not given:
            for further in ("ssim", "exposure", "exposure_error"):
                yield further, score.get(further)


def write(card: Path, figures: Iterable[Figure]) -> None:
    """Give a card what was measured, in place of what it said of these sets."""
    document = tomlkit.parse(card.read_text(encoding="utf-8"))
    metrics: Any = document.setdefault("metrics", tomlkit.table(is_super_table=True))
    for figure in figures:
        cells: Any = metrics.setdefault(figure.set, tomlkit.table(is_super_table=True))
        if figure.condition:
            cells = cells.setdefault(figure.condition, tomlkit.table())
        cells[figure.key] = round(figure.measured, 4 if figure.key == "ssim" else 2)
    card.write_text(tomlkit.dumps(document), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line per figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="folder of the evaluation sets")
    parser.add_argument("--model", action="append", default=[], help="only these")
    parser.add_argument("--write", action="store_true", help="give the cards what was measured")
    options = parser.parse_args(arguments)
    off = 0
    for card in sorted(CARDS.glob("*.toml")):
        if options.model and card.stem not in options.model:
            continue
        figures: list[Figure] = []
        for figure in evaluate_model(card, options.sets):
            figures.append(figure)
            off += not figure.agrees
            mark = "" if figure.agrees else "  <- not what the card says"
            print(
                f"{figure.model:28} {figure.where:36} card {figure.stated or 0:7.3f}"
                f"  measured {figure.measured:7.3f}{mark}",
                flush=True,
            )
        if options.write:
            write(card, figures)
    if options.write:
        return 0
    print("All figures are the cards'." if not off else f"{off} figures are not the cards'.")
    return 1 if off else 0


if __name__ == "__main__":
    sys.exit(main())

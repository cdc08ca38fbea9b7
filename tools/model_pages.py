"""Write a page for every shipped model from its card, the table of all, and what each task gives.

    python tools/model_pages.py [--check]

Pages lie in docs/models/, docs/presets.md shows what they do. With --check nothing is written, and
the exit code is 1 when a page does not say what its card says.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tools.preset_page import preset_page  # noqa: E402

CARDS = ROOT / "models"
PAGES = ROOT / "docs" / "models"
PRESETS = ROOT / "docs" / "presets.md"

TASKS = ("denoise", "lowlight", "sr", "derain", "deblur")

MEASURES = {
    "input": "input, dB",
    "input_as_file": "input as a file, dB",
    "input_as_jpeg": "input as a JPEG, dB",
    "psnr": "result, dB",
    "psnr_as_file": "result as a file, dB",
    "psnr_as_jpeg": "result as a JPEG, dB",
    "input_y": "input Y, dB",
    "psnr_y": "result Y, dB",
    "ssim": "SSIM",
    "exposure": "EV",
    "exposure_error": "abs. EV",
}
"""Columns in their order, and what they are called."""

MACHINES = {
    "bf16_avx512": "two cores with AVX-512, bfloat16",
    "fp32_avx512": "two cores with AVX-512, float32",
    "fp32_avx2": "two cores without AVX-512 (Zen 3), float32",
    "fp32_avx512_as_avx2": "the same two cores with AVX-512, held to AVX2, float32",
}


def pages() -> dict[Path, str]:
    """All pages by their path."""
    cards = {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(CARDS.glob("*.toml"))
    }
    found = {PAGES / f"{name}.md": page(name, card) for name, card in cards.items()}
    ordered = dict(sorted(cards.items(), key=_place))
    return found | {PAGES / "README.md": overview(cards), PRESETS: preset_page(ordered)}


def overview(cards: Mapping[str, Mapping[str, Any]]) -> str:
    """The table of all models, by task."""
    lines = [
        "# The models in the box",
        "",
        "All were trained for this program, from the configurations named on their pages. A star",
        "marks what is used unless you choose. Seconds are for a megapixel of result in float32 on",
        "two cores of a Zen 5 held to AVX2, about a plain laptop.",
        "",
        "| task | model | for | parameters | s per MP | commercial use |",
        "|---|---|---|---|---|---|",
    ]
    for name, card in sorted(cards.items(), key=_place):
        star = " ★" if card.get("default") else ""
        scale = f" ×{card['scale']}" if card.get("scale", 1) > 1 else ""
        lines.append(
            f"| {card['task']}{scale} | [{name}]({name}.md){star} | {card['summary']} "
            f"| {card['parameters'] / 1e6:.2f} M | {_seconds(card)} "
            f"| {'yes' if card['commercial'] else 'no'} |"
        )
    lines += [
        "",
        "`mirstudio models show NAME` prints a card, `make evaluate DATA=…` measures all of them",
        "again. What was tried on the way is in the [training log](../training-log.md).",
        "",
    ]
    return "\n".join(lines)


def page(name: str, card: Mapping[str, Any]) -> str:
    """The page of one model."""
    return "\n".join(
        [
            f"# {card['title']}",
            "",
            card["summary"],
            "",
            *_facts(name, card),
            *_quality(card),
            *_rivals(card),
            *_failures(card),
            *_training(card),
        ]
    )


def _facts(name: str, card: Mapping[str, Any]) -> Iterator[str]:
    stage = f", stage {card['stage']}" if card.get("stage") else ""
    file = f"{card.get('file', name)}".removesuffix(".safetensors") + ".safetensors"
    use = "free for paid work" if card["commercial"] else "research only, no paid work"
    yield f"- Name: `{name}`, file `{file}`"
    yield f"- Network: {card['architecture']}{stage}, {card['parameters']:,} parameters"
    if card.get("mirrored"):
        yield "- Restores each tile and its mirror image, and takes the mean of both"
    yield f"- Licence of the weights: {card['licence']}; {use}"
    for machine, seconds in card.get("seconds_per_mp", {}).items():
        yield f"- {seconds:.1f} seconds per megapixel on {MACHINES.get(machine, machine)}"
    yield "- Learnt from: " + "; ".join(f"{d['name']} ({d['licence']})" for d in card["data"])
    yield ""


def _quality(card: Mapping[str, Any]) -> Iterator[str]:
    """One table per set of figures that have the same columns."""
    yield "## Measured"
    yield ""
    yield "PSNR over all photos of a set, float32, results rounded to 8 bits."
    for name, cells in card["metrics"].items():
        rows = dict(_rows(cells))
        columns = [key for key in MEASURES if any(key in row for row in rows.values())]
        yield ""
        yield f"| {name.replace('_', ' ')} | {' | '.join(MEASURES[key] for key in columns)} |"
        yield "|---" * (len(columns) + 1) + "|"
        for condition, row in rows.items():
            figures = " | ".join(_figure(key, row) for key in columns)
            yield f"| {condition} | {figures} |"
    yield ""
    yield "Again by:"
    yield ""
    for evaluation in card["evaluation"]:
        yield f"    mirstudio evaluate {evaluation['options']}"
    yield ""


def _rows(cells: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, float]]]:
    """Conditions with their figures; a set may have none."""
    if own := {key: value for key, value in cells.items() if not isinstance(value, Mapping)}:
        yield "", own
    for condition, row in cells.items():
        if isinstance(row, Mapping):
            yield condition, row


def _figure(key: str, row: Mapping[str, float]) -> str:
    if key not in row:
        return "–"
    return f"{row[key]:.4f}" if key == "ssim" else f"{row[key]:.2f}"


def _rivals(card: Mapping[str, Any]) -> Iterator[str]:
    if rivals := card.get("rivals"):
        yield "## Others on the same photos"
        yield ""
        for name, value in rivals.items():
            yield f"- {name.replace('_', ' ')}: {value:.2f} dB"
        yield ""


def _failures(card: Mapping[str, Any]) -> Iterator[str]:
    yield "## What it does badly"
    yield ""
    for failure in card["known_failures"]:
        yield f"- {failure}"
    yield ""


def _training(card: Mapping[str, Any]) -> Iterator[str]:
    training = card["training"]
    yield "## How it was trained"
    yield ""
    yield f"    {training['command']}"
    yield ""
    yield (
        f"Seed {training['seed']}, {training['steps']:,} steps ({training['crops']});"
        f" {training['minutes']} minutes on {training['machine']}."
    )
    if note := training.get("note"):
        yield f"Note: {note}."
    yield ""


def _place(entry: tuple[str, Mapping[str, Any]]) -> tuple[int, int, bool, str]:
    name, card = entry
    task = TASKS.index(card["task"]) if card["task"] in TASKS else len(TASKS)
    return task, card.get("scale", 1), not card.get("default"), name


def _seconds(card: Mapping[str, Any]) -> str:
    seconds = card.get("seconds_per_mp", {}).get("fp32_avx512_as_avx2")
    return "–" if seconds is None else f"{seconds:g}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check all pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    wanted = pages()
    stale = [
        path
        for path, text in wanted.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    surplus = sorted(set(PAGES.glob("*.md")) - wanted.keys())
    if options.check:
        for path in stale + surplus:
            print(f"{path.relative_to(ROOT)} is not what the cards say.")
        return 1 if stale or surplus else 0
    PAGES.mkdir(parents=True, exist_ok=True)
    for path in stale:
        path.write_text(wanted[path], encoding="utf-8")
    for path in surplus:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())

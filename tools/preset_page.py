"""The page that shows what each shipped model does: a picture, its figures, where it fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

IMAGES = Path(__file__).parent.parent / "docs" / "images" / "presets"

HEAD = """\
# What it can do

Left: what was given. Right: what came out, with the strength at 100. All pictures and figures here
were made by the shipped models: the pictures by `docs/pictures.py`, the rest from the cards. The
photos are from the Kodak set, free to use; those with rain or blur are from
[CID22](https://cloudinary.com/labs/cid22), CC BY-SA 4.0, changed by us. No model has learnt from
them.
"""

MOST = 6
"""Conditions of one set that are told one by one."""
JPEG = ("psnr_as_jpeg", " as a JPEG")

TITLES = {
    "denoise": "Take out noise",
    "lowlight": "Brighten dark photos",
    "sr": "Enlarge",
    "derain": "Take out rain",
    "deblur": "Take out motion blur",
}

TAIL = """\
## What is not in the box

Refocusing needs the two views of a dual-pixel sensor, retouching copies one photographer's taste;
both work with [official checkpoints](official-checkpoints.md). A task without a model is not shown
in the window and told in one sentence on the command line. Faces, scratches and video are not what
this program is for.
"""


def preset_page(cards: Mapping[str, Mapping[str, Any]]) -> str:
    """The page for cards by name, in their order."""
    lines, last = [HEAD], ""
    for name, card in cards.items():
        if card["task"] != last:
            last = card["task"]
            lines += [f"## {TITLES.get(last, last.capitalize())}", ""]
        lines += _model(name, card)
    return "\n".join([*lines, TAIL])


def _model(name: str, card: Mapping[str, Any]) -> Iterator[str]:
    star = ", used unless you choose another" if card.get("default") else ""
    yield f"### {card['title']}"
    yield ""
    yield f"{card['summary']} ([`{name}`](models/{name}.md){star})"
    yield ""
    if (IMAGES / f"{name}.webp").is_file():
        yield f"![{card['title']}: before and after](images/presets/{name}.webp)"
        yield ""
    for told in _figures(card["metrics"]):
        yield f"- {told}"
    yield ""
    if failures := card.get("known_failures"):
        yield f"What it does badly: {failures[0]}"
        yield ""
    scale = f" --scale {card['scale']}" if card.get("scale", 1) > 1 else ""
    model = "" if card.get("default") else f" --model {name}"
    yield f"    mirstudio restore photo.jpg -o better.jpg --task {card['task']}{scale}{model}"
    yield ""


def _figures(metrics: Mapping[str, Any]) -> Iterator[str]:
    """What was measured on each set, input to result, in words."""
    for name, cells in metrics.items():
        rows = {"": cells} if "psnr" in cells else cells
        told = [one for one in (_figure(*row) for row in rows.items()) if one]
        if len(told) > MOST and all({"input", "psnr"} <= row.keys() for row in rows.values()):
            told = [_mean(rows)]
        if told:
            yield f"{name.replace('_', ' ')} – {'; '.join(told)}"


def _mean(rows: Mapping[str, Mapping[str, float]]) -> str:
    """What many conditions gained; the model's page has them one by one."""
    gains = [row["psnr"] - row["input"] for row in rows.values()]
    mean = sum(gains) / len(gains)
    return f"{mean:+.2f} dB in the mean of {len(gains)} cases, {min(gains):+.2f} at least"


def _figure(condition: str, row: Mapping[str, float]) -> str:
    """One row, such as "σ 25: 20.17 → 31.69 dB"; empty where the input's figure is missing."""
    ways = (("input_y", "psnr_y", " (Y)"), ("input", "psnr", ""), ("input_as_jpeg", *JPEG))
    told = [
        f"{row[before]:.2f} → {row[after]:.2f} dB{named}"
        for before, after, named in ways
        if before in row and after in row
    ]
    named = condition.replace("sigma", "σ ").replace("x", "×")
    return f"{named}: {', '.join(told)}" if named and told else ", ".join(told)

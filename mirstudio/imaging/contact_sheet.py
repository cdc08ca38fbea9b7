"""Pictures side by side in rows, each under its label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from mirstudio.imaging.photo import Pixels
from mirstudio.paths import resources_folder

GAP = 8
LABEL = 22
"""Height of a line of text with its space."""
FONT = 13
PAPER = 24
INK = 220
"""Grey levels of the sheet and of its text, 8 bits."""


@dataclass(frozen=True, eq=False)
class Cell:
    """One picture of a sheet."""

    label: str
    pixels: Pixels


def draw_sheet(rows: Sequence[Sequence[Cell]]) -> Pixels:
    """Lay rows of pictures out in columns and write each one's label above it.

    Labels longer than their column are cut. Raises ValueError where there is no picture.
    """
    cells = [cell for row in rows for cell in row]
    if not cells:
        raise ValueError("a sheet needs a picture")
    wide = max(cell.pixels.shape[1] for cell in cells) + GAP
    highs = [max(cell.pixels.shape[0] for cell in row) + LABEL + GAP for row in rows if row]
    columns = max(map(len, rows))
    sheet = Image.new("RGB", (columns * wide + GAP, sum(highs) + GAP), (PAPER,) * 3)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(resources_folder() / "fonts" / "Inter-Regular.otf", FONT)
    top = GAP
    for row, high in zip([row for row in rows if row], highs, strict=True):
        for column, cell in enumerate(row):
            left = GAP + column * wide
            draw.text((left, top), _fitted(cell.label, font, wide - GAP), (INK,) * 3, font)
            sheet.paste(_picture(cell.pixels), (left, top + LABEL))
        top += high
    return np.asarray(sheet, np.float32) / np.float32(255)


def _fitted(label: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    if font.getlength(label) <= width:
        return label
    while label and font.getlength(f"{label}…") > width:
        label = label[:-1]
    return f"{label}…"


def _picture(pixels: Pixels) -> Image.Image:
    return Image.fromarray(np.rint(pixels.clip(0, 1) * 255).astype(np.uint8))

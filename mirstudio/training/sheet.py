"""A contact sheet of an evaluation: of each photo the input, what models made of it, the truth."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from numpy.typing import NDArray

from mirstudio.imaging.contact_sheet import Cell, draw_sheet
from mirstudio.imaging.files import WriteOptions, write_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.training.cases import Case
from mirstudio.training.rivals import INPUTS, Method

SIDE = 320
"""Of the middle that is shown of each photo, pixel for pixel."""

MOST_PHOTOS = 8
"""Of each condition."""


@dataclass
class _Line:
    """One photo under one condition."""

    results: list[Cell] = field(default_factory=list[Cell])
    truth: Cell | None = None


class ContactSheet:
    """Takes middles of photos while an evaluation goes on, and draws them at its end."""

    def __init__(self, models: set[str]) -> None:
        """`models`: names of the methods to show besides the input."""
        self._shown = models | INPUTS
        self._lines: dict[str, dict[str, _Line]] = {}

    def add(self, condition: str, case: Case, method: Method, result: NDArray) -> None:
        """Keep the middle of a result, as far as the sheet has room for it."""
        lines = self._lines.setdefault(condition, {})
        if method.name not in self._shown or (case.name not in lines and len(lines) == MOST_PHOTOS):
            return
        line = lines.setdefault(case.name, _Line())
        label = " · ".join(part for part in (case.name, condition, method.name) if part)
        line.results.append(Cell(label, _middle(case.in_unit(result))))
        line.truth = Cell(f"{case.name} · truth", _middle(case.in_unit(case.truth)))

    def write(self, path: Path) -> None:
        """Draw the sheet and write it in the format that its name says."""
        lines = [line for lines in self._lines.values() for line in lines.values()]
        rows = [[*line.results, line.truth] for line in lines if line.truth is not None]
        path.parent.mkdir(parents=True, exist_ok=True)
        write_photo(Photo(draw_sheet(rows)), path, WriteOptions(overwrite=True))


def _middle(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    top, left = max(height - SIDE, 0) // 2, max(width - SIDE, 0) // 2
    return pixels[top : top + SIDE, left : left + SIDE].copy()

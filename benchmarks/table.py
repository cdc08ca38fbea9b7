"""Tables that grow row by row, printed and kept in a page of the documentation.

In a page, a table stands between two comments with its name, below a line that says how it was
measured. A row that is there is not measured again, so that a long table can be made in several
goes; to measure it anew, delete it.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import torch

BEGIN, END = "<!-- table {} -->", "<!-- end of table {} -->"


@dataclass(frozen=True)
class Table:
    """A Markdown table."""

    name: str
    """In its page."""
    columns: list[str]
    keys: int
    """How many of the first columns tell a row from all others."""
    page: Path | None = None
    """None to print it only."""
    caption: str = ""
    """How it was measured, a line above the table."""

    def begin(self) -> None:
        """Print the head."""
        sys.stdout.write(f"\n{self.caption}\n\n" if self.caption else "\n")
        sys.stdout.write(head_of(self.columns))
        sys.stdout.flush()

    def has(self, *key: str) -> bool:
        """Tell whether the page has the row with these first cells."""
        return any(cells_of(row)[: self.keys] == list(key) for row in self.rows())

    def put(self, cells: list[str]) -> None:
        """Print a row, and bring it into the page in the place of the one with its keys."""
        sys.stdout.write(row_of(cells))
        sys.stdout.flush()
        if self.page is None:
            return
        rows = self.rows()
        same = [i for i, row in enumerate(rows) if cells_of(row)[: self.keys] == cells[: self.keys]]
        place = same[0] if same else len(rows)
        rows[place : place + len(same)] = [row_of(cells).rstrip()]
        self._write(rows)

    def rows(self) -> list[str]:
        """Return the rows in the page."""
        if self.page is None or not self.page.exists():
            return []
        text = self.page.read_text(encoding="utf-8")
        begin, end = self._marks()
        if begin not in text:
            return []
        inside = text.split(begin, 1)[1].split(end, 1)[0]
        return [line for line in inside.splitlines() if line.startswith("|")][2:]

    def _marks(self) -> tuple[str, str]:
        return BEGIN.format(self.name), END.format(self.name)

    def _write(self, rows: list[str]) -> None:
        """Put the table with these rows where it stands, or at the end of the page."""
        assert self.page is not None
        text = self.page.read_text(encoding="utf-8") if self.page.exists() else ""
        begin, end = self._marks()
        if begin not in text:
            text = f"{text.rstrip()}\n\n{begin}\n{end}\n".lstrip()
        before, rest = text.split(begin, 1)
        after = rest.split(end, 1)[1]
        caption = f"{self.caption}\n\n" if self.caption else ""
        table = head_of(self.columns) + "".join(f"{row}\n" for row in rows)
        self.page.write_text(f"{before}{begin}\n{caption}{table}{end}{after}", encoding="utf-8")


def add_page_argument(parser: argparse.ArgumentParser) -> None:
    """Declare `--page`."""
    parser.add_argument("--page", type=Path, help="a Markdown page that keeps the rows")


def this_machine() -> str:
    """Say what it was measured on, in a few words."""
    capability, threads = torch.backends.cpu.get_cpu_capability(), torch.get_num_threads()
    return f"{capability}, {threads} threads, torch {torch.__version__}"


def row_of(cells: list[str]) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(cells)} |\n"


def cells_of(row: str) -> list[str]:
    """The cells that `row_of` put together."""
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def head_of(columns: list[str]) -> str:
    """The head of a Markdown table."""
    return row_of(columns) + f"|{'---|' * len(columns)}\n"

"""A table in a page grows row by row, and leaves the rest of the page alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.table import Table

PAGE = "# Tiles\n\nWords.\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    page = tmp_path / "tiles.md"
    page.write_text(PAGE, encoding="utf-8")
    return page


def test_rows_come_and_are_replaced_by_their_keys(page: Path):
    table = Table("speed", ["model", "tile", "seconds"], 2, page, "On a laptop.")
    table.put(["a", "128", "3"])
    table.put(["a", "", "9"])
    table.put(["a", "128", "2"])
    assert table.rows() == ["| a | 128 | 2 |", "| a |  | 9 |"]
    assert table.has("a", "128") and table.has("a", "")
    assert not table.has("a", "256")
    text = page.read_text(encoding="utf-8")
    assert text.startswith(PAGE) and "\nOn a laptop.\n\n| model | tile | seconds |\n" in text


def test_tables_of_a_page_do_not_meet(page: Path):
    one, other = (Table(name, ["model", "dB"], 1, page) for name in ("one", "other"))
    one.put(["a", "1"])
    other.put(["a", "2"])
    page.write_text(page.read_text(encoding="utf-8") + "\nLast words.\n", encoding="utf-8")
    one.put(["b", "3"])
    assert one.rows() == ["| a | 1 |", "| b | 3 |"]
    assert other.rows() == ["| a | 2 |"]
    assert page.read_text(encoding="utf-8").endswith("\nLast words.\n")


def test_without_a_page_it_is_only_printed(capsys: pytest.CaptureFixture[str]):
    table = Table("speed", ["model", "dB"], 1)
    table.begin()
    table.put(["a", "1"])
    assert capsys.readouterr().out == "\n| model | dB |\n|---|---|\n| a | 1 |\n"
    assert not table.has("a")

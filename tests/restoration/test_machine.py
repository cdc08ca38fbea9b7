"""What was measured is remembered, and nothing that is wrong with the file matters."""

from __future__ import annotations

from pathlib import Path

import pytest

from mirstudio.paths import state_folder
from mirstudio.restoration.machine import processor_name, recall, remember


def test_entries_join_those_that_are_there() -> None:
    assert recall("devices") == {}
    remember("devices", {"one": {"gain": 2.0}, "two": 1})
    remember("devices", {"two": 2})
    assert recall("devices") == {"one": {"gain": 2.0}, "two": 2}
    assert [path.name for path in state_folder().iterdir()] == ["devices.json"]


@pytest.mark.parametrize("text", ["", "[1]", "{", "\udcff"])
def test_a_damaged_table_is_an_empty_one(text: str) -> None:
    state_folder().mkdir(parents=True)
    (state_folder() / "devices.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert recall("devices") == {}


def test_where_nothing_can_be_written_nothing_is_kept(
    own_home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state_folder().write_text("in the way")
    remember("devices", {"one": 1})
    assert "cannot be kept" in caplog.text
    assert recall("devices") == {}


def test_the_processor_has_a_name() -> None:
    assert processor_name()

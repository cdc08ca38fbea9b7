"""Settings survive, and survive damage."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from mirstudio.errors import MirStudioError
from mirstudio.settings import Settings, read_settings, write_settings

CHANGED = Settings(device="cpu", theme="light", last_folder="/Fotos/Öland", quality=80)


def test_what_is_written_is_read_again(tmp_path: Path):
    path = tmp_path / "new folder" / "settings.json"
    write_settings(CHANGED, path)
    assert read_settings(path) == CHANGED
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.json"]


def test_the_usual_place_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MIRSTUDIO_HOME", str(tmp_path))
    write_settings(CHANGED)
    assert read_settings() == CHANGED
    assert (tmp_path / "settings.json").is_file()


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", '"dark"', "\x00\xff"])
def test_nonsense_gives_defaults(tmp_path: Path, text: str):
    path = tmp_path / "settings.json"
    path.write_bytes(text.encode("latin-1"))
    assert read_settings(path) == Settings()


def test_no_file_gives_defaults(tmp_path: Path):
    assert read_settings(tmp_path / "settings.json") == Settings()


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("device", "abacus"),
        ("theme", 3),
        ("quality", "high"),
        ("quality", True),
        ("language", None),
    ],
)
def test_one_bad_value_does_not_harm_the_others(tmp_path: Path, name: str, bad: object):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(asdict(CHANGED) | {name: bad, "unknown": 1}), encoding="utf-8")
    expected = asdict(CHANGED) | {name: asdict(Settings())[name]}
    assert asdict(read_settings(path)) == expected


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(MirStudioError, match="could not be saved"):
        write_settings(CHANGED, tmp_path / "file" / "settings.json")

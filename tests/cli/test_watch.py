"""`mirstudio watch` over a folder, once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.calls import call, names

ONCE = ("--once", "--settled", 0, "--task", "denoise")


def test_once_restores_what_is_there_and_remembers_it(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "out"
    command = ("watch", photos[0].parent, "-o", out, *ONCE)
    assert call(*command, "--json", "--no-sidecar") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(line["result"] for line in lines) == [
        str(out / "hill-denoise.jpg"),
        str(out / "sea-denoise.png"),
    ]
    (out / "sea-denoise.png").unlink()
    assert call(*command, "--json") == 0
    assert capsys.readouterr() == ("", "")
    # Neither the mark nor the journal is left among the results.
    assert names(out) == ["hill-denoise.jpg"]
    alone = ("restore", photos[1], "-o", tmp_path / "alone.jpg", "--task", "denoise")
    assert call(*alone) == 0
    assert (tmp_path / "alone.jpg").read_bytes() == (out / "hill-denoise.jpg").read_bytes()


def test_a_photo_that_fails_is_told(
    photos: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    photos[0].write_text("Dear photo,", encoding="utf-8")
    assert call("watch", photos[0].parent, "-o", tmp_path / "out", *ONCE) == 1
    stdout, stderr = capsys.readouterr()
    assert stdout == "" and "sea.png" in stderr and stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nowhere", "-o", "out"), "no folder nowhere"),
        (("photos", "-o", "photos/sea.png"), "cannot be written to"),
        (("photos", "-o", "out", "--settled", "-1"), "no reasonable number"),
    ],
)
def test_bad_usage_is_one_sentence(
    photos: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    sentence: str,
):
    monkeypatch.chdir(tmp_path)
    assert call("watch", *arguments, *ONCE[:1], *ONCE[3:]) == 2
    stdout, stderr = capsys.readouterr()
    assert stdout == "" and re.search(sentence, stderr) and stderr.count("\n") == 1

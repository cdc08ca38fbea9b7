"""Every file of a bundle has an owner, and the owner's licence comes with it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from tools import third_party as tool


@pytest.fixture(scope="module")
def owners() -> tool.Owners:
    return tool.Owners()


def test_files_have_owners(owners: tool.Owners, tmp_path: Path):
    numpy = owners.owner_of(str(np.__file__))
    assert numpy is not None
    assert (numpy.name, numpy.version) == ("numpy", np.__version__)
    assert any(text.is_file() for text in numpy.texts)
    python = owners.owner_of(str(json.__file__))
    assert python is not None
    assert python.version == sys.version.split()[0]
    assert owners.owner_of(str(tool.__file__)) is None
    stray = tmp_path / "stray.so"
    stray.touch()
    with pytest.raises(LookupError, match=r"stray\.so"):
        owners.owner_of(str(stray))


def test_a_bundle_gets_its_licences(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    work, bundle = tmp_path / "work", tmp_path / "bundle"
    work.mkdir()
    bundle.mkdir()
    table = [("numpy/__init__.py", str(np.__file__), "DATA"), ("link", "nowhere", "SYMLINK")]
    (work / "COLLECT-00.toc").write_text(repr((table,)), encoding="utf-8")
    assert tool.main([str(bundle), str(work)]) == 0
    assert "1 files of 1 components" in capsys.readouterr().out
    told = (bundle / "THIRD_PARTY.md").read_text(encoding="utf-8")
    assert f"| numpy | {np.__version__} |" in told
    assert (bundle / "licences" / "numpy" / "LICENSE.txt").is_file()
    lesser = (bundle / "licences" / "LGPL-3.0.txt").read_text(encoding="utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in lesser


def test_a_stray_file_stops_the_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "stray.so").touch()
    table = repr([("stray.so", str(tmp_path / "stray.so"), "BINARY")])
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "COLLECT-00.toc").write_text(table, encoding="utf-8")
    assert tool.main([str(tmp_path), str(tmp_path / "work")]) == 1
    assert "Nobody knows where" in capsys.readouterr().out


def test_libraries_that_ask_for_more_are_named():
    names = [
        inner.name for inner in tool.inner_libraries(["a/libheif-7a3.so.1", "b/libQt6Core.so.6"])
    ]
    assert names == ["Qt", "libheif"]
    assert tool.inner_libraries(["x/libavif-1.so"]) == []

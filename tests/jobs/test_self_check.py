"""The installation checks itself, and says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mirstudio.imaging.files import WriteOptions, read_photo, write_photo
from mirstudio.jobs import self_check
from mirstudio.jobs.self_check import Finding
from mirstudio.paths import models_folder, resources_folder
from mirstudio.progress import run
from mirstudio.restoration.library import ModelLibrary


def check(library: ModelLibrary) -> dict[str, Finding]:
    return {finding.subject: finding for finding in run(self_check.self_check(library))}


def test_this_checkout_works():
    findings = check(ModelLibrary([models_folder()]))
    assert not [finding for finding in findings.values() if not finding.passed]
    models = {f"model {card.name}" for card in ModelLibrary([models_folder()]).list()}
    assert models | {"device", "format jpeg", "format raw", "restoration"} <= set(findings)


def test_a_damaged_model_and_a_wrong_result_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "broken.toml").write_text(
        'title = "Broken"\ntask = "denoise"\nlicence = "MIT"\ncommercial = true', encoding="utf-8"
    )
    (tmp_path / "broken.safetensors").write_bytes(b"nothing")
    wrong = wrong_expectation(tmp_path)
    monkeypatch.setattr(self_check, "resources_folder", lambda: wrong)
    findings = check(ModelLibrary([tmp_path]))
    assert not findings["model broken"].passed
    assert not findings["restoration"].passed
    assert "of 255 off" in findings["restoration"].told
    assert findings["format jpeg"].passed


def test_a_program_without_its_model_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(self_check, "models_folder", lambda: tmp_path)
    finding = check(ModelLibrary([tmp_path]))["restoration"]
    assert not finding.passed
    assert "no model" in finding.told


def wrong_expectation(folder: Path) -> Path:
    """Resources whose expected pixels are a few steps too bright."""
    (folder / "self_check").mkdir()
    (folder / "samples").symlink_to(resources_folder() / "samples")
    expected = read_photo(resources_folder() / "self_check" / self_check.EXPECTED)
    brighter = expected.with_pixels(expected.pixels + 0.02)
    write_photo(brighter, folder / "self_check" / self_check.EXPECTED, WriteOptions(bit_depth=16))
    return folder

"""Where things lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from mirstudio import paths

USER_FOLDERS = [
    paths.user_models_folder,
    paths.settings_file,
    paths.cache_folder,
    paths.state_folder,
    paths.log_folder,
]


def test_a_checkout_finds_its_own_models_and_resources():
    root = Path(paths.__file__).parent.parent
    assert paths.models_folder() == root / "models"
    assert paths.resources_folder() == root / "resources"


def test_an_installed_package_prefers_what_it_carries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "_data" / "models").mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.models_folder() == tmp_path / "_data" / "models"
    assert paths.resources_folder() == tmp_path.parent / "resources"


def test_home_moves_everything_of_the_user_and_creates_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("MIRSTUDIO_HOME", str(tmp_path))
    found = {place() for place in USER_FOLDERS}
    assert len(found) == len(USER_FOLDERS)
    assert all(tmp_path in place.parents for place in found)
    assert not any(tmp_path.iterdir())


def test_without_home_each_place_is_named_after_the_program(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("MIRSTUDIO_HOME", raising=False)
    assert all("mirstudio" in place().parts for place in USER_FOLDERS)

"""What is installed from a wheel is whole: code, models, resources, training configurations."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from mirstudio.imaging.files import read_photo, write_photo
from tests.restoration.stand_ins import noisy_photo

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a wheel of this checkout holds."""
    built, folder = tmp_path_factory.mktemp("built"), tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_a_wheel_restores_a_photo_far_from_the_checkout(installed: Path, tmp_path: Path):
    write_photo(noisy_photo(48, 40), tmp_path / "noisy.png")
    environment = {
        **os.environ,
        "PYTHONPATH": str(installed),
        "MIRSTUDIO_HOME": str(tmp_path / "home"),
    }
    command = [sys.executable, "-m", "mirstudio"]
    restoring = [*command, "restore", "noisy.png", "-o", "clean.png", "--task", "denoise"]
    subprocess.run(restoring, cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert read_photo(tmp_path / "clean.png").width == 48
    listing = subprocess.run(
        [*command, "models", "list", "--json"],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
    )
    paths = [Path(card["path"]) for card in json.loads(listing.stdout)]
    assert paths
    assert all(installed in path.parents and path.is_file() for path in paths)


def test_a_wheel_carries_what_is_not_code(installed: Path):
    package = installed / "mirstudio"
    for folder in ("icons", "fonts", "app", "samples", "translations"):
        assert any((package / "_data" / "resources" / folder).iterdir())
    configs = {path.name for path in (package / "training" / "configs").iterdir()}
    assert configs == {path.name for path in (ROOT / "mirstudio/training/configs").iterdir()}
    assert next(installed.glob("*.dist-info/licenses/LICENSE")).is_file()
    assert not (installed / "tests").exists()

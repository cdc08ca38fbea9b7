"""A user with one tiny model and two photos."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from mirstudio.imaging.files import write_photo
from mirstudio.networks.mirnetv2 import MIRNetv2
from tests.restoration.stand_ins import TINY, noisy_photo

CARD = """
title = "Tiny"
task = "denoise"
default = true
licence = "Apache-2.0"
commercial = true
metrics = { "noise 25" = { psnr = 20.5 } }
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folders, holding one tiny model; the program's own models are out of sight."""
    folder = tmp_path / "home"
    models = folder / "models"
    models.mkdir(parents=True)
    torch.manual_seed(0)
    save_file(MIRNetv2(TINY).state_dict(), models / "tiny.safetensors")
    (models / "tiny.toml").write_text(CARD, encoding="utf-8")
    monkeypatch.setenv("MIRSTUDIO_HOME", str(folder))
    nothing = tmp_path / "nothing"
    monkeypatch.setattr("mirstudio.restoration.library.models_folder", lambda: nothing)
    return folder


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "photos"
    folder.mkdir()
    paths = [folder / "sea.png", folder / "hill.jpg"]
    for path in paths:
        write_photo(noisy_photo(64, 48), path)
    return paths

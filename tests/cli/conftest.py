"""A user with one tiny model and two photos."""

from __future__ import annotations

from dataclasses import replace
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
    install(models, "tiny", CARD)
    monkeypatch.setenv("MIRSTUDIO_HOME", str(folder))
    nothing = tmp_path / "nothing"
    monkeypatch.setattr("mirstudio.restoration.library.models_folder", lambda: nothing)
    return folder


def install(models: Path, name: str, card: str, views: int = 1) -> Path:
    """Put a tiny network and its card, if it has one, into a folder of models."""
    torch.manual_seed(0)
    checkpoint = models / f"{name}.safetensors"
    save_file(MIRNetv2(replace(TINY, views=views)).state_dict(), checkpoint)
    if card:
        checkpoint.with_suffix(".toml").write_text(card, encoding="utf-8")
    return checkpoint


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "photos"
    folder.mkdir()
    paths = [folder / "sea.png", folder / "hill.jpg"]
    for path in paths:
        write_photo(noisy_photo(64, 48), path)
    return paths

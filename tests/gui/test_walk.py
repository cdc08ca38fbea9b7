"""From the drop to the batch, by real mouse and keyboard on a screen of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from mirstudio.imaging.files import write_photo
from mirstudio.imaging.photo import Photo
from mirstudio.networks.mirnetv2 import MIRNetv2
from mirstudio.restoration.importing import import_checkpoint
from mirstudio.restoration.preset import Task
from tests.restoration.stand_ins import TINY

SIZE = "1600x1000x24"
NEEDED = ("Xvfb", "xdotool")
PICTURES = "MIRSTUDIO_WALK_PICTURES"
"""Names a folder for the pictures, to be looked at; else they are thrown away."""
LONGEST = 3000

pytestmark = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in NEEDED), reason=f"needs {' and '.join(NEEDED)}"
)


@pytest.fixture
def screen() -> Iterator[str]:
    """A screen that nobody sees."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Four photos with noise; the last, which only the batch sees, takes long enough to pause."""
    sizes = {"a": (160, 240), "b": (64, 96), "c": (96, 64), "d": (224, 224)}
    return write_photos(tmp_path / "holiday", sizes)


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    """A tiny network, as somebody might have trained it."""
    path = tmp_path / "found.safetensors"
    torch.manual_seed(0)
    save_file(MIRNetv2(TINY).state_dict(), path)
    return path


@pytest.fixture
def models(tmp_path: Path, checkpoint: Path) -> Path:
    """A folder with the same network as a model."""
    folder = tmp_path / "models"
    import_checkpoint(checkpoint, folder, name="quick", task=Task.DENOISE)
    return folder


@pytest.mark.soak
@pytest.mark.timeout(LONGEST + 60)
def test_the_walk(screen: str, photos: Path, checkpoint: Path, tmp_path: Path, own_home: Path):
    pictures = walk(screen, tmp_path, own_home, photos, checkpoint)
    assert len(pictures) >= 18


@pytest.mark.timeout(600)
def test_a_short_walk(screen: str, models: Path, checkpoint: Path, tmp_path: Path, own_home: Path):
    photos = write_photos(tmp_path / "holiday", {"a": (80, 120), "b": (64, 96)})
    pictures = walk(screen, tmp_path, own_home, photos, checkpoint, models)
    assert len(pictures) >= 12


def write_photos(folder: Path, sizes: Mapping[str, tuple[int, int]]) -> Path:
    folder.mkdir()
    random = np.random.default_rng(1)
    for name, (height, width) in sizes.items():
        down, across = np.mgrid[0:height, 0:width].astype(np.float32) / 60
        tones = (0.5 + 0.3 * np.sin(across + shift) * np.cos(down) for shift in range(3))
        pixels = np.stack(list(tones), axis=2).astype(np.float32)
        pixels += random.normal(0, 0.08, pixels.shape).astype(np.float32)
        write_photo(Photo(pixels), folder / f"{name}.png")
    return folder


def walk(screen: str, folder: Path, home: Path, *things: Path) -> list[Path]:
    """Walk in a process of its own, and return the pictures that were taken."""
    pictures = Path(os.environ.get(PICTURES, folder / "pictures"))
    pictures.mkdir(parents=True, exist_ok=True)
    surroundings = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    surroundings["MIRSTUDIO_HOME"] = str(home)
    walked = subprocess.run(
        [sys.executable, "-m", "tests.gui.walk.walk", pictures, *things],
        env=surroundings,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert walked.returncode == 0, walked.stderr
    return sorted(pictures.glob("*.png"))

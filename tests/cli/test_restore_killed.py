"""A restoration that was killed in the middle of a photo goes on with the tiles it lacks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mirstudio.imaging.files import write_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.paths import settings_file
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.prepared import Prepared
from mirstudio.settings import Settings, write_settings
from tests.cli.calls import call, names
from tests.restoration.stand_ins import noisy_photo

TILES, UNTIL = 12, 7

KILLED = f"""
import os, sys
from mirstudio.cli.main import run_command
from mirstudio.restoration.model import RestorationModel
restore_tile, calls = RestorationModel.__call__, []
def die_at_the_next(self, views, prepared):
    calls.append(1)
    if len(calls) > {UNTIL}:
        os._exit(9)  # as kill -9 does, nothing is tidied up
    return restore_tile(self, views, prepared)
RestorationModel.__call__ = die_at_the_next
run_command(sys.argv[1:])
"""


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one at every tile that a network restores."""
    restore_tile, counted = RestorationModel.__call__, list[int]()

    def counting(self: RestorationModel, views: list[Photo], prepared: Prepared) -> Pixels:
        counted.append(1)
        return restore_tile(self, views, prepared)

    monkeypatch.setattr(RestorationModel, "__call__", counting)
    return counted


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    """Restore a photo of twelve tiles."""
    source, target = tmp_path / "photo.png", tmp_path / "out" / "photo.png"
    write_photo(noisy_photo(256, 160), source)
    target.parent.mkdir()
    return f"restore {source} -o {target} --model tiny --tile 64 --on-conflict overwrite".split()


def test_what_a_killed_run_has_finished_is_not_run_again(
    command: list[str], calls: list[int], tmp_path: Path
):
    out = tmp_path / "out"
    killed = subprocess.run([sys.executable, "-c", KILLED, *command], timeout=100, check=False)
    assert killed.returncode == 9 and names(out) == []
    assert call(*command) == 0
    assert len(calls) == TILES - UNTIL
    resumed = (out / "photo.png").read_bytes()
    assert call(*command, "--no-cache") == 0
    assert len(calls) == 2 * TILES - UNTIL
    assert (out / "photo.png").read_bytes() == resumed


def test_the_cache_may_be_off(command: list[str], calls: list[int]):
    write_settings(Settings(tile_cache_gigabytes=0), settings_file())
    assert call(*command) == call(*command) == 0
    assert len(calls) == 2 * TILES

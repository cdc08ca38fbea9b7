"""Large pictures live in a file that nobody has to clean up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from mirstudio.imaging import spill
from mirstudio.imaging.files import read_photo, write_photo
from mirstudio.imaging.photo import Photo
from mirstudio.imaging.spill import bands, make_room


def in_a_file(array: np.ndarray) -> bool:
    while isinstance(array, np.ndarray) and array.base is not None:
        if isinstance(array, np.memmap):
            return True
        array = array.base  # pyright: ignore[reportAssignmentType]
    return isinstance(array, np.memmap)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MIRSTUDIO_HOME", str(tmp_path))
    monkeypatch.setattr(spill, "LARGEST_IN_MEMORY", 10_000)
    monkeypatch.setattr(spill, "BAND_PIXELS", 700)
    return tmp_path / "cache"


def test_only_what_is_large_goes_into_a_file(cache: Path) -> None:
    assert not in_a_file(make_room((50, 50, 1)))
    large = make_room((50, 50, 3))
    assert in_a_file(large) and type(large) is np.ndarray
    large[...] = 0.5
    assert type(large.mean(axis=2)) is np.ndarray and (large == 0.5).all()


def test_the_file_is_gone_even_when_the_program_is_killed(cache: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows shows the name until the last handle is closed")
    kept = make_room((100, 100, 3))
    assert in_a_file(kept) and list(cache.iterdir()) == []
    script = (
        "import os, signal\n"
        "from mirstudio.imaging.spill import LARGEST_IN_MEMORY, make_room\n"
        "array = make_room((LARGEST_IN_MEMORY + 1,), 'uint8')\n"
        "array[:100] = 1\n"
        "assert array.base is not None\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], check=False)
    assert ended.returncode == -9 and list(cache.iterdir()) == []


def test_a_full_disk_leaves_memory(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spill, "_mapped", refuse)
    assert not in_a_file(make_room((100, 100, 3)))


def test_bands_are_the_whole_picture_once() -> None:
    rows = np.zeros(2500, int)
    for band in bands(2500, 1000):
        rows[band] += 1
    assert (rows == 1).all()
    assert list(bands(0, 5)) == []


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("name", ["a.png", "a.tif"])
@pytest.mark.parametrize("alpha", [False, True])
def test_a_photo_in_a_file_is_read_and_written_as_any_other(
    tmp_path: Path, name: str, alpha: bool
) -> None:
    rng = np.random.default_rng(0)
    levels = rng.integers(0, 65536, (60, 90, 4)).astype(np.float32) / 65535
    photo = Photo(levels[..., :3], levels[..., 3] if alpha else None, bit_depth=16)
    write_photo(photo, tmp_path / name)
    again = read_photo(tmp_path / name)
    assert in_a_file(again.pixels)
    assert (again.pixels == photo.pixels).all()
    assert (again.alpha is None) == (not alpha)
    assert not alpha or (again.alpha == photo.alpha).all()

"""The megapixels of a file, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from mirstudio.imaging.files import write_photo
from mirstudio.imaging.size import megapixels_of
from tests.restoration.stand_ins import noisy_photo


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif"])
def test_a_photo_tells_its_size(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"sea{suffix}"
    write_photo(noisy_photo(200, 50), path)
    assert megapixels_of(path) == 0.01


def test_what_is_no_photo_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "notes.jpg").write_text("notes")
    assert megapixels_of(tmp_path / "notes.jpg") is None
    assert megapixels_of(tmp_path / "missing.jpg") is None
    assert megapixels_of(tmp_path) is None

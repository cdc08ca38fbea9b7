"""Photos that need nothing are copied, or written anew where that is asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mirstudio.errors import MirStudioError
from mirstudio.imaging.adjustments import Adjustments
from mirstudio.imaging.files import WriteOptions, read_photo, write_photo
from mirstudio.jobs.copying import copy_photo
from mirstudio.jobs.job import Job
from mirstudio.jobs.names import OnConflict
from mirstudio.jobs.recipe import file_sha256
from tests.restoration.stand_ins import noisy_photo


@pytest.fixture
def sea(tmp_path: Path) -> Path:
    write_photo(noisy_photo(40, 32), tmp_path / "sea.jpg", WriteOptions(quality=60))
    return tmp_path / "sea.jpg"


def test_a_copy_is_the_same_file_and_announced(sea: Path, tmp_path: Path):
    told: list[tuple[Path, str]] = []
    report = copy_photo(Job(sea, tmp_path / "out.jpg"), lambda *facts: told.append(facts))
    target = tmp_path / "out.jpg"
    assert report.target == target
    assert target.read_bytes() == sea.read_bytes()
    assert told == [(target, file_sha256(sea))]
    assert report.sha256 == file_sha256(sea)
    assert copy_photo(Job(sea, target)).target == tmp_path / "out-2.jpg"
    assert copy_photo(Job(sea, target, OnConflict.SKIP)).target is None


def test_another_format_or_moved_sliders_are_done(sea: Path, tmp_path: Path):
    copy_photo(Job(sea, tmp_path / "out.png"))
    assert (read_photo(tmp_path / "out.png").pixels == read_photo(sea).pixels).all()
    brighter = Job(sea, tmp_path / "bright.jpg", adjustments=Adjustments(brightness=1))
    copy_photo(brighter)
    before, after = read_photo(sea).pixels, read_photo(tmp_path / "bright.jpg").pixels
    assert np.median(after - before) > 0.05


def test_what_is_no_photo_is_not_copied(tmp_path: Path):
    letter = tmp_path / "letter.jpg"
    letter.write_text("Dear photo,", encoding="utf-8")
    with pytest.raises(MirStudioError, match="letter"):
        copy_photo(Job(letter, tmp_path / "out.jpg"))
    assert not (tmp_path / "out.jpg").exists()

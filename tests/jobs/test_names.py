"""Results get names that fit, differ, and spare the originals."""

from __future__ import annotations

from pathlib import Path

import pytest

from mirstudio.errors import UsageError
from mirstudio.jobs.names import OnConflict, fit_name, free_name, settle_conflict, tell_apart


def test_photos_of_one_name_are_told_apart(tmp_path: Path):
    names = tell_apart([tmp_path] * 3, ["sea-sr", "Sea-sr", "sea-sr"], [".tif"] * 3)
    assert [n.name for n in names] == ["sea-sr.tif", "Sea-sr-2.tif", "sea-sr-3.tif"]


@pytest.mark.parametrize("letter", ["x", "ß", "光", "🌊"])
def test_long_names_are_cut_between_letters_and_can_be_written(tmp_path: Path, letter: str):
    name = fit_name(letter * 255, 12, ".jpeg")
    assert len(name.encode()) <= 255
    assert len(name.encode()) > 255 - len(letter.encode())
    assert name.startswith(letter)
    assert name.endswith(letter + "-12.jpeg")
    (tmp_path / name).touch()
    assert free_name(tmp_path / name).parent == tmp_path


def test_long_names_that_become_alike_are_told_apart(tmp_path: Path):
    stems = ["y" * 250 + end for end in ("1-denoise", "2-denoise")]
    first, second = tell_apart([tmp_path] * 2, stems, [".png"] * 2)
    assert first != second
    assert max(len(first.name), len(second.name)) <= 255


def test_a_free_name_counts_past_what_exists(tmp_path: Path):
    for name in ("sea.png", "sea-2.png", "sea-3.png"):
        (tmp_path / name).touch()
    assert free_name(tmp_path / "sea.png") == tmp_path / "sea-4.png"


def test_conflicts_are_settled_as_asked(tmp_path: Path):
    target = tmp_path / "sea.png"
    assert all(settle_conflict(target, rule, []) == target for rule in OnConflict)
    target.touch()
    assert settle_conflict(target, OnConflict.UNIQUE, []) == tmp_path / "sea-2.png"
    assert settle_conflict(target, OnConflict.SKIP, []) is None
    assert settle_conflict(target, OnConflict.OVERWRITE, []) == target


def test_an_original_is_never_overwritten_whatever_it_is_called(tmp_path: Path):
    original = tmp_path / "sea.png"
    original.touch()
    link, hard = tmp_path / "link.png", tmp_path / "hard.png"
    link.symlink_to(original)
    hard.hardlink_to(original)
    for target in (original, link, hard, tmp_path / "." / "sea.png"):
        with pytest.raises(UsageError, match="is an original"):
            settle_conflict(target, OnConflict.OVERWRITE, [original])
        unique = settle_conflict(target, OnConflict.UNIQUE, [original])
        assert unique is not None
        assert not unique.exists()

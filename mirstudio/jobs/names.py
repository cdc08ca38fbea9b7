"""How results are named: after the photo and what was done, never over an original."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from mirstudio.errors import UsageError

LONGEST_NAME = 255
"""Bytes that file systems allow for a name."""


class OnConflict(StrEnum):
    """What happens when a result's name is taken."""

    UNIQUE = "unique"
    """Count up until a name is free."""
    SKIP = "skip"
    """Leave the photo alone."""
    OVERWRITE = "overwrite"
    """Replace the file, unless it is an original."""


def tell_apart(
    folders: Sequence[Path],
    stems: Sequence[str],
    suffixes: Sequence[str],
    others: Iterable[Path] = (),
) -> list[Path]:
    """Join names, no two alike in a folder on any file system, nor like one of `others`.

    Two photos of one name from different folders, or `a.jpg` and `a.png` that both become TIFF,
    are told apart by a number.
    """
    targets: list[Path] = []
    taken = {(other.parent, other.name.casefold()) for other in others}
    for folder, stem, suffix in zip(folders, stems, suffixes, strict=True):
        number = 1
        while (folder, (name := fit_name(stem, number, suffix)).casefold()) in taken:
            number += 1
        taken.add((folder, name.casefold()))
        targets.append(folder / name)
    return targets


def settle_conflict(
    target: Path, on_conflict: OnConflict, originals: Iterable[Path]
) -> Path | None:
    """Return where to write, or None to skip the photo.

    Raises UsageError when `target` is to be overwritten but is one of `originals`.
    """
    if not target.exists():
        return target
    if on_conflict is OnConflict.SKIP:
        return None
    if on_conflict is OnConflict.UNIQUE:
        return free_name(target)
    if any(original.exists() and target.samefile(original) for original in originals):
        raise UsageError(f"{target} is an original and is not overwritten.", "Choose another name.")
    return target


def free_name(target: Path) -> Path:
    """Return `target` with the first number from 2 that no file has."""
    number = 2
    while True:
        candidate = target.with_name(fit_name(target.stem, number, target.suffix))
        if not candidate.exists():
            return candidate
        number += 1


def fit_name(stem: str, number: int, suffix: str) -> str:
    """Join a file name, cutting the stem where the name would be longer than 255 bytes."""
    ending = (f"-{number}" if number > 1 else "") + suffix
    room = LONGEST_NAME - len(ending.encode())
    return stem.encode()[:room].decode(errors="ignore") + ending

"""Which photos are meant by dropped files and folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mirstudio.errors import UsageError


def photos_among(paths: Sequence[Path]) -> list[Path]:
    """Photos in the order given; a folder stands for the photos right inside it, by name."""
    from mirstudio.imaging.files import READABLE_SUFFIXES

    found: list[Path] = []
    for path in paths:
        inside = _sorted_inside(path) if path.is_dir() else [path]
        found += [one for one in inside if one.suffix.lower() in READABLE_SUFFIXES]
    return list(dict.fromkeys(found))


def pair_among(paths: Sequence[Path]) -> tuple[Path, Path]:
    """The left and the right view among two files: left is the first by name.

    Raises UsageError when there are not two.
    """
    if len(paths) != 2:
        raise UsageError("A pair is two files: choose the left and the right view together.")
    left, right = sorted(paths, key=lambda path: path.name.lower())
    return left, right


def _sorted_inside(folder: Path) -> list[Path]:
    visible = (path for path in folder.iterdir() if not path.name.startswith("."))
    return sorted((path for path in visible if path.is_file()), key=lambda path: path.name.lower())

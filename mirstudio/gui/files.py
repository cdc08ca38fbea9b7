"""Which photos are meant by dropped files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from mirstudio.errors import UsageError
from mirstudio.gui.translate import tr


def photos_among(paths: Sequence[Path]) -> list[Path]:
    """Photos in the order given; a folder stands for all photos below it, by folder and name."""
    from mirstudio.imaging.files import READABLE_SUFFIXES

    found: list[Path] = []
    for path in paths:
        inside = _all_inside(path) if path.is_dir() else [path]
        found += [one for one in inside if one.suffix.lower() in READABLE_SUFFIXES]
    return list(dict.fromkeys(found))


def pair_among(paths: Sequence[Path]) -> tuple[Path, Path]:
    """The left and the right view among two files: left is the first by name.

    Raises UsageError when there are not two.
    """
    if len(paths) != 2:
        raise UsageError(tr("A pair is two files: choose the left and the right view together."))
    left, right = sorted(paths, key=lambda path: path.name.lower())
    return left, right


def _all_inside(folder: Path) -> Iterator[Path]:
    """Files below a folder: its own before those of its folders; hidden ones are passed over."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted((one for one in folders if not one.startswith(".")), key=str.lower)
        visible = (name for name in names if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(visible, key=str.lower))

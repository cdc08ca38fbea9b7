"""The photos of a folder: which files count, in what order, and whose twin is left out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatch
from pathlib import Path

from mirstudio.errors import PhotoError, UsageError
from mirstudio.imaging.disk import reason_of
from mirstudio.imaging.files import RAW_SUFFIXES, READABLE_SUFFIXES

JPEG_SUFFIXES = (".jpg", ".jpeg", ".heic", ".hif")
"""What cameras write beside a RAW."""


class Pairs(StrEnum):
    """What is taken where a camera wrote a RAW and a JPEG of the same name."""

    RAW = "raw"
    JPEG = "jpeg"
    BOTH = "both"


@dataclass(frozen=True)
class Found:
    """A photo and where it lies below the folder that was searched."""

    path: Path
    folder: Path = field(default_factory=Path)
    """Relative; the result goes into the same place below the output folder."""


@dataclass(frozen=True)
class Search:
    """Which files of a folder count."""

    recursive: bool = False
    only: Sequence[str] = ()
    """Patterns such as `*.jpg` or `2024/*`, of names or paths below the folder; empty: all."""
    but: Sequence[str] = ()
    """Patterns of files that do not count."""
    pairs: Pairs = Pairs.BOTH


def find_photos(
    folder: Path,
    search: Search | None = None,
    out: Path | None = None,
    complain: Callable[[PhotoError], None] | None = None,
) -> list[Found]:
    """Return the photos of a folder by name; hidden files and those below `out` do not count.

    `complain` hears of folders that cannot be read. Raises UsageError when `folder` is none.
    """
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}.")
    search = search or Search()
    spared = None if out is None or _same(out, folder) else out.resolve()
    paths = [
        path
        for path in _walk(folder, search.recursive, spared, complain)
        if path.suffix.lower() in (*READABLE_SUFFIXES, *RAW_SUFFIXES)
        and _matches(path.relative_to(folder), search)
    ]
    return [
        Found(path, path.parent.relative_to(folder)) for path in _without_twins(paths, search.pairs)
    ]


def _walk(
    folder: Path,
    recursive: bool,
    spared: Path | None,
    complain: Callable[[PhotoError], None] | None,
) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        if complain is not None:
            place = error.filename or folder
            complain(PhotoError(f"The folder {place} cannot be read: {reason_of(error)}."))

    for place, folders, names in os.walk(folder, onerror=unreadable):
        inside = sorted(name for name in folders if not name.startswith("."))
        # Changed in place: that is how os.walk is told where to go.
        folders[:] = [n for n in inside if recursive and (Path(place) / n).resolve() != spared]
        yield from (Path(place) / name for name in sorted(names) if not name.startswith("."))


def _matches(path: Path, search: Search) -> bool:
    def fits(patterns: Sequence[str]) -> bool:
        text = path.as_posix().casefold()
        name = path.name.casefold()
        lowered = [pattern.casefold() for pattern in patterns]
        return any(fnmatch(name, pattern) or fnmatch(text, pattern) for pattern in lowered)

    return (not search.only or fits(search.only)) and not fits(search.but)


def _without_twins(paths: Sequence[Path], pairs: Pairs) -> list[Path]:
    """Leave out the RAW or the JPEG of each pair."""
    if pairs is Pairs.BOTH:
        return list(paths)
    kinds = (RAW_SUFFIXES, JPEG_SUFFIXES)
    wanted, unwanted = kinds if pairs is Pairs.RAW else kinds[::-1]
    taken = {_twin_key(path) for path in paths if path.suffix.lower() in wanted}
    return [
        path
        for path in paths
        if path.suffix.lower() not in unwanted or _twin_key(path) not in taken
    ]


def _twin_key(path: Path) -> tuple[Path, str]:
    return path.parent, path.stem.casefold()


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()

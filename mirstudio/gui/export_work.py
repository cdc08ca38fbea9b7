"""Writing a result: adjusted at full size, read back and compared."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.errors import UsageError
from mirstudio.gui.translate import tr
from mirstudio.jobs.names import OnConflict, settle_conflict
from mirstudio.progress import Progress, Work

if TYPE_CHECKING:
    from mirstudio.gui.engine import Opened, Restored
    from mirstudio.imaging.adjust import Adjustments
    from mirstudio.imaging.files import WriteOptions
    from mirstudio.imaging.read_back import Difference
    from mirstudio.jobs.recipe import FileMark, Recipe, Sidecar

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Export:
    """What is written where."""

    target: Path
    """Wished-for file; `on_conflict` says what happens when it exists."""
    options: WriteOptions
    on_conflict: OnConflict = OnConflict.UNIQUE
    sidecar: bool = False
    """Write the recipe beside the result."""
    in_place: bool = False
    """The target is the photo's own file, which another program has handed over."""


@dataclass(frozen=True)
class Exported:
    """A file that was written, and how it differs from the result."""

    path: Path
    difference: Difference


def give_back(path: Path) -> Export:
    """The export that replaces a file that was handed over: a TIFF of the photo's own depth."""
    from mirstudio.imaging.files import WriteOptions

    return Export(path, WriteOptions(format="tiff"), in_place=True)


def write_export(
    opened: Opened,
    restored: Restored,
    adjustments: Adjustments,
    export: Export,
    find_recipe: Callable[[], Recipe],
) -> Work[Exported | None]:
    """Adjust, write and compare; None when the file existed and was left alone.

    `find_recipe`: asked where there is to be a sidecar, for how the result is made again.
    The original is never written to, whatever the rule, unless it was handed over for that.
    """
    from mirstudio.imaging.adjust import adjust_photo
    from mirstudio.imaging.files import write_photo
    from mirstudio.imaging.read_back import compare, read_back
    from mirstudio.jobs.recipe import FileMark, sidecar_path, write_sidecar

    target = export.target if export.in_place else _settled_target(export, opened)
    if target is None:
        return None
    yield Progress(0, 3, "step", tr("adjusting"))
    adjusted = adjust_photo(opened.photo, restored.photo, adjustments)
    yield Progress(1, 3, "step", tr("writing {name}").format(name=target.name))
    options = replace(export.options, overwrite=export.on_conflict is OnConflict.OVERWRITE)
    digests: list[str] = []
    with _place_of(target, export) as path:
        written = write_photo(adjusted, path, options, digests.append)
        yield Progress(2, 3, "step", tr("reading {name} back").format(name=target.name))
        found = read_back(path)
        difference = compare(written, found, options)
    if export.sidecar:
        mark = FileMark(target.name, digests[0], found.pixels_sha256)
        write_sidecar(_sidecar(opened, find_recipe(), mark), sidecar_path(target))
    for change in difference.changes:
        logger.info("In %s: %s.", target, change)
    return Exported(target, difference)


def _sidecar(opened: Opened, recipe: Recipe, result: FileMark) -> Sidecar:
    """Say what a result was made of."""
    from mirstudio.jobs.recipe import FileMark, Sidecar, file_sha256, versions

    views = [(opened.path, opened.photo)]
    if opened.second_path is not None and opened.second is not None:
        views.append((opened.second_path, opened.second))
    sources = [
        FileMark(str(path.absolute()), file_sha256(path), photo.pixels_sha256)
        for path, photo in views
    ]
    return Sidecar(tuple(sources), recipe, result, versions())


def _settled_target(export: Export, opened: Opened) -> Path | None:
    """Return the file to write, its folder made; None to leave alone what is there."""
    target = settle_conflict(export.target, export.on_conflict, opened.originals)
    if target is None:
        return None
    if target.exists() and any(target.samefile(path) for path in opened.originals):
        raise UsageError(tr("The original is never overwritten."), tr("Choose another name."))
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


@contextmanager
def _place_of(target: Path, export: Export) -> Generator[Path]:
    """Give the file to write: the target, or one that takes its place once it is sound."""
    from mirstudio.jobs.round_trip import check_handed_over, in_place_of

    if not export.in_place:
        yield target
        return
    check_handed_over(target)
    with in_place_of(target) as path:
        yield path

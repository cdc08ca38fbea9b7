"""Another program's file: handed over to be restored, and given back in its place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from mirstudio.errors import MirStudioError, UsageError
from mirstudio.imaging.disk import reason_of

SUFFIXES = (".tif", ".tiff")
"""What programs hand over to an external editor."""


def check_handed_over(path: Path) -> None:
    """Raise UsageError unless a file may be replaced by what becomes of it."""
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(
            f"{path} is not replaced: that is for TIFF files only.",
            "They are what other programs hand over; originals are never overwritten.",
        )
    if not path.is_file():
        raise UsageError(f"There is no file {path}.")


@contextmanager
def in_place_of(path: Path) -> Generator[Path]:
    """Give a place beside a file to write to; what is written there takes the file's place.

    Where nothing is, or something goes wrong, the file stays as it was. Raises MirStudioError when
    it cannot be replaced.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".mirstudio-", dir=path.parent) as folder:
            result = Path(folder) / path.name
            yield result
            if result.exists():
                shutil.copymode(path, result)
                result.replace(path.resolve())
    except OSError as error:
        raise MirStudioError(f"{path} cannot be replaced: {reason_of(error)}.") from error

"""Whole files onto the disk, or not at all, and the disk's refusals in plain words."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import uuid
from pathlib import Path

from mirstudio.errors import PhotoError

_PART = re.compile(r"\.[0-9a-f]{32}\.part")
"""Names that `put_in_place` gives to what is not whole yet."""


def put_in_place(data: bytes, path: Path, overwrite: bool) -> None:
    """Write beside the target, make sure it is on the disk, then rename."""
    part: Path | None = None
    try:
        target = path.resolve() if overwrite else path
        part = target.parent / f".{uuid.uuid4().hex}.part"
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if overwrite:
            _keep_mode(target, part)
            part.replace(target)
        else:
            _rename_to_new(part, target)
        part = None
    except FileExistsError as error:
        raise already_there(path) from error
    except OSError as error:
        raise PhotoError(f"{path} cannot be written: {reason_of(error)}.") from error
    finally:
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def remove_stale_parts(folder: Path, before: float) -> None:
    """Remove what a killed process left half-written in `folder` earlier than `before`.

    `before`: seconds as a file's time is given in; what is younger may be in the making.
    """
    with contextlib.suppress(OSError):
        for part in folder.glob(".*.part"):
            if _PART.fullmatch(part.name) and part.stat().st_mtime < before:
                part.unlink()


def _keep_mode(target: Path, part: Path) -> None:
    with contextlib.suppress(OSError):
        part.chmod(stat.S_IMODE(target.stat().st_mode))


def _rename_to_new(part: Path, target: Path) -> None:
    """Rename, and fail where the target has come to exist in the meantime."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links, such as a memory card's.
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        part.rename(target)
    else:
        part.unlink()


def already_there(path: Path) -> PhotoError:
    """Return the error that says so, with what to do about it."""
    return PhotoError(f"{path} already exists.", "Choose another name, or allow overwriting.")


def reason_of(error: Exception) -> str:
    """Say in plain words why the system refused."""
    reasons = {
        errno.ENOENT: "its folder does not exist",
        errno.ENOTDIR: "its folder is a file",
        errno.EISDIR: "a folder of that name is there",
        errno.EACCES: "permission is denied",
        errno.EPERM: "permission is denied",
        errno.EROFS: "the disk is read-only",
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "the disk quota is used up",
        errno.ENAMETOOLONG: "its name is too long",
    }
    number = error.errno if isinstance(error, OSError) else None
    known = reasons.get(number) if number is not None else None
    return known or (os.strerror(number).lower() if number else "the name is not valid")

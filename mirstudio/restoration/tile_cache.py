"""Finished tiles on disk, by what they were made of: what has run once need not run again.

Entries are written beside and renamed, so that other processes see them whole or not at all; one
that cannot be read, for whatever reason, is dropped and counts as missing. What was not asked for
the longest goes first when the cache is full.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import time
import uuid
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mirstudio.paths import cache_folder

MOST_BYTES = 2 * 10**9
"""Size of the cache unless told otherwise: some 160 megapixels."""
ROOM_MADE = 0.2
"""Share of a full cache that is emptied at once."""
STALE_SECONDS = 3600
"""Age at which a half-written file is taken for one of a process that was killed."""

Arrays = Mapping[str, NDArray[Any]]

logger = logging.getLogger(__name__)


class TileCache:
    """A folder of arrays under the digests of what they were made of."""

    def __init__(self, folder: Path | None = None, most_bytes: int = MOST_BYTES) -> None:
        """Keep entries in `folder`, by default in the user's cache folder."""
        self._folder = folder or cache_folder() / "tiles"
        self._most_bytes = most_bytes
        self._bytes: int | None = None

    def get(self, key: str) -> dict[str, NDArray[Any]] | None:
        """Return what was put under `key`; None when it is not there."""
        path = self._path(key)
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as entry:
                found = {name: entry[name] for name in entry.files}
            path.touch()
        except FileNotFoundError:
            return None
        except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile) as error:
            logger.warning("The cached tile %s is dropped: %s", path.name, error)
            _remove(path)
            return None
        return found

    def has(self, key: str) -> bool:
        """Tell whether there is an entry under `key`, which may still be damaged."""
        return self._path(key).exists()

    def put(self, key: str, arrays: Arrays) -> None:
        """Keep `arrays` under `key`; where the disk refuses, nothing is kept."""
        path = self._path(key)
        part = self._folder / f"{uuid.uuid4().hex}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with part.open("xb") as file:
                np.savez(file, **dict(arrays))  # pyright: ignore[reportArgumentType]
            size = part.stat().st_size
            part.replace(path)
        except OSError as error:
            logger.warning("A tile could not be kept: %s", error)
            _remove(part)
            return
        self._bytes = (self._measure() if self._bytes is None else self._bytes + size) or size
        if self._bytes > self._most_bytes:
            self._make_room()

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.npz"

    def _measure(self) -> int:
        """Return the bytes kept by all processes, dropping what was never finished."""
        for part in self._folder.glob("*.part"):
            with contextlib.suppress(OSError):
                if time.time() - part.stat().st_mtime > STALE_SECONDS:
                    part.unlink()
        return sum(size for _, size, _ in self._entries())

    def _entries(self) -> list[tuple[float, int, Path]]:
        """Age mark, size and path of every entry; others may remove them meanwhile."""
        entries: list[tuple[float, int, Path]] = []
        for path in self._folder.glob("*.npz"):
            with contextlib.suppress(OSError):
                status = path.stat()
                entries.append((status.st_mtime, status.st_size, path))
        return entries

    def _make_room(self) -> None:
        """Remove what was not asked for the longest."""
        entries = sorted(self._entries())
        left = sum(size for _, size, _ in entries)
        for _, size, path in entries:
            if left <= self._most_bytes * (1 - ROOM_MADE):
                break
            _remove(path)
            left -= size
        self._bytes = left


def open_tile_cache(gigabytes: float) -> TileCache | None:
    """Return the user's cache, bounded to `gigabytes`; None, which means no cache, for 0."""
    return TileCache(most_bytes=int(gigabytes * 10**9)) if gigabytes > 0 else None


def digest_of(*parts: str | bytes | NDArray[Any]) -> str:
    """Return the SHA-256 of texts, bytes and arrays, each with its kind and size."""
    digest = hashlib.sha256()
    for part in parts:
        if isinstance(part, np.ndarray):
            digest.update(f"array {part.dtype.str} {part.shape}\n".encode())
            digest.update(np.ascontiguousarray(part).data)
        else:
            content = part.encode() if isinstance(part, str) else part
            digest.update(f"{type(part).__name__} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)

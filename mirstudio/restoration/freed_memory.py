"""What the C library does with memory that networks give back.

Feature maps of tens of megabytes come and go a hundred times per tile. By default glibc returns
such memory to the system at once, which hands it out anew page by page, each filled with zeros:
measured, a seventh of the time of a shipped denoiser. Other C libraries are left as they are.

Two more habits of glibc cost as much. A thread other than the first has an arena of its own, of
heaps of 64 MB that each go back when they are empty; the window restores in such a thread. And
pieces larger than it ever keeps are not only photos but also maps of large tiles, which come again
at once.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from threading import Event
from typing import Any

TRIM_THRESHOLD, MMAP_THRESHOLD, MMAP_MAX, ARENA_MAX = -1, -3, -4, -8
"""Parameters of glibc's mallopt."""

LARGEST_KEPT = 32 * 2**20
"""Bytes; glibc takes no more. What is larger goes back at once, such as photos."""
MOST_PIECES = 65536
"""Pieces that may be taken from the system one by one: glibc's default."""


def keep_freed_memory() -> None:
    """Let this process keep memory up to `LARGEST_KEPT` a piece for its next use, from now on."""
    library = _glibc()
    if library:
        library.mallopt(MMAP_THRESHOLD, LARGEST_KEPT)
        library.mallopt(TRIM_THRESHOLD, 2**31 - 1)
        library.mallopt(ARENA_MAX, 1)
        _kept.set()


@contextmanager
def keeping_large_pieces() -> Generator[None]:
    """Keep pieces of any size that are taken while the block runs, where others are kept at all.

    For a network's own maps. Photos are left out, since what lies between them would not go back.
    What comes in many sizes leaves gaps: a network of 1.5 GB took half as much again.
    """
    library = _glibc() if _kept.is_set() else None
    if library is None:
        yield
        return
    library.mallopt(MMAP_MAX, 0)
    try:
        yield
    finally:
        library.mallopt(MMAP_MAX, MOST_PIECES)


def return_freed_memory() -> None:
    """Give the system what is kept, and not in use."""
    library = _glibc()
    if library:
        library.malloc_trim(0)


_kept = Event()
"""Set once `keep_freed_memory` was asked for: it is the program's choice, not the library's."""


@cache
def _glibc() -> Any:
    """The C library, if it is the one that can be told."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "gnu_get_libc_version") else None

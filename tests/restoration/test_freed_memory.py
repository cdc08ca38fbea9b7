"""Memory that was given back is at hand again, and the system gets it when the work is done."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from mirstudio.restoration import freed_memory
from mirstudio.restoration.prepared import Prepared
from tests.restoration.stand_ins import noisy_photo, tiny_model

ROUNDS = """
import ctypes
from resource import RUSAGE_SELF, getrusage
from pathlib import Path
from threading import Thread
from mirstudio.restoration.freed_memory import (
    keep_freed_memory, keeping_large_pieces, return_freed_memory
)

if {keep}:
    keep_freed_memory()
library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p
library.malloc.argtypes = (ctypes.c_size_t,)
library.free.argtypes = (ctypes.c_void_p,)
library.memset.argtypes = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t

def use(pieces, size=20_000_000):
    taken = [library.malloc(size) for _ in range(pieces)]
    for piece in taken:
        library.memset(piece, 1, size)
    for piece in taken:
        library.free(piece)

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

def faults(use):
    use()
    before = getrusage(RUSAGE_SELF).ru_minflt
    use()
    return getrusage(RUSAGE_SELF).ru_minflt - before

def in_thread():
    thread = Thread(target=use, args=(4,))
    thread.start()
    thread.join()

def for_network():
    with keeping_large_pieces():
        use(4, 50_000_000)

print(faults(lambda: use(4, 50_000_000)))
print(faults(lambda: use(4)), faults(in_thread), faults(for_network))
held = resident()
return_freed_memory()
print(held - resident())
"""


@pytest.mark.skipif(freed_memory._glibc() is None, reason="another C library")
def test_memory_is_kept_until_it_is_returned() -> None:
    faults: dict[bool, list[int]] = {}
    photos: dict[bool, int] = {}
    returned: dict[bool, int] = {}
    for keep in (False, True):
        command = [sys.executable, "-c", ROUNDS.format(keep=keep)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        photos[keep], *faults[keep], returned[keep] = map(int, done.stdout.split())
    # Alone, in a thread, and in large pieces while a network runs.
    assert max(faults[True]) < 100 < min(faults[False])
    # What is large otherwise goes back at once.
    assert min(photos.values()) > 100
    assert returned[True] > 70_000_000 > returned[False]


def test_a_network_keeps_its_maps_where_memory_is_known_to_suffice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept: list[int] = []

    @contextmanager
    def keeping() -> Generator[None]:
        kept.append(1)
        yield

    monkeypatch.setattr("mirstudio.restoration.model.keeping_large_pieces", keeping)
    model = tiny_model()
    photo = noisy_photo(64, 64)
    model([photo], Prepared())
    assert not kept, "what it takes is not known yet"
    model.measure_memory()
    model([photo], Prepared())
    assert kept
    kept.clear()
    monkeypatch.setattr(model, "device", replace(model.device, memory=1000))
    model([photo], Prepared())
    assert not kept, "it takes most of the memory"


def test_other_c_libraries_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    freed_memory._glibc.cache_clear()
    try:
        freed_memory.keep_freed_memory()
        freed_memory.return_freed_memory()
        assert freed_memory._glibc() is None
    finally:
        freed_memory._glibc.cache_clear()

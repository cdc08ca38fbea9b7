"""Entries on disk: whole or missing, bounded, the longest unused dropped first."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from mirstudio.paths import cache_folder
from mirstudio.restoration.tile_cache import TileCache, digest_of, open_tile_cache

PIXELS = np.random.default_rng(0).normal(0.5, 1, (16, 16, 3)).astype(np.float32)


def keep(cache: TileCache, *keys: str) -> None:
    for key in keys:
        cache.put(key, {"pixels": PIXELS})


def test_what_was_kept_comes_back_to_the_bit(tmp_path: Path) -> None:
    TileCache(tmp_path).put("a", {"pixels": PIXELS, "other": PIXELS[0]})
    found = TileCache(tmp_path).get("a")
    assert found is not None and set(found) == {"pixels", "other"}
    assert (found["pixels"] == PIXELS).all()
    assert TileCache(tmp_path).get("b") is None


def test_a_half_written_entry_is_missing(tmp_path: Path) -> None:
    cache = TileCache(tmp_path)
    keep(cache, "a", "b", "c")
    for name, change in (("a", lambda b: b[: len(b) // 2]), ("b", lambda b: b"")):
        path = tmp_path / f"{name}.npz"
        path.write_bytes(change(path.read_bytes()))
    flipped = bytearray((tmp_path / "c.npz").read_bytes())
    flipped[len(flipped) // 2] ^= 1
    (tmp_path / "c.npz").write_bytes(flipped)
    assert [cache.get(key) for key in "abc"] == [None, None, None]
    assert list(tmp_path.iterdir()) == []


def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    size = len(PIXELS.tobytes()) + 300
    cache = TileCache(tmp_path, most_bytes=4 * size)
    keep(cache, *"abcd")
    for age, key in enumerate("dcba"):
        os.utime(tmp_path / f"{key}.npz", (1000 - age, 1000 - age))
    assert cache.get("a") is not None
    keep(cache, "e")
    left = {path.stem for path in tmp_path.iterdir()}
    assert {"a", "e"} <= left and "b" not in left
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 4 * size


def test_another_process_may_take_entries_away(tmp_path: Path) -> None:
    cache, other = TileCache(tmp_path, most_bytes=1), TileCache(tmp_path)
    keep(other, "a")
    keep(cache, "b")
    assert other.get("a") is None


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    old, young = tmp_path / "old.part", tmp_path / "young.part"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (1000, 1000))
    keep(TileCache(tmp_path), "a")
    assert not old.exists() and young.exists()


def test_a_disk_that_refuses_costs_nothing_but_the_entry(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = TileCache(tmp_path / "file")
    keep(cache, "a")
    assert cache.get("a") is None


def test_digests_tell_parts_from_their_neighbours() -> None:
    assert digest_of("ab", "c") != digest_of("a", "bc") != digest_of(b"a", b"bc")
    assert digest_of(PIXELS) == digest_of(PIXELS.copy())
    assert digest_of(PIXELS) != digest_of(PIXELS.reshape(16, 48))
    assert digest_of(PIXELS) != digest_of(PIXELS + np.float32(1e-6))


def test_the_users_cache_may_be_off() -> None:
    assert open_tile_cache(0) is None
    cache = open_tile_cache(1)
    assert cache is not None
    keep(cache, "a")
    assert (cache_folder() / "tiles" / "a.npz").exists()

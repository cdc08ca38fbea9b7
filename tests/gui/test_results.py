"""Results stay in memory while there is room, and on disk while there is more."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mirstudio.gui.engine import Engine, Opened, Restored
from mirstudio.gui.pyramid import Pyramid
from mirstudio.gui.result_cache import ResultCache
from mirstudio.gui.results import Results
from mirstudio.imaging.files import read_photo, write_photo
from mirstudio.imaging.photo import Photo
from mirstudio.progress import run
from mirstudio.settings import Settings
from tests.gui.fakes import BEST, LARGER

SIDE = 40
BYTES = SIDE * SIDE * 3 * 4


def restored(value: float = 0.5) -> Restored:
    pixels = np.full((SIDE, SIDE, 3), value, np.float32)
    return Restored(Photo(pixels), Pyramid.of(pixels), (BEST,), "CPU, fp32")


def test_the_longest_unused_go_first():
    results = Results(room=2 * BYTES)
    for name in ("a", "b"):
        results.put(Path(name), restored())
    results.get(Path("a"), (BEST,))
    results.put(Path("c"), restored())
    kept = [name for name in "abc" if results.get(Path(name), (BEST,))]
    assert kept == ["a", "c"]
    assert results.size == 2 * BYTES


def test_one_result_is_always_kept():
    results = Results(room=1)
    results.put(Path("a"), restored())
    assert results.get(Path("a"), (BEST,))


def test_a_changed_file_has_no_result(tmp_path: Path):
    path = tmp_path / "a.jpg"
    path.write_text("one")
    results = Results(room=10 * BYTES)
    results.put(path, restored())
    assert results.get(path, (BEST,))
    assert results.get(path, (LARGER,)) is None
    path.write_text("another")
    assert results.get(path, (BEST,)) is None


def test_the_cache_never_grows_beyond_its_room(tmp_path: Path):
    cache = ResultCache(tmp_path / "results", room=3 * BYTES)
    for name in "abcd":
        cache.save(name, restored().photo.pixels, None, "CPU")
    assert cache.load("a") is None
    assert cache.load("d") is not None
    assert cache.size() <= 3 * BYTES + 4 * 1024
    cache.clear()
    assert cache.size() == 0


def test_no_room_keeps_nothing(tmp_path: Path):
    cache = ResultCache(tmp_path, room=0)
    cache.save("a", restored().photo.pixels, None, "CPU")
    assert not list(tmp_path.iterdir())


def test_a_damaged_result_is_thrown_away(tmp_path: Path):
    cache = ResultCache(tmp_path, room=3 * BYTES)
    (tmp_path / "a.npz").write_text("nonsense")
    assert cache.load("a") is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("alpha", [False, True])
def test_the_engine_recalls_what_it_kept(tmp_path: Path, alpha: bool):
    path = tmp_path / "a.png"
    values = np.random.default_rng(0).random((SIDE, SIDE, 3), np.float32)
    write_photo(Photo(values, values[..., 0].copy() if alpha else None), path)
    photo = read_photo(path)
    opened = Opened(path, photo, Pyramid.of(photo.pixels))
    made = photo.with_pixels(photo.pixels * np.float32(0.7))
    engine = Engine(Settings())
    assert run(engine.recall(opened, (BEST,))) is None
    run(engine.keep(opened, Restored(made, Pyramid.of(made.pixels), (BEST,), "CPU, bf16")))
    back = run(engine.recall(opened, (BEST,)))
    assert back is not None
    assert back.place == "CPU, bf16"
    assert (back.photo.pixels == made.pixels).all()
    assert (back.photo.alpha is None) == (not alpha)
    other = Engine(Settings(precision="fp32"))
    assert run(other.recall(opened, (BEST,))) is None

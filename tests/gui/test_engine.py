"""The engine's work with the real functions and a tiny network."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from mirstudio.errors import PhotoError, UsageError
from mirstudio.gui import engine as engine_module
from mirstudio.gui.engine import Engine, ModelReady, ThumbnailReady
from mirstudio.imaging.files import write_photo
from mirstudio.imaging.photo import Photo
from mirstudio.progress import Progress, run
from mirstudio.restoration.library import Card, ModelLibrary
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.restore import TileProgress, restore
from mirstudio.restoration.steps import restore_in_steps
from mirstudio.restoration.tiling import Region
from mirstudio.settings import Settings
from tests.restoration.stand_ins import noisy_photo, tiny_enlarger, tiny_model


class TinyLibrary(ModelLibrary):
    """Knows one model; counts how often it is loaded."""

    loaded = 0

    def list(self) -> list[Card]:
        return [tiny_model().card, Card("bare", Path("bare"))]

    def load(self, name_or_path: str | Path, *wishes: str, **more: str) -> RestorationModel:
        self.loaded += 1
        return tiny_model()


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    # Tests run in the main thread, whose priority is nobody's to lower.
    monkeypatch.setattr(engine_module, "lower_priority", lambda: None)
    yield Engine(Settings(), TinyLibrary())
    gc.unfreeze()


@pytest.fixture
def photo_file(tmp_path: Path) -> Path:
    path = tmp_path / "sea.png"
    write_photo(Photo(noisy_photo(300, 200).pixels.clip(0, 1)), path)
    return path


def test_only_models_that_say_what_they_are_for_are_offered(engine: Engine):
    assert [card.name for card in engine.cards()] == ["tiny"]


def test_a_photo_is_opened_with_its_levels(engine: Engine, photo_file: Path):
    opened = run(engine.open(photo_file))
    assert opened.path == photo_file
    assert opened.pyramid.levels[0] is opened.photo.pixels
    assert opened.pyramid.levels[1].shape == (100, 150, 3)


def test_what_is_no_photo_is_refused(engine: Engine, tmp_path: Path):
    path = tmp_path / "notes.jpg"
    path.write_text("notes")
    with pytest.raises(PhotoError):
        run(engine.open(path))


def test_restoring_is_the_core_restoring(engine: Engine, photo_file: Path):
    opened = run(engine.open(photo_file))
    heard: list[Progress] = []
    restored = run(engine.restore(opened, (engine.cards()[0],), lambda: None), heard.append)
    expected = run(restore(opened.photo, tiny_model()))
    np.testing.assert_array_equal(restored.photo.pixels, expected.pixels)
    assert restored.pyramid.levels[0] is restored.photo.pixels
    assert [one.place for one in heard if isinstance(one, ModelReady)] == ["CPU, fp32"]
    begun = [one for one in heard if isinstance(one, TileProgress) and one.region]
    assert [one.pixels is None for one in begun] == [True, False]


def test_tiles_of_all_but_the_last_model_are_sketches_of_the_whole(
    engine: Engine, photo_file: Path, monkeypatch: pytest.MonkeyPatch
):
    opened = run(engine.open(photo_file))
    models = [tiny_model(), tiny_enlarger()]
    monkeypatch.setattr(engine, "_models", models)
    heard: list[Progress] = []
    chain = tuple(model.card for model in models)
    restored = run(engine.restore(opened, chain, lambda: Region(0, 0, 10, 10)), heard.append)
    assert restored.chain == chain
    assert restored.place == "CPU, fp32"
    expected = run(restore_in_steps(opened.photo, models))
    np.testing.assert_array_equal(restored.photo.pixels, expected.pixels)
    [waiting] = [one.waiting for one in heard if isinstance(one, ModelReady)]
    assert waiting is not None
    assert (waiting.width, waiting.height) == (600, 400)
    tiles = [one for one in heard if isinstance(one, TileProgress) and one.pixels is not None]
    for one in tiles:
        assert one.region is not None and one.pixels is not None
        waiting.put(one.region, one.pixels)
    assert [one.provisional for one in tiles] == sorted(
        (t.provisional for t in tiles), reverse=True
    )
    assert tiles[0].provisional and not tiles[-1].provisional
    np.testing.assert_array_equal(waiting.levels[0], restored.photo.pixels)


def test_a_model_is_loaded_once(engine: Engine, photo_file: Path):
    library = engine._library
    assert isinstance(library, TinyLibrary)
    card = engine.cards()[0]
    run(engine.warm_up((card,)))
    run(engine.restore(run(engine.open(photo_file)), (card,), lambda: None))
    assert library.loaded == 1


def test_thumbnails_are_small_and_pass_over_what_cannot_be_read(
    qapp: object, engine: Engine, photo_file: Path, tmp_path: Path
):
    broken, deep = tmp_path / "broken.jpg", tmp_path / "deep.tif"
    broken.write_text("notes")
    write_photo(Photo(np.full((200, 300, 3), 0.5, np.float32), bit_depth=16), deep)
    heard: list[Progress] = []
    run(engine.thumbnails([photo_file, broken, deep], 96), heard.append)
    made = {one.path: one.image for one in heard if isinstance(one, ThumbnailReady)}
    assert made[broken] is None
    for path in (photo_file, deep):
        image = made[path]
        assert isinstance(image, QImage)
        assert (image.width(), image.height()) == (96, 64)
    assert made[deep].pixelColor(40, 40).red() in (127, 128)


@pytest.fixture
def pair_files(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "left.png", tmp_path / "right.png"
    for seed, path in enumerate(paths):
        write_photo(Photo(noisy_photo(120, 80, seed).pixels.clip(0, 1)), path)
    return paths


def test_a_pair_is_restored_by_a_model_of_two_views(
    engine: Engine, pair_files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
):
    opened = run(engine.open(*pair_files))
    assert opened.second is not None
    assert opened.originals == list(pair_files)
    card = engine.cards()[0]
    single = run(engine.restore(opened, (card,), lambda: None)).photo.pixels
    np.testing.assert_array_equal(single, run(restore(opened.photo, tiny_model())).pixels)
    both = tiny_model(views=2)
    monkeypatch.setattr(engine, "_models", [both])
    refocused = run(engine.restore(opened, (card,), lambda: None)).photo.pixels
    expected = run(restore(opened.photo, both, second=opened.second)).pixels
    np.testing.assert_array_equal(refocused, expected)
    with pytest.raises(UsageError, match="needs two aligned views"):
        run(engine.restore(run(engine.open(pair_files[0])), (card,), lambda: None))


def test_views_of_two_sizes_are_not_opened(
    engine: Engine, pair_files: tuple[Path, Path], photo_file: Path
):
    with pytest.raises(UsageError, match="differ in size"):
        run(engine.open(pair_files[0], photo_file))

"""Large photos are restored at half their size first."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mirstudio.errors import UsageError
from mirstudio.imaging.photo import Photo
from mirstudio.imaging.resample import halve, resize
from mirstudio.networks.registry import recognize
from mirstudio.progress import run
from mirstudio.restoration import restore as restore_module
from mirstudio.restoration.coarse import COARSE, FINE, coarse_first, count_tiles, halved_view
from mirstudio.restoration.device import choose_device
from mirstudio.restoration.library import Card, read_card
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.restore import Restoration, restore, restore_and_account
from mirstudio.restoration.steps import restore_in_steps
from mirstudio.restoration.tile_cache import TileCache
from mirstudio.restoration.tile_progress import TileProgress
from mirstudio.restoration.tiling import Region
from tests.networks.seeded_weights import manifest_of, seeded_weights
from tests.networks.variants import SMALL

RNG = np.random.default_rng(0)
PHOTO = Photo(RNG.random((95, 161, 3), dtype=np.float32), RNG.random((95, 161), dtype=np.float32))
"""Of 0.0153 megapixels and odd sides; a quarter of it is 0.0039."""


def model_with(above: float, name: str = "mprnet_packed", **card: int) -> RestorationModel:
    weights = seeded_weights(manifest_of(SMALL[name][1]), 2)
    known = replace(Card("small", Path("small.safetensors"), coarse_above=above), **card)
    return RestorationModel(weights, recognize(weights), known, choose_device("cpu"), "fp32")


def restored(
    model: RestorationModel,
    photo: Photo = PHOTO,
    tile: int = 512,
    in_view: Callable[[], Region | None] | None = None,
    cache: TileCache | None = None,
) -> tuple[Photo, list[TileProgress]]:
    """What comes of a photo, and what was told on the way."""
    told: list[TileProgress] = []
    work = restore(photo, model, tile, in_view, cache=cache)
    return run(work, lambda progress: told.append(progress)), told


def once(pixels: np.ndarray) -> np.ndarray:
    return run(restore(Photo(pixels), model_with(0), 512)).pixels


def changed_at_half(pixels: np.ndarray) -> np.ndarray:
    half = halve(pixels)
    height, width = half.shape[:2]
    change = resize(once(half) - half, 2 * width, 2 * height)
    return pixels + change[: pixels.shape[0], : pixels.shape[1]]


def test_what_changes_at_half_the_size_is_added_before_the_network_runs() -> None:
    photo, _ = restored(model_with(0.01))
    expected = once(changed_at_half(PHOTO.pixels))
    assert np.allclose(photo.pixels, expected, atol=1e-5)
    assert np.abs(expected - once(PHOTO.pixels)).max() > 1e-3
    assert photo.alpha is PHOTO.alpha


def test_a_photo_is_halved_until_it_is_small_enough() -> None:
    photo, told = restored(model_with(0.0038))
    half = halve(PHOTO.pixels)
    smaller = changed_at_half(half)
    change = resize(once(smaller) - half, 2 * half.shape[1], 2 * half.shape[0])
    expected = once(PHOTO.pixels + change[:95, :161])
    assert np.allclose(photo.pixels, expected, atol=1e-5)
    assert {one.total for one in told} == {3}


@pytest.mark.parametrize("above", [0.0, 0.0153])
def test_smaller_photos_and_other_models_run_once(above: float) -> None:
    photo, told = restored(model_with(above))
    assert np.array_equal(photo.pixels, once(PHOTO.pixels))
    assert {one.total for one in told} == {1}
    assert {one.note for one in told} == {""}


def test_what_enlarges_or_takes_two_views_runs_once() -> None:
    for name in ("dasr_x2", "mirnetv2_pair"):
        assert not coarse_first(10_000, 10_000, model_with(0.01, name))
    assert coarse_first(10_000, 10_000, model_with(0.01))


@pytest.mark.parametrize(
    ("name", "window"), [("mprnet_packed", 0), ("mprnet", 48), ("mirnetv2", 0)]
)
def test_tiles_do_not_show(name: str, window: int) -> None:
    model = model_with(0.003, name, window=window)
    whole, tiled = restored(model)[0].pixels, restored(model, tile=48)[0].pixels
    assert np.abs(whole - tiled).max() < 2e-3 * (whole - PHOTO.pixels).std()


def test_tiles_of_all_sizes_are_counted() -> None:
    model = model_with(0.01)
    _, told = restored(model, tile=48)
    total = count_tiles(161, 95, model, 48)
    assert {one.total for one in told} == {total}
    done = [one.done for one in told]
    assert done == sorted(done) and done[-1] == total
    notes = [one.note for one in told]
    assert notes == sorted(notes) and set(notes) == {COARSE, FINE}
    steps = list(restore_in_steps(PHOTO, [model, model], [48, 48]))
    assert {one.total for one in steps} == {2 * total}


def test_who_looks_sees_the_coarse_first() -> None:
    seen = Region(100, 60, 50, 30)
    _, told = restored(model_with(0.01), tile=48, in_view=lambda: seen)
    shown = [one for one in told if one.pixels is not None and one.region is not None]
    for one in shown:
        assert one.pixels is not None and one.region is not None
        assert one.pixels.shape[:2] == (one.region.height, one.region.width)
        assert one.region.right <= PHOTO.width and one.region.bottom <= PHOTO.height
        assert one.provisional or FINE in one.note
    coarse = [one for one in shown if COARSE in one.note]
    assert shown[: len(coarse)] == coarse
    first = coarse[0].region
    assert first is not None and not first.distance(seen)


def test_a_second_view_too_many_is_refused_at_once() -> None:
    with pytest.raises(UsageError):
        next(restore(PHOTO, model_with(0.01), second=PHOTO))


def test_a_view_is_halved_to_what_shows_all_of_it() -> None:
    ask = halved_view(lambda: Region(3, 4, 6, 5))
    assert ask is not None and ask() == Region(1, 2, 4, 3)
    blind = halved_view(lambda: None)
    assert halved_view(None) is None and blind is not None and blind() is None


def test_what_was_kept_need_not_run_again(tmp_path: Path) -> None:
    cache = TileCache(tmp_path, 10**8)
    first, _ = restored(model_with(0.01), tile=48, cache=cache)
    entries = set(tmp_path.rglob("*"))
    again, told = restored(model_with(0.01), tile=48, cache=cache)
    assert np.array_equal(first.pixels, again.pixels)
    assert set(tmp_path.rglob("*")) == entries and told[-1].done == told[-1].total


def test_what_happens_to_both_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    sides = iter((32, 0, 48))

    def simulated(photo: Photo, *_: object) -> Iterator[TileProgress]:
        yield TileProgress(0, 1)
        return Restoration(photo, (f"{photo.width} pixels were too many.",), next(sides))

    monkeypatch.setattr(restore_module, "_restore_once", simulated)
    whole = run(restore_and_account(PHOTO, model_with(0.0038), 64))
    assert whole.incidents == tuple(f"{side} pixels were too many." for side in (41, 81, 161))
    assert whole.largest_tile == 32


def test_to_cancel_closes_what_runs() -> None:
    work = restore(PHOTO, model_with(0.01), 48)
    assert next(work).note == COARSE
    work.close()
    with pytest.raises(StopIteration):
        next(work)


def test_a_card_says_from_where_on(tmp_path: Path) -> None:
    card = tmp_path / "rain.toml"
    text = 'title = "Rain"\ntask = "derain"\nlicence = "?"\ncommercial = false\n'
    for line, above in (("", 0), ("coarse_above = 2\n", 2)):
        card.write_text(text + line, encoding="utf-8")
        assert read_card(card).coarse_above == above

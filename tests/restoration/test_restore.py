"""The same picture whatever the tiles, with everything about the photo kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from mirstudio.imaging.brightness import brighten, find_gain
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.imaging.resample import resize
from mirstudio.progress import run
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.pictures import cut
from mirstudio.restoration.restore import SKETCHED, TileProgress, plan, restore
from mirstudio.restoration.statistics import plan_sample
from mirstudio.restoration.tiling import Region
from tests.restoration.stand_ins import noisy_photo, tiny_in_stages, tiny_model


def levels(pixels: Pixels) -> np.ndarray:
    return np.rint(pixels.clip(0, 1) * 255)


def network_output(model: RestorationModel, photo: Photo) -> Pixels:
    """What the bare network makes of a photo whose sides are multiples of its own."""
    x = torch.from_numpy(photo.pixels).permute(2, 0, 1)[None]
    with torch.inference_mode():
        return model._network(x)[0].permute(1, 2, 0).numpy()


def test_one_tile_equals_the_bare_network() -> None:
    model, photo = tiny_model(), noisy_photo(96, 64)
    restored = run(restore(photo, model))
    np.testing.assert_allclose(restored.pixels, network_output(model, photo), atol=2e-6)
    assert np.abs(restored.pixels - photo.pixels).max() > 0.1


@pytest.mark.parametrize("tile", [64, 96, 200])
def test_tiles_equal_the_bare_network(tile: int) -> None:
    model, photo = tiny_model(), noisy_photo(256, 160)
    restored = run(restore(photo, model, tile=tile))
    whole = network_output(model, photo)
    assert (levels(restored.pixels) == levels(whole)).mean() > 0.999
    assert np.abs(restored.pixels - whole).max() < 1 / 255


def test_tiles_that_pool_over_themselves_would_not(monkeypatch: pytest.MonkeyPatch) -> None:
    model, photo = tiny_model(), noisy_photo(256, 160)
    whole = network_output(model, photo)
    monkeypatch.setattr(model, "pools", False)
    alone = run(restore(photo, model, tile=64))
    assert (levels(alone.pixels) == levels(whole)).mean() < 0.99


@pytest.fixture
def sampled_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Statistics are sampled where else the whole photo would be its own sample."""
    monkeypatch.setattr("mirstudio.restoration.plan.EXACT_PIXELS", 500_000)


@pytest.mark.usefixtures("sampled_early")
def test_sampled_statistics_stay_near_the_whole_photos() -> None:
    model, photo = tiny_model(), noisy_photo(1024, 768)
    assert not plan(photo, model).sample.exact
    restored = run(restore(photo, model, tile=512))
    assert np.abs(restored.pixels - network_output(model, photo)).max() < 1.5 / 255


@pytest.mark.usefixtures("sampled_early")
def test_tile_size_does_not_show_where_statistics_are_sampled() -> None:
    model, photo = tiny_model(), noisy_photo(900, 700)
    small, large = (run(restore(photo, model, tile=tile)).pixels for tile in (128, 512))
    assert (levels(small) == levels(large)).mean() > 0.999


def test_a_moving_view_does_not_change_a_bit() -> None:
    model, photo = tiny_model(), noisy_photo(256, 160)
    rng = np.random.default_rng(3)

    def somewhere() -> Region:
        return Region(int(rng.integers(250)), int(rng.integers(150)), 5, 5)

    straight = run(restore(photo, model, tile=64)).pixels
    for _ in range(2):
        assert (run(restore(photo, model, tile=64, in_view=somewhere)).pixels == straight).all()


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (3, 5), (9, 1), (1, 40), (13, 700)])
def test_odd_sizes_are_restored_at_their_own_size(size: tuple[int, int]) -> None:
    photo = noisy_photo(*size)
    restored = run(restore(photo, tiny_model(), tile=64))
    assert restored.pixels.shape == photo.pixels.shape
    assert np.isfinite(restored.pixels).all()


def test_everything_else_is_kept_and_the_original_untouched() -> None:
    photo = replace(noisy_photo(40, 24), bit_depth=16, alpha=np.full((24, 40), 0.5, np.float32))
    before = photo.pixels.copy()
    restored = run(restore(photo, tiny_model()))
    assert restored.bit_depth == 16 and restored.alpha is photo.alpha
    assert (photo.pixels == before).all()


def test_a_network_that_keeps_the_size_enlarges_by_its_card() -> None:
    model = tiny_model()
    model.card = replace(model.card, scale=3)
    photo = replace(noisy_photo(40, 24), alpha=np.full((24, 40), 0.5, np.float32))
    views = [Region(30, 10, 5, 5)]
    begun: list[Region] = []
    restored = run(
        restore(photo, model, tile=32, in_view=lambda: views[0]),
        lambda p: begun.append(p.region) if isinstance(p, TileProgress) and p.region else None,
    )
    assert model.scale == 3 and restored.pixels.shape == (72, 120, 3)
    assert restored.alpha is not None and restored.alpha.shape == (72, 120)
    assert begun[0].distance(Region(90, 30, 15, 15)) == 0
    enlarged = resize(photo.pixels, 120, 72)
    np.testing.assert_allclose(
        restored.pixels, network_output(model, Photo(enlarged)), atol=1 / 255
    )


def test_grey_stays_exactly_grey() -> None:
    pixels = np.repeat(noisy_photo(40, 24).pixels[..., :1], 3, axis=2)
    restored = run(restore(Photo(pixels, grey=True), tiny_model()))
    assert (restored.pixels == restored.pixels[..., :1]).all()


def test_progress_names_each_tile_and_carries_its_pixels() -> None:
    model, photo = tiny_model(), noisy_photo(200, 130)
    work = restore(photo, model, tile=64)
    shown = np.full(photo.pixels.shape, np.nan, np.float32)
    while True:
        try:
            progress = next(work)
        except StopIteration as end:
            restored = end.value
            break
        assert isinstance(progress, TileProgress)
        if progress.region is not None and progress.pixels is not None:
            shown[progress.region.slices] = progress.pixels
    assert progress.done == progress.total == len(plan(photo, model, 64).grid.tiles())
    np.testing.assert_allclose(shown, restored.pixels, atol=1 / 255)


WIDE = noisy_photo(300, 140)


def told(model: RestorationModel, view: Region | None) -> tuple[Pixels, list[TileProgress]]:
    """What comes out, and every tile on the way that had pixels."""
    tiles: list[TileProgress] = []

    def hear(progress: object) -> None:
        if isinstance(progress, TileProgress) and progress.pixels is not None:
            tiles.append(progress)

    restored = run(restore(WIDE, model, 64, (lambda: view) if view else None), hear)
    return restored.pixels, tiles


def test_a_network_in_stages_shows_its_first_one_first() -> None:
    unseen, tiles = told(tiny_in_stages(), None)
    assert not any(tile.provisional for tile in tiles)
    restored, shown = told(tiny_in_stages(), tiles[0].region)
    sketched = [tile for tile in shown if tile.provisional]
    assert shown[: len(sketched)] == sketched and 1 <= len(sketched) < len(tiles)
    assert {tile.note for tile in sketched} == {"preview"}
    assert np.array_equal(restored, unseen)
    # It is what the network stopped there would make of the whole photo.
    _, rough = told(tiny_in_stages(1), None)
    finals = {tile.region: tile.pixels for tile in rough}
    for tile in sketched:
        assert np.array_equal(tile.pixels, finals[tile.region])


def test_few_tiles_are_sketched_and_none_where_one_stage_is_all() -> None:
    everywhere = Region(0, 0, WIDE.width, WIDE.height)
    _, shown = told(tiny_in_stages(), everywhere)
    assert sum(tile.provisional for tile in shown) == SKETCHED < len(shown) - SKETCHED
    assert not any(tile.provisional for tile in told(tiny_in_stages(1), everywhere)[1])
    assert tiny_model().rough is None


def test_to_cancel_is_to_stop_asking() -> None:
    work = restore(noisy_photo(200, 130), tiny_model(), tile=64)
    next(work)
    next(work)
    work.close()
    with pytest.raises(StopIteration):
        next(work)


def test_bf16_stays_near_float32() -> None:
    photo = noisy_photo(96, 64)
    full, half = (run(restore(photo, tiny_model(precision=p))).pixels for p in ("fp32", "bf16"))
    changed = np.abs(full - photo.pixels).mean()
    assert 0 < np.abs(full - half).mean() < 0.01 * changed


def test_cut_mirrors_beyond_the_photo() -> None:
    pixels = np.arange(12, dtype=np.float32).reshape(1, 4, 3).repeat(3, 0)
    padded = cut(pixels, Region(0, 0, 6, 5))
    assert padded.shape == (5, 6, 3)
    assert (padded[0, :, 0] == [0, 3, 6, 9, 6, 3]).all()
    assert (cut(pixels[:1, :1], Region(0, 0, 3, 2)) == pixels[0, 0]).all()


def test_dark_photos_are_brightened_alike_in_all_tiles():
    model = tiny_model()
    model.card = replace(model.card, brightness=0.4)
    photo = noisy_photo(160, 128)
    photo = photo.with_pixels(photo.pixels * np.float32(0.1))
    gain = find_gain(photo.pixels, 0.4)
    bright = photo.with_pixels(brighten(photo.pixels, gain))
    expected = run(restore(bright, tiny_model(), tile=256))
    whole = run(restore(photo, model, tile=256))
    np.testing.assert_allclose(whole.pixels, expected.pixels, atol=1e-4)
    tiled = run(restore(photo, model, tile=64))
    assert np.abs(tiled.pixels - whole.pixels).mean() < 0.01


def test_networks_without_statistics_brighten_all_tiles_alike():
    model = tiny_model()
    model.card, model.pools = replace(model.card, brightness=0.4), False
    photo = noisy_photo(160, 128)  # dark on the left, so that tiles alone would differ
    sample = plan(photo, model, 64).sample
    assert model.prepare([photo], sample).gain == pytest.approx(
        find_gain(photo.pixels, 0.4), rel=0.05
    )


def test_every_sample_of_a_photo_finds_the_same_brightness():
    model = tiny_model()
    model.card, model.pools = replace(model.card, brightness=0.4), False
    photo = noisy_photo(600, 400)
    samples = [plan_sample(600, 400, budget, 8, 8) for budget in (50_000, 100_000)]
    first, second = (model.prepare([photo], sample).gain for sample in samples)
    assert first == second == pytest.approx(find_gain(photo.pixels, 0.4), rel=0.01)

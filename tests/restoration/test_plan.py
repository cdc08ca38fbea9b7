"""What is settled before the first tile, and what it costs in pixels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mirstudio.imaging.photo import Photo
from mirstudio.restoration.device import Device
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.plan import choose_tile, plan
from tests.restoration.stand_ins import tiny_model, tiny_steered


def photo_of(width: int, height: int) -> Photo:
    """A photo that takes no memory to speak of."""
    return Photo(np.broadcast_to(np.float32(0.5), (height, width, 3)))


def model_with(pixels_at_once: int, overlap: int = 32) -> RestorationModel:
    """A model that is told how much memory there is."""
    model = tiny_model()
    model.architecture = replace(model.architecture, overlap=overlap)
    model.pixels_at_once = model.sample_at_once = model.whole_at_once = pixels_at_once
    return model


@pytest.mark.parametrize("size", [(3000, 2000), (6000, 4000), (4000, 6000), (12_240, 8_160)])
@pytest.mark.parametrize("overlap", [32, 48])
def test_overlaps_cost_a_quarter_at_most(size: tuple[int, int], overlap: int) -> None:
    settled = plan(photo_of(*size), model_with(10_000_000, overlap))
    assert 0.1 < settled.overlap_share <= 0.25


def test_statistics_cost_a_tenth_at_most() -> None:
    assert plan(photo_of(6000, 4000), model_with(10_000_000)).sample_share <= 0.1


def test_settling_takes_no_longer_than_a_tile() -> None:
    settled = plan(photo_of(6000, 4000), model_with(10_000_000))
    assert settled.sample.pixels <= (768 + 2 * (32 + 8)) ** 2


def test_shares_are_counted_in_pixels() -> None:
    settled = plan(photo_of(256, 64), model_with(10_000_000), tile=128)
    grid = settled.grid
    inner = 128 + grid.taper + grid.overlap
    assert settled.overlap_share == 2 * inner / 256 - 1
    assert settled.sample_share == 1


@pytest.mark.parametrize("size", [(1536, 1024), (1600, 1024), (3000, 2000)])
def test_the_sample_does_not_depend_on_the_tiles(size: tuple[int, int]) -> None:
    model = model_with(10_000_000)
    samples = {plan(photo_of(*size), model, tile).sample for tile in (128, 512, 10_000, None)}
    assert len(samples) == 1


@pytest.mark.parametrize("size", [(768, 512), (1536, 1024), (4000, 300)])
def test_a_small_photo_is_its_own_sample_and_not_cut(size: tuple[int, int]) -> None:
    settled = plan(photo_of(*size), model_with(10_000_000))
    assert settled.alone
    # Small tiles were wished, or memory is short.
    cut = plan(photo_of(*size), model_with(10_000_000), tile=256)
    assert cut.sample == settled.sample and not cut.alone
    assert not plan(photo_of(1536, 1024), model_with(600_000)).sample.exact


def test_a_network_that_is_steered_needs_memory_for_its_encoder_alone() -> None:
    model = model_with(10_000_000)
    model.whole_at_once = 300_000
    settled = plan(photo_of(1536, 1024), model)
    assert settled.sample.exact and not settled.alone
    steered = tiny_steered()
    assert steered.sample_at_once > steered.whole_at_once
    assert tiny_model().sample_at_once == tiny_model().whole_at_once


def test_short_memory_means_smaller_tiles_and_samples() -> None:
    assert choose_tile(model_with(10_000_000)) == 768
    assert choose_tile(model_with(300_000)) == 448
    assert choose_tile(model_with(1000)) == 128
    photo = photo_of(6000, 4000)
    roomy, narrow = (plan(photo, model_with(n)).sample.pixels for n in (10_000_000, 400_000))
    assert narrow <= 400_000 < roomy <= 700_000


def test_free_memory_is_what_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    sides: list[int] = []
    for free in (1 << 34, 1 << 26):
        monkeypatch.setattr(Device, "free_memory", lambda self, free=free: free)
        sides.append(choose_tile(tiny_model()))
    assert sides[0] == 768 > sides[1] >= 128


def test_a_first_look_is_small_beside_the_sample() -> None:
    model = model_with(10_000_000)
    for tile in (None, 256):
        settled = plan(photo_of(6000, 4000), model, tile)
        look = settled.first_look
        assert look is not None and look.first_look is None
        side = max(look.grid.tile_width, look.grid.tile_height)
        # The sample, then the tile, margins included: a third of the whole sample.
        assert side <= 256 and look.sample.pixels <= (side + 2 * (32 + 8) + 8) ** 2
        assert 3 * 2 * look.sample.pixels <= settled.sample.pixels
    assert plan(photo_of(450, 400), model, tile=512).first_look is None


def test_a_dark_photo_has_no_first_look() -> None:
    model = model_with(10_000_000)
    model.card = replace(model.card, brightness=0.4)
    assert plan(photo_of(6000, 4000), model, tile=256).first_look is None

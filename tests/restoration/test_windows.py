"""Pooling over windows: what a place sees, and what it costs."""

from pathlib import Path

import numpy as np
import pytest
import torch

from mirstudio.imaging.photo import Photo
from mirstudio.networks.layers import MeanPooling
from mirstudio.networks.registry import recognize
from mirstudio.progress import run
from mirstudio.restoration.device import choose_device
from mirstudio.restoration.library import Card
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.plan import plan
from mirstudio.restoration.restore import restore
from mirstudio.restoration.statistics import taped
from mirstudio.restoration.windows import CELL, LocalWindows
from tests.networks.seeded_weights import manifest_of, seeded_weights
from tests.networks.variants import SMALL


def model_with(window: int, name: str = "mprnet_packed") -> RestorationModel:
    weights = seeded_weights(manifest_of(SMALL[name][1]), 2)
    card = Card("small", Path("small.safetensors"), window=window)
    return RestorationModel(weights, recognize(weights), card, choose_device("cpu"), "fp32")


def test_a_cell_meets_the_mean_of_its_window():
    x = torch.rand(1, 2, 6 * CELL, 7 * CELL)
    means = LocalWindows(3 * CELL, 7 * CELL)(MeanPooling().pool, [x])
    assert means.shape == (1, 2, 6, 7)
    inside = x[..., CELL : 4 * CELL, 2 * CELL : 5 * CELL].mean((2, 3))
    torch.testing.assert_close(means[..., 2, 3], inside)
    corner = x[..., : 2 * CELL, : 2 * CELL].mean((2, 3))
    torch.testing.assert_close(means[..., 0, 0], corner)


@pytest.mark.parametrize("shrunk", [2, 4])
def test_maps_of_lower_resolution_have_the_same_cells(shrunk: int):
    x = torch.rand(1, 1, 4 * CELL, 4 * CELL)
    small = torch.nn.functional.avg_pool2d(x, shrunk)
    windows = LocalWindows(3 * CELL, 4 * CELL)
    pool = MeanPooling().pool
    torch.testing.assert_close(windows(pool, [small]), windows(pool, [x]))


def test_a_window_as_large_as_the_photo_pools_over_all_of_it():
    model = model_with(0)
    network = model._network
    x = torch.rand(1, 3, 2 * CELL, 2 * CELL)
    with torch.inference_mode():
        whole = network(x)
        with taped(network, LocalWindows(5 * CELL, 2 * CELL)):
            torch.testing.assert_close(network(x), whole, atol=1e-5, rtol=1e-5)
        with taped(network, LocalWindows(CELL, 2 * CELL)):
            assert (network(x) - whole).abs().max() > 1e-4


def test_what_is_far_away_changes_nothing():
    rng = np.random.default_rng(0)
    pixels = rng.random((64, 512, 3), dtype=np.float32)
    other = pixels.copy()
    other[:, 400:] *= 0.2
    near = [run(restore(Photo(p), model_with(48), tile=512)).pixels for p in (pixels, other)]
    far = [run(restore(Photo(p), model_with(0), tile=512)).pixels for p in (pixels, other)]
    left = np.s_[:, :96]
    assert np.abs(near[0][left] - near[1][left]).max() < 1e-5
    assert np.abs(far[0][left] - far[1][left]).max() > 1e-4


def test_nothing_is_settled_and_nothing_comes_twice():
    model, pooling = model_with(48, "mprnet"), model_with(0, "mprnet")
    photo = Photo(np.broadcast_to(np.float32(0), (3000, 4000, 3)))
    settled = plan(photo, model, 256)
    assert settled.first_look is None and plan(photo, pooling, 256).first_look is not None
    assert model.prepare([photo], settled.sample).statistics == ()


def test_tiles_lie_between_cells_and_see_a_quarter_of_a_window_more():
    plain, windowed = model_with(0, "mprnet").architecture, model_with(144, "mprnet").architecture
    assert plain.size_multiple % CELL != 0 and windowed.size_multiple % CELL == 0
    assert windowed.overlap == plain.overlap + 32


def test_networks_that_pool_otherwise_take_no_notice():
    assert model_with(48, "mirnetv2").pools and model_with(48, "mirnetv2").windows(64) is None

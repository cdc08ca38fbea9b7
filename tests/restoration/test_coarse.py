"""Large photos are restored at half their size first."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn.functional import avg_pool2d, interpolate

from benchmarks.agreement import compare
from mirstudio.imaging.photo import Photo
from mirstudio.networks.registry import recognize
from mirstudio.progress import run
from mirstudio.restoration.device import choose_device
from mirstudio.restoration.library import Card, read_card
from mirstudio.restoration.memoir import Memoir
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.plan import choose_tile, plan
from mirstudio.restoration.restore import restore
from mirstudio.restoration.steps import restore_in_steps
from mirstudio.restoration.tile_cache import TileCache
from tests.networks.seeded_weights import manifest_of, seeded_weights
from tests.networks.variants import SMALL

PHOTO = Photo(np.random.default_rng(0).random((96, 160, 3), dtype=np.float32))
"""Of 0.015 megapixels."""


def model_with(above: float, name: str = "mprnet_packed", **card: int) -> RestorationModel:
    weights = seeded_weights(manifest_of(SMALL[name][1]), 2)
    known = replace(Card("small", Path("small.safetensors"), coarse_above=above), **card)
    return RestorationModel(weights, recognize(weights), known, choose_device("cpu"), "fp32")


def restored(model: RestorationModel, tile: int = 512) -> np.ndarray:
    return run(restore(PHOTO, model, tile)).pixels


def test_what_changes_at_half_the_size_is_added_before_the_network_runs() -> None:
    model = model_with(0.01)
    x = torch.from_numpy(PHOTO.pixels).permute(2, 0, 1)[None]
    with torch.inference_mode():
        half = avg_pool2d(x, 2)
        change = model._network(half) - half
        larger = interpolate(change, scale_factor=2, mode="bilinear")
        expected = model._network(x + larger)[0].permute(1, 2, 0).numpy()
    assert np.allclose(restored(model), expected, atol=1e-5)
    assert np.abs(restored(model) - restored(model_with(0))).max() > 1e-3


@pytest.mark.parametrize("above", [0.0, 0.0154])
def test_smaller_photos_and_other_models_run_once(above: float) -> None:
    model = model_with(above)
    assert model.suited_to(PHOTO) is model
    assert model_with(0.0153).suited_to(PHOTO).coarse_first


def test_what_enlarges_or_takes_two_views_runs_once() -> None:
    for name in ("dasr_x2", "mirnetv2_pair"):
        assert not model_with(0.01, name).suited_to(PHOTO).coarse_first


@pytest.mark.parametrize(
    ("name", "window"), [("mprnet_packed", 0), ("mprnet", 48), ("mirnetv2", 0)]
)
def test_tiles_do_not_show(name: str, window: int) -> None:
    model = model_with(0.01, name, window=window)
    whole, tiled = restored(model), restored(model, 64)
    changed = whole - PHOTO.pixels
    assert np.abs(whole - tiled).max() < 2e-3 * changed.std()
    agreement = compare(tiled, whole, plan(PHOTO, model.suited_to(PHOTO), 64).grid)
    assert agreement.same and agreement.seamless


def test_the_first_stage_alone_plays_its_own_statistics() -> None:
    coarse = model_with(0.01).suited_to(PHOTO)
    first = model_with(0.01, stage=1).suited_to(PHOTO)
    settled = plan(PHOTO, coarse, 64)
    prepared = coarse.prepare([PHOTO], settled.sample)
    rough = coarse.rough
    assert rough is not None and rough.coarse_first
    # Of both runs it plays what the first stage asks for.
    count = len(first.prepare([PHOTO], settled.sample).statistics) // 2
    whole = prepared.statistics
    own = (*whole[:count], *whole[len(whole) // 2 :][:count])
    assert len(own) < len(whole)
    sketched = rough([PHOTO], prepared)
    assert np.allclose(sketched, first([PHOTO], replace(prepared, statistics=own)), atol=1e-5)


def test_tiles_are_chosen_alike_for_photos_of_all_sizes() -> None:
    model = model_with(0.01)
    coarse = model.suited_to(PHOTO)
    assert coarse.architecture.overlap > model.architecture.overlap
    assert model.for_the_largest is coarse is coarse.for_the_largest
    assert choose_tile(model) == choose_tile(coarse)
    assert model_with(0).for_the_largest.architecture == model.architecture


def test_it_stays_so_elsewhere_and_more_exactly() -> None:
    model = model_with(0.01)
    coarse = model.suited_to(PHOTO)
    assert coarse.suited_to(PHOTO) is coarse and coarse is model.suited_to(PHOTO)
    assert coarse.on("cpu", "bf16").coarse_first
    assert not model.on("cpu", "bf16").coarse_first


def test_a_cache_tells_both_apart(tmp_path: Path) -> None:
    model = model_with(0.01)
    cache = TileCache(tmp_path, 10**8)
    settled = plan(PHOTO, model.suited_to(PHOTO), 64)
    for one in (model, model.suited_to(PHOTO)):
        memoir = Memoir([PHOTO], one, cache)
        assert memoir.statistics(settled.sample) is None
        memoir.keep_statistics(settled.sample, one.prepare([PHOTO], settled.sample))


def test_tiles_of_steps_are_counted_as_they_run() -> None:
    model = model_with(0.01)
    totals = {told.total for told in restore_in_steps(PHOTO, [model, model], [64, 64])}
    assert totals == {2 * len(plan(PHOTO, model.suited_to(PHOTO), 64).grid.tiles())}


def test_a_card_says_from_where_on(tmp_path: Path) -> None:
    card = tmp_path / "rain.toml"
    text = 'title = "Rain"\ntask = "derain"\nlicence = "?"\ncommercial = false\n'
    for line, above in (("", 0), ("coarse_above = 8\n", 8)):
        card.write_text(text + line, encoding="utf-8")
        assert read_card(card).coarse_above == above

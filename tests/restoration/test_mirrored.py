"""A card may ask for the mean of a photo's restoration and that of its mirror image."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from mirstudio.imaging.photo import Photo
from mirstudio.networks.layers import MeanPooling
from mirstudio.networks.registry import recognize
from mirstudio.progress import run
from mirstudio.restoration.coarse import halved, with_change
from mirstudio.restoration.device import choose_device
from mirstudio.restoration.library import Card, read_card
from mirstudio.restoration.mirrored import Mirrored
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.restore import restore
from mirstudio.restoration.statistics import Player, Recorder, Sample, taped
from mirstudio.restoration.tile_cache import TileCache
from mirstudio.restoration.tiling import Region
from tests.networks.seeded_weights import manifest_of, seeded_weights
from tests.networks.variants import SMALL

RNG = np.random.default_rng(0)
PHOTO = Photo(RNG.random((72, 101, 3), dtype=np.float32))
"""Of a width that is padded on one side."""


def model_of(name: str, mirrored: bool, **known: int) -> RestorationModel:
    weights = seeded_weights(manifest_of(SMALL[name][1]), 2)
    card = replace(Card("small", Path("small.safetensors"), mirrored=mirrored), **known)
    return RestorationModel(weights, recognize(weights), card, choose_device("cpu"), "fp32")


def flipped(photo: Photo) -> Photo:
    return photo.with_pixels(np.ascontiguousarray(photo.pixels[:, ::-1]))


@pytest.mark.parametrize("name", ["mirnet", "mirnetv2", "mprnet_packed"])
def test_the_mean_of_both_is_taken(name: str) -> None:
    # A width that needs no padding, which else lies left of the mirror image.
    photo = Photo(PHOTO.pixels[:64, :96])
    plain = model_of(name, mirrored=False)
    straight = run(restore(photo, plain)).pixels
    other = flipped(run(restore(flipped(photo), plain))).pixels
    assert np.abs(straight - other).max() > 1e-3
    both = run(restore(photo, model_of(name, mirrored=True))).pixels
    assert np.allclose(both, (straight + other) / 2, atol=2e-5)


def test_a_mirrored_photo_comes_out_mirrored() -> None:
    photo = Photo(PHOTO.pixels[:64, :96])
    model = model_of("mprnet_packed", mirrored=True)
    straight = run(restore(photo, model)).pixels
    other = flipped(run(restore(flipped(photo), model))).pixels
    assert np.allclose(straight, other, atol=2e-5)


def test_a_sample_counts_the_same_places_both_ways() -> None:
    # Of the first patch the left half counts, of the second all.
    weights = torch.ones(2, 1, 8, 8)
    weights[0, :, :, 4:] = 0
    recorder = Recorder(weights)
    network = Mirrored(MeanPooling())
    x = torch.rand(2, 3, 8, 8)
    with taped(network, recorder):
        mean = network(x)
        again = network(x)
    straight, mirrored = recorder.values[:2]
    expected = (x * weights).sum((0, 2, 3)) / weights.sum()
    assert torch.allclose(straight.flatten(), expected)
    assert torch.allclose(mirrored.flatten(), expected)
    assert torch.equal(mean, again)
    with taped(network, Player(recorder.values[:2])):
        assert torch.equal(network(torch.zeros(1, 3, 4, 4)), mean)


def test_what_is_shown_first_is_one_pass_of_one_stage() -> None:
    plain, both = (model_of("mprnet_packed", mirrored) for mirrored in (False, True))
    sample = Sample(96, 64, (Region(0, 0, 96, 64),), 0)
    photo = Photo(PHOTO.pixels[:64, :96])
    first = [model.prepare([photo], sample) for model in (plain, both)]
    assert len(first[1].statistics) == 2 * len(first[0].statistics)
    assert plain.rough is not None and both.rough is not None
    expected, shown = plain.rough([photo], first[0]), both.rough([photo], first[1])
    assert np.allclose(shown, expected, atol=1e-6)
    assert not np.allclose(shown, both([photo], first[1]), atol=1e-3)


def test_what_is_coarse_is_restored_one_way() -> None:
    photo = Photo(PHOTO.pixels[:64, :96])
    plain, both = (model_of("mprnet_packed", mirrored) for mirrored in (False, True))
    half = halved(photo)
    begun = with_change(photo, half, run(restore(half, plain)))
    expected = run(restore(begun, both)).pixels
    coarse = model_of("mprnet_packed", mirrored=True)
    coarse.card = replace(coarse.card, coarse_above=0.005)
    assert np.allclose(run(restore(photo, coarse)).pixels, expected, atol=2e-5)
    assert not np.allclose(expected, run(restore(photo, both)).pixels, atol=1e-3)
    assert plain.one_way() is plain


def test_what_is_kept_of_one_is_not_given_for_the_other(tmp_path: Path) -> None:
    cache = TileCache(tmp_path / "tiles", 1 << 30)
    plain, both = (
        run(restore(PHOTO, model_of("mprnet_packed", mirrored), cache=cache)).pixels
        for mirrored in (False, True)
    )
    assert np.abs(plain - both).max() > 1e-3
    again = run(restore(PHOTO, model_of("mprnet_packed", mirrored=True), cache=cache)).pixels
    assert np.array_equal(again, both)


@pytest.mark.parametrize("name", ["mirnetv2_pair", "dasr_x2"])
def test_two_views_and_steered_networks_are_left_alone(name: str) -> None:
    views = 2 if name == "mirnetv2_pair" else 1
    second = flipped(PHOTO) if views == 2 else None
    plain, asked = (
        run(restore(PHOTO, model_of(name, mirrored, views=views), second=second)).pixels
        for mirrored in (False, True)
    )
    assert np.array_equal(plain, asked)


def test_a_card_asks_for_it(tmp_path: Path) -> None:
    card = tmp_path / "mine.toml"
    for line, asked in (("", False), ("mirrored = true\n", True)):
        card.write_text(
            f'title = "Mine"\ntask = "derain"\nlicence = "MIT"\ncommercial = true\n{line}'
        )
        assert read_card(card).mirrored is asked

"""A blur that the user assumes takes the place of what the photo tells."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from mirstudio.errors import UsageError
from mirstudio.imaging.leaves import blurred_leaves
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.progress import run
from mirstudio.restoration.chain import assumes_blur
from mirstudio.restoration.library import Card
from mirstudio.restoration.model import REFERENCE, RestorationModel
from mirstudio.restoration.restore import restore
from mirstudio.restoration.steps import assuming_blur
from mirstudio.restoration.tile_cache import TileCache
from tests.restoration.stand_ins import noisy_photo, tiny_model, tiny_steered

PHOTO = noisy_photo(160, 96)


@pytest.fixture
def model() -> RestorationModel:
    return tiny_steered()


def enlarged(
    photo: Photo, model: RestorationModel, tile: int = 256, cache: TileCache | None = None
) -> Pixels:
    return run(restore(photo, model, tile, cache=cache)).pixels


def test_it_is_what_the_network_makes_of_the_embedding_of_that_blur(model: RestorationModel):
    network = model._network
    picture = blurred_leaves(REFERENCE, 2, 0.6 * 2)
    as_tensor = torch.from_numpy(picture.transpose(2, 0, 1).copy())[None] * 255
    photo = torch.from_numpy(PHOTO.pixels.clip(0, 1).transpose(2, 0, 1).copy())[None] * 255
    with torch.inference_mode():
        expected = network(photo, network.embed(as_tensor))[0].permute(1, 2, 0).numpy() / 255
    within = Photo(PHOTO.pixels.clip(0, 1))
    np.testing.assert_allclose(enlarged(within, model.assuming(0.6)), expected, atol=1e-5)


def test_every_blur_gives_another_photo_and_none_gives_its_own(model: RestorationModel):
    own, sharp, soft = (enlarged(PHOTO, model.assuming(blur)) for blur in (None, 0.1, 0.9))
    assert np.abs(sharp - soft).max() > 1e-4
    assert np.abs(own - sharp).max() > 1e-4
    np.testing.assert_array_equal(enlarged(PHOTO, model.assuming(0.9).assuming(None)), own)


def test_tiles_share_it(model: RestorationModel):
    steered = model.assuming(0.5)
    whole = enlarged(PHOTO, steered)
    np.testing.assert_allclose(enlarged(PHOTO, steered, tile=64), whole, atol=2e-3)


def test_it_holds_wherever_the_model_runs(model: RestorationModel):
    elsewhere = model.assuming(0.5).on("cpu", "bf16")
    assert elsewhere.blur == 0.5
    assert model.on("cpu", "bf16").blur is None


def test_the_cache_tells_blurs_apart(tmp_path: Path, model: RestorationModel):
    cache = TileCache(tmp_path)
    sharp = enlarged(PHOTO, model.assuming(0.1), 64, cache)
    soft = enlarged(PHOTO, model.assuming(0.9), 64, cache)
    own = enlarged(PHOTO, model, 64, cache)
    assert (sharp != soft).any() and (own != soft).any()
    np.testing.assert_array_equal(enlarged(PHOTO, model.assuming(0.1), 64, cache), sharp)


def test_what_nothing_steers_is_itself():
    model = tiny_model()
    assert not model.steered and model.assuming(0.5) is model


def test_a_chain_needs_one_that_is_steered(model: RestorationModel):
    denoiser = tiny_model()
    assert [one.blur for one in assuming_blur([denoiser, model], 0.4)] == [None, 0.4]
    assert assuming_blur([denoiser], None) == [denoiser]
    with pytest.raises(UsageError, match="No blur can be assumed for “tiny”"):
        assuming_blur([denoiser], 0.4)


@pytest.mark.parametrize(
    ("architecture", "variant", "makes_sense"),
    [
        ("dasr", "blind", True),
        ("dasr", "research", True),
        ("dasr", "clean", False),
        ("", "", False),
    ],
)
def test_cards_tell_where_it_makes_sense(architecture: str, variant: str, makes_sense: bool):
    card = Card("one", Path("one"), architecture=architecture, variant=variant)
    assert assumes_blur([Card("other", Path("other")), card]) == makes_sense

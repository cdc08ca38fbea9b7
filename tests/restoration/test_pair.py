"""Two views of one photo go through every step together; the left one says what is kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from mirstudio.errors import UsageError
from mirstudio.imaging.color import from_srgb, to_srgb
from mirstudio.imaging.photo import Metadata, Photo, Pixels
from mirstudio.imaging.profile import adobe_rgb_profile
from mirstudio.progress import run
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.restore import plan, restore
from tests.restoration.stand_ins import noisy_photo, tiny_model

ADOBE = adobe_rgb_profile()


def pair(width: int, height: int) -> tuple[Photo, Photo]:
    """Two views that differ as much as two photos of a scene can."""
    return noisy_photo(width, height, 1), noisy_photo(width, height, 2)


def network_output(model: RestorationModel, left: Pixels, right: Pixels) -> Pixels:
    """What the bare network makes of left RGB followed by right RGB."""
    x = torch.from_numpy(np.concatenate([left, right], axis=2)).permute(2, 0, 1)[None]
    with torch.inference_mode():
        return model._network(x)[0].permute(1, 2, 0).numpy()


def test_one_tile_equals_the_bare_network() -> None:
    model, (left, right) = tiny_model(views=2), pair(96, 64)
    restored = run(restore(left, model, second=right))
    expected = network_output(model, left.pixels, right.pixels)
    np.testing.assert_allclose(restored.pixels, expected, atol=2e-6)
    swapped = run(restore(right, model, second=left))
    assert np.abs(restored.pixels - swapped.pixels).max() > 0.05


@pytest.mark.parametrize("tile", [64, 96, 200])
def test_tiles_equal_the_bare_network(tile: int) -> None:
    model, (left, right) = tiny_model(views=2), pair(256, 160)
    restored = run(restore(left, model, tile, second=right)).pixels
    whole = network_output(model, left.pixels, right.pixels)
    assert np.abs(restored - whole).max() < 1 / 255
    assert np.abs(restored - whole).mean() < 0.01 * whole.std()


def test_statistics_are_sampled_from_both_views(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mirstudio.restoration.plan.EXACT_PIXELS", 500_000)
    model, (left, right) = tiny_model(views=2), pair(900, 700)
    assert not plan(left, model).sample.exact
    small, large = (run(restore(left, model, tile, second=right)).pixels for tile in (256, 512))
    assert np.abs(small - large).max() < 1 / 255
    padding = ((0, 4), (0, 4), (0, 0))
    padded = [np.pad(view.pixels, padding, mode="reflect") for view in (left, right)]
    assert np.abs(large - network_output(model, *padded)[:700, :900]).max() < 1.5 / 255


def test_each_view_comes_from_its_own_colour_space() -> None:
    model, (left, right) = tiny_model(views=2), pair(64, 48)
    # Smoothly inside sRGB, so that nothing goes past the network.
    left = replace(left, pixels=left.pixels * np.float32(0.3) + np.float32(0.4))
    views = replace(left, profile=ADOBE), replace(right, profile=None)
    restored = run(restore(views[0], model, second=views[1])).pixels
    inside = network_output(model, to_srgb(left.pixels, ADOBE), right.pixels)
    np.testing.assert_allclose(restored, from_srgb(inside, ADOBE), atol=1e-5)


def test_the_left_photo_says_what_is_kept() -> None:
    left, right = pair(40, 24)
    left = replace(left, bit_depth=16, metadata=Metadata(xmp=b"left"), profile=ADOBE)
    right = replace(right, metadata=Metadata(xmp=b"right"), alpha=np.ones((24, 40), np.float32))
    before = left.pixels.copy(), right.pixels.copy()
    restored = run(restore(left, tiny_model(views=2), second=right))
    assert restored.metadata.xmp == b"left" and restored.profile == ADOBE
    assert restored.bit_depth == 16 and restored.alpha is None
    assert (left.pixels == before[0]).all() and (right.pixels == before[1]).all()


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (13, 300)])
def test_odd_sizes_are_restored_at_their_own_size(size: tuple[int, int]) -> None:
    left, right = pair(*size)
    restored = run(restore(left, tiny_model(views=2), tile=64, second=right))
    assert restored.pixels.shape == left.pixels.shape
    assert np.isfinite(restored.pixels).all()


def test_broken_tiles_of_a_pair_are_repeated_exactly() -> None:
    left, right = pair(200, 130)
    model = tiny_model(precision="bf16", views=2)
    model._network.register_forward_hook(lambda module, given, y: y * torch.nan)
    notes: list[str] = []
    restored = run(restore(left, model, 64, second=right), lambda p: notes.append(p.note))
    sound = run(restore(left, tiny_model(views=2), 64, second=right))
    assert np.abs(restored.pixels - sound.pixels).max() < 0.05
    assert "A tile holds values that are no numbers on CPU in bf16." in notes


def test_a_single_photo_is_not_enough_for_two_views() -> None:
    with pytest.raises(UsageError, match=r"“tiny” needs two aligned views.*--pair LEFT RIGHT"):
        run(restore(noisy_photo(40, 24), tiny_model(views=2)))


def test_a_pair_is_too_much_for_one_view() -> None:
    left, right = pair(40, 24)
    with pytest.raises(UsageError, match="“tiny” takes single photos, no pair"):
        run(restore(left, tiny_model(), second=right))


def test_views_of_two_sizes_are_refused() -> None:
    with pytest.raises(UsageError, match="40 × 24 on the left, 41 × 24 on the right"):
        run(restore(noisy_photo(40, 24), tiny_model(views=2), second=noisy_photo(41, 24)))

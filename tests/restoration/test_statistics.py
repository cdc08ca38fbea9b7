"""A sample of patches stands for the whole photo, evenly and within its budget."""

from __future__ import annotations

import pytest
import torch

from mirstudio.networks.layers import MeanPooling
from mirstudio.networks.mirnetv2 import ContextPooling
from mirstudio.restoration.statistics import Player, Recorder, plan_sample, taped
from mirstudio.restoration.tiling import Region


def test_a_small_photo_is_its_own_sample() -> None:
    sample = plan_sample(400, 300, budget=200_000, margin=32, multiple=8)
    assert sample.exact and sample.patches == (Region(0, 0, 400, 300),)
    assert (sample.weights() == 1).all()


@pytest.mark.parametrize(
    "size", [(6000, 4000), (4000, 6000), (100_000, 16), (720, 704), (40, 90_000)]
)
def test_patches_keep_the_budget_and_reach_the_ends(size: tuple[int, int]) -> None:
    width, height = size
    sample = plan_sample(width, height, budget=500_000, margin=32, multiple=8)
    patches = sample.patches
    assert not sample.exact
    assert sum(p.width * p.height for p in patches) <= 500_000
    assert len({(p.width, p.height) for p in patches}) == 1
    assert all(p.left % 8 == p.top % 8 == 0 for p in patches)
    assert all(p.right <= width and p.bottom <= height for p in patches)
    assert min(p.left for p in patches) == 0 and max(p.right for p in patches) > width - 8


def test_margins_do_not_count_except_at_the_photos_border() -> None:
    sample = plan_sample(1000, 192, budget=100_000, margin=32, multiple=8)
    weights = sample.weights()
    first, last = weights[0, 0], weights[-1, 0]
    assert (first[:, :-32] == 1).all() and (first[:, -32:] == 0).all()
    assert (last[:, 32:] == 1).all() and (last[:, :32] == 0).all()


def test_every_patch_counts_however_far_a_network_looks() -> None:
    for margin in (32, 96, 128):
        weights = plan_sample(3000, 2000, budget=600_000, margin=margin, multiple=16).weights()
        counted = weights.mean((1, 2, 3))
        assert (counted > 0.4).all(), margin
        assert (counted[1:-1] < 1).all()


@pytest.mark.parametrize("pooling", [MeanPooling(), ContextPooling(6)])
def test_parts_pooled_together_equal_the_whole(pooling: MeanPooling | ContextPooling) -> None:
    torch.manual_seed(0)
    whole = torch.randn(1, 6, 8, 32)
    parts = torch.cat(whole.split(16, 3))
    with torch.no_grad():
        expected = pooling(whole)
        together = pooling.pool([parts], torch.ones(2, 1, 8, 16))
        weights = torch.ones(2, 1, 8, 16)
        weights[1] = 0
        torch.testing.assert_close(together, expected)
        torch.testing.assert_close(pooling.pool([parts], weights), pooling(parts[:1]))


def test_a_player_gives_what_was_recorded_and_rewinds() -> None:
    pooling = MeanPooling()
    recorder = Recorder(torch.ones(1, 1, 4, 4))
    maps = [torch.full((1, 2, 4, 4), float(i)) for i in range(3)]
    with taped(pooling, recorder):
        recorded = [pooling(m) for m in maps]
    with taped(pooling, Player(recorder.values)):
        for _ in range(2):
            for value in recorded:
                assert pooling(torch.zeros(1, 2, 4, 4)) is value
    assert pooling.tape is None and pooling(maps[1]).mean() == 1

"""The networks without an idea learn, and lack that idea and nothing else."""

from __future__ import annotations

import pytest
import torch

from benchmarks.ablations import (
    Concatenation,
    concatenate,
    drop_attention,
    drop_fusion,
    drop_long_skip,
)
from benchmarks.research import Comparison, Result, table_row, verdict
from mirstudio.networks.mirnetv2 import MIRNetv2
from mirstudio.networks.mprnet import MPRNet
from tests.training.small import SHAPES, make_config


@pytest.mark.parametrize(
    ("network", "change"),
    [
        (MIRNetv2(SHAPES["mirnetv2"]), drop_long_skip),
        (MIRNetv2(SHAPES["mirnetv2"]), concatenate),
        (MPRNet(SHAPES["mprnet"]), drop_attention),
        (MPRNet(SHAPES["mprnet"]), drop_fusion),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_changed_network_does_something_else_and_all_of_it_learns(network, change):
    x = torch.rand(1, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        before = network(x)
    change(network)
    pictures = network.stages(x) if isinstance(network, MPRNet) else [network(x)]
    assert (pictures[0] - before).abs().max() > 1e-3
    sum(picture.square().mean() for picture in pictures).backward()
    assert all(p.grad is not None for p in network.parameters())


def test_what_is_taken_out_is_that():
    network = MIRNetv2(SHAPES["mirnetv2"])
    x = torch.rand(1, 3, 32, 32)
    with torch.no_grad():
        before = network(x)
        drop_long_skip(network)
        assert torch.allclose(network(x) + x, before, atol=1e-6)
    concatenate(network)
    kinds = [type(module).__name__ for module in network.modules()]
    assert "SelectiveKernelFusion" not in kinds
    assert kinds.count(Concatenation.__name__) == 2
    staged = MPRNet(SHAPES["mprnet"])
    drop_fusion(staged)
    drop_attention(staged)
    names = " ".join(staged.state_dict())
    assert not any(f".{part}" in names for part in ("csff", "up_enc", "conv_dec", "conv3"))


def test_a_row_tells_gains_and_whether_they_agree(tmp_path):
    assert [verdict(gains) for gains in ([0.1, 0.2], [-0.1, -0.2], [0.1, 0.0])] == [
        "yes",
        "no",
        "undecided",
    ]
    comparison = Comparison("SKFF", "concatenation", "MIRNet", make_config(tmp_path))
    pairs = [(Result(30.5, 9000), Result(30.0, 12000)), (Result(30.7, 9000), Result(30.6, 12000))]
    row = table_row(comparison, pairs)
    assert row == (
        "| SKFF | concatenation | MIRNet | dB | 30.60 (9 k) | 30.30 (12 k) | +0.50 +0.10 | yes |"
    )

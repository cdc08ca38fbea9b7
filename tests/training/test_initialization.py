"""Fresh weights that let features through."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from mirstudio.networks.mprnet import MPRNet, MPRNetShape
from mirstudio.training.contrast import MomentumContrast, ProjectingEncoder
from mirstudio.training.initialization import keep_variance, see_no_colors

SHAPE = MPRNetShape(16, 8, 8, 1, 1, 4, 2)


def a_network(*, kept: bool) -> MPRNet:
    torch.manual_seed(0)
    network = MPRNet(SHAPE)
    network.split = False
    if kept:
        keep_variance(network)
    return network


def loudness(network: MPRNet, layer: nn.Module) -> float:
    """Deviation of a layer's features for noise of deviation 1."""
    heard: list[Tensor] = []

    def listen(_layer: nn.Module, _given: object, features: Tensor) -> None:
        heard.append(features)

    handle = layer.register_forward_hook(listen)
    with torch.inference_mode():
        network(torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(1)))
    handle.remove()
    return heard[0].std().item()


def test_features_are_as_loud_in_the_depth_as_the_picture() -> None:
    network = a_network(kept=True)
    for layer in (network.shallow_feat1[1], network.concat12, network.stage3_orsnet.orb3):
        assert 0.3 < loudness(network, layer) < 3


def test_the_pictures_begin_close_to_the_input() -> None:
    network = a_network(kept=True)
    x = torch.rand(1, 3, 64, 64, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        for stage in network.stages(x):
            assert 0 < (stage - x).std() < 0.3


def test_the_encoder_begins_blind_to_colours_and_sees_edges() -> None:
    contrast = MomentumContrast(ProjectingEncoder((4, 8, 16)), 16, 8)
    see_no_colors(contrast)
    plain = torch.tensor([200.0, 30.0, 90.0]).view(1, 3, 1, 1).expand(1, 3, 8, 8)
    edge = torch.cat([plain[..., :4], plain[..., 4:] + 20], 3)
    for encoder in (contrast.encoder_q, contrast.encoder_k):
        first = encoder.E[0]
        inside = first(plain)[..., 1:-1, 1:-1] - first.bias.view(1, -1, 1, 1)
        assert inside.abs().max() < 1e-3
        assert (first(edge) - first(plain))[..., 1:-1, 3:5].abs().max() > 1

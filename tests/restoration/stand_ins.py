"""Small seeded models that stand in for trained ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from mirstudio.imaging.photo import Photo
from mirstudio.networks.dasr import DASR, DASRShape
from mirstudio.networks.mirnetv2 import MIRNetv2, MIRNetv2Shape
from mirstudio.networks.mprnet import MPRNet, MPRNetShape
from mirstudio.networks.registry import recognize
from mirstudio.restoration.device import choose_device
from mirstudio.restoration.library import Card
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.preset import Task

TINY = MIRNetv2Shape(features=8, widths=(12, 16), groups=(1, 2), blocks=1, packing=2)

TINY_DASR = DASRShape(scale=2, features=16, groups=1, blocks=1, embedding=(8, 8, 16))


def tiny_model(seed: int = 0, precision: str = "fp32", views: int = 1) -> RestorationModel:
    """A MIRNetv2 of a few thousand seeded weights whose residual is plain to see."""
    task = Task.DENOISE if views == 1 else Task.DEFOCUS
    card = Card("tiny", Path("tiny.safetensors"), task=task, views=views)
    return _model(card, seed, precision)


def tiny_in_stages(depth: int = 3) -> RestorationModel:
    """An MPRNet, which restores in three stages, stopped after `depth` of them."""
    shape = MPRNetShape(8, encoder_step=4, orsnet_step=4, level_blocks=1, blocks=1, packing=2)
    torch.manual_seed(2)
    state_dict = MPRNet(shape).state_dict()
    stage = 0 if depth == 3 else depth
    card = Card("stages", Path("stages.safetensors"), task=Task.DERAIN, stage=stage)
    return RestorationModel(state_dict, recognize(state_dict), card, choose_device("cpu"))


def tiny_enlarger() -> RestorationModel:
    """Another one, for photos that are enlarged ×2 beforehand."""
    return _model(Card("enlarger", Path("enlarger.safetensors"), task=Task.SR, scale=2), seed=1)


def steered_weights() -> dict[str, Tensor]:
    """A DASR ×2 that its embedding steers strongly."""
    torch.manual_seed(3)
    network = DASR(TINY_DASR)
    with torch.no_grad():
        network.G.compress[0].weight.mul_(20)
    return network.state_dict()


def tiny_steered() -> RestorationModel:
    """A model of `steered_weights`."""
    state_dict = steered_weights()
    card = Card("steered", Path("steered.safetensors"), task=Task.SR, scale=2)
    return RestorationModel(state_dict, recognize(state_dict), card, choose_device("cpu"))


def _model(card: Card, seed: int, precision: str = "fp32") -> RestorationModel:
    torch.manual_seed(seed)
    network = MIRNetv2(replace(TINY, views=card.views))
    with torch.no_grad():
        network.conv_out.weight.mul_(3)
    state_dict = network.state_dict()
    return RestorationModel(
        state_dict, recognize(state_dict), card, choose_device("cpu"), precision
    )


def noisy_photo(width: int, height: int, seed: int = 0) -> Photo:
    """A gradient, dark on the left, with noise that leaves 0–1."""
    rng = np.random.default_rng(seed)
    light = np.linspace(0, 1, width, dtype=np.float32)[None, :, None]
    colour = np.array([1.0, 0.8, 0.5], np.float32)
    pixels = light * colour + rng.normal(0, 0.1, (height, width, 3)).astype(np.float32)
    return Photo(pixels)

"""Models and photos to measure with: installed ones, or seeded networks of official size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import nn

from mirstudio.imaging.photo import Photo
from mirstudio.networks.dasr import DASR, DASRShape
from mirstudio.networks.mirnet import MIRNet
from mirstudio.networks.mirnetv2 import MIRNetv2
from mirstudio.networks.mprnet import MPRNet, MPRNetShape
from mirstudio.networks.registry import recognize
from mirstudio.restoration.device import choose_device
from mirstudio.restoration.library import Card, ModelLibrary
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.pictures import cut
from mirstudio.restoration.tiling import Region

SEEDED: dict[str, Callable[[], nn.Module]] = {
    "mirnet": MIRNet,
    "mirnetv2": MIRNetv2,
    "mprnet_deblurring": MPRNet,
    "mprnet_deraining": lambda: MPRNet(MPRNetShape(40, 20, 16)),
    "dasr_x2": lambda: DASR(DASRShape(2)),
    "dasr_x4": lambda: DASR(DASRShape(4)),
}
"""Official sizes by name."""


def load(name: str, device: str, precision: str) -> RestorationModel:
    """Return an installed model, one from a file, or a seeded one of official size."""
    if name not in SEEDED:
        return ModelLibrary().load(name, device, precision)
    torch.manual_seed(1)
    weights = SEEDED[name]().state_dict()
    card = Card(name, Path(name))
    return RestorationModel(weights, recognize(weights), card, choose_device(device), precision)


def prepared(photo: Photo, size: str, noise: float = 0) -> Photo:
    """Cut or mirror the photo to a size such as "1536x1024", and add seeded noise, sigma of 255."""
    width, height = map(int, size.split("x"))
    pixels = cut(photo.pixels[:height, :width], Region(0, 0, width, height))
    added = np.random.default_rng(0).normal(0, noise / 255, pixels.shape) if noise else 0
    return replace(photo, pixels=(pixels + added).astype(np.float32), alpha=None)

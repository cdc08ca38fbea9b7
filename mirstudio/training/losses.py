"""What training minimises, as the papers and their code define it."""

from __future__ import annotations

import torch
from torch import Tensor

CHARBONNIER_EPSILON = 1e-3
"""ε of all three papers; it is squared inside the root."""


def charbonnier(prediction: Tensor, target: Tensor) -> Tensor:
    """Mean over all elements of sqrt(d² + ε²) (MIRNet eq. 1, MPRNet eq. 2)."""
    difference = prediction - target
    return torch.sqrt(difference * difference + CHARBONNIER_EPSILON**2).mean()


def l1(prediction: Tensor, target: Tensor) -> Tensor:
    """Mean absolute difference, as the official MIRNetv2 and DASR code trains."""
    return (prediction - target).abs().mean()

"""How fast a step is against what the chip could do."""

from __future__ import annotations

import time

import torch
from torch.utils.flop_counter import FlopCounterMode

from tools.gpu.crops import CropSource
from tools.gpu.learner import WARM_UP, Learner
from tools.gpu.recipe import Recipe, for_loss

SMALL = 64
"""Side of the picture that operations are counted on."""
BACKWARD = 2
"""Operations of a backward pass over those of the forward pass, in convolutions."""


def operations_per_crop(recipe: Recipe) -> float:
    """Floating-point operations to learn from one crop, forward and backward."""
    side = recipe.patch // getattr(recipe.damage, "scale", 1)
    network = for_loss(recipe.make_network())
    with FlopCounterMode(display=False) as counter:
        network(torch.zeros(1, 3, SMALL, SMALL))
    # All that counts grows with the area.
    return counter.get_total_flops() * (1 + BACKWARD) * (side / SMALL) ** 2


def measure_peak(device: torch.device) -> float:
    """Operations a second of one large product of matrices in bfloat16."""
    side = 8192 if device.type == "cuda" else 256
    a, b = (torch.randn(side, side, device=device, dtype=torch.bfloat16) for _ in range(2))
    best = float("inf")
    for _ in range(5):
        wait(device)
        began = time.perf_counter()
        torch.mm(a, b)
        wait(device)
        best = min(best, time.perf_counter() - began)
    return 2 * side**3 / best


def seconds_per_step(
    learner: Learner, recipe: Recipe, source: CropSource, device: torch.device, steps: int
) -> float:
    """Learn so many steps, after those that warm up, drawing and damaging included."""
    seconds = 0.0
    for count in (WARM_UP + 2, steps):
        wait(device)
        began = time.perf_counter()
        for _ in range(count):
            learner.learn(*recipe.damage(source.draw(recipe.batch)), recipe.rate / 100)
        wait(device)
        seconds = (time.perf_counter() - began) / count
    return seconds


def wait(device: torch.device) -> None:
    """Wait until the device has done what it was given."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)

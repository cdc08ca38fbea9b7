"""Training on several devices or machines at once, as `torchrun` starts it."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager

import torch
from torch import distributed

from mirstudio.errors import TrainingError
from mirstudio.training.config import DataConfig
from mirstudio.training.dataset import Share


@contextmanager
def joined() -> Generator[Share]:
    """Join the other ranks if `torchrun` started this process; yields this rank's share."""
    if "WORLD_SIZE" not in os.environ:
        yield Share()
        return
    distributed.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    try:
        yield Share(distributed.get_rank(), distributed.get_world_size())
    finally:
        distributed.destroy_process_group()


def choose_device(wanted: str) -> torch.device:
    """Return the device to train on; with several ranks each gets its own GPU."""
    if wanted == "auto":
        wanted = "cuda" if torch.cuda.is_available() else "cpu"
    if wanted == "cuda" and "LOCAL_RANK" in os.environ:
        wanted = f"cuda:{os.environ['LOCAL_RANK']}"
    try:
        device = torch.device(wanted)
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError) as error:
        raise TrainingError(f"The device {wanted} cannot be used: {error}.") from None
    if device.type == "cuda":
        torch.cuda.set_device(device)
    return device


def check_share(data: DataConfig, ranks: int) -> None:
    """Raise TrainingError where a batch cannot be shared equally."""
    batches = [data.batch, *(phase.batch for phase in data.phases)]
    if any(batch % ranks for batch in batches):
        raise TrainingError(f"A batch of {min(batches)} cannot be shared by {ranks} ranks.")

"""What changes during a training, how a step changes it, and how it survives on disk."""

from __future__ import annotations

import copy
import math
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from mirstudio.errors import TrainingError
from mirstudio.networks.registry import recognize
from mirstudio.restoration.checkpoint import read_checkpoint
from mirstudio.restoration.device import computes_bf16, in_channels_last
from mirstudio.restoration.library import ModelLibrary
from mirstudio.training.config import OptimizerConfig, TrainingConfig
from mirstudio.training.dataset import Batch
from mirstudio.training.initialization import pass_on
from mirstudio.training.objective import make_network, make_objective

ENCODER = "E."
"""Prefix of the layers that read DASR's degradation."""
ENLARGING = "G.tail.0."
"""Prefix of the layers that DASR's scale shapes."""


@dataclass
class Learner:
    """What must survive a training being stopped."""

    network: nn.Module
    average: nn.Module
    """Exponential moving average of the network's weights; validated and shipped."""
    optimizer: torch.optim.Optimizer
    objective: nn.Module
    """The network with its loss, ready for `learn`."""
    device: torch.device
    step: int = 0
    in_planes: bool = False
    """Pictures and weights lie plane by plane, not channels last."""


def build(config: TrainingConfig, device: torch.device, ranks: int = 1) -> Learner:
    """Make the network, its average and the optimizer, seeded."""
    torch.manual_seed(config.seed)
    network = make_network(config.network, config.contrast)
    if config.start:
        taught_anew = config.contrast.apart and config.contrast.encoder_steps > 0
        begin_with(network, config.start, encoder=not taught_anew)
    # Emulated, bfloat16 takes ten times as long.
    bf16 = config.optimizer.bf16 and computes_bf16(device.type)
    # On CPUs, the gradients of float32 convolutions are quicker in planes: by a tenth with AVX2.
    in_planes = device.type == "cpu" and not bf16
    network = network.to(device).train()
    network = network if in_planes else in_channels_last(network)
    average = copy.deepcopy(network).requires_grad_(requires_grad=False)
    objective = make_objective(config, network, bf16=bf16)
    if config.optimizer.compile:
        objective.compile()
    if ranks > 1:
        # DASR's first phase leaves the restorer without gradients.
        objective = DistributedDataParallel(
            objective,
            find_unused_parameters=config.reduction is not None,
            broadcast_buffers=False,
        )
    optimizer = _optimizer(config.optimizer, network)
    return Learner(network, average, optimizer, objective, device, in_planes=in_planes)


def begin_with(network: nn.Module, start: str, *, encoder: bool = True) -> None:
    """Load the weights of an installed model or of a checkpoint; what only training has stays.

    DASR may begin with one of another scale: enlarging layers that do not fit stay as drawn (as
    EDSR §3.2 begins ×3 and ×4 with ×2), and so does its encoder unless it is asked for. MPRNet
    may begin with one of fewer blocks a level: those it has more begin by passing on.

    Raises ModelError where there is no such model, TrainingError where it is of another shape.
    """
    weights = read_checkpoint(ModelLibrary().card(start).path)
    weights = recognize(weights).weights(weights)
    expected = inference_weights(network)
    fitting = {k: w for k, w in weights.items() if k in expected and w.shape == expected[k].shape}
    misfits = (weights.keys() | expected.keys()) - fitting.keys()
    anew = (ENLARGING, *pass_on(network, weights))
    if not all(key.startswith(anew) for key in misfits):
        raise TrainingError(f"{start} is of another shape than the configuration's network.")
    begun = {key: w for key, w in fitting.items() if encoder or not key.startswith(ENCODER)}
    network.load_state_dict(begun, strict=False)


def learn(config: TrainingConfig, learner: Learner, batch: Batch) -> float:
    """Take one step on `batch` and return its loss.

    Raises TrainingError when loss or gradient is no longer a number, before it spoils the weights.
    """
    settings = config.optimizer
    for group in learner.optimizer.param_groups:
        group["lr"] = config.rate(learner.step)
    degraded, clean = (_on(learner, side) for side in (batch.degraded, batch.clean))
    loss = learner.objective(degraded, clean, learner.step)
    learner.optimizer.zero_grad(set_to_none=True)
    loss.backward()
    value = loss.item()
    # An infinite limit measures the norm and scales nothing.
    limit = settings.clip_norm or math.inf
    norm = nn.utils.clip_grad_norm_(learner.network.parameters(), limit).item()
    if not (math.isfinite(value) and math.isfinite(norm)):
        raise TrainingError(
            f"At step {learner.step} the loss or its gradient is no longer a number.",
            "Lower optimizer.learning_rate or clip_norm and resume from the last save.",
        )
    learner.optimizer.step()
    follow(learner.average, learner.network, settings.ema, learner.step)
    learner.step += 1
    return value


@torch.no_grad()
def follow(average: nn.Module, network: nn.Module, ema: float, step: int) -> None:
    """Move the average a little towards the network; buffers are taken over as they are."""
    # Early on the average must forget quickly, or it drags the untrained weights along.
    decay = min(ema, (1 + step) / (10 + step))
    for mean, value in zip(average.parameters(), network.parameters(), strict=True):
        mean.lerp_(value, 1 - decay)
    for mean, value in zip(average.buffers(), network.buffers(), strict=True):
        mean.copy_(value)


def save_state(path: Path, learner: Learner) -> None:
    """Write everything that resuming needs, beside and then renamed into place."""
    state = {
        "step": learner.step,
        "network": learner.network.state_dict(),
        "average": learner.average.state_dict(),
        "optimizer": learner.optimizer.state_dict(),
    }
    beside = path.with_suffix(".part")
    with beside.open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def load_state(path: Path, learner: Learner) -> None:
    """Read what `save_state` wrote. Raises TrainingError when it is of another network."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    try:
        learner.network.load_state_dict(state["network"])
        learner.average.load_state_dict(state["average"])
        learner.optimizer.load_state_dict(state["optimizer"])
    except (KeyError, RuntimeError, ValueError) as error:
        raise TrainingError(
            f"{path} does not fit the configuration: it is of another network."
        ) from error
    learner.step = state["step"]


def inference_weights(network: nn.Module) -> dict[str, Tensor]:
    """Weights under the papers' keys, without what only training uses."""
    state = network.state_dict()
    # Copied one by one: shared tensors stand in the file under each of their keys.
    return {k: v.cpu().contiguous().clone() for k, v in recognize(state).weights(state).items()}


def save_weights(path: Path, network: nn.Module) -> None:
    """Write a checkpoint that `restore` can use."""
    beside = path.with_suffix(".part")
    save_file(inference_weights(network), beside)
    beside.replace(path)


def _optimizer(settings: OptimizerConfig, network: nn.Module) -> torch.optim.Optimizer:
    algorithm = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[settings.algorithm]
    learning = [p for p in network.parameters() if p.requires_grad]
    return algorithm(learning, lr=settings.learning_rate, weight_decay=settings.weight_decay)


def _on(learner: Learner, pictures: NDArray[np.float32]) -> Tensor:
    x = torch.from_numpy(pictures).to(learner.device)
    in_planes = learner.in_planes or x.ndim != 4
    return x if in_planes else x.contiguous(memory_format=torch.channels_last)

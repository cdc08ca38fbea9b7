"""Momentum contrast: how DASR's encoder learns degradations without being told them.

DASR §3.1 after He et al. (MoCo): two crops of one photo under one degradation should be encoded
alike, and unlike the crops of other photos, remembered in a queue. Belongs to training only;
key names are those of the official training checkpoints below `E.`.
"""

from __future__ import annotations

import copy

import torch
from torch import Tensor, distributed, nn
from torch.nn import functional

from mirstudio.networks.dasr import SLOPE, DASRShape, DegradationEncoder, Restorer

TEMPERATURE = 0.07
MOMENTUM = 0.999
QUEUE = 32 * 256


class ProjectingEncoder(DegradationEncoder):
    """DASR's encoder with the head in whose space degradations are compared (§3.1)."""

    def __init__(self, widths: tuple[int, int, int]) -> None:
        super().__init__(widths)
        length = widths[-1]
        self.mlp = nn.Sequential(
            nn.Linear(length, length), nn.LeakyReLU(SLOPE), nn.Linear(length, length)
        )

    def project(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Map B, 3, H, W in 0–255 to features and their projection, both B, D."""
        features = self(x).flatten(1)
        return features, self.mlp(features)


class MomentumContrast(nn.Module):
    """A query encoder, its slow copy for keys, and the queue of earlier keys.

    Batch norms of the keys'
    encoder keep statistics of their own; only parameters follow the query encoder.
    """

    queue: Tensor
    queue_ptr: Tensor

    def __init__(
        self,
        encoder: ProjectingEncoder,
        dimension: int,
        length: int = QUEUE,
        momentum: float = MOMENTUM,
        *,
        within: bool = False,
    ) -> None:
        """`within`: the batch's other keys are negatives, too.

        A queue alone can be told from a query's own key by the statistics of its batch, which the
        encoders' batch norms share (He et al. 2020, §3.3).
        """
        super().__init__()
        self._momentum, self._within = momentum, within
        self.encoder_q = encoder
        self.encoder_k = copy.deepcopy(encoder).requires_grad_(requires_grad=False)
        self.register_buffer("queue", functional.normalize(torch.randn(dimension, length), dim=0))
        self.register_buffer("queue_ptr", torch.zeros(1, dtype=torch.long))

    def forward(self, queries: Tensor, keys: Tensor) -> tuple[Tensor, Tensor]:
        """Return the queries' features (B, D) and the logits (B, 1 + number of negatives).

        The first logit is that of the query's own key. Moves the keys' encoder and the queue on.
        """
        features, projected = self.encoder_q.project(queries)
        with torch.no_grad():
            follow(self.encoder_k, self.encoder_q, self._momentum)
            k = functional.normalize(self.encoder_k.project(keys)[1], dim=1)
        q = functional.normalize(projected, dim=1)
        logits = similarities(q, k, self.queue)
        if self._within:
            logits = torch.cat([logits, _to_others(q, k)], 1)
        enqueue(self.queue, self.queue_ptr, gather(k))
        return features, logits


class ContrastiveDASR(nn.Module):
    """DASR while it learns; `G.*` and `E.encoder_q.E.*` are the weights that inference uses."""

    def __init__(
        self,
        shape: DASRShape | None = None,
        queue: int = QUEUE,
        momentum: float = MOMENTUM,
        *,
        within: bool = False,
    ) -> None:
        """See `MomentumContrast`."""
        super().__init__()
        self.shape = shape or DASRShape()
        self.G = Restorer(self.shape)
        encoder = ProjectingEncoder(self.shape.embedding)
        length = self.shape.embedding[-1]
        self.E = MomentumContrast(encoder, length, queue, momentum, within=within)

    def enlarge(self, small: Tensor) -> Tensor:
        """Enlarge B, 3, H, W in 0–255, steered by an encoder that learns nothing from it."""
        encoder = self.E.encoder_q.eval()
        with torch.no_grad():
            features = encoder(small).flatten(1)
        return self.G(small, features)

    def forward(
        self, pairs: Tensor, *, contrast_only: bool = False
    ) -> tuple[Tensor | None, Tensor]:
        """Take two crops (B, 2, 3, H, W in 0–255) under one degradation each.

        Returns the first crops enlarged (B, 3, s·H, s·W; None if `contrast_only`) and the logits.
        """
        features, logits = self.E(pairs[:, 0], pairs[:, 1])
        return None if contrast_only else self.G(pairs[:, 0], features), logits


def similarities(q: Tensor, k: Tensor, queue: Tensor) -> Tensor:
    """InfoNCE logits B, 1 + K of unit vectors q, k (B, D) against the queue (D, K)."""
    own = (q * k).sum(1, keepdim=True)
    # The queue is overwritten before the backward pass needs it.
    return torch.cat([own, q @ queue.clone()], 1) / TEMPERATURE


def _to_others(q: Tensor, k: Tensor) -> Tensor:
    """Logits B, B − 1 of each query against the keys of the others."""
    apart = ~torch.eye(len(q), dtype=torch.bool, device=q.device)
    return (q @ k.T)[apart].view(len(q), -1) / TEMPERATURE


@torch.no_grad()
def follow(slow: nn.Module, fast: nn.Module, momentum: float = MOMENTUM) -> None:
    """Move the parameters of `slow` a little towards those of `fast`; buffers stay."""
    for key, query in zip(slow.parameters(), fast.parameters(), strict=True):
        key.mul_(momentum).add_(query, alpha=1 - momentum)


@torch.no_grad()
def enqueue(queue: Tensor, pointer: Tensor, keys: Tensor) -> None:
    """Overwrite the oldest columns of `queue` (D, K) by `keys` (B, D), moving `pointer` on.

    Raises ValueError unless K is a multiple of B.
    """
    length, start = queue.shape[1], int(pointer)
    if length % len(keys):
        raise ValueError(f"a queue of {length} does not hold whole batches of {len(keys)}")
    queue[:, start : start + len(keys)] = keys.T
    pointer[0] = (start + len(keys)) % length


@torch.no_grad()
def gather(keys: Tensor) -> Tensor:
    """Keys of all ranks, in the order of ranks, so that every rank has the same queue."""
    if not (distributed.is_available() and distributed.is_initialized()):
        return keys
    everyones = [torch.empty_like(keys) for _ in range(distributed.get_world_size())]
    distributed.all_gather(everyones, keys.contiguous())
    return torch.cat(everyones)

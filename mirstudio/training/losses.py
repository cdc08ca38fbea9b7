"""What training minimises, as the papers and their code define it.

Predictions and targets are B, C, H, W; every loss is a mean over all elements. The stages of
MPRNet come final first, as `MPRNet.stages` returns them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor
from torch.nn import functional

CHARBONNIER_EPSILON = 1e-3
"""ε of MIRNet, MPRNet and MIRNetv2; it is squared inside the root."""

EDGE_WEIGHT = 0.05
"""Weight of the edge loss beside the Charbonnier loss (MPRNet eq. 1)."""

EDGE_TAPS = (0.05, 0.25, 0.4, 0.25, 0.05)
"""The Gaussian of Burt and Adelson's pyramid, along one axis."""

PSNR_FLOOR = 1e-5
"""Mean square beyond which a picture's PSNR hardly counts: 50 dB."""


def charbonnier(prediction: Tensor, target: Tensor) -> Tensor:
    """Mean of sqrt(d² + ε²) (MIRNet eq. 1, MPRNet eq. 2)."""
    difference = prediction - target
    return torch.sqrt(difference * difference + CHARBONNIER_EPSILON**2).mean()


def clamped_charbonnier(prediction: Tensor, target: Tensor) -> Tensor:
    """Charbonnier of the prediction clamped to 0–1: no gradient outside (MIRNet's code)."""
    return charbonnier(prediction.clamp(0, 1), target)


def l1(prediction: Tensor, target: Tensor) -> Tensor:
    """Mean absolute difference, as the official MIRNetv2 and DASR code trains."""
    return (prediction - target).abs().mean()


def edge_map(x: Tensor) -> Tensor:
    """What a level of a Laplacian pyramid keeps of `x`: x − G(Z(G(x))) (MPRNet's code).

    G blurs with 5×5 taps over repeated borders; Z zeroes odd rows and columns and multiplies the
    others by 4.
    """
    blurred = _blur(x)
    sparse = torch.zeros_like(blurred)
    sparse[:, :, ::2, ::2] = 4 * blurred[:, :, ::2, ::2]
    return x - _blur(sparse)


def edge(prediction: Tensor, target: Tensor) -> Tensor:
    """Charbonnier between edge maps (MPRNet eq. 3)."""
    return charbonnier(edge_map(prediction), edge_map(target))


def charbonnier_and_edge(prediction: Tensor, target: Tensor) -> Tensor:
    """Charbonnier + 0.05 · edge: a stage's share in MPRNet's sharpening loss."""
    return charbonnier(prediction, target) + EDGE_WEIGHT * edge(prediction, target)


def mprnet_sharpening(stages: Sequence[Tensor], target: Tensor) -> Tensor:
    """MPRNet's loss for deblurring and deraining, all stages unclamped (eq. 1)."""
    return torch.stack([charbonnier_and_edge(stage, target) for stage in stages]).sum()


def mprnet_denoising(stages: Sequence[Tensor], target: Tensor) -> Tensor:
    """MPRNet's loss for denoising: Charbonnier of each stage clamped, without edges (its code)."""
    return torch.stack([clamped_charbonnier(stage, target) for stage in stages]).sum()


def negative_psnr(prediction: Tensor, target: Tensor) -> Tensor:
    """Mean over the pictures of −PSNR in dB, as HINet trains (Chen et al. 2021).

    A bad picture counts as much as a good one, and of several possible answers their mean is best.
    """
    squares = (prediction - target).square().flatten(1).mean(1)
    return 10 * torch.log10(squares + PSNR_FLOOR).mean()


def mprnet_psnr(stages: Sequence[Tensor], target: Tensor) -> Tensor:
    """Sum of all stages' −PSNR, unclamped; ours, to end a training that is measured in PSNR."""
    return torch.stack([negative_psnr(stage, target) for stage in stages]).sum()


def contrastive(logits: Tensor) -> Tensor:
    """Cross-entropy of B, 1 + K similarities whose first is the positive one (InfoNCE)."""
    positive = torch.zeros(logits.shape[0], dtype=torch.long, device=logits.device)
    return functional.cross_entropy(logits, positive)


def dasr_joint(enlarged: Tensor, target: Tensor, logits: Tensor) -> Tensor:
    """DASR's second phase: L1 on the 0–255 scale plus the contrastive loss, weights 1:1."""
    return l1(enlarged, target) + contrastive(logits)


def _blur(x: Tensor) -> Tensor:
    taps = torch.tensor(EDGE_TAPS, dtype=x.dtype, device=x.device)
    kernel = torch.outer(taps, taps).expand(x.shape[1], 1, -1, -1)
    padded = functional.pad(x, (2, 2, 2, 2), mode="replicate")
    return functional.conv2d(padded, kernel, groups=x.shape[1])


LOSSES: dict[str, Callable[..., Tensor]] = {
    "charbonnier": charbonnier,
    "clamped_charbonnier": clamped_charbonnier,
    "charbonnier_and_edge": charbonnier_and_edge,
    "l1": l1,
    "mprnet_sharpening": mprnet_sharpening,
    "mprnet_denoising": mprnet_denoising,
    "mprnet_psnr": mprnet_psnr,
}
"""By name in a configuration; those of MPRNet take all its stages."""

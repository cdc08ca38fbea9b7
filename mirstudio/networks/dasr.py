"""DASR: Unsupervised Degradation Representation Learning for Blind Super-Resolution.

Wang et al., CVPR 2021, arXiv 2104.00416. Section numbers below are that paper's. Module
attribute names are the keys of the official checkpoints, which load as they are. Only what
inference uses is here; the projection head, key encoder and queue of the contrastive learning
belong to training.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from mirstudio.networks.layers import MeanPooling, Pooling, count_blocks, in_precision_of

SLOPE = 0.1
"""Negative slope of every LeakyReLU in the network."""

MEAN = (0.4488, 0.4371, 0.4040)
"""Mean colour of the training photos, 0–1."""

REDUCTION = 8
"""Channels over squeezed channels in the channel attention."""


TRAINING_ONLY = ("E.encoder_k.", "E.queue", "E.encoder_q.mlp.")
"""Prefixes of what a checkpoint may hold for the contrastive learning."""


@dataclass(frozen=True)
class DASRShape:
    """Everything that defines a DASR besides its weights; all of it shows in their shapes."""

    scale: int = 4
    """Output size over input size: 2, 3 or 4."""
    features: int = 64
    """Channels of the restorer."""
    groups: int = 5
    """Residual groups."""
    blocks: int = 5
    """Degradation-aware blocks per group."""
    embedding: tuple[int, int, int] = (64, 128, 256)
    """Channels of the encoder's three levels; the last is the length of the embedding."""

    @classmethod
    def read(cls, weights: Mapping[str, Tensor]) -> DASRShape:
        """Read the shape off a checkpoint's weights. Raises KeyError or ValueError if it cannot."""
        features = weights["G.head.0.weight"].shape[0]
        enlarged = weights["G.tail.0.0.weight"].shape[0]
        twice = "G.tail.0.2.weight" in weights
        scales = {4 * features: 4 if twice else 2, 9 * features: 3}
        first, middle, last = (weights[f"E.encoder_q.E.{i}.weight"].shape[0] for i in (0, 6, 12))
        return cls(
            scale=scales[enlarged],
            features=features,
            groups=count_blocks(weights, "G.body.{}.body.0.conv1.weight"),
            blocks=count_blocks(weights, "G.body.0.body.{}.conv1.weight"),
            embedding=(first, middle, last),
        )


class DegradationEncoder(Pooling):
    """Six convolutions and a mean: how a photo was degraded, as a vector (§3.1).

    All of it is one pooling: tiles that play the photo's embedding need no convolution for it.
    """

    def __init__(self, widths: tuple[int, int, int]) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        channels = 3
        for level, width in enumerate(widths):
            for stride in (2 if level else 1, 1):
                layers += [
                    nn.Conv2d(channels, width, 3, stride=stride, padding=1),
                    nn.BatchNorm2d(width),
                    nn.LeakyReLU(SLOPE, inplace=True),
                ]
                channels = width
        self.E = nn.Sequential(*layers)
        self.mean = MeanPooling()

    def pool(self, maps: Sequence[Tensor], weights: Tensor | None = None) -> Tensor:
        """Pool B, 3, H, W in 0–255 to B, D, 1, 1; see `Pooling.pool`."""
        (x,) = maps
        features = self.E(x)
        if weights is not None:
            weights = F.interpolate(weights, features.shape[2:], mode="area")
        return self.mean.pool([features], weights)


class DegradationGate(nn.Module):
    """One gate per channel, which the degradation decides (§3.2)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        squeezed = max(channels // REDUCTION, 1)
        self.conv_du = nn.Sequential(
            nn.Conv2d(channels, squeezed, 1, bias=False),
            nn.LeakyReLU(SLOPE, inplace=True),
            nn.Conv2d(squeezed, channels, 1, bias=False),
            nn.Sigmoid(),
        )

    def forward(self, degradation: Tensor) -> Tensor:
        """Map B, C to gates B, C, 1, 1."""
        return self.conv_du(degradation[:, :, None, None])


class DegradationAwareConv(nn.Module):
    """DA convolution: depth-wise with kernels that the degradation decides, and a gate (§3.2).

    Unlike in the paper's figure, a LeakyReLU stands behind the depth-wise convolution.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.kernel = nn.Sequential(
            nn.Linear(channels, channels, bias=False),
            nn.LeakyReLU(SLOPE, inplace=True),
            nn.Linear(channels, channels * 9, bias=False),
        )
        self.conv = nn.Conv2d(channels, channels, 1)
        self.ca = DegradationGate(channels)

    def forward(self, x: Tensor, degradation: Tensor) -> Tensor:
        """Map B, C, H, W with a degradation B, C or 1, C to B, C, H, W."""
        filtered = F.leaky_relu_(_depthwise(x, self.kernel(degradation)), SLOPE)
        return self.conv(filtered).addcmul_(x, self.ca(degradation))


class DegradationAwareBlock(nn.Module):
    """DA block: two DA convolutions, two plain ones, a skip around (§3.2)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.da_conv1 = DegradationAwareConv(channels)
        self.da_conv2 = DegradationAwareConv(channels)
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: Tensor, degradation: Tensor) -> Tensor:
        """Map B, C, H, W to B, C, H, W."""
        h = F.leaky_relu_(self.da_conv1(x, degradation), SLOPE)
        h = F.leaky_relu_(self.conv1(h), SLOPE)
        h = F.leaky_relu_(self.da_conv2(h, degradation), SLOPE)
        return self.conv2(h).add_(x)


class ResidualGroup(nn.Module):
    """DA blocks, a convolution, a skip around (§3.2)."""

    def __init__(self, channels: int, blocks: int) -> None:
        super().__init__()
        self.body = nn.ModuleList(DegradationAwareBlock(channels) for _ in range(blocks))
        self.body.append(nn.Conv2d(channels, channels, 3, padding=1))

    def forward(self, x: Tensor, degradation: Tensor) -> Tensor:
        """Map B, C, H, W to B, C, H, W."""
        *blocks, conv = self.body
        h = x
        for block in blocks:
            h = block(h, degradation)
        return conv(h).add_(x)


class Restorer(nn.Module):
    """The super-resolution network, which a degradation steers (§3.2)."""

    def __init__(self, shape: DASRShape) -> None:
        super().__init__()
        features = shape.features
        self.sub_mean = _color_shift(-1.0)
        self.add_mean = _color_shift(1.0)
        self.head = nn.Sequential(nn.Conv2d(3, features, 3, padding=1))
        self.compress = nn.Sequential(
            nn.Linear(shape.embedding[-1], features, bias=False),
            nn.LeakyReLU(SLOPE, inplace=True),
        )
        self.body = nn.ModuleList(
            ResidualGroup(features, shape.blocks) for _ in range(shape.groups)
        )
        self.body.append(nn.Conv2d(features, features, 3, padding=1))
        self.tail = nn.Sequential(
            _enlargement(features, shape.scale), nn.Conv2d(features, 3, 3, padding=1)
        )

    def forward(self, x: Tensor, embedding: Tensor) -> Tensor:
        """Map B, 3, H, W in 0–255 and an embedding B, D or 1, D to B, 3, s·H, s·W in 0–255."""
        degradation = self.compress(in_precision_of(self.compress, embedding))
        *groups, conv = self.body
        enlarge, to_colors = self.tail
        shallow = in_precision_of(conv, self.head(self.sub_mean(x)))
        h = shallow
        for group in groups:
            h = group(h, degradation)
        h = enlarge(conv(h).add_(shallow))
        return self.add_mean(to_colors(in_precision_of(to_colors, h)))


class DASR(nn.Module):
    """The network. Input and output are RGB in 0–255, the output larger by the scale, unclipped."""

    def __init__(self, shape: DASRShape | None = None) -> None:
        super().__init__()
        self.shape = shape or DASRShape()
        self.G = Restorer(self.shape)
        # The official nesting, kept for its keys: E.encoder_q.
        self.E = nn.ModuleDict({"encoder_q": DegradationEncoder(self.shape.embedding)})

    def embed(self, x: Tensor) -> Tensor:
        """Return how `x` (B, 3, H, W in 0–255) was degraded: B, D."""
        return self.E["encoder_q"](in_precision_of(self.E, x)).flatten(1)

    def forward(self, x: Tensor, embedding: Tensor | None = None) -> Tensor:
        """Enlarge `x` (B, 3, H, W in 0–255, any size) to B, 3, s·H, s·W.

        `embedding`: what `embed` returned, for `x` or for the photo it is a part of (B or 1, D).
        """
        return self.G(x, self.embed(x) if embedding is None else embedding)


def _depthwise(x: Tensor, kernels: Tensor) -> Tensor:
    """Filter `x` (B, C, H, W) by 3×3 kernels: C·9 per sample, or one set for all."""
    samples, channels = x.shape[:2]
    if len(kernels) == 1:
        return F.conv2d(x, kernels.view(channels, 1, 3, 3), padding=1, groups=channels)
    kernels = kernels.view(samples * channels, 1, 3, 3)
    joint = x.reshape(1, samples * channels, *x.shape[2:])
    return F.conv2d(joint, kernels, padding=1, groups=samples * channels).view_as(x)


def _color_shift(sign: float) -> nn.Conv2d:
    """Add or subtract the mean colour; a convolution, since that is what checkpoints hold."""
    shift = nn.Conv2d(3, 3, 1).requires_grad_(requires_grad=False)
    shift.weight.copy_(torch.eye(3)[:, :, None, None])
    assert shift.bias is not None
    shift.bias.copy_(sign * 255.0 * torch.tensor(MEAN))
    return shift


def _enlargement(channels: int, scale: int) -> nn.Sequential:
    steps = {2: (2,), 3: (3,), 4: (2, 2)}[scale]
    layers: list[nn.Module] = []
    for step in steps:
        layers += [nn.Conv2d(channels, channels * step**2, 3, padding=1), nn.PixelShuffle(step)]
    return nn.Sequential(*layers)

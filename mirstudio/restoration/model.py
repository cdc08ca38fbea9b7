"""A network with its weights on a device: what turns photo pixels into restored ones."""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol, runtime_checkable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from mirstudio.imaging.brightness import brighten, find_gain
from mirstudio.imaging.color import from_srgb, to_srgb
from mirstudio.imaging.gamut import Excess, find_excess, lies_outside
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.networks.architecture import Architecture, StateDict
from mirstudio.networks.layers import Pooling
from mirstudio.networks.mprnet import MPRNet
from mirstudio.restoration.checkpoint import tensors_sha256
from mirstudio.restoration.device import Device, check_precision, choose_device
from mirstudio.restoration.library import Card
from mirstudio.restoration.memory import bytes_per_pixel
from mirstudio.restoration.preset import Task
from mirstudio.restoration.statistics import Player, Recorder, Sample, taped
from mirstudio.restoration.tiling import Region

TRIAL = 128
"""Least side of the picture with which a network's memory is measured."""
MEMORY_FACTOR = 2
"""What a run takes over the tensors that live in it: 877 against 493 bytes a pixel were measured
for the shipped denoiser, with libraries' own scratch space."""
MEMORY_GUESSED = 4 << 30
"""Bytes taken for free where a device does not say."""
OVERVIEW_PIXELS = 250_000
"""How many pixels of a photo, at least, tell how bright it is."""
KEEPS_COLOURS = (Task.DENOISE, Task.DEBLUR, Task.DERAIN, Task.DEFOCUS)
"""What leaves smooth colours as they are."""


@dataclass(frozen=True)
class Prepared:
    """What a model has learnt about a photo before its first tile."""

    statistics: tuple[Tensor, ...] = ()
    """Pooled values in the order in which the network asks for them; empty: pool each input."""
    embedding: Tensor | None = None
    """How the photo was degraded (1, D), for networks that a degradation steers."""
    gain: float | None = None
    """How much the photo is brightened before the network sees it; None: as each input needs."""

    @property
    def sound(self) -> bool:
        """All values are numbers."""
        values = (*self.statistics, *(() if self.embedding is None else (self.embedding,)))
        return all(bool(value.isfinite().all()) for value in values)


@runtime_checkable
class Steered(Protocol):
    """A network that a degradation embedding steers: DASR."""

    def embed(self, x: Tensor) -> Tensor:
        """Return the embedding of pictures B, 3, H, W: B, D."""
        ...


class RestorationModel:
    """A network ready to use. It takes and gives pixels in the photo's own colour space."""

    def __init__(
        self,
        state_dict: StateDict,
        architecture: Architecture,
        card: Card,
        device: Device,
        precision: str = "fp32",
        notices: tuple[str, ...] = (),
    ) -> None:
        """`notices`: why it runs there and not as wished, for the user; see `settle_place`."""
        self.notices = notices
        self.card = card
        self._state_dict = state_dict
        self.architecture = architecture
        self.device = device
        self.precision = check_precision(precision)
        self._network = _placed(architecture, state_dict, device, self.precision)
        if card.stage and isinstance(self._network, MPRNet):
            self._network.depth = card.stage
        self._elsewhere: dict[tuple[str, str], RestorationModel] = {}
        self._white = architecture.value_range
        self.pools = any(isinstance(module, Pooling) for module in self._network.modules())
        """The network looks at its whole input, so tiles must share statistics."""

    def on(self, device: str, precision: str) -> RestorationModel:
        """Return the same model elsewhere or more exactly; itself when that is where it is."""
        if (device, precision) == (self.device.kind, self.precision):
            return self
        if (device, precision) not in self._elsewhere:
            self._elsewhere[device, precision] = RestorationModel(
                self._state_dict, self.architecture, self.card, choose_device(device), precision
            )
        return self._elsewhere[device, precision]

    @cached_property
    def rough(self) -> RestorationModel | None:
        """The same, stopped after its first stage: there sooner. None where there is but one."""
        network = self._network
        if not isinstance(network, MPRNet) or network.depth == 1:
            return None
        rough = copy.copy(self)
        # The weights are shared, what is beside them is not.
        rough._network = copy.copy(network)
        rough._network.depth = 1
        rough._elsewhere = {}
        return rough

    def release_memory(self) -> None:
        """Give back what the device keeps for later."""
        self.device.release_memory()

    @property
    def name(self) -> str:
        """Name of the model, as on its card."""
        return self.card.name

    @cached_property
    def identity(self) -> str:
        """SHA-256 of the tensors in use, whatever file they came from."""
        return tensors_sha256(self._state_dict)

    @cached_property
    def pixels_at_once(self) -> int:
        """Pixels of input for which half the memory suffices that was free when first asked."""
        return int((self.device.free_memory() or MEMORY_GUESSED) / 2 / self._bytes_per_pixel)

    @cached_property
    def sample_at_once(self) -> int:
        """Pixels of input for which a quarter of the device's memory suffices.

        What is free is not asked: on one machine, a photo's sample is always the same.
        """
        return int((self.device.memory or MEMORY_GUESSED) / 4 / self._bytes_per_pixel)

    def measure_memory(self) -> None:
        """See now what memory a run takes, which else happens when a photo is planned."""
        _ = self._bytes_per_pixel

    @cached_property
    def _bytes_per_pixel(self) -> float:
        """Memory that a run takes."""
        multiple = self.architecture.size_multiple
        side = -(-TRIAL // multiple) * multiple
        x = torch.zeros(1, self.architecture.channels, side, side, device=self.device.torch)
        x = x.contiguous(memory_format=torch.channels_last)
        return MEMORY_FACTOR * bytes_per_pixel(self._network, x)

    @property
    def scale(self) -> int:
        """Size of the restored photo over that of the original."""
        return self.architecture.scale * self.enlargement

    @property
    def enlargement(self) -> int:
        """How many times a photo is enlarged before the network sees it.

        The super-resolution networks of MIRNet and MIRNetv2 keep the size: they were trained on
        photos enlarged beforehand, which only the card can tell.
        """
        return max(self.card.scale // self.architecture.scale, 1)

    def prepare(self, views: Sequence[Photo], sample: Sample) -> Prepared:
        """Gather the statistics that all tiles of a photo will share, from a sample of it.

        `views`: the photo, or its two views.
        """
        if not (self.pools or self.card.brightness):
            return Prepared()
        pictures = _stacked([crop(views, patch) for patch in sample.patches])
        gain = self._gain(pictures if sample.exact else _overview(views))
        if not self.pools:
            return Prepared(gain=gain)
        x = self._enter(pictures, gain)
        recorder = Recorder(sample.weights().to(self.device.torch))
        with torch.inference_mode(), taped(self._network, recorder):
            if isinstance(self._network, Steered):
                # One photo was degraded in one way: its tiles share the reading of the whole.
                return Prepared(embedding=self._network.embed(x), gain=gain)
            self._network(x)
        return Prepared(tuple(recorder.values), gain=gain)

    def __call__(self, views: Sequence[Photo], prepared: Prepared) -> Pixels:
        """Restore one tile: H, W, 3 to H·scale, W·scale, 3; sides multiples of the network's.

        `views`: the tile, as `crop` gives it. The result is in the colour space of the first of
        them; values are not clipped.
        """
        excess = _excess(views[0])
        pictures, profile = _stacked([views]), views[0].profile
        gain = self._gain(pictures) if prepared.gain is None else prepared.gain
        x = self._enter(pictures, gain)
        tape = Player(prepared.statistics) if prepared.statistics else None
        with torch.inference_mode(), taped(self._network, tape):
            if prepared.embedding is not None:
                y = self._network(x, prepared.embedding.to(x.device))
            else:
                y = self._network(x)
        return self._leave(y, profile, excess)

    def _gain(self, pictures: Pixels) -> float:
        """How much pictures of one photo, in sRGB, are brightened: see `Card.brightness`."""
        return find_gain(pictures, self.card.brightness) if self.card.brightness else 1.0

    def _enter(self, pictures: Pixels, gain: float) -> Tensor:
        """Bring B, H, W, C in sRGB into the network's value range, brightened."""
        x = torch.from_numpy(brighten(pictures, gain)).to(self.device.torch).permute(0, 3, 1, 2)
        # A view of the photo must not be scaled in place, nor a white of 1 cost a pass.
        x = x if self._white == 1 else x * self._white
        return x.contiguous(memory_format=torch.channels_last)

    def _leave(self, y: Tensor, profile: bytes | None, excess: Excess | None) -> Pixels:
        """Bring one restored picture, 1, 3, H, W, back to the photo's colour space."""
        pixels = np.ascontiguousarray((y[0].float() / self._white).permute(1, 2, 0).cpu().numpy())
        if excess is not None:
            pixels = excess.put_back(pixels, hold=self.card.task in KEEPS_COLOURS)
        return from_srgb(pixels, profile)


def crop(views: Sequence[Photo], region: Region) -> list[Photo]:
    """Cut `region` out of each view, mirrored as `cut` does; alpha and metadata are left out."""
    return [
        Photo(cut(view.pixels, region), None, view.bit_depth, profile=view.profile)
        for view in views
    ]


def cut(pixels: Pixels, region: Region) -> Pixels:
    """Cut `region` out of `pixels`, mirrored beyond the right and bottom border.

    Where the photo is too small to be mirrored its last pixels are repeated.
    """
    inside = pixels[region.slices]
    right, below = region.width - inside.shape[1], region.height - inside.shape[0]
    if right == below == 0:
        return inside
    while right or below:
        across, down = min(right, inside.shape[1] - 1), min(below, inside.shape[0] - 1)
        mode = "reflect" if (across or not right) and (down or not below) else "edge"
        if mode == "edge":
            across, down = right, below
        inside = np.pad(inside, ((0, down), (0, across), (0, 0)), mode=mode)
        right, below = right - across, below - down
    return inside


def _overview(views: Sequence[Photo]) -> Pixels:
    """Pixels spread over all of a photo in sRGB, 1, H, W, 3·views: the same for every sample."""
    step = max(math.isqrt(views[0].width * views[0].height // OVERVIEW_PIXELS), 1)
    spread = [replace(view, pixels=view.pixels[::step, ::step], alpha=None) for view in views]
    return _stacked([spread])


def _stacked(batch: Sequence[Sequence[Photo]]) -> Pixels:
    """Pictures of one size, B, H, W, 3·views, in sRGB.

    The channels of views follow each other: left RGB, then right RGB.
    """
    return np.stack([_channels(views) for views in batch])


def _channels(views: Sequence[Photo]) -> NDArray[np.float32]:
    """The views in sRGB without their excess, H, W, 3·views; a single one is not copied for it."""
    pictures = [_within(view) for view in views]
    return np.concatenate(pictures, axis=2) if len(pictures) > 1 else pictures[0]


def _within(view: Photo) -> Pixels:
    """Return what the network sees of a view."""
    excess = _excess(view)
    return to_srgb(view.pixels, view.profile) if excess is None else excess.taken_off()


def _excess(view: Photo) -> Excess | None:
    """Return what of a view goes past the network."""
    return find_excess(to_srgb(view.pixels, view.profile)) if lies_outside(view) else None


def _placed(
    architecture: Architecture, state_dict: StateDict, device: Device, precision: str
) -> nn.Module:
    """Build the network on its device in its precision, in the layout convolutions like best."""
    network = architecture.build(state_dict)
    if isinstance(network, MPRNet):
        # No border may run through the middle of a photo; tiles are parts enough.
        network.split = False
    return device.place(network, precision, architecture.exact)

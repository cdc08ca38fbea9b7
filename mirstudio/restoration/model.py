"""A network with its weights on a device: what turns photo pixels into restored ones."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import cached_property
from math import inf

import numpy as np
import torch
from torch import Tensor, nn

from mirstudio.imaging.brightness import brighten, find_gain
from mirstudio.imaging.color import from_srgb
from mirstudio.imaging.gamut import Excess
from mirstudio.imaging.leaves import blurred_leaves
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.networks.architecture import Architecture, StateDict, Steered
from mirstudio.networks.layers import Pooling, Tape
from mirstudio.networks.mprnet import MPRNet
from mirstudio.restoration.checkpoint import tensors_sha256
from mirstudio.restoration.device import Device, check_precision, choose_device
from mirstudio.restoration.freed_memory import keeping_large_pieces
from mirstudio.restoration.library import Card
from mirstudio.restoration.memory import bytes_per_pixel
from mirstudio.restoration.mirrored import Mirrored
from mirstudio.restoration.pictures import crop, excess_of, overview, stacked
from mirstudio.restoration.prepared import Prepared
from mirstudio.restoration.preset import Task
from mirstudio.restoration.statistics import Player, Recorder, Sample, taped
from mirstudio.restoration.windows import LocalWindows, in_windows

TRIAL = 128
"""Least side of the picture with which a network's memory is measured."""
MEMORY_FACTOR = 2
"""What a run takes over the tensors that live in it: 877 against 493 bytes a pixel were measured
for the shipped denoiser, with libraries' own scratch space."""
MEMORY_GUESSED = 4 << 30
"""Bytes taken for free where a device does not say."""
REFERENCE = 128
"""Side of the picture whose blur stands for an assumed one."""
KEEPS_COLOURS = (Task.DENOISE, Task.DEBLUR, Task.DERAIN, Task.DEFOCUS)
"""What leaves smooth colours as they are."""


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
        self._straight = _placed(architecture, state_dict, device, self.precision)
        if card.stage and isinstance(self._straight, MPRNet):
            self._straight.depth = card.stage
        # Two views are told apart by their sides, and what an embedding steers is called otherwise.
        able = architecture.views == 1 and not isinstance(self._straight, Steered)
        self._network = Mirrored(self._straight) if card.mirrored and able else self._straight
        self._elsewhere: dict[tuple[str, str], RestorationModel] = {}
        self.blur: float | None = None
        """Assumed in place of what the photo itself tells, see `assuming`."""
        self._white = architecture.value_range
        self._window = card.window if isinstance(self._straight, MPRNet) else 0
        if self._window:
            self.architecture = in_windows(architecture, self._window)
        self.pools = not self._window and any(
            isinstance(module, Pooling) for module in self._network.modules()
        )
        """The network looks at its whole input, so tiles must share statistics."""

    def on(self, device: str, precision: str) -> RestorationModel:
        """Return the same model elsewhere or more exactly; itself when that is where it is."""
        if (device, precision) == (self.device.kind, self.precision):
            return self
        if (device, precision) not in self._elsewhere:
            there = RestorationModel(
                self._state_dict, self.architecture, self.card, choose_device(device), precision
            )
            self._elsewhere[device, precision] = there.assuming(self.blur)
        return self._elsewhere[device, precision]

    @property
    def steered(self) -> bool:
        """What the network does depends on how it thinks a photo was degraded."""
        return isinstance(self._network, Steered)

    def assuming(self, blur: float | None) -> RestorationModel:
        """The same, for photos taken to be blurred by a Gaussian of `blur` pixels, without noise.

        None leaves it to each photo. Where nothing steers the network it changes nothing.
        """
        if blur == self.blur or not self.steered:
            return self
        other = copy.copy(self)
        other.blur, other._elsewhere = blur, {}
        vars(other).pop("_assumed", None)  # copied along, should it have been asked for
        return other

    @cached_property
    def _assumed(self) -> Tensor | None:
        """The embedding of a picture that is blurred as assumed."""
        if self.blur is None or not isinstance(self._network, Steered):
            return None
        scale = self.architecture.scale
        picture = blurred_leaves(REFERENCE, scale, self.blur * scale)
        with torch.inference_mode():
            return self._network.embed(self._enter(picture[None], 1.0))

    @cached_property
    def rough(self) -> RestorationModel | None:
        """The same, stopped after its first stage: there sooner. None where there is but one."""
        network = self._straight
        if not isinstance(network, MPRNet) or network.depth == 1:
            return None
        rough = copy.copy(self)
        # The weights are shared, what is beside them is not.
        first = copy.copy(network)
        first.depth = 1
        # Nor is it mirrored: of the statistics it plays what the first stage met first.
        rough._network, rough._elsewhere = first, {}
        return rough

    def one_way(self) -> RestorationModel:
        """The same without the mirror image: half the work. Itself where there is none."""
        if self._network is self._straight:
            return self
        other = copy.copy(self)
        other._network, other._elsewhere = self._straight, {}
        other.card = replace(self.card, mirrored=False)
        return other

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
    def whole_at_once(self) -> int:
        """Pixels of input for which a quarter of the device's memory suffices.

        What is free is not asked: on one machine, a photo is always run in the same way.
        """
        return int((self.device.memory or MEMORY_GUESSED) / 4 / self._bytes_per_pixel)

    @cached_property
    def sample_at_once(self) -> int:
        """The same for a sample, of which a network that is steered runs the encoder alone."""
        if not isinstance(self._network, Steered):
            return self.whole_at_once
        needed = self._measured(self._network.embed)
        return int((self.device.memory or MEMORY_GUESSED) / 4 / needed)

    def measure_memory(self) -> None:
        """See now what memory a run takes, which else happens when a photo is planned."""
        _ = self._bytes_per_pixel

    @cached_property
    def _bytes_per_pixel(self) -> float:
        return self._measured(self._network)

    def _measured(self, network: Callable[[Tensor], Tensor]) -> float:
        """Memory that a run of the network or a part of it takes, per pixel."""
        multiple = self.architecture.size_multiple
        side = -(-TRIAL // multiple) * multiple
        x = torch.zeros(1, self.architecture.channels, side, side, device=self.device.torch)
        x = x.contiguous(memory_format=torch.channels_last)
        with taped(self._network, self.windows(side)):
            return MEMORY_FACTOR * bytes_per_pixel(network, x)

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
        pictures = stacked([crop(views, patch) for patch in sample.patches])
        gain = self._gain(pictures if sample.exact else overview(views))
        if not self.pools or self._assumed is not None:
            return Prepared(embedding=self._assumed, gain=gain)
        x = self._enter(pictures, gain)
        recorder = Recorder(sample.weights().to(self.device.torch))
        with torch.inference_mode(), self._keeping(x), taped(self._network, recorder):
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
        excess = excess_of(views[0])
        pictures, profile = stacked([views]), views[0].profile
        gain = self._gain(pictures) if prepared.gain is None else prepared.gain
        x = self._enter(pictures, gain)
        tape = Player(prepared.statistics) if prepared.statistics else self.windows(x.shape[3])
        embedding = prepared.embedding if prepared.embedding is not None else self._assumed
        with torch.inference_mode(), self._keeping(x), taped(self._network, tape):
            if embedding is not None:
                y = self._network(x, embedding.to(x.device))
            else:
                y = self._network(x)
        return self._leave(y, profile, excess)

    def windows(self, width: int) -> Tape | None:
        """What stands for pooling over all of an input `width` wide, where the card asks for it."""
        return LocalWindows(self._window, width) if self._window else None

    def _gain(self, pictures: Pixels) -> float:
        """How much pictures of one photo, in sRGB, are brightened: see `Card.brightness`."""
        return find_gain(pictures, self.card.brightness) if self.card.brightness else 1.0

    def _keeping(self, x: Tensor) -> AbstractContextManager[None]:
        """What lets a run on `x` leave its memory to the next, if it is known to be little."""
        needed = x[:, 0].numel() * vars(self).get("_bytes_per_pixel", inf)
        return keeping_large_pieces() if needed < (self.device.memory or 0) / 4 else nullcontext()

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


def _placed(
    architecture: Architecture, state_dict: StateDict, device: Device, precision: str
) -> nn.Module:
    """Build the network on its device in its precision, in the layout convolutions like best."""
    network = architecture.build(state_dict)
    if isinstance(network, MPRNet):
        # No border may run through the middle of a photo; tiles are parts enough.
        network.split = False
    return device.place(network, precision, architecture.exact)

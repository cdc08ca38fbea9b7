"""Architectures of the spandrel library, where it is installed (the extra "community")."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from mirstudio.networks.architecture import Architecture, StateDict
from mirstudio.networks.layers import in_precision_of

LIBRARY = "spandrel"


@dataclass(frozen=True)
class CommunityArchitecture(Architecture):
    """A kind of network that spandrel knows; its weights are checked when it is built."""

    def check(self, state_dict: StateDict) -> None:
        """Raise ModelError unless spandrel can load `state_dict`."""
        self.build(state_dict)

    def build(self, state_dict: StateDict) -> nn.Module:
        """Return the network in eval mode on the CPU, made and loaded by spandrel."""
        return CommunityNetwork(_load(state_dict)).eval()


class CommunityNetwork(nn.Module):
    """A network of spandrel's. Input and output are RGB in 0–1; it pads and clips by itself."""

    def __init__(self, descriptor: Any) -> None:
        super().__init__()
        self.network: nn.Module = descriptor.model
        self._descriptor = descriptor

    def forward(self, x: Tensor) -> Tensor:
        """Restore `x` (B, 3, H, W) to B, 3, s·H, s·W."""
        restored = [self._descriptor(in_precision_of(self, sample[None])) for sample in x]
        return torch.cat(restored).to(x.dtype)


def obstacle() -> str:
    """Say why spandrel's networks cannot be loaded, as a part of a sentence; empty if they can."""
    if importlib.util.find_spec(LIBRARY) is None:
        return "with the extra mirstudio[community]"
    try:
        importlib.import_module(LIBRARY)
    except Exception as error:
        # It imports torchvision, which raises whatever comes when it does not fit torch.
        return f"if the library {LIBRARY} could be loaded ({type(error).__name__}: {error})"
    return ""


def recognize_community(state_dict: StateDict) -> CommunityArchitecture | None:
    """Return what spandrel takes `state_dict` for; None if nothing, or if it cannot be used.

    Only networks that make one RGB picture of one RGB picture of any shape count.
    """
    if obstacle():
        return None
    try:
        descriptor = _load(state_dict)
    except Exception:
        # spandrel tries each of its architectures; whatever goes wrong, it is none of them.
        return None
    colors = getattr(descriptor, "input_channels", 0), getattr(descriptor, "output_channels", 0)
    needs = getattr(descriptor, "size_requirements", None)
    if colors != (3, 3) or (needs and needs.square):
        return None
    return CommunityArchitecture(
        name=f"community.{descriptor.architecture.id}",
        title=descriptor.architecture.name,
        network=CommunityNetwork,
        shape=None,
        size_multiple=needs.multiple_of if needs else 1,
        overlap=32,
        scale=descriptor.scale,
        supports_bf16=descriptor.supports_bfloat16,
    )


def _load(state_dict: StateDict) -> Any:
    spandrel = importlib.import_module(LIBRARY)
    # Its loaders take keys out of the dictionary.
    return spandrel.ModelLoader(torch.device("cpu")).load_from_state_dict(dict(state_dict))

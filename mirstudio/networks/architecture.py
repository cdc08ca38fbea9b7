"""Architecture: what a checkpoint's weights say about its network, and how to build it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from mirstudio.errors import ModelError

StateDict = Mapping[str, Tensor]
"""Weights by canonical key."""


@runtime_checkable
class Steered(Protocol):
    """A network that a degradation embedding steers: DASR."""

    def embed(self, x: Tensor) -> Tensor:
        """Return the embedding of pictures B, 3, H, W: B, D."""
        ...


@dataclass(frozen=True)
class Architecture:
    """A kind of network with everything its weights reveal. Compares equal when they agree."""

    name: str
    """Short name: mirnet, mprnet, mirnetv2 or dasr."""
    title: str
    """Name for people, such as "MIRNetv2"."""
    network: Callable[[Any], nn.Module]
    """Makes the network of a shape."""
    shape: Any
    """Widths, depths and the like: the frozen dataclass `network` takes."""
    size_multiple: int
    """Height and width of the input must be multiples of this."""
    overlap: int
    """Pixels of input around a tile beyond which the photo hardly matters, its statistics given.

    Measured on seeded weights: the change is below 1e-3 of the residual.
    """
    scale: int = 1
    """Output size over input size."""
    views: int = 1
    """Pictures at the input: 2 for the two views of a dual-pixel sensor."""
    value_range: float = 1.0
    """Value of white at input and output."""
    supports_bf16: bool = True
    """Whether bfloat16 inside keeps the output within what a photo shows."""
    exact: tuple[str, ...] = ()
    """Modules that stay in float32 when the others go to a reduced precision."""
    training_only: tuple[str, ...] = ()
    """Prefixes of keys that only training uses; checkpoints may hold them or not."""

    @property
    def channels(self) -> int:
        """Channels of the input."""
        return 3 * self.views

    def weights(self, state_dict: StateDict) -> dict[str, Tensor]:
        """Return `state_dict` without what only training uses."""
        return {k: v for k, v in state_dict.items() if not k.startswith(self.training_only)}

    def check(self, state_dict: StateDict) -> None:
        """Raise ModelError unless `state_dict` has every tensor of the network, and no other."""
        self._check(self._unloaded(), state_dict)

    def build(self, state_dict: StateDict) -> nn.Module:
        """Return the network in eval mode on the CPU, its float32 weights copied from `state_dict`.

        Raises ModelError when tensors are missing, surplus or of the wrong size.
        """
        network = self._unloaded()
        self._check(network, state_dict)
        network.load_state_dict(self.weights(state_dict))
        return network.eval()

    def _unloaded(self) -> nn.Module:
        with _Uninitialised():
            return self.network(self.shape)

    def _check(self, network: nn.Module, state_dict: StateDict) -> None:
        wanted, given = network.state_dict(), self.weights(state_dict)
        both = [key for key in wanted if key in given]
        for problem, keys in (
            ("has no tensor", [key for key in wanted if key not in given]),
            ("has a surplus tensor", [key for key in given if key not in wanted]),
            ("has the wrong size of", [k for k in both if wanted[k].shape != given[k].shape]),
        ):
            if keys:
                others = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
                sentence = f"it {problem} “{keys[0]}”{others}"
                raise ModelError(f"This checkpoint looks like {self.title}, but {sentence}.")


class _Uninitialised(TorchFunctionMode):
    """Networks made within get no first weights: drawing them costs more than loading others."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        if getattr(func, "__module__", "") == "torch.nn.init":
            return args[0] if args else kwargs["tensor"]
        return func(*args, **kwargs)

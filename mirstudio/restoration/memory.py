"""How much memory a network takes for a pixel."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves


def bytes_per_pixel(network: Callable[[Tensor], object], x: Tensor) -> float:
    """Return the most bytes that live at once while `network` runs on `x`, per pixel of it.

    What libraries take for themselves within an operation is not seen.
    """
    with torch.no_grad(), _Meter() as meter:
        network(x)
    return meter.peak / (x.shape[2] * x.shape[3])


class _Meter(TorchDispatchMode):
    """Adds up the tensors that live, and remembers the most."""

    def __init__(self) -> None:
        super().__init__()
        self._lives: dict[int, int] = {}
        self._bytes = 0
        self.peak = 0

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Or torch would import its compiler to leave this out of it, which takes seconds."""
        return False

    def __torch_dispatch__(
        self,
        func: Callable[..., Any],
        types: Iterable[type],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        result = func(*args, **(kwargs or {}))
        for tensor in tree_leaves(result):
            if isinstance(tensor, Tensor):
                self._count(tensor)
        return result

    def _count(self, tensor: Tensor) -> None:
        """Count what the tensor stores, once for all its views, until the last of them dies."""
        storage = tensor.untyped_storage()
        key = storage._cdata  # pyright: ignore[reportPrivateUsage]
        if key not in self._lives:
            self._lives[key] = 0
            self._bytes += storage.nbytes()
            self.peak = max(self.peak, self._bytes)
        self._lives[key] += 1
        weakref.finalize(tensor, self._forget, key, storage.nbytes())

    def _forget(self, key: int, size: int) -> None:
        self._lives[key] -= 1
        if not self._lives[key]:
            del self._lives[key]
            self._bytes -= size

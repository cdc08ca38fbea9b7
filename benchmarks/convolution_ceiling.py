"""What the convolutions alone allow: the ceiling of a network, and the peak of a machine."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from mirstudio.restoration.device import PRECISIONS, in_channels_last


def measure_peak(precision: str, clock: Callable[[], float] = time.perf_counter) -> float:
    """GFLOP/s of one 3×3 convolution with 64 channels at 256×256, channels-last."""
    dtype = PRECISIONS[precision]
    layer = in_channels_last(nn.Conv2d(64, 64, 3, padding=1, bias=False, dtype=dtype))
    x = torch.rand(1, 64, 256, 256).to(dtype).contiguous(memory_format=torch.channels_last)
    times: list[float] = []
    with torch.inference_mode():
        for _ in range(12):
            start = clock()
            layer(x)
            times.append(clock() - start)
    return 2 * 9 * 64 * 64 * 256 * 256 / min(times) / 1e9


def convolutions_alone(network: nn.Module, x: Tensor) -> Callable[[], None]:
    """Return a function that runs the convolutions of `network(x)`, and nothing between them."""
    with torch.inference_mode(), _Convolutions() as seen:
        network(x)

    def step() -> None:
        with torch.inference_mode():
            for key, call in seen.calls.items():
                for _ in range(seen.counts[key]):
                    call()

    return step


class _Convolutions(TorchFunctionMode):
    """Counts the convolutions that run within, by their shapes, and keeps one of each."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self.calls: dict[str, Callable[[], Tensor]] = {}

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: object,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Note a convolution, and run it like everything else."""
        if func in (torch.conv2d, torch.conv_transpose2d):
            shapes = [tuple(a.shape) if isinstance(a, Tensor) else a for a in args]
            key = f"{func.__name__} {shapes} {kwargs}"
            self.counts[key] += 1
            # A copy, since the input may be overwritten, or all inputs kept for nothing.
            if key not in self.calls:
                own = (args[0].clone(), *args[1:])
                self.calls[key] = lambda: func(*own, **(kwargs or {}))
        return func(*args, **(kwargs or {}))

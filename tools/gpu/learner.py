"""A step of learning, arranged in several ways for the hardware, and what is learnt."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from mirstudio.networks.registry import recognize
from tools.gpu.recipe import Recipe, for_loss

PLAIN = "eager NCHW"
"""What tutorials write; all others are held to it."""
ARRANGEMENTS = (PLAIN, "channels last", "graph", "compiled", "compiled graph")
WARM_UP = 3
"""Steps before a step is captured: libraries settle what they keep."""

Step = Callable[[], None]


def keep_exact(module: nn.Module, device: torch.device) -> None:
    """Let a module that must not lose digits run in float32 within autocast."""
    forward = module.forward

    def exact(*inputs: Tensor) -> Tensor:
        with torch.autocast(device.type, enabled=False):
            return forward(*(x.float() for x in inputs))

    module.forward = exact


class Learner:
    """A network, its average, its optimizer, and one batch's place in memory."""

    def __init__(
        self, recipe: Recipe, device: torch.device, arrangement: str, start: Path | None = None
    ) -> None:
        """`start`: weights to go on with; the optimizer begins anew, which is no exact resume."""
        torch.manual_seed(1)
        network = recipe.make_network()
        if start is not None:
            network.load_state_dict({k: v.float() for k, v in load_file(start).items()})
        self._layout = torch.contiguous_format if arrangement == PLAIN else torch.channels_last
        # The stubs of torch lack this overload.
        network = network.to(device).to(memory_format=self._layout)  # pyright: ignore
        self.network = network.train()
        self.average = copy.deepcopy(network).requires_grad_(requires_grad=False).eval()
        for name in recipe.exact:
            keep_exact(network.get_submodule(name), device)
        self.steps = 0
        self.loss = torch.zeros((), device=device)
        self._recipe = recipe
        self._device = device
        self._rate = torch.tensor(recipe.rate, device=device)
        on_gpu = device.type == "cuda"
        self._optimizer = torch.optim.AdamW(
            network.parameters(), lr=self._rate, weight_decay=0.0, fused=True, capturable=on_gpu
        )
        judged = for_loss(network)
        self._judged = torch.compile(judged) if "compiled" in arrangement else judged
        self._x: Tensor | None = None
        self._y: Tensor | None = None
        self._captures = "graph" in arrangement and on_gpu
        self._graph: torch.cuda.CUDAGraph | None = None

    def learn(self, degraded: Tensor, clean: Tensor, rate: float) -> None:
        """Take a step on a batch in 0–1; its loss is then in `loss`."""
        self._take(degraded, clean)
        self._rate.fill_(rate)
        if self._graph is not None:
            self._graph.replay()
        elif self._captures and self.steps == WARM_UP:
            self._capture()
        else:
            self._step()
        self.steps += 1
        self._follow()

    def _take(self, degraded: Tensor, clean: Tensor) -> None:
        """Bring the batch to where every step finds it."""
        white = self._recipe.white
        if self._x is None or self._y is None:
            self._x = torch.empty_like(degraded, memory_format=self._layout)
            self._y = torch.empty_like(clean)
        self._x.copy_(degraded).mul_(white)
        self._y.copy_(clean).mul_(white)

    def _step(self) -> None:
        assert self._x is not None and self._y is not None
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self._recipe.bf16):
            judged = self._judged(self._x)
        loss = self._recipe.loss(judged, self._y)
        loss.backward()
        parameters = self.network.parameters()
        norm = nn.utils.clip_grad_norm_(parameters, self._recipe.clip, foreach=True)
        # A step whose gradient is no number is left out, as gradient scalers do it.
        self._optimizer.found_inf = (~norm.isfinite()).float()  # pyright: ignore
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        self.loss.copy_(loss.detach())

    def _capture(self) -> None:
        """Record a step, which runs it once as it is replayed."""
        torch.cuda.synchronize()
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            self._step()
        self._graph = graph
        graph.replay()

    @torch.no_grad()
    def _follow(self) -> None:
        """Move the average a little towards the network."""
        decay = min(self._recipe.ema, (1 + self.steps) / (10 + self.steps))
        mean, now = list(self.average.parameters()), list(self.network.parameters())
        torch._foreach_lerp_(mean, now, 1 - decay)  # pyright: ignore
        for kept, value in zip(self.average.buffers(), self.network.buffers(), strict=True):
            kept.copy_(value)

    def save(self, path: Path) -> None:
        """Write the average in half precision, under the papers' keys."""
        state = self.average.state_dict()
        weights = {
            key: (value.half() if value.is_floating_point() else value).cpu().contiguous().clone()
            for key, value in recognize(state).weights(state).items()
        }
        beside = path.with_suffix(".part")
        save_file(weights, beside)
        beside.replace(path)

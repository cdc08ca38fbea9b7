"""The ways to run a network that `benchmarks/network_speed.py` compares, and the networks."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.convolution_ceiling import convolutions_alone
from benchmarks.plain_arrangement import arrange_plainly
from mirstudio.networks.dasr import DASR, DASRShape
from mirstudio.networks.mirnet import MIRNet
from mirstudio.networks.mirnetv2 import MIRNetv2, MIRNetv2Shape
from mirstudio.networks.mprnet import MPRNet, MPRNetShape
from mirstudio.networks.registry import recognize
from mirstudio.restoration.device import cpu
from mirstudio.restoration.freed_memory import keep_freed_memory

Step = Callable[[], object]
"""Runs a network once."""


@dataclass(frozen=True)
class Subject:
    """A network to be measured."""

    build: Callable[[], nn.Module]
    side: int
    """Of the square picture it is given. Less for the larger ones, lest it take an hour."""
    white: float = 1.0


SUBJECTS = {
    "mirnetv2": Subject(MIRNetv2, 256),
    "mirnetv2_shipped": Subject(
        lambda: MIRNetv2(MIRNetv2Shape(64, (96, 144), (1, 1), 2, packing=2)), 256
    ),
    "mirnet": Subject(MIRNet, 128),
    "mprnet_deblurring": Subject(MPRNet, 128),
    "mprnet_deraining": Subject(lambda: MPRNet(MPRNetShape(40, 20, 16)), 128),
    "dasr_x4": Subject(lambda: DASR(DASRShape(4)), 128, white=255.0),
}
"""Official sizes, and that of the denoisers which come with the program."""

ENGINES = ("onnxruntime", "openvino")
"""Arrangements of others, fed with the plain arrangement as ONNX."""

ARRANGEMENTS = ("plain", *ENGINES, "mirstudio", "ceiling")
"""All that run by default; "compile" needs a C++ compiler."""


def arrange(name: str, arrangement: str, precision: str, side: int) -> Step:
    """Return a function that runs the network `name` of `SUBJECTS`, seeded, arranged so."""
    torch.manual_seed(1)
    x = torch.rand(1, 3, side, side) * SUBJECTS[name].white
    network = SUBJECTS[name].build().eval().requires_grad_(requires_grad=False)
    if arrangement == "plain":
        return _inferring(arrange_plainly(network), x)
    if arrangement == "onnxruntime":
        return _onnxruntime(network, x)
    if arrangement == "openvino":
        return _openvino(network, x, precision)
    keep_freed_memory()
    network = cpu().place(network, precision, recognize(network.state_dict()).exact)
    x = x.contiguous(memory_format=torch.channels_last)
    if arrangement == "ceiling":
        return convolutions_alone(network, x)
    return _inferring(torch.compile(network) if arrangement == "compile" else network, x)


def count_flops(name: str, arrangement: str, side: int) -> float:
    """Floating-point operations of one run: our arrangement needs fewer than the papers'."""
    network = SUBJECTS[name].build().eval()
    if arrangement in ("plain", *ENGINES):
        network = arrange_plainly(network)
    # All that counts grows with the area.
    small = 64
    with torch.inference_mode(), FlopCounterMode(display=False) as counter:
        network(torch.rand(1, 3, small, small))
    return counter.get_total_flops() * (side / small) ** 2


def _inferring(network: Callable[[Tensor], Tensor], x: Tensor) -> Step:
    def step() -> Tensor:
        with torch.inference_mode():
            return network(x)

    return step


def _onnxruntime(network: nn.Module, x: Tensor) -> Step:
    import onnxruntime  # pyright: ignore[reportMissingImports]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    session: Any = onnxruntime.InferenceSession(_exported(network, x), options)
    feed = {session.get_inputs()[0].name: x.numpy()}
    return lambda: session.run(None, feed)


def _openvino(network: nn.Module, x: Tensor, precision: str) -> Step:
    import openvino  # pyright: ignore[reportMissingImports]

    hints = {
        "INFERENCE_PRECISION_HINT": {"fp32": "f32"}.get(precision, precision),
        "INFERENCE_NUM_THREADS": torch.get_num_threads(),
    }
    core = openvino.Core()
    compiled: Any = core.compile_model(core.read_model(_exported(network, x)), "CPU", hints)
    return lambda: compiled(x.numpy())


def _exported(network: nn.Module, x: Tensor) -> bytes:
    """Return the plain arrangement as ONNX."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "network.onnx")
        torch.onnx.export(arrange_plainly(network), (x,), str(path), dynamo=False, verbose=False)
        return path.read_bytes()

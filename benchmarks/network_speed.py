"""How fast the networks run, beside the plain arrangement and two other engines.

    python benchmarks/network_speed.py [--networks mirnetv2,dasr_x4] [--side 256] [--repeat 3]

Each row is measured in a process of its own; the rows of a network take turns, so that a busy
moment of the machine hits all of them. Printed: milliseconds per megapixel of input, GFLOP/s,
the share of this machine's convolution peak in the same precision (one 3×3 convolution with 64
channels, channels-last), speed over the plain arrangement in float32, peak memory. Official
sizes, seeded weights. Rows “compile” need a C++ compiler and are for comparison only.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.plain_arrangement import arrange_plainly
from mirstudio.networks.dasr import DASR, DASRShape
from mirstudio.networks.mirnet import MIRNet
from mirstudio.networks.mirnetv2 import MIRNetv2
from mirstudio.networks.mprnet import MPRNet, MPRNetShape
from mirstudio.networks.registry import recognize
from mirstudio.restoration.device import in_channels_last

NETWORKS: dict[str, Callable[[], nn.Module]] = {
    "mirnetv2": MIRNetv2,
    "mirnet": MIRNet,
    "mprnet_deblurring": MPRNet,
    "mprnet_deraining": lambda: MPRNet(MPRNetShape(40, 20, 16)),
    "dasr_x4": lambda: DASR(DASRShape(4)),
}
ROWS = (
    ("plain", "fp32"),
    ("onnxruntime", "fp32"),
    ("openvino", "fp32"),
    ("openvino", "bf16"),
    ("mirstudio", "fp32"),
    ("mirstudio", "bf16"),
    ("compile", "bf16"),
)
DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16}


def main() -> None:
    """Run all rows and print the table."""
    parser = argparse.ArgumentParser(description="How fast the networks run")
    parser.add_argument("--networks", default=",".join(NETWORKS))
    parser.add_argument("--rows", default="", help="only these arrangements, comma-separated")
    parser.add_argument("--side", type=int, default=256)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--row", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.row:
        sys.stdout.write(json.dumps(measure(*arguments.row, side=arguments.side)))
        return
    rows = [row for row in ROWS if not arguments.rows or row[0] in arguments.rows.split(",")]
    peaks = {name: _peak(dtype) for name, dtype in DTYPES.items()}
    said = ", ".join(f"{name} {peak:.0f}" for name, peak in peaks.items())
    sys.stdout.write(f"Convolution peak in GFLOP/s: {said}; {torch.get_num_threads()} threads\n")
    for network in arguments.networks.split(","):
        _print_network(network, rows, peaks, arguments.side, arguments.repeat)


def measure(network: str, arrangement: str, precision: str, side: int) -> dict[str, float]:
    """Seconds of one run, peak memory in MiB and FLOPs per input pixel, in this process."""
    torch.manual_seed(1)
    built = NETWORKS[network]().eval().requires_grad_(requires_grad=False)
    white = 255.0 if network.startswith("dasr") else 1.0
    x = torch.rand(1, 3, side, side) * white
    with torch.inference_mode(), FlopCounterMode(display=False) as counter:
        built(x)
    step = _arranged(built, arrangement, precision, x)
    step()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = []
    for _ in range(3):
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return {
        "seconds": min(times),
        "memory": before / 1024,
        "flops": counter.get_total_flops() / side**2,
    }


def _arranged(
    built: nn.Module, arrangement: str, precision: str, x: Tensor
) -> Callable[[], object]:
    """Return a function that runs the network once on `x`."""
    if arrangement == "plain":
        return _inferring(arrange_plainly(built), x)
    if arrangement == "onnxruntime":
        import onnxruntime

        session = onnxruntime.InferenceSession(_exported(built, x))
        feed = {session.get_inputs()[0].name: x.numpy()}
        return lambda: session.run(None, feed)
    if arrangement == "openvino":
        import openvino

        hints = {"INFERENCE_PRECISION_HINT": "bf16" if precision == "bf16" else "f32"}
        compiled = openvino.Core().compile_model(_exported(built, x), "CPU", hints)
        return lambda: compiled(x.numpy())
    network = _ours(built, DTYPES[precision])
    x = x.contiguous(memory_format=torch.channels_last)
    return _inferring(torch.compile(network) if arrangement == "compile" else network, x)


def _ours(built: nn.Module, dtype: torch.dtype) -> nn.Module:
    """Place the network as `RestorationModel` does."""
    network = built.to(dtype)
    for name in recognize(built.state_dict()).exact:
        network.get_submodule(name).float()
    return in_channels_last(network)


def _inferring(network: Callable[[Tensor], Tensor], x: Tensor) -> Callable[[], object]:
    def step() -> Tensor:
        with torch.inference_mode():
            return network(x)

    return step


def _exported(network: nn.Module, x: Tensor) -> str:
    """Write the plain arrangement as ONNX and return the path."""
    path = Path(tempfile.mkdtemp()) / "network.onnx"
    torch.onnx.export(arrange_plainly(network), (x,), str(path), dynamo=False, verbose=False)
    return str(path)


def _peak(dtype: torch.dtype) -> float:
    """GFLOP/s of one 3×3 convolution with 64 channels at 256×256, channels-last."""
    layer = nn.Conv2d(64, 64, 3, padding=1, bias=False, dtype=dtype)
    layer = in_channels_last(layer)
    x = torch.rand(1, 64, 256, 256).to(dtype).contiguous(memory_format=torch.channels_last)
    times = []
    with torch.inference_mode():
        for _ in range(12):
            start = time.perf_counter()
            layer(x)
            times.append(time.perf_counter() - start)
    return 2 * 9 * 64 * 64 * 256 * 256 / min(times) / 1e9


def _print_network(
    network: str, rows: list[tuple[str, str]], peaks: dict[str, float], side: int, repeat: int
) -> None:
    """Measure the rows in turns and print the best of each."""
    best: dict[tuple[str, str], dict[str, float]] = {}
    for _ in range(repeat):
        for row in rows:
            command = [sys.executable, __file__, "--side", str(side), "--row", network, *row]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.stderr.write(f"{network} {row}: {done.stderr.strip().splitlines()[-1]}\n")
                continue
            result = json.loads(done.stdout.splitlines()[-1])
            if row not in best or result["seconds"] < best[row]["seconds"]:
                best[row] = result
    sys.stdout.write(f"\n{network}, {side}×{side}\n")
    base = best.get(("plain", "fp32"), {}).get("seconds", np.nan)
    for (arrangement, precision), result in best.items():
        rate = result["flops"] * side**2 / result["seconds"] / 1e9
        sys.stdout.write(
            f"  {arrangement:12} {precision}  {result['seconds'] / side**2 * 1e9:8.0f} ms/MP"
            f" {rate:6.0f} GFLOP/s {rate / peaks[precision]:5.0%} of peak"
            f" {base / result['seconds']:5.2f}× plain {result['memory']:6.0f} MiB\n"
        )


if __name__ == "__main__":
    main()

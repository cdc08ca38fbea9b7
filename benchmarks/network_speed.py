"""How fast the networks run, beside the plain arrangement, two other engines and the ceiling.

    pip install onnx onnxruntime openvino   # for their rows; without them the others run alone
    python benchmarks/network_speed.py [--networks mirnetv2,dasr_x4] [--side 256] [--repeat 3]

Each row is measured in a process of its own; the rows of a network take turns, so that a busy
moment of the machine hits all of them. Printed: milliseconds per megapixel of input, GFLOP/s,
the share of this machine's convolution peak in the same precision (one 3×3 convolution with 64
channels, channels-last), the share of the ceiling (the same network's convolutions and nothing
else, each at the size and in the layout in which our arrangement runs it), speed over the plain
arrangement in float32, and how much memory the network and its run take at their peak. Official
sizes, seeded weights. Rows in bfloat16 run where `--precision auto` chooses it. Rows “compile”
need a C++ compiler and are for comparison only.

On a busy machine `--busy` takes one thread and processor time instead of the clock: ratios hold.
`ONEDNN_MAX_CPU_ISA=AVX2 ATEN_CPU_CAPABILITY=avx2` in front make a plain laptop of a larger one.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode
from torch.utils.flop_counter import FlopCounterMode

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.plain_arrangement import arrange_plainly
from mirstudio.networks.dasr import DASR, DASRShape
from mirstudio.networks.mirnet import MIRNet
from mirstudio.networks.mirnetv2 import MIRNetv2
from mirstudio.networks.mprnet import MPRNet, MPRNetShape
from mirstudio.networks.registry import recognize
from mirstudio.restoration.device import cpu, in_channels_last
from mirstudio.restoration.place import settle_place

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
    ("ceiling", "fp32"),
    ("ceiling", "bf16"),
)
DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16}


def main() -> None:
    """Run all rows and print the table."""
    parser = argparse.ArgumentParser(description="How fast the networks run")
    parser.add_argument("--networks", default=",".join(NETWORKS))
    parser.add_argument("--rows", default="", help="only these arrangements, comma-separated")
    parser.add_argument("--side", type=int, default=256)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--busy", action="store_true", help="one thread, processor time")
    parser.add_argument("--row", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.busy:
        torch.set_num_threads(1)
    clock = time.process_time if arguments.busy else time.perf_counter
    if arguments.row:
        sys.stdout.write(json.dumps(measure(*arguments.row, arguments.side, clock)))
        return
    automatic = settle_place("cpu").precision
    wanted = arguments.rows.split(",") if arguments.rows else [name for name, _ in ROWS]
    rows = [row for row in ROWS if row[0] in wanted and row[1] in ("fp32", automatic)]
    peaks = {name: _peak(DTYPES[name], clock) for name in dict.fromkeys(("fp32", automatic))}
    said = ", ".join(f"{name} {peak:.0f}" for name, peak in peaks.items())
    sys.stdout.write(
        f"{torch.backends.cpu.get_cpu_capability()}, {torch.get_num_threads()} threads; "
        f"convolution peak in GFLOP/s: {said}; precision auto: {automatic}\n"
    )
    for network in arguments.networks.split(","):
        best = _run_in_turns(network, rows, arguments)
        _print_table(network, best, peaks, arguments.side)


def measure(
    network: str, arrangement: str, precision: str, side: int, clock: Callable[[], float]
) -> dict[str, float]:
    """Seconds of one run, peak memory in MiB and FLOPs of one run, in this process."""
    torch.manual_seed(1)
    white = 255.0 if network.startswith("dasr") else 1.0
    x = torch.rand(1, 3, side, side) * white
    before = _resident("VmRSS")
    built = NETWORKS[network]().eval().requires_grad_(requires_grad=False)
    step = _arranged(built, arrangement, precision, x)
    del built
    gc.collect()
    _forget_peak()
    step()
    memory = _resident("VmHWM") - before
    times: list[float] = []
    for _ in range(3):
        start = clock()
        step()
        times.append(clock() - start)
    return {"seconds": min(times), "memory": memory, "flops": _flops(network, arrangement, x)}


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
    network = cpu().place(built, precision, recognize(built.state_dict()).exact)
    x = x.contiguous(memory_format=torch.channels_last)
    if arrangement == "ceiling":
        return _convolutions_alone(network, x)
    return _inferring(torch.compile(network) if arrangement == "compile" else network, x)


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


def _convolutions_alone(network: nn.Module, x: Tensor) -> Callable[[], object]:
    """Return a function that runs the network's convolutions, and nothing between them."""
    with torch.inference_mode(), _Convolutions() as seen:
        network(x)

    def step() -> None:
        with torch.inference_mode():
            for key, call in seen.calls.items():
                for _ in range(seen.counts[key]):
                    call()

    return step


def _flops(network: str, arrangement: str, x: Tensor) -> float:
    """Floating-point operations of one run: our arrangement needs fewer than the papers'."""
    built = NETWORKS[network]().eval()
    if arrangement in ("plain", "onnxruntime", "openvino"):
        built = arrange_plainly(built)
    with torch.inference_mode(), FlopCounterMode(display=False) as counter:
        built(x)
    return float(counter.get_total_flops())


def _resident(field: str) -> float:
    """MiB of this process in memory now (VmRSS) or at most since `_forget_peak` (VmHWM)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return float(lines[field].split()[0]) / 1024


def _forget_peak() -> None:
    """Let VmHWM begin anew, where there is such a thing."""
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        clear.write_text("5")


def _peak(dtype: torch.dtype, clock: Callable[[], float]) -> float:
    """GFLOP/s of one 3×3 convolution with 64 channels at 256×256, channels-last."""
    layer = nn.Conv2d(64, 64, 3, padding=1, bias=False, dtype=dtype)
    layer = in_channels_last(layer)
    x = torch.rand(1, 64, 256, 256).to(dtype).contiguous(memory_format=torch.channels_last)
    times: list[float] = []
    with torch.inference_mode():
        for _ in range(12):
            start = clock()
            layer(x)
            times.append(clock() - start)
    return 2 * 9 * 64 * 64 * 256 * 256 / min(times) / 1e9


Row = tuple[str, str]


def _run_in_turns(
    network: str, rows: list[Row], arguments: argparse.Namespace
) -> dict[Row, dict[str, float]]:
    """Measure the rows in turns and return the best of each; rows that fail are left out."""
    best: dict[Row, dict[str, float]] = {}
    for _ in range(arguments.repeat):
        for row in rows:
            command = [sys.executable, __file__, "--side", str(arguments.side)]
            command += ["--busy"] * arguments.busy + ["--row", network, *row]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.stderr.write(f"{network} {row}: {done.stderr.strip().splitlines()[-1]}\n")
                continue
            result = json.loads(done.stdout.splitlines()[-1])
            if row not in best or result["seconds"] < best[row]["seconds"]:
                best[row] = result
    return best


def _print_table(
    network: str, best: dict[Row, dict[str, float]], peaks: dict[str, float], side: int
) -> None:
    """Print the rows of a network."""
    sys.stdout.write(f"\n{network}, {side}×{side}\n")
    missing = {"seconds": np.nan}
    plain = best.get(("plain", "fp32"), missing)["seconds"]
    for (arrangement, precision), result in best.items():
        ceiling = best.get(("ceiling", precision), missing)["seconds"]
        seconds = result["seconds"]
        rate = result["flops"] / seconds / 1e9
        sys.stdout.write(
            f"  {arrangement:12} {precision}  {seconds / side**2 * 1e9:8.0f} ms/MP"
            f" {rate:6.0f} GFLOP/s {rate / peaks[precision]:5.0%} of peak"
            f" {ceiling / seconds:5.0%} of ceiling"
            f" {plain / seconds:5.2f}× plain {result['memory']:6.0f} MiB\n"
        )


if __name__ == "__main__":
    main()

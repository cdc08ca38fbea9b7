"""How fast the networks run, beside the plain arrangement, two other engines and the ceiling.

    pip install onnx onnxruntime openvino   # for their rows; without them the others run alone
    python benchmarks/network_speed.py [--networks mirnetv2,dasr_x4] [--side 256] [--rounds 5]

Each arrangement of a network has a process of its own. They take turns, one run each in every
round, so that a busy moment of the machine hits all of them. Printed as Markdown: milliseconds
per megapixel of input and GFLOP/s of the best round; the share of this machine's convolution
peak in the same precision (one 3×3 convolution with 64 channels); the share of the ceiling (the
same network's convolutions and nothing else, each at the size and in the layout in which our
arrangement runs it) and speed over the plain arrangement in float32, both as the median over the
rounds; and how much memory the network and its run take at their peak. Seeded weights.

bfloat16 runs where `--precision auto` of mirstudio chooses it. On a busy machine `--busy` takes
processor time, summed over the threads, instead of the clock: ratios hold.
`ONEDNN_MAX_CPU_ISA=AVX2 ATEN_CPU_CAPABILITY=avx2` in front make a plain laptop of a larger one.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

# As the program does; and threads that wait must not count as working.
os.environ["OMP_WAIT_POLICY"] = "PASSIVE"

import torch

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.arrangements import ARRANGEMENTS, SUBJECTS, arrange, count_flops
from benchmarks.convolution_ceiling import measure_peak
from mirstudio.restoration.place import settle_place

HEAD = """
| {network}, {side}×{side} | | ms/MP | GFLOP/s | of peak | of ceiling | × plain | MiB |
|---|---|---:|---:|---:|---:|---:|---:|
"""


@dataclass
class Row:
    """An arrangement in a precision, in a process that waits for its turn."""

    arrangement: str
    precision: str
    process: subprocess.Popen[str]
    memory: float = 0.0
    """Peak, in MiB."""
    flops: float = 0.0
    """Of one run."""
    seconds: list[float] = field(default_factory=list)
    """Of each round."""

    def take_turn(self) -> None:
        """Run once."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.seconds.append(float(self.process.stdout.readline()))


def main() -> None:
    """Run all rows and print the tables."""
    parser = argparse.ArgumentParser(description="How fast the networks run")
    parser.add_argument("--networks", default=",".join(SUBJECTS))
    parser.add_argument("--rows", default=",".join(ARRANGEMENTS), help="or also compile")
    parser.add_argument("--side", type=int, default=0, help="of the picture; default: by network")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--busy", action="store_true", help="processor time")
    parser.add_argument("--row", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    clock = time.process_time if arguments.busy else time.perf_counter
    if arguments.row:
        network, arrangement, precision = arguments.row
        wait_for_turns(network, arrangement, precision, arguments.side, clock)
        return
    precisions = list(dict.fromkeys(("fp32", settle_place("cpu").precision)))
    peaks = {precision: measure_peak(precision, clock) for precision in precisions}
    said = ", ".join(f"{name} {peak:.0f}" for name, peak in peaks.items())
    sys.stdout.write(
        f"{torch.backends.cpu.get_cpu_capability()}, {torch.get_num_threads()} threads, torch "
        f"{torch.__version__}; convolution peak in GFLOP/s: {said}\n"
    )
    for network in arguments.networks.split(","):
        side = arguments.side or SUBJECTS[network].side
        rows = _run_in_turns(network, side, precisions, arguments)
        sys.stdout.write(HEAD.format(network=network, side=side))
        for row in rows:
            sys.stdout.write(_line(row, rows, peaks, side))
        sys.stdout.flush()


def wait_for_turns(
    network: str, arrangement: str, precision: str, side: int, clock: Callable[[], float]
) -> None:
    """Arrange the network and say so; then run once for every line that comes in."""
    before = _resident("VmRSS")
    step = arrange(network, arrangement, precision, side)
    gc.collect()
    _forget_peak()
    step()
    memory = _resident("VmHWM") - before
    # Last, since the memory that counting gives back would be used again unnoticed.
    _say(json.dumps({"memory": memory, "flops": count_flops(network, arrangement, side)}))
    for _ in sys.stdin:
        start = clock()
        step()
        _say(str(clock() - start))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _run_in_turns(
    network: str, side: int, precisions: list[str], arguments: argparse.Namespace
) -> list[Row]:
    """Start a process for each row and let them take turns; rows that fail are left out."""
    rows: list[Row] = []
    for arrangement in arguments.rows.split(","):
        for precision in precisions:
            if precision == "fp32" or arrangement not in ("plain", "onnxruntime"):
                rows += _started(network, arrangement, precision, side, arguments.busy)
    for _ in range(arguments.rounds):
        for row in rows:
            row.take_turn()
    for row in rows:
        row.process.communicate()
    return rows


def _started(network: str, arrangement: str, precision: str, side: int, busy: bool) -> list[Row]:
    """The row once its process is ready; none if that failed."""
    command = [sys.executable, __file__, "--side", str(side), *["--busy"] * busy]
    command += ["--row", network, arrangement, precision]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    # Exporters print what they please.
    for line in process.stdout:
        if line.startswith("{"):
            return [Row(arrangement, precision, process, **json.loads(line))]
    _, complaint = process.communicate()
    sys.stderr.write(f"{network} {arrangement}: {complaint.strip().splitlines()[-1]}\n")
    return []


def _line(row: Row, rows: list[Row], peaks: dict[str, float], side: int) -> str:
    """One line of the table."""
    rate = row.flops / min(row.seconds) / 1e9
    by_name = {(other.arrangement, other.precision): other for other in rows}
    ceiling, plain = by_name.get(("ceiling", row.precision)), by_name.get(("plain", "fp32"))
    return (
        f"| {row.arrangement} | {row.precision} | {min(row.seconds) / side**2 * 1e9:.0f} "
        f"| {rate:.0f} | {rate / peaks[row.precision]:.0%} "
        f"| {f'{_ratio(ceiling, row):.0%}' if ceiling else ''} "
        f"| {f'{_ratio(plain, row):.2f}' if plain else ''} | {row.memory:.0f} |\n"
    )


def _ratio(other: Row, row: Row) -> float:
    """How many times the other takes as long, round by round."""
    return median(a / b for a, b in zip(other.seconds, row.seconds, strict=True))


def _resident(entry: str) -> float:
    """MiB of this process in memory now (VmRSS) or at most since `_forget_peak` (VmHWM)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return float(lines[entry].split()[0]) / 1024


def _forget_peak() -> None:
    """Let VmHWM begin anew, where there is such a thing."""
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        clear.write_text("5")


if __name__ == "__main__":
    main()

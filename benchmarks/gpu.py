"""The engine on a graphics device, against the CPU: right, how fast, how much memory.

    python benchmarks/gpu.py [--device cuda] [--models NAME,NAME] [--megapixels 24]
        [--page benchmarks/RESULTS.md]

For each model and precision: the self-test's verdict; how equal a noisy photo of 512×512 is to the
CPU's in float32, in tiles; megapixels of input a second and the most memory of the device for a
large photo in tiles as chosen; and the same photo of 512×512 with less memory than its tile takes,
which must end in the same picture with the tile halved. Models are those of `benchmarks/tiles.py`;
by default all that are installed and the seeded ones of official size. Needs the program's own
libraries but neither Qt nor a screen.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.agreement import Agreement, compare
from benchmarks.stand_ins import SEEDED, load
from benchmarks.table import Table, add_page_argument
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.progress import run
from mirstudio.restoration.device import Device, choose_device
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.place import objection_to
from mirstudio.restoration.restore import restore, restore_and_account

PRECISIONS = ("fp32", "fp16", "bf16")
SIDE, TILE = 512, 256
COLUMNS = [
    "model",
    "precision",
    "self-test",
    "equal 8-bit values",
    "most off by",
    "PSNR to the CPU, dB",
    "MP",
    "MP/s",
    "GB at most",
    "with too little memory",
]


def main() -> None:
    """Measure every model in every precision."""
    parser = argparse.ArgumentParser(description="The engine on a graphics device")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--models", default=",".join([*installed(), *SEEDED]))
    parser.add_argument("--precisions", default=",".join(PRECISIONS))
    parser.add_argument("--megapixels", type=float, default=24)
    parser.add_argument("--side", type=int, default=SIDE, help="of the photo that is compared")
    add_page_argument(parser)
    options = parser.parse_args()
    device = choose_device(options.device)
    caption = f"{device.title}, driver {device.driver or 'unknown'}, torch {torch.__version__}."
    table = Table(f"gpu {device.title}", COLUMNS, 2, options.page, caption)
    table.begin()
    small = noisy(options.side, options.side)
    height = round((options.megapixels * 1e6 * 2 / 3) ** 0.5)
    large = noisy(round(height * 1.5), height)
    for name in options.models.split(","):
        reference: Pixels | None = None
        for precision in options.precisions.split(","):
            if table.has(name, precision):
                continue
            if reference is None:
                reference = run(restore(small, load(name, "cpu", "fp32"), TILE)).pixels
            table.put([name, precision, *measure(name, device, precision, small, large, reference)])


def installed() -> list[str]:
    """Names of the models that came with the program."""
    return [card.name for card in ModelLibrary().list() if card.shipped]


def noisy(width: int, height: int) -> Photo:
    """Slow waves with noise of σ 15: the same at every time."""
    rng = np.random.default_rng(0)
    wave = np.sin(np.linspace(0, 9, width, dtype=np.float32))[None, :, None] * 0.3 + 0.5
    noise = rng.standard_normal((height, width, 3), np.float32) * np.float32(15 / 255)
    return Photo((wave + noise).astype(np.float32))


def measure(
    name: str, device: Device, precision: str, small: Photo, large: Photo, reference: Pixels
) -> list[str]:
    """Return the cells behind the key; a way that fails says why."""
    objection = objection_to(device, precision)
    try:
        model = load(name, device.kind, precision)
        agreement = compare(run(restore(small, model, TILE)).pixels, reference)
        speed, most = throughput(model, large)
        crowded = with_too_little_memory(model, small, reference)
    except Exception as error:
        sentence = (str(error).splitlines() or [""])[0]
        return [objection or "passes", *[""] * 6, f"{type(error).__name__}: {sentence[:80]}"]
    return [
        objection or "passes",
        f"{agreement.equal:.3%}",
        f"{agreement.largest:.0f}",
        f"{agreement.psnr:.1f}",
        f"{large.megapixels:.3g}",
        f"{speed:.2f}",
        f"{most / 1e9:.1f}",
        crowded,
    ]


def throughput(model: RestorationModel, photo: Photo) -> tuple[float, int]:
    """Megapixels of input a second, and the most bytes of the device, after a run to warm up."""
    seconds = float("inf")
    on_gpu = model.device.family == "cuda"
    if on_gpu:
        torch.cuda.reset_peak_memory_stats()
    for _ in range(2):
        began = time.perf_counter()
        run(restore(photo, model))
        seconds = min(seconds, time.perf_counter() - began)
    return photo.megapixels / seconds, torch.cuda.max_memory_allocated() if on_gpu else 0


def with_too_little_memory(model: RestorationModel, photo: Photo, reference: Pixels) -> str:
    """Restore with half the memory that a tile of the whole photo takes, and tell the outcome."""
    if model.device.family != "cuda":
        return ""
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats()
    run(restore(photo, model, photo.width))
    needed = torch.cuda.max_memory_allocated()
    torch.cuda.empty_cache()
    total = torch.cuda.get_device_properties(0).total_memory
    held = torch.cuda.memory_allocated()
    torch.cuda.set_per_process_memory_fraction((held + (needed - held) / 2) / total)
    try:
        account = run(restore_and_account(photo, model, photo.width))
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)
    agreement: Agreement = compare(account.photo.pixels, reference)
    return f"{agreement.psnr:.1f} dB; {' '.join(account.incidents) or 'it sufficed'}"


if __name__ == "__main__":
    main()

"""Real-ESRGAN ×4 (Wang et al., ICCVW 2021), run by ncnn on the CPU.

    RIVALS/venv/bin/python benchmarks/rivals/realesrgan.py MODEL_FOLDER

The whole picture at once: for small ones. See `serve` for what it reads and writes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import ncnn
import numpy as np
from numpy.typing import NDArray
from serve import serve

NAME = "realesrgan-x4plus"


def load(folder: Path) -> ncnn.Net:
    """Return the network."""
    network = ncnn.Net()
    network.opt.use_vulkan_compute = False
    network.load_param(str(folder / f"{NAME}.param"))
    network.load_model(str(folder / f"{NAME}.bin"))
    return network


def enlarge(network: ncnn.Net, pixels: NDArray) -> NDArray:
    """Return a picture of four times the sides."""
    with network.create_extractor() as extractor:
        planes = np.ascontiguousarray(pixels.transpose(2, 0, 1))
        extractor.input("data", ncnn.Mat(planes))
        _, result = extractor.extract("output")
        return np.array(result).transpose(1, 2, 0).clip(0, 1)


if __name__ == "__main__":
    loaded = load(Path(sys.argv[1]))
    serve(lambda pixels: enlarge(loaded, pixels))

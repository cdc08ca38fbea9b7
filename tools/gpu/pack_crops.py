"""Pack clean photos into one small file of crops, to train from where there is nothing else.

    python -m tools.gpu.pack_crops --data data/train --out crops.npz [--megabytes 45]

The photos are the commercially clean ones of the shipped models' configurations, halved where
they were compressed, and cut into squares side by side; those with the least detail are left out
until the file is small enough. Crops are JPEGs of quality 96 without loss of colour resolution.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import imagecodecs
import numpy as np

import mirstudio.training
from mirstudio.training.config import read_config, with_root
from mirstudio.training.photos import Photos, Rgb8, find_photos
from tools.gpu.crops import SIDE

CONFIG = Path(mirstudio.training.__file__).parent / "configs" / "denoise_mirnetv2_camera.toml"
QUALITY = 96


def main() -> None:
    """Pack what the configuration's folders hold."""
    parser = argparse.ArgumentParser(description="Pack clean photos into crops")
    parser.add_argument("--data", default="data/train")
    parser.add_argument("--out", type=Path, default=Path("crops.npz"))
    parser.add_argument("--megabytes", type=float, default=45)
    parser.add_argument("--config", type=Path, default=CONFIG)
    options = parser.parse_args()
    config = with_root(read_config(options.config), options.data)
    data = replace(config.data, held_out=0, patch=SIDE, phases=(), memory=0.0)
    photos = find_photos(data, options.config.parent)
    crops = sorted(squares(photos), key=detail, reverse=True)
    chosen = most_that_fit([encode(crop) for crop in crops], options.megabytes * 1e6)
    write_crops(options.out, chosen)
    print(f"{len(chosen)} of {len(crops)} crops, {options.out.stat().st_size / 1e6:.1f} MB")


def squares(photos: Photos) -> Iterator[Rgb8]:
    """Cut each photo into squares side by side, in its middle."""
    for source in photos.sources:
        _, clean = photos.store.pair(source)
        rows, columns = clean.shape[0] // SIDE, clean.shape[1] // SIDE
        top, left = (clean.shape[0] - rows * SIDE) // 2, (clean.shape[1] - columns * SIDE) // 2
        for row in range(rows):
            for column in range(columns):
                y, x = top + row * SIDE, left + column * SIDE
                yield np.ascontiguousarray(clean[y : y + SIDE, x : x + SIDE])


def detail(crop: Rgb8) -> float:
    """Mean absolute step between neighbours."""
    return float(np.abs(np.diff(crop.astype(np.int16), axis=1)).mean())


def encode(crop: Rgb8) -> bytes:
    """Compress a crop."""
    return bytes(imagecodecs.jpeg8_encode(crop, level=QUALITY, subsampling="444"))


def most_that_fit(crops: list[bytes], limit: float) -> list[bytes]:
    """Return as many crops as fit into so many bytes, the first ones first."""
    ends = np.cumsum([len(crop) for crop in crops])
    return crops[: int(np.searchsorted(ends, limit, side="right"))]


def write_crops(path: Path, crops: list[bytes]) -> None:
    """Write crops one behind the other, and where each ends; shuffled, the same at every time."""
    order = np.random.default_rng(0).permutation(len(crops))
    shuffled = [crops[i] for i in order]
    ends = np.cumsum([len(crop) for crop in shuffled])
    np.savez(path, data=np.frombuffer(b"".join(shuffled), np.uint8), ends=ends)


if __name__ == "__main__":
    main()

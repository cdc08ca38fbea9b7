"""Clean photos in memory, and the crops that a training step sees.

The batch of a step is a function of (seed, step) alone, so a resumed training sees exactly the
crops that an uninterrupted one would have seen.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from mirstudio.errors import TrainingError
from mirstudio.imaging.files import read_photo
from mirstudio.imaging.photo import Pixels
from mirstudio.training.config import DataConfig, FolderConfig, NoiseConfig
from mirstudio.training.degradation import degrade_blindly

PHOTO_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp"}


@dataclass(frozen=True)
class Batch:
    """What a step learns from: B, 3, H, W float32, RGB in 0–1."""

    degraded: NDArray[np.float32]
    clean: NDArray[np.float32]


@dataclass(frozen=True)
class CleanPhotos:
    """Decoded photos with the chance of each to be drawn."""

    photos: list[NDArray[np.uint8]]
    """Each H, W, 3 uint8, RGB."""
    chances: NDArray[np.float64]
    """Sums to one."""
    held_out: list[NDArray[np.uint8]]
    """Photos that training never draws."""


def load_photos(data: DataConfig, config_folder: Path) -> CleanPhotos:
    """Decode all photos of the folders named in `data`.

    Raises TrainingError when a folder is missing or holds no photo as large as a crop.
    """
    photos: list[NDArray[np.uint8]] = []
    weights: list[float] = []
    for folder in data.folders:
        for path in _paths(Path(data.root), folder, config_folder):
            pixels = np.rint(read_photo(path).pixels * 255).clip(0, 255).astype(np.uint8)
            if folder.halve:
                pixels = cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
            if min(pixels.shape[:2]) >= data.patch:
                photos.append(np.asarray(pixels, np.uint8))
                weights.append(folder.weight)
    if len(photos) <= data.held_out:
        raise TrainingError(f"No more than {len(photos)} photos as large as a crop were found.")
    spread = set(np.linspace(0, len(photos) - 1, data.held_out).round().astype(int).tolist())
    kept = [i for i in range(len(photos)) if i not in spread]
    chances = np.array([weights[i] for i in kept])
    return CleanPhotos(
        [photos[i] for i in kept], chances / chances.sum(), [photos[i] for i in sorted(spread)]
    )


def make_batch(
    photos: CleanPhotos, data: DataConfig, noise: NoiseConfig, seed: int, step: int
) -> Batch:
    """Draw, turn and degrade the crops of one step."""
    rng = np.random.default_rng([seed, step])
    clean = [_draw_crop(photos, data.patch, rng) for _ in range(data.batch)]
    degraded = [degrade_blindly(crop, noise, rng) for crop in clean]
    return Batch(_stack(degraded), _stack(clean))


class Prefetcher:
    """Prepares the next batch in a thread while the network learns from this one."""

    def __init__(self, photos: CleanPhotos, data: DataConfig, noise: NoiseConfig, seed: int):
        self._arguments = (photos, data, noise, seed)
        self._pool = ThreadPoolExecutor(1, "prefetch")
        self._next: tuple[int, Future[Batch]] | None = None

    def batch(self, step: int) -> Batch:
        """Return the batch of `step` and begin with that of the step after it."""
        ready = self._next
        future = ready[1] if ready and ready[0] == step else self._begin(step)
        batch = future.result()
        self._next = (step + 1, self._begin(step + 1))
        return batch

    def close(self) -> None:
        """End the thread."""
        self._pool.shutdown(cancel_futures=True)

    def _begin(self, step: int) -> Future[Batch]:
        return self._pool.submit(make_batch, *self._arguments, step)


def _paths(root: Path, folder: FolderConfig, config_folder: Path) -> list[Path]:
    """Photos of one folder, in a fixed order."""
    place = root / folder.path
    if not place.is_dir():
        raise TrainingError(
            f"The training folder {place} does not exist.", "Set data.root or pass --data."
        )
    if folder.list:
        names = (config_folder / folder.list).read_text(encoding="utf-8").split("\n")
        return [place / name for name in names if name]
    return sorted(p for p in place.iterdir() if p.suffix.lower() in PHOTO_SUFFIXES)


def _draw_crop(photos: CleanPhotos, side: int, rng: np.random.Generator) -> Pixels:
    """One crop, turned and mirrored at random, in 0–1."""
    photo = photos.photos[rng.choice(len(photos.photos), p=photos.chances)]
    top = rng.integers(photo.shape[0] - side + 1)
    left = rng.integers(photo.shape[1] - side + 1)
    crop = np.rot90(photo[top : top + side, left : left + side], rng.integers(4))
    if rng.random() < 0.5:
        crop = crop[::-1]
    return np.asarray(crop, np.float32) / np.float32(255)


def _stack(crops: list[Pixels]) -> NDArray[np.float32]:
    return np.ascontiguousarray(np.stack(crops).transpose(0, 3, 1, 2))

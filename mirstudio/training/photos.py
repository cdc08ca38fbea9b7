"""The photos of a training: which there are, decoded once and kept in memory."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirstudio.errors import TrainingError
from mirstudio.imaging.files import READABLE_SUFFIXES, read_photo
from mirstudio.imaging.resample import halve as halve_pixels
from mirstudio.restoration.views import PAIR
from mirstudio.training.config import DataConfig, FolderConfig

Rgb8 = NDArray[np.uint8]
"""H, W, 3."""

READERS = 4
"""Threads that decode at the start; decoding leaves Python's lock alone."""


@dataclass(frozen=True)
class Source:
    """A photo to draw crops from."""

    clean: Path
    degraded: tuple[Path, ...]
    """The photo's damaged version, or its two views; empty: it is degraded on the fly."""
    halve: bool
    weight: float


class PhotoStore:
    """Decodes photos and keeps as many as a budget allows."""

    def __init__(self, gigabytes: float) -> None:
        self._left = gigabytes * 1e9
        self._kept: dict[tuple[Path, bool], Rgb8] = {}
        self._lock = threading.Lock()

    def read(self, path: Path, *, halve: bool) -> Rgb8:
        """Return the photo's pixels in 8 bits, halved if asked."""
        kept = self._kept.get((path, halve))
        if kept is not None:
            return kept
        pixels = np.rint(read_photo(path).pixels.clip(0, 1) * 255).astype(np.uint8)
        if halve:
            pixels = halve_pixels(pixels)
        with self._lock:
            if pixels.nbytes <= self._left and (path, halve) not in self._kept:
                self._left -= pixels.nbytes
                self._kept[path, halve] = pixels
        return pixels

    def pair(self, source: Source) -> tuple[Rgb8, Rgb8]:
        """Return a source's damaged and clean pixels; the same where it has no damaged version.

        Two views lie one behind the other: H, W, 6. Raises TrainingError where sizes differ.
        """
        clean = self.read(source.clean, halve=source.halve)
        views = [self.read(path, halve=source.halve) for path in source.degraded]
        for path, view in zip(source.degraded, views, strict=True):
            if view.shape != clean.shape:
                raise TrainingError(f"{path} is not as large as {source.clean}.")
        if len(views) == PAIR:
            return np.concatenate(views, axis=2), clean
        return (views or [clean])[0], clean


@dataclass(frozen=True, eq=False)
class Photos:
    """All photos of a training, divided."""

    store: PhotoStore
    sources: tuple[Source, ...]
    """Those that crops are drawn from."""
    chances: NDArray[np.float64]
    """Of each source to be drawn; sums to one."""
    held_out: tuple[Source, ...]
    """Those that only validation sees."""


def find_photos(data: DataConfig, config_folder: Path) -> Photos:
    """Find and decode the photos of all folders named in `data`.

    Raises TrainingError when a folder is missing or too few photos are as large as a crop.
    """
    store = PhotoStore(data.memory)
    side = max([data.patch, *(phase.patch for phase in data.phases)])
    sources = [s for folder in data.folders for s in _sources(data, folder, config_folder)]
    with ThreadPoolExecutor(READERS) as pool:
        large = list(pool.map(lambda source: _is_large(store, source, side), sources))
    sources = [source for source, fits in zip(sources, large, strict=True) if fits]
    if len(sources) <= data.held_out:
        raise TrainingError(f"No more than {len(sources)} photos as large as a crop were found.")
    spread = np.linspace(0, len(sources) - 1, data.held_out).round().astype(int).tolist()
    kept = [i for i in range(len(sources)) if i not in set(spread)]
    chances = np.array([sources[i].weight for i in kept])
    return Photos(
        store,
        tuple(sources[i] for i in kept),
        chances / chances.sum(),
        tuple(sources[i] for i in sorted(set(spread))),
    )


def _sources(data: DataConfig, folder: FolderConfig, config_folder: Path) -> list[Source]:
    """Sources of one folder, in a fixed order."""
    place = Path(data.root) / folder.path
    clean = place / "gt" if folder.pairs else place
    if not clean.is_dir():
        raise TrainingError(
            f"The training folder {clean} does not exist.", "Set data.root or pass --data."
        )
    if folder.list:
        paths = [clean / name for name in _listed(config_folder / folder.list)]
    else:
        paths = sorted(p for p in clean.iterdir() if p.suffix.lower() in READABLE_SUFFIXES)
    return [
        Source(path, _degraded(path, place, folder), folder.halve, folder.weight) for path in paths
    ]


def _listed(file: Path) -> list[str]:
    """The names in a list, one a line."""
    try:
        return [name for name in file.read_text(encoding="utf-8").splitlines() if name]
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingError(
            f"The list of photos {file} cannot be read.", "It lies beside the configuration."
        ) from error


def _degraded(clean: Path, place: Path, folder: FolderConfig) -> tuple[Path, ...]:
    """Find the damaged version of a photo, or its two views."""
    if not folder.pairs:
        return ()
    names = ("lq_left", "lq_right") if folder.views == PAIR else ("lq",)
    return tuple(_namesake(clean, place / name) for name in names)


def _namesake(clean: Path, folder: Path) -> Path:
    for path in sorted(folder.glob(f"{clean.stem}.*")):
        return path
    raise TrainingError(f"{clean} has no photo of its name in {folder}.")


def _is_large(store: PhotoStore, source: Source, side: int) -> bool:
    _, clean = store.pair(source)
    return min(clean.shape[:2]) >= side

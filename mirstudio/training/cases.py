"""What an evaluation compares: photos with what was done to them and how results are scored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirstudio.errors import TrainingError
from mirstudio.imaging.files import READABLE_SUFFIXES, read_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.training.protocols import Protocol, to_8_bits


@dataclass(frozen=True, eq=False)
class View:
    """One way to degrade a photo and to score what was made of it."""

    name: str
    """Title of its column."""
    degraded: Photo
    score: Protocol


@dataclass(frozen=True, eq=False)
class Case:
    """One photo of a set."""

    name: str
    truth: NDArray
    """H, W, 3, or H, W where grey photos are compared as they are; uint8, or float32 in 0–1
    where the benchmark compares what no 8-bit file has held."""
    views: tuple[View, ...]

    @property
    def exact(self) -> bool:
        """Floats are compared, not 8 bits."""
        return self.truth.dtype == np.float32

    def comparable(self, pixels: Pixels, *, rounded: bool) -> NDArray:
        """Bring pixels into the truth's layout and unit; `rounded` to 8 bits if the truth is."""
        if self.truth.ndim == 2:
            pixels = pixels.mean(2)
        if self.exact:
            return pixels
        return to_8_bits(pixels) if rounded else pixels * np.float32(255)

    def in_unit(self, comparable: NDArray) -> Pixels:
        """Bring what is compared back to H, W, 3 in 0–1, to be looked at."""
        white = np.float32(1 if self.exact else 255)
        rgb = comparable if comparable.ndim == 3 else comparable[:, :, None].repeat(3, axis=2)
        return np.asarray(rgb, np.float32) / white


@dataclass(frozen=True)
class Condition:
    """A set of photos under one degradation."""

    name: str
    """Such as "sigma 25"; empty where the set has only one."""
    readers: tuple[Callable[[], Case], ...]
    """Each reads and degrades one photo."""
    parts: tuple[str, ...] = ()
    """Which part of the set each photo belongs to, such as "indoor"; empty where none is named."""
    scale: int = 1
    """Size of the true photos over that of the degraded ones."""
    sigma: float | None = None
    """Of white Gaussian noise in 8-bit levels, where it is known."""

    def cases(self) -> Iterator[Case]:
        """Read and degrade one photo after the other."""
        for read in self.readers:
            yield read()

    def limited(self, limit: int | None) -> Condition:
        """Keep so many photos, spread over the set; None keeps all."""
        count = len(self.readers)
        if limit is None or limit >= count:
            return self
        kept = [i * count // limit for i in range(limit)]
        parts = tuple(self.parts[i] for i in kept) if self.parts else ()
        return replace(self, readers=tuple(self.readers[i] for i in kept), parts=parts)


def read_pair(
    name: str,
    degraded: Path,
    truth: Path,
    scores: tuple[tuple[str, Protocol], ...],
    *,
    exact: bool = False,
) -> Case:
    """Read a degraded photo and its true one; `exact` compares floats instead of 8 bits.

    Raises TrainingError when their sizes differ.
    """
    photo, true = read_photo(degraded), read_photo(truth).pixels
    if photo.pixels.shape != true.shape:
        raise TrainingError(f"{degraded} is not as large as its true photo.")
    views = tuple(View(title, photo, score) for title, score in scores)
    return Case(name, true if exact else to_8_bits(true), views)


def photos_in(folder: Path) -> list[Path]:
    """All photos of a folder by name. Raises TrainingError when there is none."""
    if not folder.is_dir():
        raise TrainingError(f"There is no folder {folder}.")
    paths = sorted(p for p in folder.iterdir() if p.suffix.lower() in READABLE_SUFFIXES)
    if not paths:
        raise TrainingError(f"There is no photo in {folder}.")
    return paths


def namesake(path: Path, folder: Path) -> Path:
    """Return the photo in `folder` named like `path`, or like its name up to the first `_`.

    Raises TrainingError when there is none.
    """
    for stem in (path.stem, path.stem.split("_")[0]):
        for candidate in sorted(folder.glob(f"{stem}.*")):
            if candidate.suffix.lower() in READABLE_SUFFIXES:
                return candidate
    raise TrainingError(f"There is no photo named like {path} in {folder}.")

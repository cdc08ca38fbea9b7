"""What an evaluation compares: photos with what was done to them and how results are scored."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from mirstudio.errors import TrainingError
from mirstudio.imaging.files import READABLE_SUFFIXES, read_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.imaging.resample import bicubic
from mirstudio.restoration.preset import Task
from mirstudio.training.degradation.noise import add_gaussian_noise, round_to_8_bits
from mirstudio.training.protocols import (
    Protocol,
    Rgb8,
    score_enlarged,
    score_rain,
    score_rgb,
    score_shifted,
    to_8_bits,
)


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
    truth: Rgb8
    """H, W, 3, or H, W where grey photos are compared as they are."""
    views: tuple[View, ...]


@dataclass(frozen=True)
class Condition:
    """A set of photos under one degradation."""

    name: str
    """Such as "sigma 25"; empty where the set has only one."""
    paths: tuple[Path, ...]
    """The true photos."""
    kind: NoisyFolder | PairedFolder | ReducedFolder

    def cases(self) -> Iterator[Case]:
        """Read and degrade one photo after the other."""
        for path in self.paths:
            yield self.kind.case(path)


@dataclass(frozen=True)
class NoisyFolder:
    """Clean photos that get white Gaussian noise (protocol "Gaussian denoising of clean sets")."""

    sigma: float
    """8-bit levels."""
    seed: int

    def case(self, path: Path) -> Case:
        """Add this photo's own noise, once as the papers do and once as a file holds it."""
        clean = read_photo(path)
        # The photo's name, not its place in the folder, decides: a part of a set is that part.
        rng = np.random.default_rng([self.seed, zlib.crc32(path.stem.encode())])
        noisy = add_gaussian_noise(clean.pixels, self.sigma, rng)
        views = (
            View("as in papers", clean.with_pixels(noisy), score_rgb),
            View("as a file", clean.with_pixels(round_to_8_bits(noisy)), score_rgb),
        )
        return Case(path.stem, to_8_bits(clean.pixels), views)


@dataclass(frozen=True)
class PairedFolder:
    """Degraded photos in `lq/` with their true ones in `gt/`."""

    folder: Path
    scores: tuple[tuple[str, Protocol], ...]
    """Column titles and how each is scored."""

    def case(self, path: Path) -> Case:
        """Read the pair that belongs to the degraded photo `path`."""
        truth = read_photo(_truth_of(path, self.folder / "gt"))
        degraded = read_photo(path)
        if degraded.pixels.shape != truth.pixels.shape:
            raise TrainingError(f"{path} is not as large as its true photo.")
        views = tuple(View(name, degraded, score) for name, score in self.scores)
        return Case(path.stem, to_8_bits(truth.pixels), views)


@dataclass(frozen=True)
class ReducedFolder:
    """Sharp photos and their reduced versions, from a folder beside them or made here."""

    scale: int
    reduced: Path | None
    """Folder of reduced photos of the same names; None: reduce bicubically, as MATLAB does."""

    def case(self, path: Path) -> Case:
        """Cut the true photo to a multiple of the scale and pair it with the reduced one."""
        truth = read_photo(path)
        pixels = _cropped(truth.pixels, self.scale)
        if self.reduced is None:
            small = truth.with_pixels(round_to_8_bits(bicubic(pixels, 1 / self.scale)))
        else:
            small = read_photo(_truth_of(path, self.reduced))
        if [side * self.scale for side in small.pixels.shape[:2]] != list(pixels.shape[:2]):
            raise TrainingError(f"{path} is not {self.scale} times as large as its reduced photo.")
        compared = to_8_bits(pixels[:, :, 0] if truth.grey else pixels)
        view = View("Y", small, partial(score_enlarged, scale=self.scale))
        return Case(path.stem, compared, (view,))


def find_conditions(
    task: Task,
    folder: Path,
    sigmas: tuple[float, ...] = (),
    scale: int = 1,
    seed: int = 0,
    limit: int | None = None,
) -> list[Condition]:
    """Tell from a folder's layout what can be evaluated in it.

    `lq/` and `gt/` are pairs; `gt/` and `lq_xK/` sharp and reduced photos; a folder of photos is
    degraded on the fly for denoise and sr. `limit` takes that many photos, spread over the set.
    Raises TrainingError when the folder does not fit the task.
    """
    if (folder / "lq").is_dir() and (folder / "gt").is_dir() and task is not Task.SR:
        paths = _spread(_photos(folder / "lq"), limit)
        return [Condition("", paths, PairedFolder(folder, _paired_scores(task, folder)))]
    sharp = folder / "gt" if (folder / "gt").is_dir() else folder
    paths = _spread(_photos(sharp), limit)
    if task is Task.SR:
        reduced = folder / f"lq_x{scale}"
        kind = ReducedFolder(scale, reduced if reduced.is_dir() else None)
        return [Condition(f"×{scale}", paths, kind)]
    if task is Task.DENOISE:
        return [Condition(f"sigma {sigma:g}", paths, NoisyFolder(sigma, seed)) for sigma in sigmas]
    raise TrainingError(
        f"{folder} holds no pairs to evaluate {task} with.",
        "Put degraded photos into lq/ and their true ones, named alike, into gt/.",
    )


def _paired_scores(task: Task, folder: Path) -> tuple[tuple[str, Protocol], ...]:
    if task is Task.DERAIN:
        return (("RGB", score_rgb), ("Y", score_rain))
    if task is Task.DEBLUR and (folder / "kernel").is_dir():
        # The layout of Levin's set, whose true photos are not exactly in place.
        return (("best shift", score_shifted),)
    return (("RGB", score_rgb),)


def _photos(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise TrainingError(f"There is no folder {folder}.")
    paths = sorted(p for p in folder.iterdir() if p.suffix.lower() in READABLE_SUFFIXES)
    if not paths:
        raise TrainingError(f"There is no photo in {folder}.")
    return paths


def _cropped(pixels: Pixels, factor: int) -> Pixels:
    """Drop rows below and columns right until both are multiples of `factor`."""
    height, width = (side // factor * factor for side in pixels.shape[:2])
    return pixels[:height, :width]


def _spread(paths: list[Path], limit: int | None) -> tuple[Path, ...]:
    if limit is None or limit >= len(paths):
        return tuple(paths)
    return tuple(paths[i * len(paths) // limit] for i in range(limit))


def _truth_of(path: Path, folder: Path) -> Path:
    """The photo in `folder` named like `path`, or like the part of its name before a `_`."""
    for stem in (path.stem, path.stem.split("_")[0]):
        for candidate in sorted(folder.glob(f"{stem}.*")):
            if candidate.suffix.lower() in READABLE_SUFFIXES:
                return candidate
    raise TrainingError(f"There is no photo named like {path} in {folder}.")

"""What an evaluation compares: photos with what was done to them and how results are scored."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirstudio.errors import TrainingError
from mirstudio.imaging.compression import through_jpeg
from mirstudio.imaging.files import READABLE_SUFFIXES, read_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.imaging.resample import bicubic
from mirstudio.restoration.preset import Task
from mirstudio.training.degradation.noise import add_gaussian_noise, round_to_8_bits
from mirstudio.training.forms import JPEG_QUALITY, NoisyForm
from mirstudio.training.protocols import (
    Protocol,
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


@dataclass(frozen=True)
class NoisyFolder:
    """Clean photos that get white Gaussian noise (protocol "Gaussian denoising of clean sets")."""

    sigma: float
    """8-bit levels."""
    seed: int
    forms: tuple[NoisyForm, ...]

    def case(self, path: Path) -> Case:
        """Add this photo's own noise, and store it in each form."""
        clean = read_photo(path)
        # The photo's name, not its place in the folder, decides: a part of a set is that part.
        rng = np.random.default_rng([self.seed, zlib.crc32(path.stem.encode())])
        noisy = add_gaussian_noise(clean.pixels, self.sigma, rng)
        views = tuple(
            View(form.column, clean.with_pixels(stored(noisy, form)), score_rgb)
            for form in self.forms
        )
        return Case(path.stem, to_8_bits(clean.pixels), views)


def stored(noisy: Pixels, form: NoisyForm) -> Pixels:
    """Return what can be read back of `noisy`, H, W, 3 around 0–1, once stored in a form."""
    match form:
        case NoisyForm.PAPERS:
            return noisy
        case NoisyForm.FILE:
            return round_to_8_bits(noisy)
        case NoisyForm.JPEG:
            return through_jpeg(noisy, JPEG_QUALITY)


@dataclass(frozen=True)
class PairedFolder:
    """Degraded photos in `lq/` with their true ones in `gt/`."""

    folder: Path
    scores: tuple[tuple[str, Protocol], ...]
    """Column titles and how each is scored."""

    def case(self, path: Path) -> Case:
        """Read the pair that belongs to the degraded photo `path`."""
        return read_pair(path.stem, path, namesake(path, self.folder / "gt"), self.scores)


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
            small = read_photo(namesake(path, self.reduced))
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
    forms: tuple[NoisyForm, ...] = (NoisyForm.PAPERS, NoisyForm.FILE),
) -> list[Condition]:
    """Tell from a folder's layout what can be evaluated in it.

    `lq/` and `gt/` are pairs; `gt/` and `lq_xK/` sharp and reduced photos; a folder of photos is
    degraded on the fly for denoise and sr. `limit` takes that many photos, spread over the set.
    Raises TrainingError when the folder does not fit the task.
    """
    if (folder / "lq").is_dir() and (folder / "gt").is_dir() and task is not Task.SR:
        pairs = PairedFolder(folder, _paired_scores(task, folder))
        return [_condition("", photos_in(folder / "lq"), pairs).limited(limit)]
    paths = photos_in(folder / "gt" if (folder / "gt").is_dir() else folder)
    if task is Task.SR:
        reduced = folder / f"lq_x{scale}"
        kind = ReducedFolder(scale, reduced if reduced.is_dir() else None)
        return [replace(_condition(f"×{scale}", paths, kind), scale=scale).limited(limit)]
    if task is Task.DENOISE:
        return [
            replace(
                _condition(f"sigma {sigma:g}", paths, NoisyFolder(sigma, seed, forms)), sigma=sigma
            ).limited(limit)
            for sigma in sigmas
        ]
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


def _condition(
    name: str, paths: list[Path], kind: NoisyFolder | PairedFolder | ReducedFolder
) -> Condition:
    return Condition(name, tuple(partial(kind.case, path) for path in paths))


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


def _cropped(pixels: Pixels, factor: int) -> Pixels:
    """Drop rows below and columns right until both are multiples of `factor`."""
    height, width = (side // factor * factor for side in pixels.shape[:2])
    return pixels[:height, :width]


def namesake(path: Path, folder: Path) -> Path:
    """Return the photo in `folder` named like `path`, or like its name up to the first `_`.

    Raises TrainingError when there is none.
    """
    for stem in (path.stem, path.stem.split("_")[0]):
        for candidate in sorted(folder.glob(f"{stem}.*")):
            if candidate.suffix.lower() in READABLE_SUFFIXES:
                return candidate
    raise TrainingError(f"There is no photo named like {path} in {folder}.")

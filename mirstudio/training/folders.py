"""How the photos of a folder become cases: noise, pairs, reduction, darkness, or nothing at all."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from mirstudio.errors import TrainingError
from mirstudio.imaging.compression import through_jpeg
from mirstudio.imaging.files import read_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.imaging.profile import SRGB_CURVE
from mirstudio.imaging.resample import bicubic
from mirstudio.training.blurs import Blur
from mirstudio.training.cases import Case, View, namesake, read_pair
from mirstudio.training.degradation.blind import kernel_of, reduce_blurred
from mirstudio.training.degradation.noise import (
    add_gaussian_noise,
    add_sensor_noise,
    round_to_8_bits,
)
from mirstudio.training.forms import JPEG_QUALITY, NoisyForm
from mirstudio.training.protocols import (
    Protocol,
    score_enlarged,
    score_exposed,
    score_rgb,
    to_8_bits,
)

SHOT, FLOOR = 5e-4, 5e-4
"""Noise of a photo taken too dark, in linear light of white 1: a sensor at about ISO 3200."""


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
        rng = _own_noise(path, self.seed)
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
    reduced: Path | None = None
    """Folder of reduced photos of the same names; None: reduce bicubically, as MATLAB does."""
    blur: Blur | None = None
    """Of the large photos, which are then reduced here (DASR §4.1)."""
    noise: float = 0.0
    """On the blurred and reduced photos, in 8-bit levels."""
    seed: int = 0

    def case(self, path: Path) -> Case:
        """Cut the true photo to a multiple of the scale and pair it with the reduced one."""
        truth = read_photo(path)
        pixels = _cropped(truth.pixels, self.scale)
        small = self._reduce(path, truth, pixels)
        if [side * self.scale for side in small.pixels.shape[:2]] != list(pixels.shape[:2]):
            raise TrainingError(f"{path} is not {self.scale} times as large as its reduced photo.")
        compared = to_8_bits(pixels[:, :, 0] if truth.grey else pixels)
        view = View("Y", small, partial(score_enlarged, scale=self.scale))
        return Case(path.stem, compared, (view,))

    def _reduce(self, path: Path, truth: Photo, pixels: Pixels) -> Photo:
        if self.blur is not None:
            shape = (pixels.shape[0] // self.scale, pixels.shape[1] // self.scale, 3)
            noise = self.noise * _own_noise(path, self.seed).standard_normal(shape, np.float32)
            return truth.with_pixels(
                reduce_blurred(pixels, kernel_of(self.blur), self.scale, noise)
            )
        if self.reduced is not None:
            return read_photo(namesake(path, self.reduced))
        return truth.with_pixels(round_to_8_bits(bicubic(pixels, 1 / self.scale)))


@dataclass(frozen=True)
class DarkenedFolder:
    """Bright photos as a camera would have taken them with too little light."""

    exposure: float
    """EV below the photo as it is."""
    seed: int

    def case(self, path: Path) -> Case:
        """Take light away, add the sensor's noise, round to 8 bits."""
        bright = read_photo(path)
        light = SRGB_CURVE.decode(bright.pixels) * np.float32(2.0**-self.exposure)
        noisy = add_sensor_noise(light, SHOT, FLOOR, _own_noise(path, self.seed))
        dark = bright.with_pixels(round_to_8_bits(SRGB_CURVE.encode(noisy)))
        view = View("RGB", dark, score_exposed)
        return Case(path.stem, to_8_bits(bright.pixels), (view,))


@dataclass(frozen=True)
class UntouchedFolder:
    """Photos that need nothing and should come back as they are."""

    score: Protocol

    def case(self, path: Path) -> Case:
        """Give the true photo itself."""
        photo = read_photo(path)
        return Case(path.stem, to_8_bits(photo.pixels), (View("RGB", photo, self.score),))


def _own_noise(path: Path, seed: int) -> np.random.Generator:
    """The photo's name, not its place in the folder, decides: a part of a set is that part."""
    return np.random.default_rng([seed, zlib.crc32(path.stem.encode())])


def _cropped(pixels: Pixels, factor: int) -> Pixels:
    """Drop rows below and columns right until both are multiples of `factor`."""
    height, width = (side // factor * factor for side in pixels.shape[:2])
    return pixels[:height, :width]

"""Colours that sRGB has no name for come through the shipped denoiser."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirstudio.imaging.files import read_photo, write_photo
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.imaging.profile import Curve, build_profile, read_matrix_profile
from mirstudio.jobs.job import Job, run_job
from mirstudio.paths import models_folder
from mirstudio.progress import run
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.preset import Task
from tests.imaging.colour_difference import delta_e, lab_of

PROPHOTO = build_profile(
    "Wide", (0.7347, 0.2653, 0.1596, 0.8404, 0.0366, 0.0001), Curve(gamma=1.8), (0.3457, 0.3585)
)
SIDE = 56


def patches() -> Pixels:
    """Sixteen flat patches, most of them outside sRGB, 0.05 megapixels in all."""
    rng = np.random.default_rng(5)
    hues = rng.permuted(np.tile([0.9, 0.5, 0.1], (16, 1)), axis=1)
    colours = hues * rng.uniform(0.5, 1, (16, 1))
    grid = colours.reshape(4, 4, 3).repeat(SIDE, 0).repeat(SIDE, 1)
    return grid.astype(np.float32)


def measured(pixels: Pixels) -> NDArray[np.float64]:
    """Return 16, 3: the colour of each patch in L*a*b*, over its middle, as instruments see it."""
    tops = range(0, 4 * SIDE, SIDE)
    middle = slice(SIDE // 4, 3 * SIDE // 4)
    patches = [pixels[y : y + SIDE, x : x + SIDE][middle, middle] for y in tops for x in tops]
    return np.array([lab_of(patch, PROPHOTO).mean(axis=(0, 1)) for patch in patches])


def test_the_difference_of_colours_is_that_of_the_literature() -> None:
    pairs = [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ]
    for one, other, apart in pairs:
        assert abs(delta_e(np.array(one, float), np.array(other, float)) - apart) < 1e-4


def test_saturated_colours_of_a_wide_space_stay(tmp_path: Path) -> None:
    assert read_matrix_profile(PROPHOTO) is not None
    write_photo(Photo(patches(), bit_depth=16, profile=PROPHOTO), tmp_path / "wide.tif")
    library = ModelLibrary([models_folder()])
    model = library.load(library.default(Task.DENOISE).name, "cpu", "fp32")
    run(run_job(Job(tmp_path / "wide.tif", tmp_path / "out.tif"), model))
    before, after = read_photo(tmp_path / "wide.tif"), read_photo(tmp_path / "out.tif")
    assert after.profile == PROPHOTO and after.bit_depth == 16
    apart = delta_e(measured(before.pixels), measured(after.pixels))
    assert apart.mean() <= 0.5
    assert apart.max() <= 1

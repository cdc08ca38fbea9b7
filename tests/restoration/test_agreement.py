"""The measure by which tiles are held to the whole photo can tell when they do not agree."""

from __future__ import annotations

import numpy as np

from benchmarks.agreement import compare
from mirstudio.restoration.tiling import plan_grid

GRID = plan_grid(64, 32, 32, overlap=8, multiple=8)
REFERENCE = np.full((32, 64, 3), 100 / 255, np.float32)


def off_by(steps: float, columns: slice) -> np.ndarray:
    """The reference with columns that are wrong by so many steps of 1/255."""
    pixels = REFERENCE.copy()
    pixels[:, columns] += np.float32(steps / 255)
    return pixels


def test_the_same_is_the_same() -> None:
    agreement = compare(REFERENCE, REFERENCE, GRID)
    assert agreement.same and agreement.seamless and agreement.equal == 1


def test_one_value_in_a_thousand_may_differ_by_one() -> None:
    pixels = REFERENCE.copy()
    pixels[0, 0, 0] += 1 / 255
    assert compare(pixels, REFERENCE, GRID).same
    pixels[0, 0, 0] += 1 / 255
    assert not compare(pixels, REFERENCE, GRID).same
    assert not compare(off_by(1, slice(0, 1)), REFERENCE, GRID).same


def test_a_step_between_tiles_is_a_seam() -> None:
    seam = compare(off_by(0.1, slice(31, 33)), REFERENCE, GRID)
    assert not seam.seamless and seam.at_edges > seam.elsewhere
    assert compare(off_by(0.1, slice(10, 12)), REFERENCE, GRID).seamless
    # A tile that is wrong as a whole differs at its edge as much as elsewhere.
    assert compare(off_by(0.1, slice(32, 64)), REFERENCE, GRID).seamless

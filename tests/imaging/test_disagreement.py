"""What was invented is found where it is; blur, enlargement and noise are not taken for it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from mirstudio.errors import UsageError
from mirstudio.imaging.disagreement import CELL, find_disagreement
from mirstudio.imaging.photo import Pixels
from mirstudio.imaging.resample import bicubic
from mirstudio.progress import run

HEIGHT, WIDTH = 240, 320


def scene(height: int, width: int) -> Pixels:
    """Plates with edges in all directions."""
    random = np.random.default_rng(3)
    pixels = np.full((height, width, 3), 0.5, np.float32)
    for _ in range(160):
        center = (int(random.integers(width)), int(random.integers(height)))
        axes = (int(random.integers(4, 30)), int(random.integers(4, 30)))
        colour = tuple(float(one) for one in random.uniform(0.1, 0.9, 3))
        turn = float(random.uniform(0, 180))
        cv2.ellipse(pixels, center, axes, turn, 0, 360, colour, -1, cv2.LINE_AA)
    return softened(pixels, 0.7)


def softened(pixels: Pixels, deviation: float) -> Pixels:
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), deviation), np.float32)


def shaken(pixels: Pixels) -> Pixels:
    """Blurred along a slanting way of nine pixels."""
    kernel = np.zeros((9, 9), np.float32)
    cv2.line(kernel, (0, 2), (8, 6), 1.0, 1, cv2.LINE_AA)
    blurred = cv2.filter2D(pixels, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT_101)
    return np.asarray(blurred, np.float32)


def with_stripes(pixels: Pixels, scale: int = 1, *, turned: bool = False) -> Pixels:
    """Something that is not in the photo, at 40–80 down and 200–260 across of the original."""
    invented = pixels.copy()
    part = invented[40 * scale : 80 * scale, 200 * scale : 260 * scale]
    rows, columns = np.indices(part.shape[:2])
    stripes = np.sin((rows if turned else columns) / scale * 2 * np.pi / 8)[..., None]
    part += np.float32(0.12) * stripes.astype(np.float32)
    return invented


def inside_and_out(levels: np.ndarray) -> tuple[float, float]:
    """Mean levels where the stripes are, and away from them."""
    inside = np.zeros(levels.shape, bool)
    inside[44 // CELL : 76 // CELL, 204 // CELL : 256 // CELL] = True
    near = np.zeros(levels.shape, bool)
    near[24 // CELL : 96 // CELL, 184 // CELL : 276 // CELL] = True
    return float(levels[inside].mean()), float(levels[~near].mean())


def test_an_enlargement_that_is_true_agrees():
    large = scene(2 * HEIGHT, 2 * WIDTH)
    found = run(find_disagreement(bicubic(large, 0.5), large))
    assert found.levels.shape == (HEIGHT // CELL, WIDTH // CELL)
    assert found.whole < 1.5


def test_what_an_enlargement_invents_is_found():
    large = scene(2 * HEIGHT, 2 * WIDTH)
    found = run(find_disagreement(bicubic(large, 0.5), with_stripes(large, 2)))
    inside, outside = inside_and_out(found.levels)
    assert inside > 6
    assert inside > 5 * outside


def test_an_enlargement_may_be_sharper_than_the_photo():
    large = scene(2 * HEIGHT, 2 * WIDTH)
    soft = softened(bicubic(large, 0.5), 1.2)
    assert run(find_disagreement(soft, large)).whole < 2


def test_a_blur_that_is_undone_agrees_and_inventions_do_not():
    sharp = scene(HEIGHT, WIDTH)
    blurred = shaken(sharp)
    assert run(find_disagreement(blurred, sharp)).whole < 2.5
    # Across the way of the hand: along it, the blur would have wiped them out, true or not.
    invented = with_stripes(sharp, turned=True)
    inside, outside = inside_and_out(run(find_disagreement(blurred, invented)).levels)
    assert inside > 4
    assert inside > 3 * outside


def test_noise_is_no_disagreement():
    sharp = scene(HEIGHT, WIDTH)
    noise = np.random.default_rng(0).normal(0, 8 / 255, sharp.shape).astype(np.float32)
    assert run(find_disagreement(sharp + noise, sharp)).whole < 2


def test_any_size_and_a_flat_photo_will_do():
    flat = np.full((37, 201, 3), 0.4, np.float32)
    found = run(find_disagreement(flat, np.full((111, 603, 3), 0.4, np.float32)))
    assert found.levels.shape == (10, 51)
    assert found.whole == pytest.approx(0, abs=0.01)


def test_other_shapes_are_refused():
    with pytest.raises(UsageError, match="same"):
        run(find_disagreement(np.zeros((8, 8, 3), np.float32), np.zeros((8, 9, 3), np.float32)))

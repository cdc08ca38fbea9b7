from __future__ import annotations

import numpy as np
import pytest

from mirstudio.errors import UsageError
from mirstudio.imaging.adjust import Adjustments, adjust
from mirstudio.imaging.resample import bicubic


def pair(scale: int = 1) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    original = rng.normal(0.5, 1, (20, 30, 3)).astype(np.float32)
    restored = rng.normal(0.5, 1, (20 * scale, 30 * scale, 3)).astype(np.float32)
    return original, restored


def test_the_ends_are_exact() -> None:
    original, restored = pair()
    np.testing.assert_array_equal(adjust(original, restored, Adjustments(0)), original)
    np.testing.assert_array_equal(adjust(original, restored, Adjustments(1)), restored)
    np.testing.assert_array_equal(adjust(original, restored, Adjustments()), restored)


def test_between_both_are_mixed_in_float32() -> None:
    original, restored = pair()
    mixed = adjust(original, restored, Adjustments(0.3))
    assert mixed.dtype == np.float32
    np.testing.assert_allclose(mixed, 0.7 * original + 0.3 * restored, atol=1e-6)


def test_a_crop_is_the_crop_of_the_whole_and_nothing_is_changed() -> None:
    original, restored = pair()
    before = original.copy(), restored.copy()
    whole = adjust(original, restored, Adjustments(0.6))
    part = adjust(original[3:9, 4:20], restored[3:9, 4:20], Adjustments(0.6))
    np.testing.assert_array_equal(part, whole[3:9, 4:20])
    np.testing.assert_array_equal(original, before[0])
    np.testing.assert_array_equal(restored, before[1])


def test_the_original_is_enlarged_to_a_larger_result() -> None:
    original, restored = pair(scale=3)
    np.testing.assert_array_equal(adjust(original, restored, Adjustments(0)), bicubic(original, 3))
    mixed = adjust(original, restored, Adjustments(0.5))
    np.testing.assert_allclose(mixed, (bicubic(original, 3) + restored) / 2, atol=1e-6)


def test_what_makes_no_sense_is_refused() -> None:
    original, restored = pair()
    with pytest.raises(UsageError):
        Adjustments(1.2)
    with pytest.raises(UsageError):
        adjust(original, restored[:, :-3], Adjustments(0.5))

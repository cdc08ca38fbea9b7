"""What raises an alarm, and what must not."""

from __future__ import annotations

import numpy as np
import pytest

from mirstudio.imaging.photo import Pixels
from mirstudio.restoration.watchdog import Flaw, Watchdog
from tests.restoration.stand_ins import noisy_photo

GIVEN = noisy_photo(16, 16).pixels


def flat(value: float) -> Pixels:
    return np.full((16, 16, 3), value, np.float32)


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_flat_photos_raise_no_alarm(value: float) -> None:
    assert Watchdog(0.1).flaw(flat(value), flat(value)) is None
    assert Watchdog(0.1).flaw(flat(value), GIVEN * 0.01 + value) is None


def test_a_flat_answer_to_a_photo_is_one_in_any_colour() -> None:
    tinted = flat(0) + np.array([0.1, 0.2, 0.3], np.float32)
    flaw = Watchdog(None).flaw(GIVEN, tinted)
    assert flaw == Flaw("came back as one flat colour", impossible=False)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_one_value_that_is_no_number_is_impossible(bad: float) -> None:
    restored = GIVEN.copy()
    restored[3, 5, 1] = bad
    flaw = Watchdog(None).flaw(GIVEN, restored)
    assert flaw is not None
    assert flaw.impossible


def test_a_jump_counts_in_the_channel_that_jumps_most() -> None:
    restored = GIVEN + np.array([0.0, 0.2, 0.0], np.float32)
    assert Watchdog(0.25).flaw(GIVEN, restored) is None
    assert Watchdog(None).flaw(GIVEN, restored) is None
    flaw = Watchdog(0.15).flaw(GIVEN, restored)
    assert flaw is not None
    assert flaw.jump == pytest.approx(0.2, abs=1e-3)


def test_a_jump_that_is_believed_alarms_no_more() -> None:
    watchdog = Watchdog(0.1)
    flaw = watchdog.flaw(GIVEN, GIVEN + 0.2)
    assert flaw is not None
    watchdog.believe(flaw)
    assert watchdog.flaw(GIVEN, GIVEN - 0.24) is None
    assert watchdog.flaw(GIVEN, GIVEN + 0.3) is not None


def test_large_numbers_are_numbers() -> None:
    huge = np.full((64, 64, 3), np.finfo(np.float32).max, np.float32)
    assert Watchdog(None).flaw(huge, huge) is None

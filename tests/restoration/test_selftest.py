"""A sound device passes, one that errs does not."""

from __future__ import annotations

import pytest
import torch

from mirstudio.restoration.selftest import TOLERANCES, self_test
from tests.restoration.simulated_device import (
    Fault,
    SimulatedDevice,
    not_a_number,
    out_of_memory,
    wrong_convolution,
)

SOUND = SimulatedDevice("cuda:0", "Sound GPU")


@pytest.mark.parametrize("precision", TOLERANCES)
def test_rounding_alone_passes_with_room_to_spare(precision: str) -> None:
    verdict = self_test(SOUND, precision)
    assert verdict.safe
    assert verdict.difference < verdict.allowed / 3


def test_a_lower_precision_differs_more() -> None:
    differences = [self_test(SOUND, name).difference for name in ("fp32", "fp16", "bf16")]
    assert differences == sorted(differences)
    assert differences[1] > 0


@pytest.mark.parametrize("precision", TOLERANCES)
@pytest.mark.parametrize("fault", [not_a_number, wrong_convolution, torch.zeros_like])
def test_what_is_wrong_does_not_pass(fault: Fault, precision: str) -> None:
    verdict = self_test(SimulatedDevice("cuda:0", "Bad GPU", fault=fault), precision)
    assert not verdict.safe
    assert verdict.difference > 2 * verdict.allowed


def test_short_memory_is_no_verdict() -> None:
    with pytest.raises(torch.OutOfMemoryError):
        self_test(SimulatedDevice("cuda:0", "Full GPU", fault=out_of_memory), "fp32")

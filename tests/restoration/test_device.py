"""A device is found by its name, and precision follows what is asked and what is fast."""

from __future__ import annotations

import pytest

from mirstudio.errors import DeviceError
from mirstudio.restoration import device as device_module
from mirstudio.restoration.device import choose_device, choose_precision, find_devices


def test_the_cpu_is_always_there() -> None:
    assert choose_device("cpu").kind == "cpu"
    assert find_devices()[-1].kind == "cpu"


def test_a_missing_device_is_named_with_what_there_is() -> None:
    with pytest.raises(DeviceError, match=r"no device “abacus”.*cpu"):
        choose_device("abacus")


@pytest.mark.parametrize(("gain", "expected"), [(0.7, "fp32"), (1.1, "fp32"), (2.0, "bf16")])
def test_auto_takes_bf16_where_it_is_faster(
    monkeypatch: pytest.MonkeyPatch, gain: float, expected: str
) -> None:
    monkeypatch.setattr(device_module, "_bf16_gain", lambda kind: gain)
    cpu = choose_device("cpu")
    assert choose_precision(cpu) == expected
    assert choose_precision(cpu, supports_bf16=False) == "fp32"
    assert choose_precision(cpu, "fp16") == "fp16"


def test_the_trial_measures_something() -> None:
    assert 0.05 < device_module._bf16_gain("cpu") < 50


def test_an_unknown_precision_is_refused() -> None:
    with pytest.raises(DeviceError, match="no precision"):
        choose_precision(choose_device("cpu"), "int3")

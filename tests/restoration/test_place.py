"""Where a model runs: as wished, where it is fast, and only where the self-test passes."""

from __future__ import annotations

import pytest

from mirstudio.errors import DeviceError
from mirstudio.restoration import place as place_module
from mirstudio.restoration.device import Device, cpu
from mirstudio.restoration.machine import recall
from mirstudio.restoration.place import gain_of, judge, settle_place
from mirstudio.restoration.selftest import Verdict
from tests.restoration.simulated_device import (
    SimulatedDevice,
    not_a_number,
    out_of_memory,
    plug_in,
    wrong_convolution,
)


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reduced precisions are twice as fast, but on the CPU."""
    gains = {"cpu": 0.5}
    monkeypatch.setattr(place_module, "gain_of", lambda d, p: gains.get(d.family, 2.0))


def settled(device: str = "auto", precision: str = "auto") -> tuple[str, str]:
    place = settle_place(device, precision)
    return place.device.kind, place.precision


@pytest.mark.parametrize(("gain", "expected"), [(0.7, "fp32"), (1.1, "fp32"), (2.0, "bf16")])
def test_auto_takes_bf16_where_it_is_faster(
    monkeypatch: pytest.MonkeyPatch, gain: float, expected: str
) -> None:
    monkeypatch.setattr(place_module, "gain_of", lambda device, precision: gain)
    monkeypatch.setattr(place_module, "self_test", lambda device, precision: Verdict(0, 1))
    assert settled("cpu") == ("cpu", expected)
    assert settle_place("cpu", supports_bf16=False).precision == "fp32"
    assert settled("cpu", "fp16") == ("cpu", "fp16")


@pytest.mark.usefixtures("fast")
def test_a_sound_device_is_taken_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, SimulatedDevice("cuda:0", "Sound GPU"))
    place = settle_place()
    assert (place.device.kind, place.precision, place.notices) == ("cuda:0", "bf16", ())
    assert settled("cpu") == ("cpu", "fp32")


@pytest.mark.usefixtures("fast")
def test_the_next_precision_steps_in(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = SimulatedDevice("cuda:0", "Old GPU", fault=wrong_convolution, bad_at=("bf16",))
    plug_in(monkeypatch, bad)
    place = settle_place()
    assert (place.device, place.precision) == (bad, "fp16")
    [notice] = place.notices
    assert notice.startswith("Old GPU is not used in bf16: in its self-test it is ")
    assert notice.endswith(" off the CPU in fp32, 0.15 allowed.")


@pytest.mark.usefixtures("fast")
@pytest.mark.parametrize("wish", ["auto", "cuda"])
def test_a_device_that_is_wrong_in_all_leaves_the_cpu(
    monkeypatch: pytest.MonkeyPatch, wish: str
) -> None:
    plug_in(monkeypatch, SimulatedDevice("cuda:0", "Bad GPU", fault=not_a_number))
    place = settle_place(wish)
    assert (place.device, place.precision) == (cpu(), "fp32")
    assert place.notices[0] == (
        "Bad GPU is not used in bf16: in its self-test it returns values that are no numbers."
    )
    assert len(place.notices) == 3


@pytest.mark.usefixtures("fast")
def test_a_wish_for_a_precision_falls_back_to_float32_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bad = SimulatedDevice("cuda:0", "Old GPU", fault=not_a_number, bad_at=("fp16",))
    plug_in(monkeypatch, bad)
    place = settle_place("cuda", "fp16")
    assert (place.device, place.precision, len(place.notices)) == (bad, "fp32", 1)


@pytest.mark.usefixtures("fast")
def test_short_memory_is_told_and_not_held_against_the_device(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    full = SimulatedDevice("cuda:0", "Full GPU", fault=out_of_memory)
    plug_in(monkeypatch, full)
    place = settle_place("cuda", "fp32")
    assert place.device == cpu()
    assert place.notices == ("Full GPU is not used in fp32: memory ran out in its self-test.",)
    assert recall(place_module.KEPT_IN) == {}


def test_verdicts_are_remembered_per_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    tested: list[str] = []

    def test(device: Device, precision: str) -> Verdict:
        tested.append(f"{device.driver} {precision}")
        return Verdict(0.3, 0.02)

    monkeypatch.setattr(place_module, "self_test", test)
    for driver in ("550.1", "550.1", "550.2"):
        verdict = judge(SimulatedDevice("cuda:0", "GPU", driver=driver), "fp32")
        assert not verdict.safe
        assert verdict.difference == 0.3
    assert tested == ["550.1 fp32", "550.2 fp32"]


def test_the_cpu_in_float32_is_not_held_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_module, "self_test", None)
    assert judge(cpu(), "fp32").safe


def test_a_processor_without_bf16_units_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_module, "_trial", None)
    monkeypatch.setattr(place_module, "computes_bf16", lambda family: False)
    assert gain_of(cpu(), "bf16") == 0
    assert gain_of(cpu(), "fp16") == 0


def test_a_gain_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = {"fp32": 3.0, "bf16": 1.5}
    monkeypatch.setattr(place_module, "_trial", lambda device, precision: seconds[precision])
    monkeypatch.setattr(place_module, "computes_bf16", lambda family: True)
    assert gain_of(cpu(), "bf16") == 2
    seconds["fp32"] = 9.0
    assert gain_of(cpu(), "bf16") == 2


def test_a_precision_that_the_device_does_not_know_gains_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def trial(device: Device, precision: str) -> float:
        raise TypeError("no bfloat16 here")

    monkeypatch.setattr(place_module, "_trial", trial)
    assert gain_of(SimulatedDevice("mps", "Old Mac"), "bf16") == 0


def test_the_trial_measures_something() -> None:
    assert 0 < place_module._trial(cpu(), "fp32") < 60


def test_bad_wishes_are_one_sentence() -> None:
    with pytest.raises(DeviceError, match="no device"):
        settle_place("abacus")
    with pytest.raises(DeviceError, match="no precision"):
        settle_place("cpu", "int3")


@pytest.mark.parametrize(("wish", "expected"), [("fp32", "fp32"), ("auto", "bf16")])
def test_float32_is_kept_where_the_cpu_steps_in(
    monkeypatch: pytest.MonkeyPatch, wish: str, expected: str
) -> None:
    plug_in(monkeypatch, SimulatedDevice("cuda:0", "Bad GPU", fault=wrong_convolution))
    monkeypatch.setattr(
        place_module, "gain_of", lambda device, precision: 2 * (precision == "bf16")
    )
    test = place_module.self_test
    monkeypatch.setattr(
        place_module,
        "self_test",
        lambda device, precision: (
            Verdict(0, 1) if device.kind == "cpu" else test(device, precision)
        ),
    )
    assert settled("cuda", wish) == ("cpu", expected)

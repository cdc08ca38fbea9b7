"""Devices are found with name and memory, and by the names that users write."""

from __future__ import annotations

from types import SimpleNamespace

import psutil
import pytest
import torch

from mirstudio.errors import DeviceError
from mirstudio.networks.mirnetv2 import MIRNetv2
from mirstudio.restoration import device as device_module
from mirstudio.restoration.device import (
    Device,
    check_precision,
    choose_device,
    computes_bf16,
    cpu,
    find_devices,
    matching_devices,
)
from tests.restoration.simulated_device import plug_in
from tests.restoration.stand_ins import TINY

FIRST, SECOND = Device("cuda:0", "Fast GPU"), Device("cuda:1", "Other GPU")


def test_the_cpu_is_always_there_with_its_name_and_memory() -> None:
    device = find_devices()[-1]
    assert device == cpu()
    assert (device.kind, device.title, device.family) == ("cpu", "CPU", "cpu")
    assert device.chip
    assert device.memory == psutil.virtual_memory().total
    free = device.free_memory()
    assert free is not None and 0 < free <= device.memory
    device.release_memory()


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("auto", "cuda:0"),
        ("cuda", "cuda:0"),
        ("cuda:1", "cuda:1"),
        ("cpu", "cpu"),
    ],
)
def test_a_device_is_chosen_by_kind_and_number(
    monkeypatch: pytest.MonkeyPatch, wish: str, expected: str
) -> None:
    plug_in(monkeypatch, FIRST, SECOND)
    assert choose_device(wish).kind == expected


def test_a_family_matches_all_of_its_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, FIRST, SECOND)
    assert matching_devices("cuda") == [FIRST, SECOND]
    assert matching_devices("auto") == [FIRST, SECOND, cpu()]


def test_a_missing_device_is_named_with_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, FIRST)
    with pytest.raises(DeviceError, match=r"no device “abacus”.*cuda:0, cpu"):
        choose_device("abacus")


def test_whatever_else_torch_shows_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    module = SimpleNamespace(
        device_count=lambda: 1,
        get_device_name=lambda index: "Arc",
        get_device_properties=lambda index: SimpleNamespace(driver_version="1.2"),
        mem_get_info=lambda kind: (3, 4),
        empty_cache=lambda: None,
    )
    accelerator = SimpleNamespace(
        is_available=lambda: True, current_accelerator=lambda: torch.device("xpu")
    )
    monkeypatch.setattr(torch, "accelerator", accelerator)
    monkeypatch.setattr(torch, "get_device_module", lambda kind: module)
    device = find_devices()[0]
    assert device == Device("xpu:0", "Arc", driver="1.2", memory=4)
    assert device.free_memory() == 3
    device.release_memory()


def test_memory_that_nobody_tells_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(kind: str) -> tuple[int, int]:
        raise RuntimeError("the driver does not say")

    monkeypatch.setattr(
        torch, "get_device_module", lambda kind: SimpleNamespace(mem_get_info=refuse)
    )
    assert Device("xpu:0", "Arc").free_memory() is None


def test_another_driver_is_another_device() -> None:
    one, other = (Device("cuda:0", "GPU", driver=driver) for driver in ("550.1", "550.2"))
    assert one.identity != other.identity
    assert torch.__version__ in one.identity


def test_a_machine_without_nvidia_has_no_driver_of_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(device_module.ctypes, "CDLL", missing)
    assert device_module._nvidia_driver() == ""


def test_a_network_is_placed_with_its_exact_modules_in_float32() -> None:
    network = cpu().place(MIRNetv2(TINY), "bf16", ["conv_out"])
    assert isinstance(network, MIRNetv2)
    assert network.conv_in.weight.dtype == torch.bfloat16
    assert network.conv_out.weight.dtype == torch.float32
    assert network.conv_in.weight.is_contiguous(memory_format=torch.channels_last)


def test_an_unknown_precision_is_refused() -> None:
    with pytest.raises(DeviceError, match="no precision"):
        check_precision("int3")


def test_units_are_what_torch_says_of_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    for capabilities, expected in (({"avx512_bf16": True}, True), ({"avx2": True}, False)):
        monkeypatch.setattr(torch.cpu, "get_capabilities", lambda c=capabilities: c, raising=False)
        assert computes_bf16("cpu") is expected
    monkeypatch.delattr(torch.cpu, "get_capabilities")
    assert not computes_bf16("cpu")
    assert computes_bf16("mps")


@pytest.mark.parametrize(
    ("limit", "expected"),
    [("AVX2", False), ("avx512_core", False), ("AVX512_CORE_AMX", True), ("", True)],
)
def test_units_count_only_as_far_as_onednn_may_use_them(
    monkeypatch: pytest.MonkeyPatch, limit: str, expected: bool
) -> None:
    capabilities = {"avx512_bf16": True}
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities, raising=False)
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", limit)
    assert computes_bf16("cpu") is expected

"""Short memory and broken tiles end in the right picture or in one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from mirstudio.errors import DeviceError
from mirstudio.imaging.photo import Pixels
from mirstudio.progress import run
from mirstudio.restoration.failures import is_out_of_memory
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.restore import restore
from tests.restoration.stand_ins import noisy_photo, tiny_model

Fault = Callable[[int, Tensor, Tensor], Tensor]
"""Makes of the number of the call, input and output what the network returns."""

PHOTO = noisy_photo(300, 200)


class Faulty(nn.Module):
    """A network on a device that fails in a way of its own."""

    def __init__(self, network: nn.Module, fault: Fault) -> None:
        super().__init__()
        self.network = network
        self._fault = fault
        self.calls = 0

    def forward(self, x: Tensor) -> Tensor:
        """Run, then fail."""
        self.calls += 1
        return self._fault(self.calls, x, self.network(x))


def with_fault(fault: Fault, precision: str = "bf16") -> RestorationModel:
    """A model whose network fails until it is rebuilt elsewhere or in another precision."""
    model = tiny_model(precision=precision)
    model._network = Faulty(model._network, fault)
    return model


def restored(model: RestorationModel) -> tuple[Pixels, list[str]]:
    notes: list[str] = []
    photo = run(restore(PHOTO, model, tile=128), lambda p: notes.append(p.note))
    return photo.pixels, [note for note in dict.fromkeys(notes) if note]


def out_of_memory_over(side: int) -> Fault:
    def fault(call: int, x: Tensor, y: Tensor) -> Tensor:
        if call > 3 and max(x.shape[2:]) > side:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return y

    return fault


def test_short_memory_halves_the_tile_and_goes_on() -> None:
    sound, _ = restored(tiny_model())
    pixels, notes = restored(with_fault(out_of_memory_over(150), "fp32"))
    np.testing.assert_allclose(pixels, sound, atol=1 / 255)
    assert notes == ["Memory ran out; tiles are cut to 56 pixels."]


def test_memory_that_is_never_enough_is_one_sentence() -> None:
    with pytest.raises(DeviceError, match="CPU failed: CUDA out of memory"):
        restored(with_fault(out_of_memory_over(0)))


def test_the_only_tile_is_cut_with_the_statistics_of_the_whole() -> None:
    sound = run(restore(PHOTO, tiny_model())).pixels

    def over_150(call: int, x: Tensor, y: Tensor) -> Tensor:
        if min(x.shape[2:]) > 150:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return y

    notes: list[str] = []
    work = restore(PHOTO, with_fault(over_150, "fp32"))
    pixels = run(work, lambda progress: notes.append(progress.note)).pixels
    assert notes[-1].startswith("Memory ran out")
    # The statistics had to come from half of the photo: the same to the eye, not to the bit.
    assert np.abs(pixels - sound).mean() < 1 / 255


def test_statistics_that_are_no_numbers_are_gathered_exactly() -> None:
    sound, _ = restored(tiny_model())
    model = tiny_model(precision="bf16")
    with torch.no_grad():
        next(iter(model._network.parameters())).mul_(torch.nan)
    pixels, notes = restored(model)
    np.testing.assert_allclose(pixels, sound, atol=1e-5)
    assert notes == ["A tile holds values that are no numbers on CPU in bf16."]


def test_statistics_that_never_are_numbers_are_one_sentence() -> None:
    model = tiny_model()
    with torch.no_grad():
        next(iter(model._network.parameters())).mul_(torch.nan)
    with pytest.raises(DeviceError, match="no numbers, even on the CPU"):
        restored(model)


def test_nan_on_every_third_tile_is_repeated_exactly() -> None:
    def fault(call: int, x: Tensor, y: Tensor) -> Tensor:
        return y * torch.nan if call % 3 == 0 else y

    sound, _ = restored(tiny_model())
    pixels, notes = restored(with_fault(fault))
    assert np.isfinite(pixels).all()
    assert np.abs(pixels - sound).mean() < 2e-3
    assert notes == ["A tile holds values that are no numbers on CPU in bf16."]


def test_black_tiles_are_repeated_exactly() -> None:
    pixels, notes = restored(with_fault(lambda call, x, y: y * 0 if call > 2 else y))
    assert np.abs(pixels - restored(tiny_model())[0]).mean() < 2e-3
    assert notes == ["A tile came back as one flat colour on CPU in bf16."]


def test_a_network_that_is_always_wrong_is_one_sentence() -> None:
    model = with_fault(lambda call, x, y: y * torch.nan, "fp32")
    with pytest.raises(DeviceError, match="no numbers, even on the CPU"):
        restored(model)


def test_other_failures_are_told_and_not_retried() -> None:
    def fault(call: int, x: Tensor, y: Tensor) -> Tensor:
        raise RuntimeError("the driver is confused\nsecond line")

    with pytest.raises(DeviceError, match="the driver is confused Try"):
        run(restore(noisy_photo(64, 64), with_fault(fault)))


def jumping(limit: float, precision: str, fault: Fault) -> RestorationModel:
    model = with_fault(fault, precision)
    model.card = replace(model.card, mean_jump=limit)
    return model


def test_a_jump_of_the_mean_is_repeated_exactly() -> None:
    model = jumping(0.2, "bf16", lambda call, x, y: y + 0.3 if call > 2 else y)
    pixels, notes = restored(model)
    assert np.abs(pixels - restored(tiny_model())[0]).mean() < 2e-3
    assert notes
    assert re.fullmatch(r"A tile came back \d+% brighter or darker on CPU in bf16\.", notes[0])


def test_what_the_cpu_confirms_is_the_networks_word(caplog: pytest.LogCaptureFixture) -> None:
    sound, _ = restored(tiny_model())
    caplog.set_level("INFO")
    model = jumping(0.2, "fp32", lambda call, x, y: y + 0.3)
    pixels, notes = restored(model)
    np.testing.assert_allclose(pixels, sound + 0.3, atol=1e-5)
    assert notes == []
    # The first of the six tiles settle it for those that jump alike.
    assert 1 <= sum("confirms" in message for message in caplog.messages) < 4


def test_a_flat_answer_that_the_cpu_confirms_ends_no_photo() -> None:
    pixels, notes = restored(with_fault(lambda call, x, y: y * 0, "fp32"))
    assert not pixels.any()
    assert notes == []


def test_a_model_is_built_once_for_all_tiles_that_go_wrong() -> None:
    model = with_fault(lambda call, x, y: y * torch.nan)
    assert model.on("cpu", "fp32") is model.on("cpu", "fp32")
    assert model.on("cpu", "bf16") is model


def test_what_counts_as_short_memory() -> None:
    assert is_out_of_memory(MemoryError())
    assert is_out_of_memory(RuntimeError("DefaultCPUAllocator: not enough memory: you tried"))
    assert not is_out_of_memory(RuntimeError("not enough arguments"))

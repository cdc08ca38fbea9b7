"""Short memory and broken tiles end in the right picture or in one sentence."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from mirstudio.errors import DeviceError
from mirstudio.imaging.photo import Pixels
from mirstudio.progress import run
from mirstudio.restoration.attempts import flaw, is_out_of_memory
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.restore import restore
from tests.restoration.stand_ins import noisy_photo, tiny_model

PHOTO = noisy_photo(300, 200)


class Faulty(nn.Module):
    """A network on a device that fails in a way of its own."""

    def __init__(self, network: nn.Module, fault: Callable[[int, Tensor, Tensor], Tensor]) -> None:
        super().__init__()
        self.network = network
        self._fault = fault
        self.calls = 0

    def forward(self, x: Tensor) -> Tensor:
        """Run, then fail."""
        self.calls += 1
        return self._fault(self.calls, x, self.network(x))


def with_fault(
    fault: Callable[[int, Tensor, Tensor], Tensor], precision: str = "bf16"
) -> RestorationModel:
    """A model whose network fails until it is rebuilt elsewhere or in another precision."""
    model = tiny_model(precision=precision)
    model._network = Faulty(model._network, fault)
    return model


def restored(model: RestorationModel) -> tuple[Pixels, list[str]]:
    notes: list[str] = []
    photo = run(restore(PHOTO, model, tile=128), lambda p: notes.append(p.note))
    return photo.pixels, [note for note in dict.fromkeys(notes) if note]


def out_of_memory_over(side: int) -> Callable[[int, Tensor, Tensor], Tensor]:
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


def test_flat_photos_raise_no_alarm() -> None:
    flat = np.full((8, 8, 3), 0.5, np.float32)
    assert flaw(flat, flat) == ""
    assert flaw(noisy_photo(8, 8).pixels, flat) == "came back as one flat colour"


def test_what_counts_as_short_memory() -> None:
    assert is_out_of_memory(MemoryError())
    assert is_out_of_memory(RuntimeError("DefaultCPUAllocator: not enough memory: you tried"))
    assert not is_out_of_memory(RuntimeError("not enough arguments"))

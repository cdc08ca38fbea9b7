"""Devices that fail end in the right picture: the same as one that does not, to the eye's limit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor

from mirstudio.imaging.photo import Pixels
from mirstudio.progress import run
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.place import settle_place
from mirstudio.restoration.restore import restore, restore_and_account
from tests.restoration.simulated_device import SimulatedDevice, plug_in, wrong_convolution
from tests.restoration.stand_ins import noisy_photo, tiny_model

PHOTO = noisy_photo(256, 160)
TILES = 12


def model_on(device: SimulatedDevice, precision: str) -> RestorationModel:
    sound = tiny_model()
    state_dict = sound._network.state_dict()
    return RestorationModel(state_dict, sound.architecture, sound.card, device, precision)


def restored(model: RestorationModel) -> tuple[Pixels, list[str]]:
    """The picture, and every note once."""
    notes: list[str] = []
    work = restore(PHOTO, model, tile=64)
    pixels = run(work, lambda progress: notes.append(progress.note)).pixels
    return pixels, [note for note in dict.fromkeys(notes) if note]


def agree(pixels: Pixels, reference: Pixels) -> bool:
    """At least 99.9 % of 8-bit values are equal, none is off by more than one."""
    first, second = (np.rint(one.clip(0, 1) * 255) for one in (pixels, reference))
    return bool((first == second).mean() >= 0.999 and np.abs(first - second).max() <= 1)


def counted(fault: Callable[[int, Tensor], Tensor]) -> Callable[[Tensor], Tensor]:
    """A fault that knows the number of the tile, the sample being 0."""
    calls = iter(range(1000))
    return lambda y: fault(next(calls), y)


def test_out_of_memory_at_tile_7(monkeypatch: pytest.MonkeyPatch) -> None:
    def fill_up(call: int, y: Tensor) -> Tensor:
        if call >= 7 and y.shape[2] * y.shape[3] > 120**2:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return y

    gpu = SimulatedDevice("cuda:0", "Small GPU", fault=counted(fill_up))
    plug_in(monkeypatch, gpu)
    pixels, notes = restored(model_on(gpu, "fp32"))
    assert agree(pixels, restored(tiny_model())[0])
    assert notes and notes[0].startswith("Memory ran out; tiles are cut to ")


def test_the_account_tells_what_gave_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def fill_up(call: int, y: Tensor) -> Tensor:
        if y.shape[2] * y.shape[3] > 140**2:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return y * torch.nan if call > 2 and call % 2 else y

    gpu = SimulatedDevice("cuda:0", "Small GPU", fault=counted(fill_up), bad_at=("bf16",))
    plug_in(monkeypatch, gpu)
    account = run(restore_and_account(PHOTO, model_on(gpu, "bf16"), tile=128))
    sample, halved, bad = account.incidents
    assert sample.startswith("Memory ran out; the statistics are taken from 0.0")
    assert bad.startswith("A tile holds values that are no numbers on Small GPU in bf16")
    assert halved == "Memory ran out; tiles are cut to 64 pixels."
    # Such tiles, seams and overlaps included, fit from the first one on.
    again = run(restore_and_account(PHOTO, model_on(gpu, "bf16"), tile=account.largest_tile))
    assert account.largest_tile == 48 and again.largest_tile == 0


def test_what_happens_in_every_tile_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    gpu = SimulatedDevice("cuda:0", "Bad GPU", fault=lambda y: y * torch.nan, bad_at=("bf16",))
    plug_in(monkeypatch, gpu)
    account = run(restore_and_account(PHOTO, model_on(gpu, "bf16"), tile=64))
    assert account.incidents == (
        f"A tile holds values that are no numbers on Bad GPU in bf16, {TILES} times.",
    )
    assert run(restore_and_account(PHOTO, tiny_model(), tile=64)).incidents == ()


@pytest.mark.parametrize("bad_at", [("bf16",), ("bf16", "fp32")])
def test_nan_on_every_third_tile(monkeypatch: pytest.MonkeyPatch, bad_at: tuple[str, ...]) -> None:
    def spoil(call: int, y: Tensor) -> Tensor:
        return y * torch.nan if call % 3 == 0 else y

    gpu = SimulatedDevice("cuda:0", "Old GPU", fault=counted(spoil), bad_at=bad_at)
    plug_in(monkeypatch, gpu)
    pixels, notes = restored(model_on(gpu, "bf16"))
    # The other tiles stay in bfloat16.
    assert np.abs(pixels - restored(tiny_model(precision="bf16"))[0]).mean() < 2e-3
    assert np.isfinite(pixels).all()
    assert notes[0] == "A tile holds values that are no numbers on Old GPU in bf16."


def test_a_wrong_convolution_is_found_before_the_first_tile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plug_in(monkeypatch, SimulatedDevice("cuda:0", "Bad GPU", fault=wrong_convolution))
    place = settle_place("cuda", "fp32")
    assert place.device.kind == "cpu"
    assert "Bad GPU is not used in fp32" in place.notices[0]
    sound = tiny_model()
    model = RestorationModel(
        sound._network.state_dict(), sound.architecture, sound.card, place.device, place.precision
    )
    assert (restored(model)[0] == restored(sound)[0]).all()


def test_between_two_reports_runs_one_tile_at_most() -> None:
    model, calls = tiny_model(), list[int]()
    model._network.register_forward_hook(lambda *_: calls.append(1))
    work = restore(PHOTO, model, tile=64)
    while next(work).done < 5:
        # Whoever pauses or cancels here waits for no more than this.
        assert len(calls) <= 1
        calls.clear()
    paused = len(calls)
    work.close()
    assert paused <= 1 and len(calls) == paused


def test_a_pause_changes_nothing() -> None:
    model = tiny_model()
    paused, other = restore(PHOTO, model, tile=64), noisy_photo(128, 64, seed=1)
    expected = run(restore(PHOTO, tiny_model(), tile=64)).pixels
    while next(paused).done < 5:
        pass
    # Meanwhile the same model may be asked for something else.
    run(restore(other, model, tile=64))
    assert (run(paused).pixels == expected).all()

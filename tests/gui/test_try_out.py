"""Models are tried on one part of the photo, and one of them is taken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from pytestqt.qtbot import QtBot

from mirstudio.errors import DeviceError
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.try_out import TryOut
from mirstudio.gui.try_out_work import SIDE, Tried, fitting, part_of, to_image, try_models
from mirstudio.imaging.photo import Photo
from mirstudio.networks.mirnetv2 import MIRNetv2, MIRNetv2Shape
from mirstudio.networks.registry import recognize
from mirstudio.progress import Progress, Work
from mirstudio.restoration.device import cpu
from mirstudio.restoration.library import Card
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.tiling import Region
from tests.gui.conftest import open_photo
from tests.gui.fakes import BEST, FAST, LARGER, REFOCUS


def tiny(card: Card) -> RestorationModel:
    if card == FAST:
        raise DeviceError("There is no device for it.")
    torch.manual_seed(1)
    weights = MIRNetv2(MIRNetv2Shape(8, (8, 8), (1,), 1)).state_dict()
    return RestorationModel(weights, recognize(weights), card, cpu(), "fp32")


@pytest.mark.parametrize(
    ("seen", "region"),
    [
        (None, Region(404, 304, SIDE, SIDE)),
        (Region(0, 0, 10, 10), Region(0, 0, SIDE, SIDE)),
        (Region(980, 700, 40, 90), Region(1000 - SIDE, 800 - SIDE, SIDE, SIDE)),
    ],
)
def test_the_part_is_what_is_looked_at(seen: Region | None, region: Region):
    assert part_of(seen, 1000, 800) == region


def test_a_small_photo_is_its_own_part():
    assert part_of(None, 50, 40) == Region(0, 0, 50, 40)


def test_only_models_of_the_same_task_fit():
    assert fitting([FAST, BEST, LARGER, REFOCUS], BEST) == [FAST, BEST]
    assert fitting([FAST], None) == []


def test_one_that_fails_leaves_the_others_their_turn():
    photo = Photo(np.random.default_rng(1).random((40, 60, 3), np.float32))
    steps = list(try_models(photo, Region(8, 4, 32, 24), [FAST, BEST], tiny))
    tried = [step for step in steps if isinstance(step, Tried)]
    assert [one.card for one in tried] == [None, FAST, BEST]
    assert tried[1].problem
    for one in (tried[0], tried[2]):
        assert one.image is not None
        assert (one.image.width(), one.image.height()) == (32, 24)


def test_the_window_takes_the_model_that_is_liked(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
):
    def fake(photo: Photo, region: Region, cards: Sequence[Card], load: Any) -> Work[None]:
        yield Tried(0, 2, "model", image=to_image(photo))
        yield Progress(0, 2, "model", "first")
        yield Tried(1, 2, "model", card=cards[0], image=to_image(photo), seconds=2.0)
        yield Tried(2, 2, "model", card=cards[1], problem="It failed.")

    monkeypatch.setattr("mirstudio.gui.dialogs.try_models", fake)
    open_photo(qtbot, window.session, Path("sea.jpg"))
    window.session.choose_model(BEST)
    window.try_out()
    dialog = window.trial
    assert isinstance(dialog, TryOut)
    qtbot.waitUntil(lambda: dialog.trials[2].words.text() == "It failed.", timeout=20_000)
    assert dialog.trials[1].words.text() == "2.0 s"
    assert not dialog.trials[2].use_button.isEnabled()
    dialog.trials[1].use_button.click()
    assert window.session.card == FAST

"""The models that come with the program bear a reduced precision, should `auto` choose it."""

from __future__ import annotations

import numpy as np
import pytest

from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.paths import models_folder
from mirstudio.progress import run
from mirstudio.restoration.library import Card, ModelLibrary
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.preset import Task
from mirstudio.restoration.restore import restore

SHIPPED = ModelLibrary([models_folder()]).list()


@pytest.fixture(scope="module", params=SHIPPED, ids=lambda card: card.name)
def precisions(request: pytest.FixtureRequest) -> tuple[RestorationModel, RestorationModel]:
    """A shipped model in float32 and in bfloat16."""
    card: Card = request.param
    model = ModelLibrary([models_folder()]).load(card.name, "cpu", "fp32")
    return model, model.on("cpu", "bf16")


def psnr(restored: Pixels, truth: Pixels) -> float:
    return float(-10 * np.log10(np.mean((restored.clip(0, 1) - truth) ** 2)))


def test_bf16_costs_no_quality(precisions: tuple[RestorationModel, RestorationModel]) -> None:
    """At most 0.05 dB on a noisy picture."""
    truth = _scene(96)
    side = 96 // precisions[0].scale
    reduced = truth.reshape(side, 96 // side, side, 96 // side, 3).mean((1, 3))
    noise = np.random.default_rng(1).normal(0, 25 / 255, reduced.shape).astype(np.float32)
    noisy = Photo(reduced + noise)
    full, half = (psnr(run(restore(noisy, model)).pixels, truth) for model in precisions)
    if precisions[0].card.task is Task.DENOISE:
        assert full > psnr(noisy.pixels, truth) + 5
    assert abs(full - half) <= 0.05


def _scene(side: int) -> Pixels:
    """Smooth tones, waves that grow finer, and the edges of a disc."""
    y, x = np.mgrid[:side, :side].astype(np.float32) / side
    waves = 0.1 * np.sin(40 * x * (x + y))
    disc = 0.3 * ((x - 0.4) ** 2 + (y - 0.6) ** 2 < 0.06)
    tones = [0.2 + 0.4 * x, 0.3 + 0.2 * y, 0.5 - 0.3 * x * y]
    return np.stack([tone + waves + disc for tone in tones], axis=2, dtype=np.float32)


def test_bf16_keeps_smooth_tones(precisions: tuple[RestorationModel, RestorationModel]) -> None:
    """A gradient of 16 bits keeps at least 4,096 levels; bfloat16 itself has 128 per octave."""
    _, half = precisions
    height, width = 64, 128
    y, x = np.mgrid[:height, :width].astype(np.float32)
    light = 0.2 + 0.6 * (x + y / height) / width
    gradient = np.repeat(light[:, :, None], 3, axis=2)
    restored = run(restore(Photo(gradient), half)).pixels
    for channel in np.moveaxis(restored, 2, 0):
        assert len(np.unique(np.rint(channel * 65535))) >= 4096

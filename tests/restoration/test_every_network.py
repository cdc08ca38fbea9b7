"""Whatever the network, a photo comes out the same in one tile or in many."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.agreement import compare
from mirstudio.imaging.photo import Photo
from mirstudio.networks.registry import recognize
from mirstudio.progress import run
from mirstudio.restoration.device import choose_device
from mirstudio.restoration.library import Card
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.plan import plan
from mirstudio.restoration.restore import restore
from tests.networks.seeded_weights import manifest_of, seeded_weights
from tests.networks.variants import SMALL


@pytest.mark.parametrize(
    ("name", "window", "mirrored"),
    [
        ("mirnet", 0, False),
        ("mprnet", 0, False),
        ("mprnet", 48, False),
        ("mprnet_packed", 0, False),
        ("mprnet_packed", 0, True),
        ("mprnet_packed", 80, False),
        ("mprnet_packed", 80, True),
        ("mirnetv2", 0, False),
        ("mirnetv2", 0, True),
        ("mirnetv2_pair", 0, False),
        ("dasr_x2", 0, False),
    ],
)
def test_tiles_do_not_show(name, window, mirrored):
    state_dict = seeded_weights(manifest_of(SMALL[name][1]), 2)
    architecture = recognize(state_dict)
    card = Card("small", Path("small.safetensors"), window=window, mirrored=mirrored)
    model = RestorationModel(state_dict, architecture, card, choose_device("cpu"), "fp32")
    rng = np.random.default_rng(0)
    views = [Photo(rng.random((72, 100, 3), dtype=np.float32)) for _ in range(architecture.views)]
    photo, second = views[0], views[1] if len(views) > 1 else None

    whole = run(restore(photo, model, tile=512, second=second)).pixels
    tiled = run(restore(photo, model, tile=48, second=second)).pixels

    assert whole.shape == (72 * architecture.scale, 100 * architecture.scale, 3)
    changed = np.abs(whole - np.repeat(np.repeat(photo.pixels, model.scale, 0), model.scale, 1))
    assert changed.max() > 0.02
    assert np.abs(whole - tiled).max() < 1e-3 * changed.std()

    # What benchmarks/tiles.py measures on networks of full size.
    agreement = compare(tiled, whole, plan(photo, model, 48).grid)
    assert agreement.same and agreement.seamless

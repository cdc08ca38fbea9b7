"""Validating in the middle of a training."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from mirstudio.training.learner import build
from mirstudio.training.validation import Example, validate
from tests.training.small import SHAPES, make_config, make_pixels


def test_a_network_that_learns_on_whole_crops_is_validated_on_whole_ones() -> None:
    example = Example(make_pixels(0, 96), make_pixels(1, 96))
    for packing, split in ((1, True), (2, False)):
        shape = replace(SHAPES["mprnet"], packing=packing)
        config = replace(make_config(Path(), "mprnet"), network=shape)
        learner = build(config, torch.device("cpu"))
        network = learner.average
        assert network.split is split
        verdict = validate(network, [example])
        x = torch.from_numpy(example.degraded).permute(2, 0, 1)[None]
        with torch.inference_mode():
            restored = network.eval()(x)[0].permute(1, 2, 0).numpy()
            network.split = not split
            other = network(x)[0].permute(1, 2, 0).numpy()
        shown = verdict.strip[:, 96:192]
        assert np.allclose(shown, restored.clip(0, 1), atol=1e-5)
        assert not np.allclose(shown, other.clip(0, 1), atol=1e-5)

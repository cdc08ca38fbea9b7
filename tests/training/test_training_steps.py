"""One training step of each official network: loss and every gradient's norm."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from mirstudio.networks.dasr import DASRShape
from mirstudio.networks.mirnet import MIRNetShape
from mirstudio.networks.mirnetv2 import MIRNetv2Shape
from mirstudio.networks.mprnet import MPRNetShape
from mirstudio.training.config import ContrastConfig, TrainingConfig
from mirstudio.training.objective import make_network, make_objective
from tests.networks.seeded_weights import read_manifest, seeded_weights
from tests.training.small import make_config

DATA = Path(__file__).parents[1] / "data" / "training"
ARRAYS = np.load(DATA / "training_steps.npz")
EXPECTED = json.loads((DATA / "training_steps.json").read_text())

CASES = {
    "mirnet": (MIRNetShape(), "clamped_charbonnier"),
    "mprnet_deblurring": (MPRNetShape(96, 48, 32), "mprnet_sharpening"),
    "mprnet_denoising": (MPRNetShape(80, 48, 32), "mprnet_denoising"),
    "mprnet_deraining": (MPRNetShape(40, 20, 16), "mprnet_sharpening"),
    "mirnetv2": (MIRNetv2Shape(), "l1"),
    "mirnetv2_defocus_dp": (MIRNetv2Shape(views=2), "l1"),
}


def array(name):
    return torch.from_numpy(ARRAYS[name])


def prepare(shape, loss, manifest, seed, **changes):
    config: TrainingConfig = make_config(Path(), network=shape, loss=loss, **changes)
    network = make_network(shape, config.contrast).train()
    network.load_state_dict(seeded_weights(read_manifest(manifest), seed))
    return network, make_objective(config, network, bf16=False)


def gradients(network):
    """Norm of every parameter's gradient, shared ones once."""
    return {
        name: float(p.grad.double().norm())
        for name, p in network.named_parameters()
        if p.grad is not None
    }


def assert_gradients(network, expected):
    ours = gradients(network)
    assert ours.keys() == expected.keys()
    largest = max(expected.values())
    for name, norm in ours.items():
        # The batch norm behind them takes these biases out: their gradients are rounding.
        if not name.startswith("E.encoder_q.E.") or not name.endswith("bias"):
            assert norm == pytest.approx(expected[name], rel=2e-4, abs=1e-6 * largest), name


@pytest.mark.parametrize("name", CASES)
def test_loss_and_gradients(name):
    shape, loss = CASES[name]
    expected = EXPECTED[name]
    network, objective = prepare(shape, loss, name, expected["weight_seed"])
    value = objective(array(f"{name}_input"), array(f"{name}_target"), 0)
    value.backward()
    assert value.item() == pytest.approx(expected["loss"], rel=1e-5)
    assert_gradients(network, expected["grad_norms"])
    total = np.sqrt(sum(norm**2 for norm in gradients(network).values()))
    assert total == pytest.approx(expected["total_grad_norm"], rel=1e-4)


def prepare_dasr(encoder_steps):
    expected = EXPECTED["dasr_x2"]
    shape = DASRShape(scale=2)
    contrast = ContrastConfig(queue=8192, encoder_steps=encoder_steps)
    return prepare(shape, "l1", "dasr_x2", expected["weight_seed"], contrast=contrast)


def test_dasr():
    expected = EXPECTED["dasr_x2"]
    network, objective = prepare_dasr(encoder_steps=0)
    value = objective(array("dasr_x2_lr") / 255, array("dasr_x2_hr") / 255, 0)
    value.backward()
    joint = expected["loss_sr_l1"] + expected["loss_contrast"]
    assert value.item() == pytest.approx(joint, rel=1e-5)
    assert_gradients(network, expected["grad_norms"])
    after = dict(network.state_dict())
    for key in ARRAYS.files:
        name = key.removeprefix("dasr_x2_after_")
        if name in after:
            assert (
                np.abs(after[name].numpy() - ARRAYS[key]).max() < 1e-4 * np.abs(ARRAYS[key]).max()
            )
    queue = network.E.queue[:, :4].numpy()
    assert np.abs(queue - ARRAYS["dasr_x2_after_queue_first4"]).max() < 1e-6
    assert network.E.queue_ptr.tolist() == ARRAYS["dasr_x2_after_ptr"].tolist()


def test_dasr_pictures_and_logits():
    network, _ = prepare_dasr(encoder_steps=0)
    enlarged, logits = network(array("dasr_x2_lr"))
    reference = ARRAYS["dasr_x2_sr"]
    assert np.abs(enlarged.detach().numpy() - reference).max() < 1e-4 * reference.std()
    assert np.abs(logits[:, :65].detach().numpy() - ARRAYS["dasr_x2_logits"]).max() < 1e-4


def test_dasr_encoder_alone():
    expected = EXPECTED["dasr_phase1"]
    network, objective = prepare_dasr(encoder_steps=1)
    value = objective(array("dasr_x2_lr") / 255, array("dasr_x2_hr") / 255, 0)
    value.backward()
    assert value.item() == pytest.approx(expected["loss_contrast"], rel=1e-5)
    assert_gradients(network, expected["grad_norms"])

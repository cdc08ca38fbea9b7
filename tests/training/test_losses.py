"""Losses and their gradients against the official code's values."""

from pathlib import Path

import numpy as np
import pytest
import torch

from mirstudio.training import losses

VECTORS = np.load(Path(__file__).parents[1] / "data" / "training" / "training_losses.npz")


def stages():
    names = ("pred_stage3", "pred_stage2", "pred_stage1")
    return [torch.from_numpy(VECTORS[name]).requires_grad_() for name in names]


CASES = {
    "charbonnier": (losses.charbonnier, 1),
    "edge": (losses.edge, 1),
    "mirnet": (losses.clamped_charbonnier, 1),
    "mirnetv2_l1": (losses.l1, 1),
    "mprnet_deblur_derain": (losses.mprnet_sharpening, 3),
    "mprnet_denoise": (losses.mprnet_denoising, 3),
}


@pytest.mark.parametrize("name", CASES)
def test_value_and_gradient(name):
    function, count = CASES[name]
    predictions = stages()
    target = torch.from_numpy(VECTORS["target"])
    loss = function(predictions if count == 3 else predictions[0], target)
    loss.backward()
    assert loss.item() == pytest.approx(float(VECTORS[f"loss_{name}"]), rel=1e-6)
    for prediction, stage in zip(predictions[:count], (3, 2, 1), strict=False):
        expected = VECTORS[f"grad_{name}_stage{stage}"]
        assert np.abs(prediction.grad.numpy() - expected).max() <= 1e-6 * np.abs(expected).max()


def test_edge_map():
    edges = losses.edge_map(stages()[0]).detach().numpy()
    assert np.abs(edges - VECTORS["edge_map_stage3"]).max() < 1e-6


def test_joint_loss_is_the_sum_of_its_parts():
    image, logits = torch.rand(2, 3, 4, 4) * 255, torch.randn(2, 9)
    joint = losses.dasr_joint(image, image + 2, logits)
    assert joint.item() == pytest.approx(2 + losses.contrastive(logits).item(), rel=1e-6)

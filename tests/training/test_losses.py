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


def test_the_mean_psnr_of_every_stage():
    target = torch.rand(2, 3, 8, 8)
    near, far = target.clone(), target.clone()
    near[0] += 0.1
    near[1] += 0.01
    far += 0.1
    each = [losses.negative_psnr(stage, target).item() for stage in (near, far)]
    assert each[0] == pytest.approx(-30, abs=0.3), "20 and 40 dB"
    assert each[1] == pytest.approx(-20, abs=0.01)
    assert losses.mprnet_psnr([near, far, far], target).item() == pytest.approx(
        each[0] + 2 * each[1]
    )
    assert losses.negative_psnr(target, target).item() == pytest.approx(-50), "no better than 50 dB"

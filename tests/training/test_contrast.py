"""Momentum contrast against the official code's logits, gradient, queue and momentum."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from mirstudio.networks.dasr import DASR, DASRShape
from mirstudio.training import contrast, losses

VECTORS = np.load(Path(__file__).parents[1] / "data" / "training" / "training_moco.npz")
TINY = DASRShape(scale=2, features=16, groups=1, blocks=1, embedding=(8, 8, 16))


def vector(name):
    return torch.from_numpy(VECTORS[name])


def test_logits_loss_and_gradient():
    q, k = vector("q").requires_grad_(), vector("k")
    unit = torch.nn.functional.normalize
    logits = contrast.similarities(unit(q, dim=1), unit(k, dim=1), vector("queue_before"))
    loss = losses.contrastive(logits)
    loss.backward()
    assert np.abs(logits.detach().numpy() - VECTORS["logits"]).max() < 1e-5
    assert loss.item() == pytest.approx(float(VECTORS["loss"]), rel=1e-6)
    assert np.abs(q.grad.numpy() - VECTORS["grad_q"]).max() < 1e-7


def test_queue():
    queue, pointer = vector("queue_before").clone(), torch.tensor([int(VECTORS["ptr_before"])])
    keys = torch.nn.functional.normalize(vector("k"), dim=1)
    contrast.enqueue(queue, pointer, keys)
    assert np.abs(queue.numpy() - VECTORS["queue_after"]).max() < 1e-7
    assert pointer.tolist() == VECTORS["ptr_after"].tolist()


def test_queue_wraps_and_refuses_broken_batches():
    queue, pointer = torch.zeros(2, 4), torch.tensor([2])
    contrast.enqueue(queue, pointer, torch.ones(2, 2))
    assert pointer.tolist() == [0]
    with pytest.raises(ValueError, match="whole batches"):
        contrast.enqueue(queue, pointer, torch.ones(3, 2))


def test_momentum():
    slow, fast = nn.Linear(7, 5, bias=False), nn.Linear(7, 5, bias=False)
    slow.weight.data = vector("param_k_before").clone()
    fast.weight.data = vector("param_q")
    contrast.follow(slow, fast)
    assert np.abs(slow.weight.detach().numpy() - VECTORS["param_k_after"]).max() < 1e-7


def test_training_weights_are_those_of_the_network():
    model = contrast.ContrastiveDASR(TINY, queue=8)
    network = DASR(TINY)
    missing, surplus = network.load_state_dict(model.state_dict(), strict=False)
    assert not missing
    assert all(k.startswith(("E.encoder_k.", "E.queue", "E.encoder_q.mlp.")) for k in surplus)


def test_the_batchs_other_keys_are_negatives_on_demand():
    torch.manual_seed(0)
    model = contrast.MomentumContrast(contrast.ProjectingEncoder((4, 8, 16)), 16, 9, within=True)
    queries, keys = (torch.rand(3, 3, 12, 12) * 255 for _ in range(2))
    q = torch.nn.functional.normalize(model.encoder_q.project(queries)[1], dim=1)
    queue = model.queue.clone()
    k = torch.nn.functional.normalize(model.encoder_k.project(keys)[1], dim=1)
    _, logits = model(queries, keys)
    everyones = q @ k.T / contrast.TEMPERATURE
    assert logits.shape == (3, 1 + 9 + 2)
    assert torch.allclose(logits[:, 0], everyones.diag(), atol=1e-4)
    assert torch.allclose(logits[:, 1:10], q @ queue / contrast.TEMPERATURE, atol=1e-4)
    assert torch.allclose(logits[1, 10:], everyones[1, [0, 2]], atol=1e-4)


def test_a_resting_encoder_steers_but_does_not_learn():
    model = contrast.ContrastiveDASR(TINY, queue=8).train()
    small = torch.rand(2, 3, 12, 12) * 255
    before = {key: value.clone() for key, value in model.E.state_dict().items()}
    model.enlarge(small).mean().backward()
    assert all(p.grad is None for p in model.E.parameters())
    assert all(torch.equal(value, before[key]) for key, value in model.E.state_dict().items())
    assert any(p.grad is not None for p in model.G.parameters())


def test_only_queries_learn():
    model = contrast.ContrastiveDASR(TINY, queue=8)
    _, logits = model(torch.rand(2, 2, 3, 12, 12) * 255, contrast_only=True)
    losses.contrastive(logits).backward()
    assert all(p.grad is None for p in model.E.encoder_k.parameters())
    assert all(p.grad is None for p in model.G.parameters())
    assert model.E.encoder_q.mlp[0].weight.grad.abs().sum() > 0

"""A step: every kind of network gets better at a batch that it sees again and again."""

import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from mirstudio.errors import TrainingError
from mirstudio.training import learner as learner_module
from mirstudio.training.config import OptimizerConfig
from mirstudio.training.dataset import Batch
from mirstudio.training.learner import build, inference_weights, learn, save_weights
from tests.training.small import SHAPES, make_config, make_pixels


def batch_for(kind):
    clean = np.stack([make_pixels(i, 32).transpose(2, 0, 1) for i in range(4)])
    rng = np.random.default_rng(0)
    if kind == "dasr":
        small = clean.reshape(4, 3, 16, 2, 16, 2).mean((3, 5))
        return Batch(np.stack([small, small[:, :, ::-1]], 1).astype(np.float32), clean)
    return Batch(clean + rng.normal(0, 0.1, clean.shape).astype(np.float32), clean)


@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.parametrize("bf16", [False, True])
def test_learning(kind, bf16, monkeypatch):
    monkeypatch.setattr(learner_module, "computes_bf16", lambda family: True)
    config = make_config(Path(), kind)
    optimizer = OptimizerConfig(10**6, 3e-3, warmup=1, bf16=bf16)
    config = replace(config, optimizer=optimizer)
    learner = build(config, torch.device("cpu"))
    batch = batch_for(kind)
    # DASR's first two steps train the encoder alone, with a loss of its own.
    losses = [learn(config, learner, batch) for _ in range(27)][2:]
    assert losses[-1] < 0.8 * losses[0]


@pytest.mark.parametrize(("wished", "can"), [(True, True), (True, False), (False, True)])
def test_bfloat16_only_where_the_device_has_it(wished, can, monkeypatch):
    monkeypatch.setattr(learner_module, "computes_bf16", lambda family: can)
    config = make_config(Path(), "mirnetv2")
    config = replace(config, optimizer=replace(config.optimizer, bf16=wished))
    learner = build(config, torch.device("cpu"))
    kinds = []
    convolution = next(m for m in learner.network.modules() if isinstance(m, torch.nn.Conv2d))
    convolution.register_forward_hook(lambda module, given, result: kinds.append(result.dtype))
    learn(config, learner, batch_for("mirnetv2"))
    assert kinds == [torch.bfloat16 if wished and can else torch.float32]


def test_the_shipped_weights_are_whole_and_without_contrast():
    learner = build(make_config(Path(), "dasr"), torch.device("cpu"))
    weights = inference_weights(learner.network)
    assert not any("encoder_k" in key or "mlp" in key or "queue" in key for key in weights)
    learner = build(make_config(Path(), "mirnet"), torch.device("cpu"))
    weights = inference_weights(learner.network)
    pointers = [tensor.data_ptr() for tensor in weights.values()]
    assert len(pointers) == len(set(pointers))
    assert weights.keys() == learner.network.state_dict().keys()


@pytest.mark.parametrize("kind", SHAPES)
def test_beginning_with_the_weights_of_a_model(tmp_path, kind):
    config = make_config(tmp_path, kind)
    first = build(config, torch.device("cpu"))
    save_weights(tmp_path / "first.safetensors", first.network)
    start = replace(config, start=str(tmp_path / "first.safetensors"), seed=config.seed + 1)
    again = build(start, torch.device("cpu"))
    for side in (again.network, again.average):
        weights = inference_weights(side)
        for key, value in inference_weights(first.network).items():
            assert torch.equal(weights[key], value)


@pytest.mark.parametrize(("small", "large"), [(2, 4), (2, 3), (3, 2)])
def test_super_resolution_may_begin_with_another_scale(tmp_path, small, large):
    def of_scale(scale, **changes):
        config = make_config(tmp_path, "dasr")
        network = replace(config.network, scale=scale)
        reduction = replace(config.reduction, scale=scale)
        config = replace(config, network=network, reduction=reduction, **changes)
        return build(config, torch.device("cpu")).network

    first = of_scale(small)
    save_weights(tmp_path / "first.safetensors", first)
    again = inference_weights(of_scale(large, start=str(tmp_path / "first.safetensors"), seed=9))
    shared = inference_weights(first)
    other = [key for key in again if not torch.equal(again[key], shared.get(key, torch.empty(0)))]
    assert other
    assert all(key.startswith("G.tail.0.") for key in other)


def test_more_blocks_a_level_begin_as_if_not_there(tmp_path):
    config = make_config(tmp_path, "mprnet")
    first = build(config, torch.device("cpu")).network
    save_weights(tmp_path / "first.safetensors", first)
    start = {"start": str(tmp_path / "first.safetensors"), "seed": 9}
    deeper = replace(config.network, level_blocks=config.network.level_blocks + 1)
    learner = build(replace(config, network=deeper, **start), torch.device("cpu"))
    x = torch.rand(1, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        assert torch.equal(learner.network.eval()(x)[0], first.eval()(x)[0])
    added = inference_weights(learner.network).keys() - inference_weights(first).keys()
    before = {key: inference_weights(learner.network)[key].clone() for key in added}
    for seed in range(2):
        clean = np.random.default_rng(seed).random((1, 3, 32, 32), np.float32)
        learn(config, learner, Batch(clean * np.float32(0.9), clean))
    after = inference_weights(learner.network)
    assert all(not torch.equal(after[key], before[key]) for key in added if "body.2" in key)


@pytest.mark.parametrize("fewer", ["level_blocks", "blocks"])
def test_blocks_are_not_left_out(tmp_path, fewer):
    config = make_config(tmp_path, "mprnet")
    longer = replace(config.network, **{fewer: getattr(config.network, fewer) + 1})
    first = build(replace(config, network=longer), torch.device("cpu")).network
    save_weights(tmp_path / "first.safetensors", first)
    with pytest.raises(TrainingError, match="another shape"):
        build(replace(config, start=str(tmp_path / "first.safetensors")), torch.device("cpu"))


def test_an_encoder_that_is_taught_apart_begins_anew(tmp_path):
    config = make_config(tmp_path, "dasr")
    save_weights(tmp_path / "first.safetensors", build(config, torch.device("cpu")).network)
    apart = replace(config.contrast, apart=True)
    start = replace(config, start=str(tmp_path / "first.safetensors"), seed=9, contrast=apart)
    first = inference_weights(build(config, torch.device("cpu")).network)
    again = inference_weights(build(start, torch.device("cpu")).network)
    same = {key for key in first if torch.equal(first[key], again[key])}
    assert {key for key in first if key.startswith("G.")} <= same
    assert "E.encoder_q.E.0.weight" not in same
    onwards = replace(start, contrast=replace(apart, encoder_steps=0))
    again = inference_weights(build(onwards, torch.device("cpu")).network)
    assert all(torch.equal(first[key], again[key]) for key in first)


def test_weights_of_another_shape_are_no_beginning(tmp_path):
    save_weights(
        tmp_path / "other.safetensors",
        build(make_config(tmp_path, "mprnet"), torch.device("cpu")).network,
    )
    config = replace(make_config(tmp_path), start=str(tmp_path / "other.safetensors"))
    with pytest.raises(TrainingError, match="another shape"):
        build(config, torch.device("cpu"))


def test_a_gradient_that_is_no_number_stops_the_training():
    learner = build(make_config(Path()), torch.device("cpu"))
    weights = copy.deepcopy(inference_weights(learner.network))
    first = next(learner.network.parameters())
    first.register_hook(lambda gradient: gradient * float("inf"))
    with pytest.raises(TrainingError, match="gradient"):
        learn(make_config(Path()), learner, batch_for("mirnetv2"))
    after = inference_weights(learner.network)
    assert all(torch.equal(after[key], value) for key, value in weights.items())

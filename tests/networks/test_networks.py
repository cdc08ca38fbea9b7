"""What every network keeps to: its parameters, their sharing, its shapes and its gradients."""

import pytest
import torch
from torch import nn

from mirstudio.networks.dasr import TRAINING_ONLY
from mirstudio.networks.layers import Pooling, SelectiveKernelFusion
from mirstudio.networks.registry import recognize
from tests.networks.seeded_weights import manifest_of, read_manifest, seeded_weights
from tests.networks.variants import OFFICIAL, SMALL


def small(name, seed=4):
    """A small variant with seeded weights, and an input for it.

    With these seeds no squeezed channel attention is all negative, where nothing could matter.
    """
    _, network = SMALL[name]
    state_dict = seeded_weights(manifest_of(network), seed)
    architecture = recognize(state_dict)
    generator = torch.Generator().manual_seed(seed)
    x = torch.rand(2, architecture.channels, 16, 32, generator=generator)
    return architecture.build(state_dict), x * architecture.value_range


def unloaded(name):
    """An official variant, made from what the shapes of its checkpoint say."""
    weights = {e.key: torch.empty(e.shape, device="meta") for e in read_manifest(name)}
    architecture = recognize(weights)
    return architecture.network(architecture.shape)


def parameters(network):
    return sum(p.numel() for p in network.parameters())


@pytest.mark.parametrize("name", OFFICIAL)
def test_keys_and_shapes_are_the_official_ones(name):
    entries = [e for e in read_manifest(name) if not e.key.startswith(TRAINING_ONLY)]
    network = unloaded(name)
    assert [(k, tuple(v.shape)) for k, v in network.state_dict().items()] == [
        (e.key, e.shape) for e in entries
    ]
    assert parameters(network) == OFFICIAL[name][2]


@pytest.mark.parametrize("name", ["mirnet", "mprnet_deraining", "mirnetv2", "dasr_x4"])
def test_sharing_is_the_official_one(name):
    entries = manifest_of(unloaded(name))
    wanted = [e for e in read_manifest(name) if not e.key.startswith(TRAINING_ONLY)]
    assert [(e.key, e.alias, e.kind) for e in entries] == [(e.key, e.alias, e.kind) for e in wanted]
    for entry, official in zip(entries, wanted, strict=True):
        assert entry.fixed[: len(official.fixed)] == pytest.approx(official.fixed)


@pytest.mark.parametrize(
    ("channels", "inputs", "activation", "count"),
    [(64, 3, nn.PReLU(), 2_049), (80, 2, nn.LeakyReLU(0.2), 2_400)],
)
def test_fusion_is_small(channels, inputs, activation, count):
    fusion = SelectiveKernelFusion(channels, inputs, activation)
    assert parameters(fusion) == count
    assert count < inputs * channels * channels / 5


@pytest.mark.parametrize("name", ["mirnet", "mprnet", "mirnetv2", "mirnetv2_pair", "dasr_x4"])
def test_every_tensor_matters(name):
    """All change the output when they change, but for the counters of batch normalisation."""
    network, x = small(name)
    x = x[:1, :, :, :16]
    tensors = {**dict(network.named_parameters()), **dict(network.named_buffers())}
    tensors = {key: t for key, t in tensors.items() if not key.endswith("num_batches_tracked")}
    with torch.inference_mode():
        before = network(x)
        for key, tensor in tensors.items():
            kept = tensor.clone()
            tensor.copy_(tensor * 1.1 + 0.1 * torch.rand_like(tensor))
            change = (network(x) - before).abs().max() / before.std()
            tensor.copy_(kept)
            assert change > 1e-6, key
        assert torch.equal(network(x), before)


@pytest.mark.parametrize("name", SMALL)
def test_every_parameter_learns(name):
    network, x = small(name)
    network.requires_grad_(requires_grad=True)
    network(x).square().mean().backward()
    for key, parameter in network.named_parameters():
        assert parameter.grad is not None, key
        assert parameter.grad.isfinite().all(), key
        assert parameter.grad.any(), key


@pytest.mark.parametrize("name", SMALL)
def test_samples_of_a_batch_do_not_mix(name):
    network, x = small(name)
    with torch.inference_mode():
        together = network(x)
        alone = torch.cat([network(sample[None]) for sample in x])
    torch.testing.assert_close(together, alone, rtol=0, atol=2e-5 * float(together.std()))


@pytest.mark.parametrize("name", SMALL)
def test_input_stays_as_it_is(name):
    network, x = small(name)
    before = x.clone()
    with torch.inference_mode():
        network(x)
    assert torch.equal(x, before)


@pytest.mark.parametrize("name", SMALL)
def test_smooth_tones_survive_bfloat16(name):
    """In bfloat16 the picture itself goes around the network, or through it, in float32."""
    network, _ = small(name)
    architecture = recognize(network.state_dict())
    ramp = torch.linspace(0.5, 0.6, 32).expand(1, architecture.channels, 16, 32)
    x = ramp * architecture.value_range
    with torch.inference_mode():
        exact = network(x)
        network.to(torch.bfloat16)
        for module in architecture.exact:
            network.get_submodule(module).float()
        reduced = network(x)
    assert reduced.dtype == torch.float32
    assert (reduced - exact).abs().max() < 0.05 * exact.std() + 0.02 * architecture.value_range


@pytest.mark.parametrize("name", SMALL)
def test_statistics_can_be_kept(name):
    """All that looks beyond the kernels is a Pooling: played back, a part equals the whole."""
    network, x = small(name)
    x = x[:1]
    tape = Recorder()
    poolings = [module for module in network.modules() if isinstance(module, Pooling)]
    with torch.inference_mode():
        for pooling in poolings:
            pooling.tape = tape
        whole = network(x)
        values = iter(tape.values)
        for pooling in poolings:
            pooling.tape = lambda pool, maps: next(values)
        played = network(x)
        assert next(values, None) is None
    assert poolings
    assert torch.equal(whole, played)


class Recorder:
    def __init__(self):
        self.values = []

    def __call__(self, pool, maps):
        self.values.append(pool(maps))
        return self.values[-1]


def test_mprnet_unsplit_differs():
    network, x = small("mprnet")
    with torch.inference_mode():
        split = network(x)
        network.split = False
        whole = network(x)
    assert (whole - split).abs().max() > 1e-3 * split.std()


def test_mprnet_returns_its_last_stage():
    network, x = small("mprnet_packed")
    with torch.inference_mode():
        stages = network.stages(x)
        assert torch.equal(network(x), stages[0])
    assert all(stage.shape == x.shape for stage in stages)
    assert not torch.equal(stages[0], stages[1])


@pytest.mark.parametrize(("depth", "unused"), [(1, "stage2_encoder"), (2, "stage3_orsnet")])
def test_mprnet_stops_at_an_earlier_stage(depth, unused):
    network, x = small("mprnet_packed")
    stages = network.stages(x)
    network.depth = depth
    network.get_submodule(unused).forward = None  # would fail if it ran
    torch.testing.assert_close(network(x), stages[3 - depth])


def test_dasr_takes_the_embedding_of_a_photo_for_its_parts():
    network, x = small("dasr_x2")
    with torch.inference_mode():
        embedding = network.embed(x[:1])
        one_for_all = network(x, embedding)
        each_its_own = network(x, embedding.expand(2, -1))
        own = network(x[:1])
    assert embedding.shape == (1, 16)
    torch.testing.assert_close(one_for_all, each_its_own, rtol=0, atol=2e-4)
    torch.testing.assert_close(one_for_all[:1], own, rtol=0, atol=2e-4)


def test_dasr_takes_any_size():
    network, _ = small("dasr_x3")
    with torch.inference_mode():
        assert network(torch.rand(1, 3, 7, 5) * 255).shape == (1, 3, 21, 15)

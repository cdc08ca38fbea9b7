"""Checkpoints are recognised by keys and shapes alone; strangers are told so."""

import pytest
import torch

from mirstudio.errors import ModelError
from mirstudio.networks.registry import ARCHITECTURES, recognize
from tests.networks.seeded_weights import manifest_of, read_manifest, seeded_weights
from tests.networks.variants import OFFICIAL, SMALL


def hollow(name):
    """An official checkpoint without its numbers."""
    return {e.key: torch.empty(e.shape, device="meta") for e in read_manifest(name)}


@pytest.mark.parametrize("name", OFFICIAL)
def test_official_variants_are_recognised(name):
    kind, shape, _, multiple, scale = OFFICIAL[name]
    architecture = recognize(hollow(name))
    assert architecture.name == kind
    assert architecture.shape == shape
    assert architecture.size_multiple == multiple
    assert architecture.scale == scale
    assert architecture.channels == (6 if name.endswith("_dp") else 3)
    assert architecture.value_range == (255 if kind == "dasr" else 1)


@pytest.mark.parametrize("name", OFFICIAL)
def test_variants_are_nothing_else(name):
    weights = hollow(name)
    assert [f.knows(weights) for f in ARCHITECTURES].count(True) == 1
    assert [other for other in OFFICIAL if recognize(hollow(other)) == recognize(weights)] == [name]


@pytest.mark.parametrize("name", SMALL)
def test_small_variants_come_back_as_they_were(name):
    kind, network = SMALL[name]
    state_dict = seeded_weights(manifest_of(network), 3)
    architecture = recognize(state_dict)
    assert architecture.name == kind
    assert architecture.shape == network.shape
    built = architecture.build(state_dict)
    assert not built.training
    for key, tensor in built.state_dict().items():
        assert torch.equal(tensor, state_dict[key])


def test_building_copies_the_weights():
    state_dict = SMALL["mirnetv2"][1].state_dict()
    built = recognize(state_dict).build(state_dict)
    assert built.conv_in.weight.data_ptr() != state_dict["conv_in.weight"].data_ptr()


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("ESRGAN", ("model.0.weight", "model.1.sub.0.RDB1.conv1.0.weight")),
        ("ESRGAN", ("conv_first.weight", "body.0.rdb1.conv1.weight")),
        ("SwinIR", ("conv_first.weight", "layers.0.residual_group.blocks.0.attn.qkv.weight")),
        ("Restormer", ("patch_embed.proj.weight", "encoder_level1.0.attn.temperature")),
        ("NAFNet", ("intro.weight", "encoders.0.0.beta", "encoders.0.0.gamma")),
        ("SRMD", ("model.0.weight", "model.2.weight", "model.4.weight")),
        ("diffusion", ("model.diffusion_model.input_blocks.0.0.weight",)),
        ("does not know", ("weight",)),
    ],
)
def test_strangers_are_named(name, keys):
    with pytest.raises(ModelError, match=name) as caught:
        recognize({key: torch.zeros(1) for key in keys})
    assert "MIRNet, MPRNet, MIRNetv2 and DASR can be loaded" in str(caught.value)


def test_nothing_is_not_recognised():
    with pytest.raises(ModelError):
        recognize({})


@pytest.mark.parametrize("name", SMALL)
def test_wrong_tensors_are_refused(name):
    state_dict = dict(SMALL[name][1].state_dict())
    architecture = recognize(state_dict)
    last = next(key for key in reversed(state_dict) if state_dict[key].dim() > 1)

    short = {k: v for k, v in state_dict.items() if k != last}
    with pytest.raises(ModelError, match=f"no tensor “{last}”"):
        architecture.build(short)
    with pytest.raises(ModelError, match="surplus tensor “surplus”"):
        architecture.build({**state_dict, "surplus": torch.zeros(1)})
    with pytest.raises(ModelError, match=f"wrong size of “{last}”"):
        architecture.build({**state_dict, last: state_dict[last][:1, :1]})


@pytest.mark.parametrize(
    ("name", "key", "shape"),
    [
        ("mirnet", "conv_out.weight", (5, 8, 3, 3)),
        ("mirnetv2", "body.0.body.0.dau_top.body.0.weight", (8, 0, 3, 3)),
        ("mirnetv2", "conv_out.weight", (3,)),
        ("mprnet", "tail.weight", (7, 12, 3, 3)),
        ("dasr_x2", "G.tail.0.0.weight", (77, 8, 3, 3)),
    ],
)
def test_shapes_that_make_no_sense_are_refused(name, key, shape):
    state_dict = {**SMALL[name][1].state_dict(), key: torch.zeros(shape)}
    with pytest.raises(ModelError, match="looks like"):
        recognize(state_dict).build(state_dict)


def test_building_draws_no_numbers():
    state_dict = SMALL["mirnet"][1].state_dict()
    before = torch.random.get_rng_state()
    recognize(state_dict).build(state_dict)
    assert torch.equal(torch.random.get_rng_state(), before)

"""Networks of the optional spandrel library load through it when it is installed."""

import importlib
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from mirstudio.errors import ModelError
from mirstudio.networks.community import obstacle, recognize_community
from mirstudio.networks.registry import recognize
from mirstudio.progress import run
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.restore import restore
from tests.networks.variants import SMALL
from tests.restoration.stand_ins import noisy_photo

# What spandrel offers, as far as it is used here, with one network of its own.
LIBRARY = """
from types import SimpleNamespace
import torch

class ModelLoader:
    def __init__(self, device):
        self.device = device

    def load_from_state_dict(self, state_dict):
        weight = state_dict.pop("twice.weight")  # raises KeyError for anything else
        colors = weight.shape[1]
        model = torch.nn.Conv2d(colors, colors, 1, bias=False)
        model.weight.data.copy_(weight)
        class Descriptor:
            input_channels = output_channels = colors
            scale = 2
            supports_bfloat16 = False
            architecture = SimpleNamespace(id="Twice", name="Twice the size")
            size_requirements = SimpleNamespace(multiple_of=8, square="square" in state_dict)
            def __call__(self, x):
                assert len(x) == 1
                return model(x).repeat_interleave(2, 2).repeat_interleave(2, 3).clamp(0, 1)
        descriptor = Descriptor()
        descriptor.model = model
        return descriptor
"""


def weights(colors=3):
    return {"twice.weight": torch.eye(colors)[:, :, None, None] * 0.5}


@pytest.fixture
def library(tmp_path, monkeypatch):
    (tmp_path / "spandrel.py").write_text(LIBRARY)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "spandrel", raising=False)
    importlib.invalidate_caches()
    yield
    sys.modules.pop("spandrel", None)


def test_strangers_load_through_the_library(library):
    state_dict = weights()
    architecture = recognize(state_dict)
    assert architecture.name == "community.Twice"
    assert architecture.title == "Twice the size"
    assert (architecture.scale, architecture.size_multiple) == (2, 8)
    assert not architecture.supports_bf16
    assert architecture.channels == 3
    network = architecture.build(state_dict)
    x = torch.rand(2, 3, 8, 16)
    with torch.inference_mode():
        assert torch.equal(network(x)[:, :, ::2, 1::2], x * 0.5)
    assert not network.training
    assert list(state_dict) == ["twice.weight"]


def test_the_networks_move_with_their_wrapper(library):
    network = recognize(weights()).build(weights()).to(torch.float64)
    assert {p.dtype for p in network.parameters()} == {torch.float64}
    assert network(torch.rand(1, 3, 8, 8)).dtype == torch.float32


def test_our_networks_stay_ours(library):
    assert recognize(SMALL["mirnetv2"][1].state_dict()).name == "mirnetv2"


@pytest.mark.parametrize(
    "state_dict", [weights(1), {**weights(), "square": torch.zeros(1)}, {"other": torch.zeros(1)}]
)
def test_what_does_not_fit_is_refused(library, state_dict):
    assert recognize_community(state_dict) is None
    with pytest.raises(ModelError, match="does not know") as caught:
        recognize(state_dict)
    assert "community" not in str(caught.value)


def test_without_the_library_the_extra_is_named(monkeypatch):
    monkeypatch.setattr("mirstudio.networks.community.LIBRARY", "no_such_library")
    assert obstacle() == "with the extra mirstudio[community]"
    assert recognize_community(weights()) is None
    with pytest.raises(ModelError, match=r"mirstudio\[community\]"):
        recognize(weights())


def test_a_library_that_is_broken_is_told(tmp_path, monkeypatch):
    (tmp_path / "spandrel.py").write_text('raise RuntimeError("torchvision::nms does not exist")')
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "spandrel", raising=False)
    importlib.invalidate_caches()
    with pytest.raises(ModelError, match=r"could be loaded \(RuntimeError: torchvision::nms"):
        recognize(weights())


@pytest.fixture
def real_network():
    """A small seeded network of the library itself, where it is installed: ×2, RGB to RGB."""
    pytest.importorskip("spandrel")
    architecture = importlib.import_module("spandrel.architectures.Compact.__arch.SRVGG")
    torch.manual_seed(0)
    return architecture.SRVGGNetCompact(num_feat=8, num_conv=2, upscale=2).eval()


def test_the_library_itself_loads_and_restores_in_tiles(real_network, tmp_path: Path):
    path = tmp_path / "compact.safetensors"
    save_file(real_network.state_dict(), path)
    model = ModelLibrary([]).load(path, "cpu", "fp32")
    assert (model.architecture.name, model.scale) == ("community.Compact", 2)
    photo = noisy_photo(100, 72)
    photo = photo.with_pixels(photo.pixels.clip(0, 1))
    whole = run(restore(photo, model)).pixels
    with torch.inference_mode():
        bare = real_network(torch.from_numpy(photo.pixels).permute(2, 0, 1)[None]).clamp(0, 1)
    assert torch.allclose(torch.from_numpy(whole), bare[0].permute(1, 2, 0), atol=1e-5)
    tiled = run(restore(photo, model, tile=48)).pixels
    assert abs(tiled - whole).max() < 1e-5

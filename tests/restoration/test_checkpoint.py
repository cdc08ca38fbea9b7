"""Checkpoints are read as tensors only; what cannot be used is refused in a sentence."""

import io
import os
import pickle
import struct
import zipfile
from collections import OrderedDict
from fractions import Fraction

import pytest
import torch
from safetensors.torch import save_file

from mirstudio.errors import ModelError
from mirstudio.networks.dasr import DASR, DASRShape
from mirstudio.networks.mirnetv2 import MIRNetv2, MIRNetv2Shape
from mirstudio.networks.registry import recognize
from mirstudio.restoration.checkpoint import canonical, read_checkpoint, tensors_sha256

torch.manual_seed(5)
WEIGHTS = MIRNetv2(MIRNetv2Shape(8, (8, 12), (1, 2), 1)).state_dict()


def prefixed(prefix, weights=WEIGHTS):
    return OrderedDict((prefix + key, tensor) for key, tensor in weights.items())


def zeroed(weights=WEIGHTS):
    return {key: torch.zeros_like(tensor) for key, tensor in weights.items()}


def assert_weights(state_dict, weights=WEIGHTS):
    assert list(state_dict) == list(weights)
    for key, tensor in weights.items():
        assert torch.equal(state_dict[key], tensor), key


# Good files


@pytest.mark.parametrize("name", ["new.pth", "old.pth", "plain.safetensors", "misnamed.pth"])
def test_formats(tmp_path, name):
    path = tmp_path / name
    if name in {"plain.safetensors", "misnamed.pth"}:
        save_file(dict(WEIGHTS), path)
    else:
        torch.save(WEIGHTS, path, _use_new_zipfile_serialization=name == "new.pth")
    state_dict = read_checkpoint(path)
    assert_weights({key: state_dict[key] for key in WEIGHTS})
    assert recognize(state_dict).name == "mirnetv2"


WRAPPED = {
    "bare": WEIGHTS,
    "mirnet": {"epoch": 3, "state_dict": WEIGHTS, "optimizer": {"lr": 1e-4}},
    "data parallel": {"state_dict": prefixed("module.")},
    "compiled data parallel": {"model": prefixed("module._orig_mod.")},
    "basicsr": {"params": WEIGHTS},
    "basicsr averaged": {"params": zeroed(), "params_ema": WEIGHTS},
    "averaged beside": {"model": zeroed(), "ema": {"decay": 0.999, "shadow": WEIGHTS}},
    "swa": {"n_averaged": torch.tensor(7), **prefixed("module.")},
    "lightning": {"state_dict": prefixed("model."), "global_step": 5},
    "averaged within": {**prefixed("online_model.", zeroed()), **prefixed("ema_model.")},
    "numbers beside": {**WEIGHTS, "iteration": 12, "name": "mine"},
    "twice": {"model": {"state_dict": prefixed("module.net.")}},
}


@pytest.mark.parametrize("name", WRAPPED)
def test_wrappers(name, tmp_path):
    assert_weights(canonical(WRAPPED[name]))
    torch.save(WRAPPED[name], tmp_path / "x.pth")
    assert_weights(read_checkpoint(tmp_path / "x.pth"))


def test_training_extras_are_left_out():
    weights = DASR(DASRShape(2, 8, 1, 1, (4, 4, 8))).state_dict()
    extras = {
        "E.queue": torch.zeros(8, 32),
        "E.queue_ptr": torch.zeros(1, dtype=torch.int64),
        "E.encoder_q.mlp.0.weight": torch.zeros(8, 8),
        **{
            key.replace("encoder_q", "encoder_k"): tensor
            for key, tensor in weights.items()
            if "encoder_q" in key
        },
    }
    assert_weights(canonical({**weights, **extras}), weights)
    # The network itself takes them or leaves them, too.
    recognize({**weights, **extras}).build({**weights, **extras})


def test_names_of_numbered_layers_stay():
    numbered = {"model.0.weight": torch.zeros(1), "model.2.weight": torch.zeros(1)}
    assert list(canonical(numbered)) == list(numbered)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
@pytest.mark.parametrize("suffix", ["pth", "safetensors"])
def test_precisions(tmp_path, dtype, suffix):
    path = tmp_path / f"x.{suffix}"
    weights = {key: tensor.to(dtype) for key, tensor in WEIGHTS.items()}
    save_file(weights, path) if suffix == "safetensors" else torch.save(weights, path)
    assert {tensor.dtype for tensor in read_checkpoint(path).values()} == {torch.float32}
    kept = read_checkpoint(path, keep_precision=True)
    assert {tensor.dtype for tensor in kept.values()} == {dtype}


def test_a_model_is_the_same_in_any_file(tmp_path):
    torch.save({"params": WEIGHTS}, tmp_path / "a.pth")
    torch.save(
        {"state_dict": prefixed("module.")},
        tmp_path / "b.pth",
        _use_new_zipfile_serialization=False,
    )
    save_file(dict(WEIGHTS), tmp_path / "c.safetensors")
    digests = {tensors_sha256(read_checkpoint(path)) for path in tmp_path.iterdir()}
    assert digests == {tensors_sha256(WEIGHTS)}


def test_the_digest_sees_everything():
    tensor = torch.arange(6, dtype=torch.float32)
    states = [
        {"a": tensor},
        {"b": tensor},
        {"a": tensor.reshape(2, 3)},
        {"a": tensor.to(torch.float16)},
        {"a": tensor.to(torch.bfloat16)},
        {"a": tensor.view(torch.int32)},
        {"a": tensor + 1},
        {"a": tensor, "b": torch.zeros(())},
        {},
    ]
    digests = [tensors_sha256(state) for state in states]
    assert len(set(digests)) == len(states)
    assert tensors_sha256({"b": tensor, "a": tensor}) == tensors_sha256({"a": tensor, "b": tensor})
    transposed = tensor.reshape(2, 3).T.contiguous().T
    assert tensors_sha256({"a": transposed}) == digests[2]


# Bad files


class Touch:
    """A pickle that writes a file when it is executed."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def saved(content, **options):
    buffer = io.BytesIO()
    torch.save(content, buffer, **options)
    return buffer.getvalue()


def packed(content):
    """The same archive, compressed: a few bytes that could become any number."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(content))) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
    return buffer.getvalue()


def safetensors(header, data=b""):
    encoded = header.encode()
    return struct.pack("<Q", len(encoded)) + encoded + data


def broken(key, value):
    tensor = WEIGHTS[key].clone()
    tensor.view(-1)[0] = value
    return {**WEIGHTS, key: tensor}


OLD = {"_use_new_zipfile_serialization": False}
ENTRY = '{"a": {"dtype": "F32", "shape": [%s], "data_offsets": [0, 4]}}'
BAD = {
    "empty": (b"", "is empty"),
    "text": (b"no checkpoint " * 100, "no checkpoint"),
    "random": (bytes(range(256)) * 20, "no checkpoint"),
    "cut short, new": (saved(WEIGHTS)[:-3000], "cut short"),
    "cut short, new, early": (saved(WEIGHTS)[:300], "cut short"),
    "cut short, old": (saved(WEIGHTS, **OLD)[:-3000], "cut short"),
    "cut short, safetensors": (safetensors(ENTRY % 1, b"\0\0"), "cut short"),
    "header of 10 GB": (struct.pack("<Q", 10**10) + b"{" + b" " * 50, "header of 10.0 GB"),
    "header longer than the file": (struct.pack("<Q", 10**7) + b"{" + b" " * 50, "cut short"),
    "header is no JSON": (safetensors('{"a": '), "damaged"),
    "safetensors of wrong shape": (safetensors(ENTRY % 1000000, b"\0" * 4), "damaged"),
    "a whole module": (saved(torch.nn.Conv2d(1, 1, 1)), "could run code"),
    "an object": (saved({"state_dict": WEIGHTS, "half": Fraction(1, 2)}), "fractions.Fraction"),
    "zip bomb": (packed({"a": torch.zeros(10**6)}), "packed archive"),
    "another archive": (packed({}), "packed archive"),
    "no weights": (saved({"epoch": 3}), "no weights"),
    "a list": (saved([torch.zeros(3)]), "no weights"),
    "a number": (saved(3), "no weights"),
    "only extras": (saved({"E.queue": torch.zeros(3)}), "no weights"),
    "NaN": (saved(broken("conv_in.weight", float("nan"))), "not finite, in “conv_in.weight”"),
    "infinite": (saved(broken("conv_out.weight", float("inf"))), "not finite"),
    "forged strides": (
        saved({"a": torch.zeros(1).as_strided((10**6, 10**6), (0, 0))}),
        "more numbers than it holds",
    ),
    "sparse": (saved({"a": torch.ones(3).to_sparse()}), "unusual kind, “a”"),
    "complex": (saved({"a": torch.ones(3, dtype=torch.complex64)}), "unusual kind"),
}


@pytest.mark.parametrize("suffix", ["pth", "safetensors"])
@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused(tmp_path, name, suffix):
    content, reason = BAD[name]
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(content)
    with pytest.raises(ModelError) as caught:
        read_checkpoint(path)
    message = caught.value.message
    assert path.name in message
    assert message.endswith(".")
    assert "\n" not in message
    if suffix == "pth":
        assert reason in message
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("place", ["module", "beside", "old", "pickle"])
def test_nothing_is_executed(tmp_path, place):
    trap, path = tmp_path / "executed", tmp_path / "x.pth"
    content = Touch(trap) if place == "module" else {"state_dict": WEIGHTS, "x": Touch(trap)}
    if place == "pickle":
        path.write_bytes(pickle.dumps(content))
    else:
        torch.save(content, path, **(OLD if place == "old" else {}))

    with pytest.raises(ModelError):
        read_checkpoint(path)
    assert not trap.exists()

    # The trap is a real one.
    if place == "pickle":
        pickle.loads(path.read_bytes())
    else:
        torch.load(path, weights_only=False)
    assert trap.is_dir()


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(ModelError, match="folder"):
        read_checkpoint(tmp_path)
    with pytest.raises(ModelError, match="does not exist"):
        read_checkpoint(tmp_path / "x.pth")


def test_forged_archive_beginning(tmp_path):
    """What looks like an archive at one end only is no way around the checks."""
    path = tmp_path / "x.pth"
    path.write_bytes(saved(WEIGHTS) + b"\0" * 70_000)
    with pytest.raises(ModelError, match="cut short"):
        read_checkpoint(path)

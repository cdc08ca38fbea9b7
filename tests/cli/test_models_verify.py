"""`mirstudio models verify`: damage is found wherever it is."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from safetensors.torch import load_file, save_file

from mirstudio.restoration.checkpoint import tensors_sha256
from tests.cli.calls import call
from tests.cli.conftest import CARD, install


@pytest.fixture
def sound(home: Path) -> Path:
    """A model whose card has both checksums, beside one whose card has none."""
    checkpoint = install(home / "models", "sound", "")
    sums = f'sha256 = "{hashlib.sha256(checkpoint.read_bytes()).hexdigest()}"\n'
    sums += f'tensors_sha256 = "{tensors_sha256(load_file(checkpoint))}"\n'
    checkpoint.with_suffix(".toml").write_text(sums + CARD, encoding="utf-8")
    return checkpoint


def test_sound_models_are_said_to_be(sound: Path, capsys: pytest.CaptureFixture[str]):
    assert call("models", "verify") == 0
    assert capsys.readouterr().out.splitlines() == [
        "sound: sound (file and tensors as on its card)",
        "tiny: can be read; its card has no checksum",
    ]
    assert call("models", "verify", "sound", "--json") == 0
    assert json.loads(capsys.readouterr().out) == [
        {"name": "sound", "path": str(sound), "problem": "", "compared": ["file", "tensors"]}
    ]
    assert call("models", "verify", sound) == 0


def flip_a_bit(checkpoint: Path) -> None:
    content = bytearray(checkpoint.read_bytes())
    content[-2] ^= 1
    checkpoint.write_bytes(content)


def pack_anew(checkpoint: Path) -> None:
    save_file(load_file(checkpoint), checkpoint, {"note": "the same tensors"})


def cut_short(checkpoint: Path) -> None:
    checkpoint.write_bytes(checkpoint.read_bytes()[:-5])


def lose_a_tensor(checkpoint: Path) -> None:
    tensors = load_file(checkpoint)
    del tensors["body.1.body.1.weight"]
    save_file(tensors, checkpoint)
    card = checkpoint.with_suffix(".toml")
    card.write_text(re.sub(r"(?m)^\w*sha256.*\n", "", card.read_text()))


def delete(checkpoint: Path) -> None:
    checkpoint.unlink()


def spoil_the_card(checkpoint: Path) -> None:
    checkpoint.with_suffix(".toml").write_text('title = "half a card"')


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (flip_a_bit, "tensors are not those"),
        (pack_anew, "file has another checksum"),
        (cut_short, "damaged or cut short"),
        (lose_a_tensor, "has no tensor “body.1.body.1.weight”"),
        (delete, "does not exist"),
        (spoil_the_card, "makes no sense"),
    ],
)
def test_damage_is_told_and_ends_with_1(
    sound: Path, capsys: pytest.CaptureFixture[str], damage: object, sentence: str
):
    assert callable(damage)
    damage(sound)
    assert call("models", "verify") == 1
    lines = {line.partition(":")[0]: line for line in capsys.readouterr().out.splitlines()}
    assert set(lines) == {"sound", "tiny"}
    assert sentence in lines["sound"]
    assert "can be read" in lines["tiny"]
    assert call("models", "verify", "tiny") == 0


def test_an_unknown_model_is_bad_usage(capsys: pytest.CaptureFixture[str]):
    assert call("models", "verify", "huge") == 2
    assert "no model “huge”" in capsys.readouterr().err

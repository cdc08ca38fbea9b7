"""Models are found by their cards, checked before they are used, and listed without torch."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from mirstudio.errors import ModelError
from mirstudio.networks.mirnetv2 import MIRNetv2
from mirstudio.networks.mprnet import MPRNet, MPRNetShape
from mirstudio.progress import run
from mirstudio.restoration.library import ModelLibrary, read_card
from mirstudio.restoration.preset import MEAN_JUMPS, Task
from mirstudio.restoration.restore import restore
from tests.restoration.stand_ins import TINY, noisy_photo

CARD = """
title = "{title}"
task = "{task}"
licence = "Apache-2.0"
commercial = true
default = {default}
sha256 = "{sha256}"
data = [{{ name = "clean photos", licence = "CC0" }}]
"""


def install(
    folder: Path, name: str, task: str = "denoise", default: bool = False, sha256: str = ""
) -> Path:
    """Put a tiny model and its card into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(3)
    checkpoint = folder / f"{name}.safetensors"
    save_file(MIRNetv2(TINY).state_dict(), checkpoint)
    (folder / f"{name}.toml").write_text(
        CARD.format(title=name, task=task, default=str(default).lower(), sha256=sha256)
    )
    return checkpoint


def test_cards_come_in_order_of_tasks_with_defaults_first(tmp_path: Path) -> None:
    for name, task, default in (
        ("a-slow", "denoise", False),
        ("b-quick", "denoise", True),
        ("c-night", "lowlight", True),
    ):
        install(tmp_path, name, task, default)
    library = ModelLibrary([tmp_path])
    assert [card.name for card in library.list()] == ["c-night", "b-quick", "a-slow"]
    assert library.default(Task.DENOISE).name == "b-quick"
    with pytest.raises(ModelError, match="no model for derain"):
        library.default(Task.DERAIN)
    with pytest.raises(ModelError, match="no model “d”"):
        library.find("d")


def test_a_card_that_makes_no_sense_hides_only_itself(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    install(tmp_path, "good")
    (tmp_path / "bad.toml").write_text("title = ")
    (tmp_path / "worse.toml").write_text('title = "x"\ntask = "cooking"\nlicence = "x"')
    assert [card.name for card in ModelLibrary([tmp_path]).list()] == ["good"]
    assert "bad.toml" in caplog.text and "worse.toml" in caplog.text


def test_load_by_name_and_by_path_restore_alike(tmp_path: Path) -> None:
    checkpoint = install(tmp_path / "installed", "tiny")
    stray = tmp_path / "stray.safetensors"
    stray.write_bytes(checkpoint.read_bytes())
    library, photo = ModelLibrary([tmp_path / "installed"]), noisy_photo(24, 16)
    by_name = library.load("tiny", "cpu", "fp32")
    by_path = library.load(stray, "cpu", "fp32")
    assert by_name.card.task is Task.DENOISE and by_path.card.task is None
    first, second = (run(restore(photo, model)).pixels for model in (by_name, by_path))
    np.testing.assert_array_equal(first, second)


def test_a_damaged_checkpoint_is_refused(tmp_path: Path) -> None:
    checkpoint = install(tmp_path, "tiny")
    good = hashlib.sha256(checkpoint.read_bytes()).hexdigest()
    install(tmp_path, "tiny", sha256=good)
    assert ModelLibrary([tmp_path]).load("tiny", "cpu").name == "tiny"
    data = bytearray(checkpoint.read_bytes())
    data[-1] ^= 1
    checkpoint.write_bytes(data)
    with pytest.raises(ModelError, match="damaged"):
        ModelLibrary([tmp_path]).load("tiny", "cpu")


def test_a_missing_checkpoint_is_one_sentence(tmp_path: Path) -> None:
    install(tmp_path, "tiny", sha256="0" * 64).unlink()
    with pytest.raises(ModelError, match="missing"):
        ModelLibrary([tmp_path]).load("tiny", "cpu")


def test_shipped_models_are_sound() -> None:
    library = ModelLibrary()
    shipped = [card for card in library.list() if card.shipped]
    assert shipped
    for card in shipped:
        assert hashlib.sha256(card.path.read_bytes()).hexdigest() == card.sha256
        assert library.load(card.name, "cpu", "fp32").architecture.name == card.architecture
    for key in {(card.task, card.scale) for card in shipped}:
        defaults = [c for c in shipped if (c.task, c.scale) == key and c.default]
        assert len(defaults) == 1 and defaults[0].commercial


def test_listing_needs_no_torch() -> None:
    code = (
        "import sys; from mirstudio.restoration.library import ModelLibrary;"
        "ModelLibrary().list(); sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_card_defaults(tmp_path: Path) -> None:
    install(tmp_path, "tiny")
    card = read_card(tmp_path / "tiny.toml")
    assert card.scale == 1 and not card.default and card.data == ("clean photos",)


def test_defocus_takes_two_views_unless_its_card_says_otherwise(tmp_path: Path) -> None:
    card = install(tmp_path, "refocus", "defocus").with_suffix(".toml")
    assert read_card(card).views == 2
    card.write_text(f"views = 1\n{card.read_text()}")
    assert read_card(card).views == 1
    assert read_card(install(tmp_path, "retouch", "retouch").with_suffix(".toml")).views == 1


def test_cards_offer_the_stages_of_one_file(tmp_path):
    torch.manual_seed(1)
    network = MPRNet(MPRNetShape(8, 4, 4, level_blocks=1, blocks=1, packing=2))
    weights = {key: value.clone() for key, value in network.state_dict().items()}
    save_file(weights, tmp_path / "net.safetensors")
    card = CARD.format(title="Net", task="deblur", default="false", sha256="")
    for stage in (1, 2, 3):
        text = f'file = "net.safetensors"\nstage = {stage}\n{card}'
        (tmp_path / f"net-{stage}.toml").write_text(text)
    library, photo = ModelLibrary([tmp_path]), noisy_photo(48, 32)
    results = [
        run(restore(photo, library.load(f"net-{stage}", "cpu", "fp32"))) for stage in (1, 2, 3)
    ]
    network.split = False
    with torch.inference_mode():
        stages = network.stages(torch.from_numpy(photo.pixels).permute(2, 0, 1)[None])
    for result, expected in zip(results, reversed(stages), strict=True):
        np.testing.assert_allclose(result.pixels, expected[0].permute(1, 2, 0), atol=1e-4)


def test_a_stage_that_no_network_has(tmp_path):
    card = CARD.format(title="Net", task="deblur", default="false", sha256="")
    (tmp_path / "net.toml").write_text(f"stage = 4\n{card}")
    with pytest.raises(ModelError, match="stage"):
        read_card(tmp_path / "net.toml")


@pytest.mark.parametrize(
    ("task", "line", "limit"),
    [
        ("denoise", "", MEAN_JUMPS[Task.DENOISE]),
        ("denoise", "mean_jump = 0.4", 0.4),
        ("denoise", "mean_jump = inf", None),
        ("lowlight", "", None),
        ("lowlight", "mean_jump = 0.9", 0.9),
    ],
)
def test_a_card_says_how_far_the_mean_may_jump_or_its_task_does(
    tmp_path: Path, task: str, line: str, limit: float | None
) -> None:
    card = install(tmp_path, "tiny", task).with_suffix(".toml")
    card.write_text(f"{line}\n{card.read_text()}")
    assert read_card(card).mean_jump == limit

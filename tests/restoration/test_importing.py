"""Checkpoints are converted once, with a card that says what is known of them."""

import tomllib
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from mirstudio.errors import ModelError, UsageError
from mirstudio.networks.registry import recognize
from mirstudio.restoration.checkpoint import read_checkpoint, tensors_sha256
from mirstudio.restoration.importing import STRUCTURES, import_checkpoint, to_toml
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.official import OFFICIAL, official_candidates
from mirstudio.restoration.preset import Task
from tests.networks.seeded_weights import manifest_of, read_manifest, seeded_weights
from tests.networks.variants import SMALL

ISO = "experiment/blindsr_x4_bicubic_iso/model/model_600.pt"
ANISO = "experiment/blindsr_x4_bicubic_aniso/model/model_600.pt"


def saved(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(content, path)
    return path


def small(name):
    return seeded_weights(manifest_of(SMALL[name][1]), 1)


def assert_nothing_in(folder):
    assert not folder.exists() or not list(folder.iterdir())


# Official ones


def test_every_structure_of_the_table_exists():
    assert {official.structure for official in OFFICIAL} == set(STRUCTURES.values())
    assert len({official.name for official in OFFICIAL}) == len(OFFICIAL) == 19


@pytest.mark.parametrize("official", OFFICIAL, ids=lambda official: official.name)
def test_official_files_are_told_apart(official):
    path = Path("downloads", official.folder, "model", f"{official.file}.pth")
    assert official_candidates(path, official.structure) == [official]
    assert not official_candidates(path, "another")
    assert not official_candidates(Path("mine.pth"), official.structure)


def test_names_that_collide():
    by_structure = {
        structure: official_candidates(Path("model_denoising.pth"), structure)
        for structure in ("mirnet", "mprnet_80")
    }
    assert [o.name for o in by_structure["mirnet"]] == ["mirnet-denoise"]
    assert [o.name for o in by_structure["mprnet_80"]] == ["mprnet-denoise"]
    assert [o.name for o in official_candidates(Path("model_600.pt"), "dasr_x4")] == [
        "dasr-x4-iso",
        "dasr-x4-aniso",
    ]


@pytest.mark.parametrize(
    ("manifest", "file", "name", "task", "scale", "protocol", "commercial"),
    [
        ("mprnet_deraining", "model_deraining.pth", "mprnet-derain", "derain", 1, "rain", False),
        ("mirnetv2", "sr_x2.pth", "mirnetv2-sr-x2", "sr", 2, "realsr", False),
        (
            "mirnetv2_defocus_dp",
            "dual_pixel_defocus_deblurring.pth",
            "mirnetv2-defocus",
            "defocus",
            1,
            "dpdd",
            False,
        ),
        ("dasr_x4", ANISO, "dasr-x4-aniso", "sr", 4, "dasr", True),
    ],
)
def test_official_cards(tmp_path, manifest, file, name, task, scale, protocol, commercial):
    weights = seeded_weights(read_manifest(manifest), 1)
    path = saved(tmp_path / file, {"state_dict": {f"module.{k}": v for k, v in weights.items()}})
    folder = tmp_path / "installed"
    checkpoint = import_checkpoint(path, folder)

    assert checkpoint == folder / f"{name}.safetensors"
    assert tomllib.loads(checkpoint.with_suffix(".toml").read_text())["protocol"] == protocol
    (card,) = ModelLibrary([folder]).list()
    assert (card.name, card.task, card.scale) == (name, Task(task), scale)
    assert (card.commercial, card.variant, card.default) == (commercial, "research", False)
    assert card.licence == ("MIT" if commercial else "Academic Public License")
    assert card.data
    assert card.tensors_sha256 == tensors_sha256(read_checkpoint(path))
    state_dict = read_checkpoint(checkpoint)
    assert recognize(state_dict).build(state_dict)


def test_where_name_and_folder_do_not_tell(tmp_path):
    path = saved(tmp_path / "model_600.pt", seeded_weights(read_manifest("dasr_x4"), 1))
    folder = tmp_path / "installed"
    with pytest.raises(UsageError, match="dasr-x4-iso or dasr-x4-aniso"):
        import_checkpoint(path, folder)
    assert_nothing_in(folder)
    assert import_checkpoint(path, folder, name="dasr-x4-iso").stem == "dasr-x4-iso"
    (card,) = ModelLibrary([folder]).list()
    assert card.title == "DASR · sr ×4"


# Others


@pytest.mark.parametrize("name", SMALL)
def test_other_checkpoints(tmp_path, name):
    kind = SMALL[name][0]
    weights = small(name)
    path = saved(tmp_path / "mine.pth", weights)
    checkpoint = import_checkpoint(path, tmp_path / "installed", task=Task.DERAIN)
    (card,) = ModelLibrary([tmp_path / "installed"]).list()
    assert (card.name, card.task, card.architecture) == ("mine", Task.DERAIN, kind)
    assert (card.licence, card.commercial) == ("unknown", False)
    assert card.views == (2 if name == "mirnetv2_pair" else 1)
    assert card.parameters == sum(p.numel() for p in SMALL[name][1].parameters())
    converted = load_file(checkpoint)
    assert sorted(converted) == sorted(weights)
    for key, tensor in weights.items():
        assert torch.equal(converted[key], tensor)


def test_shared_tensors_are_written_each(tmp_path):
    """In our own memory MIRNet's aliases are one tensor, which safetensors refuses to write."""
    network = SMALL["mirnet"][1]
    path = saved(tmp_path / "mine.pth", network.state_dict())
    converted = load_file(import_checkpoint(path, tmp_path / "installed", task=Task.DENOISE))
    unit = "body.0.body.0.blocks.0"
    assert torch.equal(converted[f"{unit}.0.conv1x1.weight"], converted[f"{unit}.1.conv1x1.weight"])
    assert len(converted) == len(network.state_dict())


def test_what_the_weights_tell_need_not_be_said(tmp_path):
    import_checkpoint(saved(tmp_path / "larger.pth", small("dasr_x3")), tmp_path / "installed")
    import_checkpoint(saved(tmp_path / "pair.pth", small("mirnetv2_pair")), tmp_path / "installed")
    cards = {card.name: card for card in ModelLibrary([tmp_path / "installed"]).list()}
    assert (cards["larger"].task, cards["larger"].scale) == (Task.SR, 3)
    assert cards["pair"].task == Task.DEFOCUS


def test_what_they_do_not_tell_is_asked_for(tmp_path):
    path, folder = saved(tmp_path / "mine.pth", small("mirnetv2")), tmp_path / "installed"
    with pytest.raises(UsageError, match="--task"):
        import_checkpoint(path, folder)
    assert_nothing_in(folder)
    import_checkpoint(path, folder, task=Task.SR, scale=2, licence="CC0", name="mine x2")
    (card,) = ModelLibrary([folder]).list()
    assert (card.name, card.scale, card.licence) == ("mine x2", 2, "CC0")


def test_precision_is_kept_on_disk(tmp_path):
    weights = {key: tensor.half() for key, tensor in small("mirnetv2").items()}
    path = saved(tmp_path / "mine.pth", weights)
    checkpoint = import_checkpoint(path, tmp_path / "installed", task=Task.DENOISE)
    assert {tensor.dtype for tensor in load_file(checkpoint).values()} == {torch.float16}
    assert {tensor.dtype for tensor in read_checkpoint(checkpoint).values()} == {torch.float32}
    (card,) = ModelLibrary([tmp_path / "installed"]).list()
    assert card.tensors_sha256 == tensors_sha256(weights)


def test_importing_twice(tmp_path):
    folder = tmp_path / "installed"
    weights = small("mirnetv2")
    first = import_checkpoint(saved(tmp_path / "mine.pth", weights), folder, task=Task.DENOISE)
    before = first.stat().st_mtime_ns
    save_file(weights, tmp_path / "mine.safetensors")
    again = import_checkpoint(tmp_path / "mine.safetensors", folder, task=Task.DENOISE)
    assert again == first
    assert first.stat().st_mtime_ns == before
    other = saved(tmp_path / "other.pth", small("mirnetv2_packed"))
    with pytest.raises(UsageError, match="another model called “mine”"):
        import_checkpoint(other, folder, name="mine", task=Task.DENOISE)
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("name", [" ", "../mine", "a/b", "a\\b", ".hidden", "mine.", "n\nn"])
def test_names_that_are_no_file_names(tmp_path, name):
    path = saved(tmp_path / "mine.pth", small("mirnetv2"))
    with pytest.raises(UsageError, match="cannot be the name"):
        import_checkpoint(path, tmp_path / "installed", name=name, task=Task.DENOISE)
    assert_nothing_in(tmp_path / "installed")


@pytest.mark.parametrize("problem", ["missing", "surplus", "size", "nan", "stranger", "text"])
def test_bad_checkpoints_leave_nothing_behind(tmp_path, problem):
    weights = small("mirnetv2")
    path = tmp_path / "mine.pth"
    if problem == "missing":
        del weights["body.0.body.1.weight"]
    elif problem == "surplus":
        weights["surplus"] = torch.zeros(3)
    elif problem == "size":
        weights["body.0.body.1.weight"] = torch.zeros(8, 8, 1, 1)
    elif problem == "nan":
        weights["conv_in.weight"][0] = torch.nan
    elif problem == "stranger":
        weights = {"weight": torch.zeros(3)}
    saved(path, weights)
    if problem == "text":
        path.write_text("not a checkpoint")
    with pytest.raises(ModelError):
        import_checkpoint(path, tmp_path / "installed", task=Task.DENOISE)
    assert_nothing_in(tmp_path / "installed")


def test_a_folder_that_cannot_be_written(tmp_path, monkeypatch):
    path = saved(tmp_path / "mine.pth", small("mirnetv2"))
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelError, match="could not be written"):
        import_checkpoint(path, tmp_path / "file", task=Task.DENOISE)

    folder, write = tmp_path / "installed", Path.write_bytes

    def full(self, content):
        if ".toml" in self.name:
            raise OSError(28, "No space left on device")
        return write(self, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ModelError, match="No space left"):
        import_checkpoint(path, folder, task=Task.DENOISE)
    assert_nothing_in(folder)


def test_toml_is_read_back_as_it_was():
    table = {"title": 'a "quoted" ×2\\ \x7f\ttab', "scale": 2, "commercial": False}
    assert tomllib.loads(to_toml({**table, "data": ("one", "two")})) == {
        **table,
        "data": [{"name": "one"}, {"name": "two"}],
    }


def test_a_card_beside_says_what_is_not_given(tmp_path):
    checkpoint = saved(tmp_path / "runs" / "mine.pt", small("mirnetv2"))
    checkpoint.with_suffix(".toml").write_text(
        'title = "Mine"\ntask = "derain"\nlicence = "CC0-1.0"\ncommercial = true\n'
        "brightness = 0.4\nwindow = 128\ncoarse_above = 8\nmirrored = true\n"
        'data = [{ name = "my street" }]\n'
    )
    import_checkpoint(checkpoint, tmp_path / "models")
    import_checkpoint(
        checkpoint, tmp_path / "models", name="told", task=Task.DENOISE, licence="MIT"
    )
    library = ModelLibrary([tmp_path / "models"])
    card = library.find("mine")
    assert (card.title, card.task, card.licence) == ("Mine", Task.DERAIN, "CC0-1.0")
    assert card.commercial and card.data == ("my street",)
    assert (card.brightness, card.window, card.coarse_above) == (0.4, 128, 8)
    assert card.mirrored
    assert (library.find("told").task, library.find("told").licence) == (Task.DENOISE, "MIT")

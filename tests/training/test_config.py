"""Configurations: those that are shipped, and mistakes in one's own."""

from pathlib import Path

import pytest

import mirstudio.training
from mirstudio.errors import TrainingError
from mirstudio.networks.dasr import DASRShape
from mirstudio.networks.mirnetv2 import MIRNetv2Shape
from mirstudio.restoration.preset import Task
from mirstudio.training.config import read_config
from mirstudio.training.degradation.camera import CameraNoise

CONFIGS = Path(mirstudio.training.__file__).parent / "configs"
SHIPPED = sorted(CONFIGS.glob("*.toml"))
OURS = [path for path in SHIPPED if path.stem.split("_")[-1] not in ("paper", "code")]
SMALL = """
name = "x"
[network]
[data]
root = "."
folders = [{ path = "photos" }]
[noise]
[optimizer]
steps = 5
"""


def written(tmp_path, text):
    path = tmp_path / "x.toml"
    path.write_text(text)
    return path


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped(path):
    config = read_config(path)
    assert config.name.replace("-", "_") == path.stem
    rates = [config.rate(step) for step in (0, config.optimizer.steps - 1)]
    assert all(0 < rate < 0.01 for rate in rates)
    if config.data.phases:
        assert sum(phase.steps for phase in config.data.phases) == config.optimizer.steps
    for folder in config.data.folders:
        assert not folder.list or (CONFIGS / folder.list).exists()


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_ours_are_for_paid_work_if_all_photos_are(path):
    config = read_config(path)
    clean = {"cid22", "clic2025", "wallpapers"}
    assert config.commercial == ({folder.path for folder in config.data.folders} <= clean)
    assert config.commercial or path.stem.endswith("_research")


def test_every_task_has_one_of_ours():
    tasks = {
        (read_config(path).task, getattr(read_config(path).network, "scale", 1)) for path in OURS
    }
    assert tasks == {
        (Task.DENOISE, 1),
        (Task.LOWLIGHT, 1),
        (Task.DEBLUR, 1),
        (Task.DERAIN, 1),
        (Task.SR, 2),
        (Task.SR, 3),
        (Task.SR, 4),
    }


def test_official_sizes():
    assert read_config(CONFIGS / "mirnetv2_denoise_code.toml").network == MIRNetv2Shape()
    assert read_config(CONFIGS / "dasr_sr_x4_paper.toml").network == DASRShape(4)


def test_every_task_of_the_papers_has_a_configuration():
    theirs = {path.stem for path in SHIPPED if path.stem.endswith(("_paper", "_code"))}
    # MIRNet's code has no super-resolution; DASR's differs from its paper at ×2 only.
    both = [
        *("mirnet_denoise", "mirnet_lowlight", "mirnet_retouch"),
        *("mirnetv2_denoise", "mirnetv2_lowlight", "mirnetv2_retouch", "mirnetv2_sr"),
        *("mirnetv2_defocus", "mprnet_denoise", "mprnet_deblur", "mprnet_derain", "dasr_sr_x2"),
    ]
    alone = ["mirnet_sr", "dasr_sr_x3", "dasr_sr_x4", "dasr_sr_x4_aniso"]
    expected = {f"{name}_{kind}" for name in both for kind in ("paper", "code")}
    assert theirs == expected | {f"{name}_paper" for name in alone}


def test_kinds_and_defaults(tmp_path):
    extra = '[[degradation]]\nkind = "camera"\nshare = 0.5\n'
    config = read_config(written(tmp_path, SMALL + extra))
    assert config.network == MIRNetv2Shape()
    assert config.degradations[:-1] == (CameraNoise(share=0.5),)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("steps = 5", "stepz = 5", "unknown key optimizer.stepz"),
        ("steps = 5", 'steps = "5"', "optimizer.steps has the wrong type"),
        ("steps = 5", "steps = true", "optimizer.steps has the wrong type"),
        ("steps = 5", "", "lacks optimizer.steps"),
        ("[network]", '[network]\nkind = "gan"', "network.kind is unknown: 'gan'"),
        ("[noise]", "[noise]\nsigma = [1.0]", "noise.sigma needs 2 values"),
        ("[noise]", "", "nothing degrades"),
        ('name = "x"', 'name = "x"\nloss = "l3"', "loss is none of"),
        ('name = "x"', 'name = "x"\ntask = "paint"', "task has the wrong type"),
        ('name = "x"', 'name = "x"\nloss = "mprnet_denoising"', "loss is for mprnet only"),
        ("[network]", '[network]\nkind = "dasr"', "needs a \\[reduction\\]"),
        ("[noise]", "[noise]\n[reduction]\nscale = 2", "\\[reduction\\] is for dasr only"),
        (
            "[network]",
            '[reduction]\nscale = 3\n[network]\nkind = "dasr"\nscale = 3',
            "data.patch is no multiple of network.scale",
        ),
        ("[network]", "[network]\nviews = 2", "are not as many as network.views"),
        (
            'folders = [{ path = "photos" }]',
            'folders = [{ path = "photos", views = 2 }]\n',
            "are not as many as network.views",
        ),
        ('name = "x"', "name = ", "cannot be read"),
    ],
)
def test_mistakes_are_named(tmp_path, old, new, message):
    with pytest.raises(TrainingError, match=message):
        read_config(written(tmp_path, SMALL.replace(old, new)))

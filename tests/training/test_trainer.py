"""Trainings of tiny networks: every kind, resuming, cancelling, being killed, two ranks."""

from __future__ import annotations

import csv
import importlib.util
import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from safetensors.torch import load_file

from mirstudio.errors import TrainingError
from mirstudio.imaging.files import read_photo
from mirstudio.networks.registry import recognize
from mirstudio.progress import run
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.preset import Task
from mirstudio.training.config import FolderConfig
from mirstudio.training.interruption import held
from mirstudio.training.learner import build, follow
from mirstudio.training.trainer import train
from tests.training.small import SHAPES, make_config, make_folder


@pytest.fixture
def root(tmp_path):
    make_folder(tmp_path / "photos")
    return tmp_path


def finish(config, root, runs="runs", *, resume=False):
    """Train to the end; returns the training's folder."""
    return run(train(config, root, root / runs, resume)).parent


def state(folder):
    return torch.load(folder / "state.pt", weights_only=True)


def assert_same(one, other):
    """Every tensor equal bit for bit."""
    if isinstance(one, torch.Tensor):
        assert torch.equal(one, other)
    elif isinstance(one, dict):
        assert one.keys() == other.keys()
        for key in one:
            assert_same(one[key], other[key])
    elif isinstance(one, list | tuple):
        for a, b in zip(one, other, strict=True):
            assert_same(a, b)
    else:
        assert one == other


@pytest.mark.parametrize("kind", SHAPES)
def test_every_network_trains_into_a_model(root, kind):
    config = make_config(root, kind)
    folder = finish(config, root)
    weights = load_file(folder / f"{config.name}.safetensors")
    assert recognize(weights).shape == SHAPES[kind]
    recognize(weights).build(weights)
    assert 'licence = "unknown"' in (folder / f"{config.name}.toml").read_text()
    with (folder / "log.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [row["step"] for row in rows] == ["2", "4"]
    assert all(float(row["psnr"]) > 0 for row in rows)
    strip = read_photo(folder / "samples" / "0000004.png")
    assert strip.width == 3 * strip.height // 2


@pytest.mark.parametrize("kind", SHAPES)
def test_a_resumed_training_is_the_uninterrupted_one(root, kind):
    config = make_config(root, kind)
    whole = finish(config, root)
    work = train(config, root, root / "broken", resume=False)
    for _ in range(3):
        next(work)
    work.close()
    broken = root / "broken" / config.name
    assert state(broken)["step"] == 3
    assert_same(state(finish(config, root, "broken", resume=True)), state(whole))
    log = (broken / "log.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in log] == ["step", "2", "4"]


def test_a_training_is_not_overwritten(root):
    config = make_config(root, steps=1)
    finish(config, root)
    with pytest.raises(TrainingError, match="--resume"):
        finish(config, root)
    longer = replace(config, network=SHAPES["mirnet"])
    with pytest.raises(TrainingError, match="another network"):
        finish(longer, root, resume=True)


def test_progressive_patches_and_mixup(root):
    from mirstudio.training.augmentation import Mixup
    from mirstudio.training.schedules import PatchPhase

    config = make_config(root, mixup=Mixup(1.2))
    phases = (PatchPhase(2, 16, 4), PatchPhase(2, 32, 2))
    finish(replace(config, data=replace(config.data, phases=phases)), root)


def test_two_views_train_into_a_model_for_pairs(root):
    place = root / "pairs"
    for name in ("gt", "lq_left", "lq_right"):
        make_folder(place / name)
    config = make_config(root, network=replace(SHAPES["mirnetv2"], views=2), noise=None)
    folders = (FolderConfig("pairs", pairs=True, views=2),)
    config = replace(config, task=Task.DEFOCUS, data=replace(config.data, folders=folders))
    folder = finish(config, root)
    weights = load_file(folder / f"{config.name}.safetensors")
    assert recognize(weights).shape.views == 2
    assert ModelLibrary([folder]).card(config.name).views == 2
    assert read_photo(folder / "samples" / "0000004.png").width > 0
    (place / "lq_right" / "0.png").unlink()
    with pytest.raises(TrainingError, match=r"no photo of its name in .*lq_right"):
        finish(config, root, "again")


def test_tensorboard_hears_of_it_where_it_is_installed(root, monkeypatch):
    told = []

    class Writer:
        def __init__(self, folder):
            assert Path(folder).name == "tensorboard"

        def add_scalar(self, tag, value, step):
            told.append((tag, step))

        def add_image(self, tag, pixels, step, dataformats):
            assert (pixels.ndim, dataformats) == (3, "HWC")
            told.append((tag, step))

        def flush(self):
            told.append("flushed")

    monkeypatch.setitem(
        sys.modules, "torch.utils.tensorboard", SimpleNamespace(SummaryWriter=Writer)
    )
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: name == "tensorboard" or found(name)
    )
    finish(make_config(root, steps=2), root)
    assert told == [("loss", 2), ("psnr", 2), ("samples", 2), "flushed"]


def test_a_loss_that_is_no_number_stops_before_the_weights_are_spoilt(root):
    config = make_config(root, steps=50)
    wild = replace(config.optimizer, learning_rate=1e30, clip_norm=0.0)
    with pytest.raises(TrainingError, match="no longer a number"):
        finish(replace(config, optimizer=wild), root)


def test_average_follows():
    learner = build(make_config(Path()), torch.device("cpu"))
    before = next(learner.average.parameters()).clone()
    first = next(learner.network.parameters())
    with torch.no_grad():
        first += 1
    follow(learner.average, learner.network, ema=0.9, step=10**6)
    assert torch.allclose(next(learner.average.parameters()), before + 0.1)


SCRIPT = """
import sys
from pathlib import Path
from dataclasses import replace
from mirstudio.progress import run
from mirstudio.training.trainer import train
from tests.training.small import make_config
root = Path(sys.argv[1])
config = replace(make_config(root, steps={steps}), save_seconds=0.0)
run(train(config, root, root / "runs", resume={resume}), lambda p: print(p.done, flush=True))
"""


def start(root, steps, *, resume=False):
    script = textwrap.dedent(SCRIPT).format(steps=steps, resume=resume)
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", script, str(root)],
        cwd=Path(__file__).parents[2],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def wait_for_step(process, step):
    for line in process.stdout:
        if int(line) >= step:
            return
    raise AssertionError("the training ended early")


def test_a_killed_training_goes_on(root):
    process = start(root, 10_000)
    wait_for_step(process, 3)
    process.kill()
    process.wait()
    process.stdout.close()
    done = state(root / "runs" / "tiny-mirnetv2")["step"]
    assert done >= 2
    steps = done + 2
    config = make_config(root, steps=steps)
    assert state(finish(config, root, resume=True))["step"] == steps


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_finishes_the_step_and_saves(root, number):
    config = make_config(root, steps=1000)
    done = []

    def press(progress):
        done.append(progress.done)
        if progress.done == 3:
            signal.raise_signal(number)

    with pytest.raises(KeyboardInterrupt):
        run(train(config, root, root / "runs", resume=False), press)
    assert done == [1, 2, 3]
    folder = root / "runs" / config.name
    assert state(folder)["step"] == 3
    assert (folder / f"{config.name}.safetensors").exists()


def test_a_second_ctrl_c_interrupts_at_once():
    with held() as pressed:
        signal.raise_signal(signal.SIGINT)
        assert pressed()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


RANK_SCRIPT = """
import sys
from pathlib import Path
from mirstudio.progress import run
from mirstudio.training.trainer import train
from tests.training.small import make_config
root = Path(sys.argv[1])
run(train(make_config(root, {kind!r}, steps=3), root, root / "two", resume=False))
"""


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", ["mirnetv2", "dasr"])
def test_two_ranks_learn_what_one_learns(root, kind):
    """Equal to 1e-6 for MIRNetv2. DASR's batch norms see each rank's crops alone, so only what
    all ranks share can be compared: the queue is full of both ranks' keys."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(RANK_SCRIPT).format(kind=kind), str(root)],
            cwd=Path(__file__).parents[2],
            env=os.environ
            | {
                "RANK": str(rank),
                "LOCAL_RANK": str(rank),
                "WORLD_SIZE": "2",
                "MASTER_ADDR": "127.0.0.1",
                "MASTER_PORT": str(29500 + os.getpid() % 1000),
                "OMP_NUM_THREADS": "1",
            },
        )
        for rank in range(2)
    ]
    assert [process.wait(timeout=280) for process in processes] == [0, 0]
    both = state(root / "two" / f"tiny-{kind}")["network"]
    one = state(finish(make_config(root, kind, steps=3), root))["network"]
    if kind == "mirnetv2":
        assert all((both[key] - one[key]).abs().max() < 1e-6 for key in one)
    else:
        assert both["E.queue_ptr"].tolist() == [12]
        assert torch.equal(both["E.queue"][:, 12:], one["E.queue"][:, 12:])
        changed = (both["E.queue"][:, :12] - one["E.queue"][:, :12]).abs().amax(0)
        assert (changed < 1.5).all()
        assert torch.allclose(both["E.queue"].norm(dim=0), torch.ones(16))


def test_unequal_shares_are_refused(root, monkeypatch):
    from mirstudio.training.ranks import check_share

    data = make_config(root).data
    check_share(data, 2)
    with pytest.raises(TrainingError, match="cannot be shared by 3"):
        check_share(data, 3)


def test_loading_takes_little(root):
    """The network waits for crops a small share of the time."""
    config = make_config(root, steps=12, validate_every=12)
    started = time.monotonic()
    folder = finish(config, root)
    assert time.monotonic() - started < 60
    with (folder / "log.csv").open() as file:
        (row,) = csv.DictReader(file)
    assert 0 <= float(row["loading"]) < 0.5
    assert float(row["pixels_per_second"]) > 0

"""A reader's folder: small stand-ins for every file that the pages speak of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import tomlkit
import torch
from safetensors.torch import save_file
from torch import nn

from mirstudio.imaging.files import write_photo
from mirstudio.imaging.photo import Photo
from mirstudio.networks.dasr import DASR
from mirstudio.networks.mirnetv2 import MIRNetv2
from mirstudio.paths import models_folder
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.preset import Task
from mirstudio.restoration.views import PAIR
from tests.documentation.pages import ROOT
from tests.imaging.pictures import photo
from tests.imaging.raws import Sensor, bayer_dng, scene
from tests.restoration.stand_ins import TINY, noisy_photo
from tests.training.small import SHAPES

CARD = """
title = "Tiny {task}"
task = "{task}"
scale = {scale}
default = {default}
licence = "Apache-2.0"
commercial = true
"""
SIDE = 64
"""Of the photos that are measured or trained on."""
CLEAN_SETS = ("cbsd68", "kodak24", "set5", "set14", "DIR")
PAIRED_SETS = (
    *("polyu", "lol_eval15_256", "synth_rain"),
    *("synth_motion", "synth_defocus", "levin", "lytro_defocus"),
)
TRAINING_SETS = ("cid22", "clic2025", "wallpapers")


@dataclass(frozen=True)
class StandIn:
    """A tiny model under a name that the pages use."""

    name: str
    task: Task
    scale: int = 1
    default: bool = True
    variant: str = ""

    def network(self) -> tuple[str, nn.Module]:
        """A network that can do this, and the name of its architecture."""
        if self.task is Task.SR:
            return "dasr", DASR(replace(SHAPES["dasr"], scale=self.scale))
        return "mirnetv2", MIRNetv2(replace(TINY, views=PAIR if self.task is Task.DEFOCUS else 1))


def stand_ins() -> list[StandIn]:
    """One for each shipped model."""
    cards = ModelLibrary([models_folder()]).list()
    return [
        StandIn(one.name, Task(one.task), one.scale, one.default, one.variant)
        for one in cards
        if one.task
    ]


def missing() -> list[StandIn]:
    """One for each task that no model is shipped for."""
    tasks = {one.task for one in stand_ins()}
    return [StandIn(task, task) for task in Task if task not in tasks]


def set_up_reader(home: Path, folder: Path, models: Iterable[StandIn]) -> None:
    """Make the folder that a reader types in, and give them tiny models."""
    add_models(home / "models", models)
    add_photos(folder)
    add_sets(folder)
    add_training(folder)


def add_models(folder: Path, models: Iterable[StandIn]) -> None:
    """Install tiny models."""
    folder.mkdir(parents=True)
    torch.manual_seed(0)
    for one in models:
        architecture, network = one.network()
        save_file(network.state_dict(), folder / f"{one.name}.safetensors")
        default = str(one.default).lower()
        card = CARD.format(task=one.task, scale=one.scale, default=default)
        card += f'architecture = "{architecture}"\nvariant = "{one.variant}"\n'
        (folder / f"{one.name}.toml").write_text(card, encoding="utf-8")


def add_photos(folder: Path) -> None:
    """Write what people have lying about."""
    for name in ("photos/day", "photos/test", "incoming", "restored"):
        (folder / name).mkdir(parents=True)
    names = ("noisy.jpg", "sea.jpg", "hill.jpg", "left.png", "right.png", "photos/hill.jpg")
    names += ("photos/sea.jpg", "photos/day/sea.png", "photos/test/dune.png", "incoming/sea.jpg")
    for seed, name in enumerate(names):
        write_photo(noisy_photo(96, SIDE, seed), folder / name)
    for name in ("photo.tif", "handed-over.tif"):
        write_photo(photo(depth=16), folder / name)
    for name in ("photo.jpg", "small.jpg"):
        write_photo(photo(), folder / name)
    (folder / "shot.dng").write_bytes(bayer_dng(scene(), Sensor()))
    (folder / "PHOTO").write_bytes((folder / "left.png").read_bytes())


def add_sets(folder: Path) -> None:
    """Write folders in the layouts of the public sets, two pictures each."""
    for name in CLEAN_SETS:
        put(folder / name)
    for name in PAIRED_SETS:
        put(folder / name / "lq", light=0.4)
        put(folder / name / "gt")
    blocks = np.random.default_rng(0).integers(0, 256, (1, 2, 32, 32, 3), np.uint8)
    from scipy.io import savemat

    for name in ("ValidationNoisyBlocksSrgb", "ValidationGtBlocksSrgb"):
        savemat(folder / "DIR" / f"{name}.mat", {name: blocks})


def put(folder: Path, light: float = 1.0, count: int = 2, side: int = SIDE) -> None:
    """Write photos with texture, as dark as `light` says."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in range(count):
        waves = noisy_photo(side, side, seed).pixels.clip(0, 1) * np.float32(light)
        write_photo(Photo(waves), folder / f"{seed}.png")


def add_training(folder: Path) -> None:
    """Write photos to learn from, configurations that end soon, and what a training leaves."""
    for name in TRAINING_SETS:
        put(folder / "PHOTOS" / name, count=4, side=2 * SIDE)
    for side in ("lq", "gt"):
        put(folder / "PHOTOS" / "polyu_real" / side, count=4, side=2 * SIDE)
    for path in (ROOT / "mirstudio" / "training" / "configs").glob("*.toml"):
        (folder / "short").mkdir(exist_ok=True)
        (folder / "short" / path.name).write_text(shortened(path.read_text("utf-8")), "utf-8")
    own = shortened((ROOT / "mirstudio/training/configs/denoise_mirnetv2_fast.toml").read_text())
    own = own.replace('"denoise-mirnetv2-fast"', '"my-camera"').replace("data/train", "PHOTOS")
    own = own.replace("features = 48", "features = 8").replace("[72, 108]", "[12, 16]")
    (folder / "my_camera.toml").write_text(own, encoding="utf-8")
    trained = folder / "trained" / "my-camera"
    trained.mkdir(parents=True)
    save_file(MIRNetv2(TINY).state_dict(), trained / "my-camera.safetensors")
    card = CARD.format(task="denoise", scale=1, default="false")
    (trained / "my-camera.toml").write_text(card, encoding="utf-8")
    torch.save(DASR(SHAPES["dasr"]).state_dict(), folder / "dasr.pt")


def shortened(text: str) -> str:
    """A configuration whose training ends after two small steps."""
    config = tomlkit.parse(text).unwrap()
    data, optimizer = config["data"], config["optimizer"]
    data |= {"patch": 48, "batch": 2, "held_out": 2, "memory": 0.1}
    data.pop("phases", None)
    for one in data["folders"]:
        one.pop("list", None)
    optimizer |= {"steps": 2, "decay": 1, "warmup": 1, "bf16": False}
    return tomlkit.dumps(config | {"validate_every": 2, "device": "cpu"})

"""A training's settings: typed, read from TOML, checked once at the door."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from mirstudio.errors import TrainingError
from mirstudio.networks.dasr import DASRShape
from mirstudio.networks.mirnet import MIRNetShape
from mirstudio.networks.mirnetv2 import MIRNetv2Shape
from mirstudio.networks.mprnet import MPRNetShape
from mirstudio.restoration.preset import Task
from mirstudio.restoration.views import PAIR
from mirstudio.training.augmentation import TURNS, Mixup
from mirstudio.training.degradation.blind import BlindReduction
from mirstudio.training.degradation.blur import DefocusBlur, MotionBlur, ShakeOrDefocus
from mirstudio.training.degradation.camera import Brightening, CameraNoise, JpegArtifacts, LowLight
from mirstudio.training.degradation.noise import GaussianNoise, PoissonGaussNoise
from mirstudio.training.degradation.rain import RainStreaks
from mirstudio.training.losses import LOSSES
from mirstudio.training.schedules import (
    Cosine,
    CosineCycles,
    DasrPhases,
    PatchPhase,
    Schedule,
    Trapezoid,
    WarmCosine,
)
from mirstudio.training.toml import read_toml

Shape = MIRNetv2Shape | MIRNetShape | MPRNetShape | DASRShape
Degradation = (
    GaussianNoise
    | PoissonGaussNoise
    | CameraNoise
    | LowLight
    | Brightening
    | JpegArtifacts
    | MotionBlur
    | DefocusBlur
    | ShakeOrDefocus
    | RainStreaks
)

KINDS: dict[type, str] = {
    MIRNetv2Shape: "mirnetv2",
    MIRNetShape: "mirnet",
    MPRNetShape: "mprnet",
    DASRShape: "dasr",
    GaussianNoise: "gaussian",
    PoissonGaussNoise: "poisson_gauss",
    CameraNoise: "camera",
    LowLight: "lowlight",
    Brightening: "brightening",
    JpegArtifacts: "jpeg",
    MotionBlur: "motion",
    DefocusBlur: "defocus",
    ShakeOrDefocus: "blur",
    RainStreaks: "rain",
    WarmCosine: "warm_cosine",
    CosineCycles: "cosine_cycles",
    Cosine: "cosine",
    DasrPhases: "dasr",
    Trapezoid: "trapezoid",
}
"""What `kind` says in a table that may be one of several."""


@dataclass(frozen=True)
class FolderConfig:
    """A folder of clean photos, or of pairs."""

    path: str
    """Folder below `DataConfig.root`."""
    weight: float = 1.0
    """How often a photo of this folder is drawn, relative to others."""
    list: str = ""
    """Text file beside the config, naming the photos to use one a line; empty: all of them."""
    halve: bool = False
    """Halve the photos first: cleaner pixels where they were compressed."""
    pairs: bool = False
    """The folder has `lq/` and `gt/`: nothing is degraded on the fly."""
    views: int = 1
    """With 2, pairs have `lq_left/` and `lq_right/`: the two views of a dual-pixel sensor."""


@dataclass(frozen=True)
class DataConfig:
    """Where crops come from."""

    root: str
    """Folder that holds the training sets; relative to the working folder."""
    folders: tuple[FolderConfig, ...]
    patch: int = 128
    """Side of a crop in pixels; for dasr, of the large one."""
    batch: int = 8
    """Crops per step, of all ranks together."""
    held_out: int = 8
    """Photos kept from training to validate on, spread over the folders."""
    phases: tuple[PatchPhase, ...] = ()
    """Progressive training: sizes and numbers of crops that change on the way; none: as above."""
    turns: str = "mirnetv2"
    """Whose table of turns and mirrorings is drawn from: mirnet, mprnet or mirnetv2."""
    saturation: float = 0.0
    """Share of crops whose saturation changes by up to a fifth (MPRNet's deblurring)."""
    tones: float = 0.0
    """Share of crops that come darker or brighter, of more or less contrast, the clean ones alike:
    few photos show few of the ways in which photos are developed."""
    tries: int = 1
    """Places that a crop is chosen from: the one with the most detail. Skies are many."""
    memory: float = 4.0
    """Gigabytes of decoded photos that are kept; the others are decoded when drawn."""


@dataclass(frozen=True)
class OptimizerConfig:
    """Adam or AdamW; without a [schedule] under a trapezoid: warm up, hold, decay to zero."""

    steps: int
    """Steps in all. May be raised and resumed as long as the decay has not begun."""
    learning_rate: float = 1e-3
    warmup: int = 200
    """Steps of linear rise at the start."""
    decay: int = 1000
    """Steps of fall to zero at the end. The hold before it can be resumed from for ever."""
    weight_decay: float = 0.0
    clip_norm: float = 1.0
    """Gradients are scaled down to this total norm; 0 means never."""
    ema: float = 0.999
    """Decay of the averaged weights, which are the ones validated and shipped; 0: no average."""
    bf16: bool = True
    """Forward and backward in bfloat16 on devices that have it, weights and loss in float32."""
    algorithm: str = "adamw"
    """adamw, or adam, which adds the weight decay to the gradient as the papers' code does."""
    compile: bool = False
    """Let `torch.compile` translate the network: gains on GPUs, lost on the CPUs tried."""


@dataclass(frozen=True)
class ContrastConfig:
    """DASR's momentum contrast."""

    queue: int = 8192
    """Keys remembered; a multiple of the batch."""
    encoder_steps: int = 0
    """Steps in the beginning that train the encoder alone."""
    weight: float = 1.0
    """Of the contrastive loss beside L1 on 0–255; 0 leaves contrast out."""
    momentum: float = 0.999
    """How much of the keys' encoder stays at each step; short trainings want less."""
    apart: bool = False
    """Ours, for few photos and steps: a query's key is a crop of another photo under the same
    degradation, the other keys of the batch are told apart from it, too, and the encoder begins
    with filters that see no colours. What photos show is then no way to tell them apart."""
    rests: bool = False
    """The encoder learns no more after its own steps, so that small batches cannot spoil it."""


@dataclass(frozen=True)
class TrainingConfig:
    """Everything a training depends on besides the photos themselves."""

    name: str
    """Folder below `runs/` and name of the model."""
    network: Shape
    data: DataConfig
    optimizer: OptimizerConfig
    task: Task = Task.DENOISE
    title: str = ""
    """Name of the model for people; empty: `name`."""
    licence: str = "unknown"
    """Of the weights, for the model's card."""
    commercial: bool = False
    """Whether all training photos allow the model to be used for paid work."""
    loss: str = "charbonnier"
    """A name of `losses.LOSSES`; dasr has its own."""
    noise: GaussianNoise | None = None
    """White noise, last of all degradations."""
    degradation: tuple[Degradation, ...] = ()
    """What is done to clean crops, one after the other."""
    reduction: BlindReduction | None = None
    """How dasr's small photos are made."""
    schedule: Schedule | None = None
    """Learning rate; None: the optimizer's trapezoid."""
    mixup: Mixup = field(default_factory=Mixup)
    contrast: ContrastConfig = field(default_factory=ContrastConfig)
    start: str = ""
    """Weights to begin with: an installed model's name or a checkpoint's path; empty: drawn."""
    seed: int = 1
    validate_every: int = 500
    """Steps between validations on the held-out photos."""
    validation_sigma: float | None = None
    """Noise to validate under, in 8-bit levels, where [noise] is all there is; None: 25."""
    save_seconds: float = 60.0
    """A stopped or crashed training loses no more than this."""
    device: str = "auto"
    """auto, cpu, cuda or mps."""

    @property
    def degradations(self) -> tuple[Degradation, ...]:
        """All degradations in the order in which they happen."""
        return (*self.degradation, *((self.noise,) if self.noise else ()))

    @property
    def rate(self) -> Schedule:
        """The learning rate of every step."""
        o = self.optimizer
        return self.schedule or Trapezoid(o.steps, o.learning_rate, o.warmup, o.decay)


def read_config(path: Path) -> TrainingConfig:
    """Read and check a configuration.

    Raises TrainingError with the offending key in one sentence.
    """
    config = read_toml(path, TrainingConfig, KINDS)
    _check(config)
    return config


def with_root(config: TrainingConfig, root: str) -> TrainingConfig:
    """Return the configuration with its training sets elsewhere."""
    return replace(config, data=replace(config.data, root=root))


def _check(config: TrainingConfig) -> None:
    """Raise TrainingError where values do not fit together."""
    dasr = isinstance(config.network, DASRShape)
    scale = config.network.scale if isinstance(config.network, DASRShape) else 1
    folders = config.data.folders
    patches = (config.data.patch, *(phase.patch for phase in config.data.phases))
    batches = [phase.batch for phase in config.data.phases] or [config.data.batch]
    if config.contrast.rests:
        # No key is remembered any more.
        batches = batches[:1]
    problems = {
        "loss is none of " + ", ".join(LOSSES): config.loss not in LOSSES,
        "data.turns is none of " + ", ".join(TURNS): config.data.turns not in TURNS,
        "optimizer.algorithm is neither adam nor adamw": config.optimizer.algorithm
        not in ("adam", "adamw"),
        "dasr needs a [reduction] of its network's scale": dasr
        and (config.reduction is None or config.reduction.scale != scale),
        "[reduction] is for dasr only": config.reduction is not None and not dasr,
        "data.patch is no multiple of network.scale": any(patch % scale for patch in patches),
        "contrast.queue is no multiple of data.batch": dasr
        and any(config.contrast.queue % batch for batch in batches),
        "loss is for mprnet only": config.loss.startswith("mprnet")
        and not isinstance(config.network, MPRNetShape),
        "data.folders.views are not as many as network.views": not dasr
        and any(folder.views != getattr(config.network, "views", 1) for folder in folders),
        "two views come in pairs only": any(f.views == PAIR and not f.pairs for f in folders),
        "nothing degrades the clean photos": not dasr
        and not config.degradations
        and not all(folder.pairs for folder in folders),
    }
    for problem, holds in problems.items():
        if holds:
            raise TrainingError(f"The configuration makes no sense: {problem}.")

"""Short runs of the papers' ablations: does each idea help here, too?

    python benchmarks/research.py PHOTOS [--seeds 3] [--scale-steps 1.0] [--page docs/research.md]

Every comparison trains small networks that differ in one thing, from the same first weights as
far as they have the same layers, on the same crops in the same order, and measures them on
photos that neither has seen. With `--page` the whole page is written, text and table.
"""

from __future__ import annotations

import argparse
import copy
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.ablations import concatenate, drop_attention, drop_fusion, drop_long_skip
from benchmarks.degradation_embedding import separate
from mirstudio.networks.dasr import DASRShape
from mirstudio.networks.mirnetv2 import MIRNetv2Shape
from mirstudio.networks.mprnet import MPRNetShape
from mirstudio.training.config import (
    ContrastConfig,
    DataConfig,
    FolderConfig,
    OptimizerConfig,
    TrainingConfig,
)
from mirstudio.training.contrast import ContrastiveDASR
from mirstudio.training.dataset import Prefetcher, Share, to_floats
from mirstudio.training.degradation.blind import BlindReduction
from mirstudio.training.degradation.noise import GaussianNoise, add_gaussian_noise
from mirstudio.training.learner import Learner, build, learn
from mirstudio.training.metrics import psnr
from mirstudio.training.objective import make_objective
from mirstudio.training.photos import Photos, find_photos
from mirstudio.training.protocols import to_8_bits
from mirstudio.training.schedules import PatchPhase
from mirstudio.training.validation import make_examples, validate

Change = Callable[[nn.Module], None]
PATCH, BATCH = 48, 7
SIGMA = 25.0
TEST_SIDE = 192
HELD_OUT = 12
STEPS = {"mirnetv2": 400, "mprnet": 300, "dasr": 480}
CONTRAST_PATCH = 144
GROWING = (32, 16), (48, 7), (64, 4)
"""Patches that grow, and how many make about as many pixels as seven of 48."""


@dataclass(frozen=True)
class Result:
    """What one training led to."""

    value: float
    """dB, or per cent."""
    parameters: int


@dataclass(frozen=True)
class Comparison:
    """An idea, and what is there instead of it."""

    idea: str
    instead: str
    paper: str
    """Where it is said that the idea helps."""
    config: TrainingConfig
    change: Change | None = None
    """Makes the network without the idea from the one with it."""
    other: TrainingConfig | None = None
    """The training without the idea, where that is what differs."""
    measure: str = "quality"


def main() -> None:
    """Run all comparisons, and write what they show."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("photos", type=Path, help="folder of clean photos")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--scale-steps", type=float, default=1.0, help="0.02 to try it out")
    parser.add_argument("--page", type=Path, help="write the page there")
    options = parser.parse_args()
    started = time.monotonic()
    measured: dict[tuple[int, str, str], Result] = {}
    lines: list[str] = []
    photos = find_photos(base(options.photos).data, options.photos)
    for comparison in comparisons(options.photos, options.scale_steps):
        differences = [
            run_pair(comparison, seed, photos, measured) for seed in range(1, options.seeds + 1)
        ]
        lines.append(table_row(comparison, differences))
        say(lines[-1])
    minutes = (time.monotonic() - started) / 60
    page = write_page(lines, options.seeds, options.scale_steps, minutes)
    if options.page is not None:
        options.page.write_text(page, encoding="utf-8")
    else:
        say(page)


def comparisons(folder: Path, scale: float) -> list[Comparison]:
    """Return everything that is compared."""
    enriched = denoiser(base(folder), "mirnetv2", scale)
    growing = replace(enriched, data=replace(enriched.data, phases=phases(enriched)))
    staged = denoiser(base(folder), "mprnet", scale)
    blind = enlarger(base(folder), scale)
    # As many steps of super-resolution, and nothing before them.
    steps = blind.optimizer.steps - blind.contrast.encoder_steps
    alone = replace(
        blind,
        contrast=replace(blind.contrast, weight=0.0, encoder_steps=0),
        optimizer=replace(blind.optimizer, steps=steps),
    )
    return [
        Comparison("long skip", "none", "MIRNet", enriched, drop_long_skip),
        Comparison("SKFF", "concatenation", "MIRNet", enriched, concatenate),
        Comparison("growing patches", "fixed ones", "MIRNetv2", growing, other=enriched),
        Comparison("SAM", "none", "MPRNet", staged, drop_attention),
        Comparison("CSFF", "none", "MPRNet", staged, drop_fusion),
        Comparison("contrast", "none", "DASR", blind, other=alone),
        Comparison("contrast", "none", "DASR", blind, other=alone, measure="blurs told apart"),
    ]


def base(folder: Path) -> TrainingConfig:
    """Return what all trainings share."""
    data = DataConfig(
        str(folder.parent), (FolderConfig(folder.name),), patch=PATCH, batch=BATCH,
        held_out=HELD_OUT, tries=3,
    )  # fmt: skip
    return TrainingConfig("research", MIRNetv2Shape(), data, OptimizerConfig(1), device="cpu")


def denoiser(config: TrainingConfig, kind: str, scale: float) -> TrainingConfig:
    """Return the training of a small network against noise."""
    shapes = {
        "mirnetv2": MIRNetv2Shape(features=16, widths=(24, 32), groups=(1,), blocks=1),
        "mprnet": MPRNetShape(12, 6, 6, level_blocks=1, blocks=1),
    }
    return replace(
        config,
        network=shapes[kind],
        loss="mprnet_denoising" if kind == "mprnet" else "charbonnier",
        noise=GaussianNoise((SIGMA, SIGMA)),
        optimizer=optimizer(round(STEPS[kind] * scale)),
    )


def enlarger(config: TrainingConfig, scale: float) -> TrainingConfig:
    """Return the training of a small DASR ×3 on unknown blurs, half of it encoder alone."""
    steps = max(round(STEPS["dasr"] * scale), 3)
    return replace(
        config,
        network=DASRShape(3, features=16, groups=1, blocks=2, embedding=(16, 32, 64)),
        data=replace(config.data, patch=CONTRAST_PATCH, batch=16, tries=4),
        reduction=BlindReduction(3, (0.2, 3.0)),
        contrast=ContrastConfig(queue=512, encoder_steps=steps // 2, momentum=0.99, apart=True),
        optimizer=optimizer(steps),
    )


def optimizer(steps: int) -> OptimizerConfig:
    """Return a short training's optimizer."""
    steps = max(steps, 3)
    return OptimizerConfig(steps, 2e-3, warmup=20, decay=steps // 2, ema=0.99, bf16=False)


def phases(config: TrainingConfig) -> tuple[PatchPhase, ...]:
    """Return thirds of a training on patches that grow."""
    steps = config.optimizer.steps
    lengths = (steps // 3, steps // 3, steps - 2 * (steps // 3))
    return tuple(PatchPhase(length, *sizes) for length, sizes in zip(lengths, GROWING, strict=True))


def run_pair(
    comparison: Comparison,
    seed: int,
    photos: Photos,
    measured: dict[tuple[int, str, str], Result],
) -> tuple[Result, Result]:
    """Train with and without the idea; what was trained before is not trained again."""

    def result(config: TrainingConfig, change: Change | None) -> Result:
        name = f"{config}{change.__name__ if change else ''}"
        if (seed, name, comparison.measure) not in measured:
            trained = train(replace(config, seed=seed), change, photos)
            for measure in ("quality", "blurs told apart"):
                if measure == "quality" or isinstance(trained.network, ContrastiveDASR):
                    value = assess(measure, trained, config, photos)
                    count = sum(p.numel() for p in trained.network.parameters())
                    measured[seed, name, measure] = Result(value, count)
        return measured[seed, name, comparison.measure]

    other = comparison.other or comparison.config
    return result(comparison.config, None), result(other, comparison.change)


def train(config: TrainingConfig, change: Change | None, photos: Photos) -> Learner:
    """Train a network, changed before it learns."""
    learner = build(config, torch.device("cpu"))
    if change is not None:
        change(learner.network)
        learner.average = copy.deepcopy(learner.network).requires_grad_(False)  # noqa: FBT003
        learner.objective = make_objective(config, learner.network, bf16=False)
        learner.optimizer = torch.optim.AdamW(learner.network.parameters(), lr=1.0, weight_decay=0)
    prefetcher = Prefetcher(photos, config, Share())
    try:
        while learner.step < config.optimizer.steps:
            learn(config, learner, prefetcher.batch(learner.step))
    finally:
        prefetcher.close()
    return learner


def assess(measure: str, learner: Learner, config: TrainingConfig, photos: Photos) -> float:
    """Return dB on unseen photos, or the per cent of crops nearest to one of the same blur."""
    if measure != "quality":
        return 100 * separate(learner, photos)
    if config.reduction is not None:
        return validate(learner.average, make_examples(photos, config)).psnr
    network = learner.average.eval()
    values: list[float] = []
    for index, source in enumerate(photos.held_out):
        clean = to_floats(photos.store.pair(source)[1][:TEST_SIDE, :TEST_SIDE])
        noisy = add_gaussian_noise(clean, SIGMA, np.random.default_rng(index))
        with torch.inference_mode():
            x = torch.from_numpy(noisy.transpose(2, 0, 1).copy())[None]
            restored = network(x)[0].numpy().transpose(1, 2, 0)
        values.append(psnr(to_8_bits(restored), to_8_bits(clean)))
    return float(np.mean(values))


def table_row(comparison: Comparison, pairs: list[tuple[Result, Result]]) -> str:
    """Return the comparison's row."""
    percent = comparison.measure != "quality"
    unit, digits = ("%", 1) if percent else ("dB", 2)
    means = [float(np.mean([pair[side].value for pair in pairs])) for side in range(2)]
    # Plus zero, for there is a negative one.
    gains = [round(idea.value - without.value, digits) + 0.0 for idea, without in pairs]
    sizes = [f"{pairs[0][side].parameters / 1000:.0f} k" for side in range(2)]
    told = " ".join(f"{gain:+.{digits}f}" for gain in gains)
    return (
        f"| {comparison.idea} | {comparison.instead} | {comparison.paper} | "
        f"{unit if not percent else 'blurs told apart, %'} | {means[0]:.{digits}f} ({sizes[0]}) | "
        f"{means[1]:.{digits}f} ({sizes[1]}) | {told} | {verdict(gains)} |"
    )


def verdict(gains: list[float]) -> str:
    """Say whether the idea helped with every first weights, with none, or with some."""
    if all(gain > 0 for gain in gains):
        return "yes"
    return "no" if all(gain < 0 for gain in gains) else "undecided"


def write_page(rows: list[str], seeds: int, scale: float, minutes: float) -> str:
    """Return the page."""
    steps = ", ".join(f"{kind} {max(round(n * scale), 3)}" for kind, n in STEPS.items())
    return f"""# Do the papers' ideas help here, too?

Each row takes one idea out of a small network and trains both for a short while: from the same
first weights where layers are the same, on the same crops in the same order, {seeds} times with
other weights and crops. Steps: {steps}. White noise of σ {SIGMA:g} for MIRNetv2 and MPRNet, blur
of unknown width and a third of the size for DASR, whose encoder learns alone, between photos that
are apart, for the first half of the steps; without contrast only the other half is run. Measured on
{HELD_OUT} photos that none of them has seen. *Blurs told apart*: the share of crops whose nearest
neighbour, of another photo, has the same of three blurs. In brackets: parameters, those of training
included. *Agrees* says “yes” where the idea was ahead every time, “no” where it was behind every
time. All of it took {minutes:.0f} minutes.

| idea | instead | paper | in | with | without | gain each time | agrees |
|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}

Networks this small and trainings this short say which ideas help from the start, not what they
are worth in the end: the papers train about a thousand times as long. `benchmarks/research.py` made
this page from the CID22 photos; the networks without the ideas are
in `benchmarks/ablations.py`.
"""


def say(text: str) -> None:
    """Print at once."""
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

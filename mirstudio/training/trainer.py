"""A training, told top-down: build, fit, validate, save, resume."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from mirstudio.errors import TrainingError
from mirstudio.progress import Progress, Work
from mirstudio.training.config import TrainingConfig
from mirstudio.training.dataset import Prefetcher
from mirstudio.training.interruption import held
from mirstudio.training.learner import (
    Learner,
    build,
    learn,
    load_state,
    save_state,
    save_weights,
)
from mirstudio.training.photos import find_photos
from mirstudio.training.ranks import check_share, choose_device, joined
from mirstudio.training.record import Entry, Record, write_card
from mirstudio.training.validation import Example, make_examples, validate


class Stopped(KeyboardInterrupt):
    """Ctrl-C was pressed, and the step that ran then has been finished."""


@dataclass
class Lap:
    """What happened since the last line of the log."""

    losses: list[float] = field(default_factory=list)
    pixels: int = 0
    seconds: float = 0.0
    waited: float = 0.0

    def clear(self) -> None:
        """Begin anew."""
        self.losses.clear()
        self.pixels, self.seconds, self.waited = 0, 0.0, 0.0

    def entry(self, step: int, rate: float) -> Entry:
        """Sum it up."""
        seconds = max(self.seconds, 1e-9)
        loss = float(np.mean(self.losses))
        return Entry(step, loss, rate, self.pixels / seconds, self.waited / seconds)


def train(config: TrainingConfig, config_folder: Path, runs: Path, resume: bool) -> Work[Path]:
    """Train to the end and return the checkpoint's path.

    Writes into `runs`/`config.name`: `state.pt` to resume from, `<name>.safetensors` with the
    averaged weights and its card, `log.csv`, `samples/`. Cancelled or interrupted, it saves
    first. Under `torchrun` all ranks learn and the first one writes.

    Raises TrainingError when the training cannot start or go on.
    """
    folder = runs / config.name
    state = folder / "state.pt"
    if state.exists() and not resume:
        raise TrainingError(
            f"{folder} holds a training already.", "Pass --resume to go on with it."
        )
    photos = find_photos(config.data, config_folder)
    with joined() as share:
        check_share(config.data, share.ranks)
        learner = build(config, choose_device(config.device), share.ranks)
        if state.exists():
            load_state(state, learner)
        prefetcher = Prefetcher(photos, config, share)
        try:
            if share.rank == 0:
                folder.mkdir(parents=True, exist_ok=True)
                examples = make_examples(photos, config)
                yield from _lead(config, learner, prefetcher, examples, folder)
            else:
                yield from fit(config, learner, prefetcher)
        finally:
            prefetcher.close()
    return folder / f"{config.name}.safetensors"


def _lead(
    config: TrainingConfig,
    learner: Learner,
    prefetcher: Prefetcher,
    examples: list[Example],
    folder: Path,
) -> Iterator[Progress]:
    """Fit, and validate, save and record on the way."""
    record = Record(folder, learner.step)
    saved = time.monotonic()
    lap = Lap()
    try:
        for progress in fit(config, learner, prefetcher, lap):
            note = progress.note
            if learner.step % config.validate_every == 0 or learner.step == progress.total:
                verdict = validate(learner.average, examples)
                record.add(lap.entry(learner.step, config.rate(learner.step - 1)), verdict)
                note += f", {verdict.psnr:.2f} dB"
                lap.clear()
            if time.monotonic() - saved > config.save_seconds:
                save_state(folder / "state.pt", learner)
                saved = time.monotonic()
            yield Progress(progress.done, progress.total, progress.unit, note)
    except (GeneratorExit, Stopped):
        save(config, learner, folder)
        raise
    save(config, learner, folder)


def fit(
    config: TrainingConfig, learner: Learner, prefetcher: Prefetcher, lap: Lap | None = None
) -> Iterator[Progress]:
    """Step until the configured end."""
    lap = lap or Lap()
    steps = config.optimizer.steps
    with held() as interrupted:
        while learner.step < steps:
            started, waited = time.perf_counter(), prefetcher.waited
            batch = prefetcher.batch(learner.step)
            lap.losses.append(learn(config, learner, batch))
            lap.seconds += time.perf_counter() - started
            lap.waited += prefetcher.waited - waited
            lap.pixels += batch.clean.size // 3
            note = f"loss {np.mean(lap.losses[-100:]):.5f}"
            yield Progress(learner.step, steps, "step", note)
            if interrupted():
                raise Stopped


def save(config: TrainingConfig, learner: Learner, folder: Path) -> None:
    """Write the state to resume from and the model as it is."""
    save_state(folder / "state.pt", learner)
    save_weights(folder / f"{config.name}.safetensors", learner.average)
    write_card(folder / f"{config.name}.toml", config, learner.step)

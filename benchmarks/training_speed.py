"""How fast the compact denoiser trains on this CPU, against a plain loop, and who waits for whom.

    python benchmarks/training_speed.py --data data/train [--steps 20]

The plain loop has the same network, batch, loss and optimizer in float32 and NCHW, and prepares
its crops between steps. Both are told in seconds of processor time, which other work on the
machine disturbs least, and of the clock.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parent.parent))

import mirstudio.training
from mirstudio.restoration.freed_memory import keep_freed_memory
from mirstudio.training.config import TrainingConfig, read_config, with_root
from mirstudio.training.dataset import Prefetcher, Share, make_batch
from mirstudio.training.learner import build, learn
from mirstudio.training.losses import charbonnier
from mirstudio.training.objective import make_network
from mirstudio.training.photos import Photos, find_photos

CONFIGS = Path(mirstudio.training.__file__).parent / "configs"
WARM_UP = 1


def main() -> None:
    """Measure both loops, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="data/train")
    parser.add_argument("--config", type=Path, default=CONFIGS / "denoise_mirnetv2_best.toml")
    parser.add_argument("--steps", type=int, default=20)
    options = parser.parse_args()
    config = with_root(read_config(options.config), options.data)
    config = replace(
        config, device="cpu", data=replace(config.data, folders=config.data.folders[:1])
    )
    photos = find_photos(config.data, options.config.parent)
    say(f"{torch.get_num_threads()} threads, {config.name}, {options.steps} steps each")
    plain = measure_plain(config, photos, options.steps)
    say(f"plain  {describe(plain, config)}")
    keep_freed_memory()  # as the program does before any command; a plain loop does not
    ours, waited = measure_ours(config, photos, options.steps)
    say(f"ours   {describe(ours, config)}, {100 * waited:.1f} % of the time waiting for crops")
    say(
        f"ratio  {plain.processor / ours.processor:.2f} in processor time, "
        f"{plain.clock / ours.clock:.2f} by the clock"
    )


def say(line: str) -> None:
    """Print a line at once: the next one takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@dataclass(frozen=True)
class Seconds:
    """Of one step."""

    processor: float
    """Summed over threads."""
    clock: float

    @classmethod
    def now(cls) -> Seconds:
        """Read both clocks."""
        return cls(time.process_time(), time.perf_counter())

    def since(self, start: Seconds, steps: int) -> Seconds:
        """Per step between two readings."""
        return Seconds(
            (self.processor - start.processor) / steps, (self.clock - start.clock) / steps
        )


def describe(seconds: Seconds, config: TrainingConfig) -> str:
    """Put it in megapixels per second."""
    pixels = config.data.batch * config.data.patch**2 / 1e6
    return (
        f"{pixels / seconds.processor:.3f} Mpixel per second of one core, "
        f"{pixels / seconds.clock:.3f} by the clock"
    )


def measure_ours(config: TrainingConfig, photos: Photos, steps: int) -> tuple[Seconds, float]:
    """Return seconds per step and the share of them spent waiting."""
    learner = build(config, torch.device("cpu"))
    prefetcher = Prefetcher(photos, config, Share())
    for _ in range(WARM_UP):
        learn(config, learner, prefetcher.batch(learner.step))
    started, before = Seconds.now(), prefetcher.waited
    for _ in range(steps):
        learn(config, learner, prefetcher.batch(learner.step))
    seconds = Seconds.now().since(started, steps)
    prefetcher.close()
    return seconds, (prefetcher.waited - before) / (seconds.clock * steps)


def measure_plain(config: TrainingConfig, photos: Photos, steps: int) -> Seconds:
    """Return seconds per step of the loop that tutorials write."""
    network = make_network(config.network, config.contrast)
    optimizer = torch.optim.AdamW(network.parameters(), lr=config.optimizer.learning_rate)
    started = Seconds.now()
    for step in range(steps + WARM_UP):
        if step == WARM_UP:
            started = Seconds.now()
        batch = make_batch(photos, config, step)
        loss = charbonnier(network(torch.from_numpy(batch.degraded)), torch.from_numpy(batch.clean))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), config.optimizer.clip_norm)
        optimizer.step()
    return Seconds.now().since(started, steps)


if __name__ == "__main__":
    main()

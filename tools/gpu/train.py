"""Train a full-size network in the minutes that a GPU is lent.

    python -m tools.gpu.train RECIPE.toml --crops crops.npz --out DIR --minutes 8
        [--arrangement auto] [--start WEIGHTS] [--device cuda] [--batch 64]

Needs torch, numpy, safetensors, and OpenCV or Pillow to unpack the crops once. Crops, turns,
damage, learning and averaging stay on the device; steps run in bfloat16 with weights in float32.
With `auto` each arrangement of a step (plain NCHW, channels last, captured as a CUDA graph,
compiled, both) is tried for some steps, the table printed, and the fastest one taken. After 20
steps it is told what a step takes, which share of the chip's own measured bfloat16 peak that is,
and how many steps there will be; below `--least` of the peak it stops. The rate falls to zero at
the end of the time. Weights in half precision and `log.csv` are written every minute, so that what
is cut off is not lost; `--start` goes on with them as a warm restart, with a fresh optimizer.
"""

from __future__ import annotations

import argparse
import math
import time
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from tools.gpu.crops import CropSource, read_crops
from tools.gpu.learner import ARRANGEMENTS, PLAIN, Learner
from tools.gpu.recipe import Recipe, read_recipe
from tools.gpu.speed import measure_peak, operations_per_crop, seconds_per_step, wait

HELD_OUT = 32
"""Crops kept from training to validate on."""
CHECKED = 20
"""Steps after which it is told how it goes, and between looks at the loss."""
SAVE_SECONDS = 60.0
WARM_UP = 0.03
"""Share of the time in which the rate rises."""


def main() -> None:
    """Try the arrangements, then train with the fastest."""
    parser = argparse.ArgumentParser(description="Train a network on a GPU")
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--crops", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--arrangement", default="auto", choices=("auto", *ARRANGEMENTS))
    parser.add_argument("--trial", type=int, default=30, help="steps to try an arrangement for")
    parser.add_argument("--start", type=Path, help="weights to go on with")
    parser.add_argument("--batch", type=int)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--least", type=float, default=0.0, help="share of the peak to go on at")
    options = parser.parse_args()
    began = time.perf_counter()
    recipe = read_recipe(options.recipe)
    recipe = replace(recipe, batch=options.batch or recipe.batch)
    device = torch.device(options.device)
    torch.backends.cudnn.benchmark = True
    options.out.mkdir(parents=True, exist_ok=True)
    crops = read_crops(options.crops)
    say(f"{len(crops)} crops, {time.perf_counter() - began:.0f} s; torch {torch.__version__}")
    held, learnt = crops[:HELD_OUT], crops[HELD_OUT:]
    source = CropSource(learnt, recipe.patch, device)
    peak, operations = measure_peak(device), operations_per_crop(recipe)
    say(f"peak {peak / 1e12:.1f} TFLOP/s, {operations / 1e9:.1f} GFLOP to learn from a crop")
    arrangement = options.arrangement
    if arrangement == "auto":
        arrangement = fastest(recipe, source, device, options.trial, operations / peak)
    learner = Learner(recipe, device, arrangement, options.start)
    run = Run(recipe, learner, source, examples(recipe, held, device), options.out)
    run.train(options.minutes * 60, operations / peak, options.least)


def fastest(
    recipe: Recipe, source: CropSource, device: torch.device, steps: int, ideal: float
) -> str:
    """Try each arrangement and return the fastest; `ideal`: seconds for a crop at the peak."""
    found: dict[str, float] = {}
    for name in ARRANGEMENTS:
        began = time.perf_counter()
        try:
            learner = Learner(recipe, device, name)
            seconds = seconds_per_step(learner, recipe, source, device, steps)
        except Exception as error:
            # Compilers are missing, graphs refused: what remains is taken.
            say(f"{name}: {type(error).__name__}: {str(error).splitlines()[0][:120]}")
            continue
        finally:
            learner = None
            if device.type == "cuda":
                torch.cuda.empty_cache()
        found[name] = seconds
        gain = found.get(PLAIN, seconds) / seconds
        say(
            f"{name}: {1000 * seconds:.1f} ms a step, {recipe.batch / seconds:.0f} crops/s, "
            f"{gain:.2f}×, MFU {recipe.batch * ideal / seconds:.1%}, "
            f"settled in {time.perf_counter() - began:.0f} s"
        )
    return min(found, key=lambda name: found[name])


def examples(recipe: Recipe, held: Tensor, device: torch.device) -> tuple[Tensor, Tensor]:
    """Damage the middles of held-out crops, the same at every start."""
    torch.manual_seed(0)
    first = (held.shape[1] - recipe.patch) // 2
    inside = slice(first, first + recipe.patch)
    clean = held[:, inside, inside].to(device).permute(0, 3, 1, 2).float() / 255
    return recipe.damage(clean)


class Run:
    """One training, and what it leaves behind."""

    def __init__(
        self,
        recipe: Recipe,
        learner: Learner,
        source: CropSource,
        held: tuple[Tensor, Tensor],
        out: Path,
    ) -> None:
        self._recipe = recipe
        self._learner = learner
        self._source = source
        self._held = held
        self._out = out
        self._device = held[0].device

    def train(self, limit: float, ideal: float, least: float) -> None:
        """Learn for `limit` seconds; stop early where less than `least` of the peak is reached."""
        recipe, learner = self._recipe, self._learner
        torch.manual_seed(2)
        self._record("seconds,step,crops_per_second,mfu,loss,psnr\n")
        began = lap = saved = time.perf_counter()
        while (now := time.perf_counter() - began) < limit:
            rate = recipe.rate * share_of_rate(now / limit, recipe.decay)
            learner.learn(*recipe.damage(self._source.draw(recipe.batch)), rate)
            if learner.steps % CHECKED:
                continue
            wait(self._device)
            speed = CHECKED * recipe.batch / (time.perf_counter() - lap)
            lap = time.perf_counter()
            loss, mfu = learner.loss.item(), speed * ideal
            if learner.steps == 2 * CHECKED:
                left = (limit - (lap - began)) * speed / recipe.batch
                say(
                    f"{1000 * recipe.batch / speed:.1f} ms a step, {speed:.0f} crops/s, "
                    f"MFU {mfu:.1%}; {learner.steps + left:.0f} steps in {limit:.0f} s"
                )
                if mfu < least:
                    say("That is too slow: stopped.")
                    break
            if lap - saved > SAVE_SECONDS:
                self._save(lap - began, speed, mfu, loss)
                saved = lap = time.perf_counter()
        self._save(time.perf_counter() - began, 0.0, 0.0, learner.loss.item())

    def _save(self, seconds: float, speed: float, mfu: float, loss: float) -> None:
        """Validate, and write weights and a line of the log."""
        psnr = validate(self._learner, self._recipe, *self._held)
        self._learner.save(self._out / f"{self._recipe.name}.safetensors")
        step = self._learner.steps
        self._record(f"{seconds:.0f},{step},{speed:.0f},{mfu:.4f},{loss:.6f},{psnr:.3f}\n")
        say(f"{seconds:.0f} s, step {step}, loss {loss:.5f}, {psnr:.2f} dB")

    def _record(self, line: str) -> None:
        with (self._out / f"{self._recipe.name}.csv").open("a", encoding="utf-8") as file:
            file.write(line)


@torch.no_grad()
def validate(learner: Learner, recipe: Recipe, degraded: Tensor, clean: Tensor) -> float:
    """Return the average's mean PSNR in dB, of 8-bit values, one crop at a time."""
    values: list[float] = []
    for x, y in zip(degraded.split(1), clean.split(1), strict=True):
        restored = learner.average(x * recipe.white) / recipe.white
        difference = (restored.clamp(0, 1) * 255).round() - (y * 255).round()
        values.append(10 * math.log10(255**2 / max(difference.square().mean().item(), 1e-6)))
    return sum(values) / len(values)


def share_of_rate(done: float, decay: float) -> float:
    """Share of the full rate when so much of the time is over: rise, hold, fall along a cosine."""
    fall = min((1 - done) / decay, 1.0)
    return min(done / WARM_UP + 1e-3, 1.0) * (0.5 - 0.5 * math.cos(math.pi * max(fall, 0.0)))


def say(line: str) -> None:
    """Print at once: a run that is cut off must not take its words with it."""
    print(line, flush=True)


if __name__ == "__main__":
    main()

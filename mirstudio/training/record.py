"""What a training leaves behind for people: its log, sample strips, the model's card."""

from __future__ import annotations

import csv
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mirstudio.imaging.files import WriteOptions, write_photo
from mirstudio.imaging.photo import Photo
from mirstudio.networks.dasr import DASRShape
from mirstudio.training.config import TrainingConfig
from mirstudio.training.degradation.camera import Brightening
from mirstudio.training.validation import Verdict

COLUMNS = ("step", "loss", "psnr", "rate", "pixels_per_second", "loading")


@dataclass(frozen=True)
class Entry:
    """A line of the log."""

    step: int
    loss: float
    """Mean since the last line."""
    rate: float
    """Learning rate of the last step."""
    pixels_per_second: float
    """Clean pixels learnt from, without validation."""
    loading: float
    """Share of the time in which the network waited for crops."""


class Record:
    """Writes into a training's folder."""

    def __init__(self, folder: Path, step: int) -> None:
        """Begin or go on at `step`; lines of steps that were lost are dropped."""
        self._folder = folder
        self._path = folder / "log.csv"
        self._board = _tensorboard(folder)
        _keep_until(self._path, step)

    def add(self, entry: Entry, verdict: Verdict) -> None:
        """Append a line to `log.csv` and write the sample strip."""
        new = not self._path.exists()
        with self._path.open("a", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            if new:
                writer.writerow(COLUMNS)
            writer.writerow(
                [
                    entry.step,
                    f"{entry.loss:.6f}",
                    f"{verdict.psnr:.3f}",
                    f"{entry.rate:.3e}",
                    f"{entry.pixels_per_second:.0f}",
                    f"{entry.loading:.4f}",
                ]
            )
        strip = self._folder / "samples" / f"{entry.step:07}.png"
        strip.parent.mkdir(exist_ok=True)
        write_photo(Photo(verdict.strip), strip, WriteOptions(overwrite=True))
        if self._board is not None:
            self._board.add_scalar("loss", entry.loss, entry.step)
            self._board.add_scalar("psnr", verdict.psnr, entry.step)
            self._board.add_image("samples", verdict.strip, entry.step, dataformats="HWC")
            self._board.flush()


def write_card(path: Path, config: TrainingConfig, step: int) -> None:
    """Write the card with which the model library takes the checkpoint beside it."""
    scale = config.network.scale if isinstance(config.network, DASRShape) else 1
    lines = [
        f"title = {_quoted(config.title or config.name)}",
        f"task = {_quoted(config.task)}",
        f"scale = {scale}",
        f"licence = {_quoted(config.licence)}",
        f"commercial = {str(config.commercial).lower()}",
        f"brightness = {_brightness(config)}",
        f"recipe = {_quoted(f'{step} steps of the configuration {config.name}')}",
        *(f"[[data]]\nname = {_quoted(folder.path)}" for folder in config.data.folders),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _brightness(config: TrainingConfig) -> float:
    """What dark photos must be brought to, since the network learnt from such."""
    found = [d.brightness for d in config.degradations if isinstance(d, Brightening)]
    return found[-1] if found else 0.0


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _keep_until(path: Path, step: int) -> None:
    """Drop the log's lines beyond `step`."""
    if not path.exists():
        return
    head, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if int(line.split(",")[0]) <= step]
    path.write_text("".join([head, *kept]), encoding="utf-8", newline="\n")


def _tensorboard(folder: Path) -> Any:
    """Return a writer where the package tensorboard is installed, else None."""
    if importlib.util.find_spec("tensorboard") is None:
        return None
    from torch.utils.tensorboard import SummaryWriter

    return SummaryWriter(str(folder / "tensorboard"))

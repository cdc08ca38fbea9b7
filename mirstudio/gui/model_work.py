"""What can be done with models, as work for a worker; torch is imported only there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.errors import ModelError
from mirstudio.gui.translate import tr
from mirstudio.paths import user_models_folder
from mirstudio.progress import Progress, Work
from mirstudio.restoration.library import Card, ModelLibrary
from mirstudio.restoration.preset import Task
from mirstudio.restoration.speeds import Speed, known_speeds

if TYPE_CHECKING:
    from mirstudio.restoration.importing import Found


@dataclass(frozen=True)
class Inspected:
    """A checkpoint that could become a model."""

    path: Path
    title: str
    """Name of its architecture for people."""
    names: tuple[str, ...] = ()
    """Official checkpoints it may be."""
    task: Task | None = None
    """What it was trained for; None where someone has to say."""


@dataclass(frozen=True)
class Wanted:
    """A checkpoint and what it becomes."""

    path: Path
    name: str
    task: Task | None = None
    licence: str = "unknown"


class ModelWork:
    """Each method but `cards` and `remove` only makes a generator."""

    def __init__(self, library: ModelLibrary | None = None, folder: Path | None = None) -> None:
        """`folder`: where imported models go, by default the user's."""
        self._library = library or ModelLibrary()
        self._folder = folder or user_models_folder()

    def cards(self) -> list[Card]:
        """All installed models."""
        return self._library.list()

    def speeds(self) -> list[Speed]:
        """What was measured on this machine."""
        return known_speeds()

    def inspect(self, path: Path) -> Work[Inspected]:
        """Tell what a checkpoint is; raises ModelError when it is none of ours."""
        from mirstudio.restoration.importing import inspect_checkpoint

        yield Progress(0, 1, "step", tr("reading {name}").format(name=path.name))
        found = inspect_checkpoint(path)
        names = tuple(candidate.name for candidate in found.candidates)
        return Inspected(path, found.architecture.title, names, _task_of(path, found))

    def take_over(self, wanted: Wanted) -> Work[Path]:
        """Install a checkpoint for this user; raises ModelError or UsageError."""
        from mirstudio.restoration.importing import UNKNOWN, import_checkpoint

        yield Progress(0, 1, "step", tr("importing {name}").format(name=wanted.path.name))
        return import_checkpoint(
            wanted.path,
            self._folder,
            name=wanted.name,
            task=wanted.task,
            licence=wanted.licence.strip() or UNKNOWN,
        )

    def measure(self, cards: Sequence[Card], device: str, precision: str) -> Work[list[Speed]]:
        """Time models on this machine and remember what came out."""
        from mirstudio.restoration.benchmark import benchmark

        wishes = () if precision == "auto" else (precision,)
        return (yield from benchmark(self._library, cards, device, wishes, MEGAPIXELS))

    def remove(self, card: Card) -> None:
        """Delete a model of the user's; raises ModelError for one that came with the program."""
        if card.shipped:
            raise ModelError(tr("“{name}” came with the program and stays.").format(name=card.name))
        try:
            # Without its card no one sees the checkpoint.
            card.path.with_suffix(".toml").unlink(missing_ok=True)
            card.path.unlink(missing_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise ModelError(
                tr("“{name}” could not be removed: {reason}.").format(name=card.name, reason=reason)
            ) from None


MEGAPIXELS = 0.5
"""Of the photo that is restored to measure a model; half of the command line's, as people wait."""


def _task_of(path: Path, found: Found) -> Task | None:
    """What a checkpoint is for, as far as its names, its shape or a card beside it tell."""
    from mirstudio.restoration.library import read_card

    if found.candidates:
        tasks = {Task(candidate.task) for candidate in found.candidates}
        return tasks.pop() if len(tasks) == 1 else None
    beside = path.with_suffix(".toml")
    if beside.is_file():
        return read_card(beside).task
    if found.architecture.scale > 1:
        return Task.SR
    return Task.DEFOCUS if found.architecture.views > 1 else None

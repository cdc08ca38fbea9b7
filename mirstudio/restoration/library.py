"""The models there are: shipped with the program, or in the user's own folder.

A model is a checkpoint with a card beside it: `<name>.safetensors` and `<name>.toml`. Listing
reads cards only and needs no torch.
"""

from __future__ import annotations

import hashlib
import logging
import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mirstudio.errors import ModelError
from mirstudio.paths import models_folder, user_models_folder
from mirstudio.restoration.preset import MEAN_JUMPS, Task
from mirstudio.restoration.views import PAIR

if TYPE_CHECKING:
    from mirstudio.restoration.model import RestorationModel

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Card:
    """What is known of a model besides its weights."""

    name: str
    """Unique; the checkpoint's file name without suffix."""
    path: Path
    """The checkpoint."""
    title: str = ""
    """Name for people."""
    task: Task | None = None
    """None for a bare checkpoint that does not say what it was trained for."""
    scale: int = 1
    views: int = 1
    """Photos it takes at once: 2 for the aligned views of a dual-pixel sensor."""
    stage: int = 0
    """Stage whose picture is the result, of networks that have several; 0: the last."""
    brightness: float = 0.0
    """Mean sRGB value that dark photos are brought to before the network sees them; 0: none is."""
    window: int = 0
    """Side in pixels of the window that each place pools over (MPRNet); 0: all of the photo."""
    coarse_above: float = 0.0
    """Megapixels above which a photo is restored at half its size first; 0: none is. What spoils
    a photo may be larger there than all that its network learnt."""
    mirrored: bool = False
    """Each tile is restored mirrored, too, and the mean of both taken: twice the work. Not for two
    views, whose sides are told apart, nor for a network that an embedding steers."""
    variant: str = ""
    """`fast`, `best`, `full`, `camera`, `research`, …"""
    default: bool = False
    """Chosen for its task and scale unless the user says otherwise."""
    architecture: str = ""
    parameters: int = 0
    """How many numbers it was trained to hold; 0 where the card does not say."""
    summary: str = ""
    """What it does, in a sentence."""
    known_failures: tuple[str, ...] = ()
    """Where it is bad, a sentence each."""
    licence: str = "unknown"
    commercial: bool = False
    """May be used for paid work."""
    sha256: str = ""
    """Of the file; empty: not checked."""
    tensors_sha256: str = ""
    """Of the tensors, whatever the file around them."""
    data: tuple[str, ...] = ()
    """What it was trained on, with licences."""
    metrics: Mapping[str, Any] = field(default_factory=dict)
    """Measured quality, by benchmark."""
    seconds_per_mp: Mapping[str, float] = field(default_factory=dict)
    """Measured seconds per megapixel of output, by kind of machine and precision."""
    mean_jump: float | None = None
    """How far a channel's mean over a tile may move, white being 1, without alarm; None: any."""
    shipped: bool = False
    """Came with the program."""


class ModelLibrary:
    """All installed models."""

    def __init__(self, folders: Sequence[Path] | None = None) -> None:
        """Look in `folders`; by default in the program's own and then the user's."""
        shipped = models_folder()
        self._folders = [shipped, user_models_folder()] if folders is None else list(folders)
        self._shipped = shipped

    def list(self) -> list[Card]:
        """Cards of all models: shipped before the user's, each task's default first."""
        cards = [card for folder in self._folders for card in self._cards_in(folder)]
        order = list(Task)
        return sorted(
            cards,
            key=lambda card: (
                not card.shipped,
                order.index(card.task) if card.task else len(order),
                card.scale,
                not card.default,
                card.name,
            ),
        )

    def _cards_in(self, folder: Path) -> Iterator[Card]:
        """Cards of one folder; one that makes no sense is left out and logged."""
        if not folder.is_dir():
            return
        for path in sorted(folder.glob("*.toml")):
            try:
                yield read_card(path, shipped=folder == self._shipped)
            except ModelError as error:
                logger.warning("%s", error)

    def unreadable_cards(self) -> dict[Path, ModelError]:
        """What `list` leaves out: cards that make no sense, with the reason."""
        reasons: dict[Path, ModelError] = {}
        for path in (path for folder in self._folders for path in sorted(folder.glob("*.toml"))):
            try:
                read_card(path)
            except ModelError as error:
                reasons[path] = error
        return reasons

    def find(self, name: str) -> Card:
        """Return the card of that name; raises ModelError naming what there is."""
        cards = self.list()
        for card in cards:
            if card.name == name:
                return card
        raise ModelError(
            f"There is no model “{name}”.",
            f"Installed: {', '.join(card.name for card in cards) or 'none'}.",
        )

    def default(self, task: Task, scale: int = 1) -> Card:
        """Return the model to take for `task`; raises ModelError when there is none."""
        fitting = [card for card in self.list() if card.task == task and card.scale == scale]
        if not fitting:
            wanted = f"{task} ×{scale}" if scale > 1 else str(task)
            raise ModelError(
                f"There is no model for {wanted} yet.",
                "“mirstudio models list” shows what there is.",
            )
        return max(fitting, key=lambda card: card.default)

    def load(
        self, name_or_path: str | Path, device: str = "auto", precision: str = "auto"
    ) -> RestorationModel:
        """Load an installed model by name, or any checkpoint by its path.

        Raises ModelError or DeviceError with a sentence.
        """
        # Listing models must not cost the second that importing torch takes.
        from mirstudio.networks.registry import recognize
        from mirstudio.restoration.checkpoint import read_checkpoint, tensors_sha256
        from mirstudio.restoration.model import RestorationModel
        from mirstudio.restoration.place import settle_place

        card = self.card(name_or_path)
        if card.sha256 and file_sha256(card.path) != card.sha256:
            raise ModelError(
                f"The file of the model “{card.name}” is damaged: its checksum is another.",
                "Install it anew.",
            )
        state_dict = read_checkpoint(card.path)
        if not card.tensors_sha256:
            stored = read_checkpoint(card.path, keep_precision=True)
            card = replace(card, tensors_sha256=tensors_sha256(stored))
        architecture = recognize(state_dict)
        place = settle_place(device, precision, architecture.supports_bf16)
        return RestorationModel(
            state_dict, architecture, card, place.device, place.precision, place.notices
        )

    def card(self, name_or_path: str | Path) -> Card:
        """Return the card of an installed model, or of a checkpoint anywhere by its path."""
        path = Path(name_or_path)
        if path.suffix and path.is_file():
            beside = path.with_suffix(".toml")
            return read_card(beside) if beside.is_file() else Card(path.stem, path)
        return self.find(str(name_or_path))


def read_card(path: Path, shipped: bool = False) -> Card:
    """Read a model's card; raises ModelError in one sentence when it makes no sense."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        task = Task(table["task"])
        checkpoint = path.parent / table.get("file", f"{path.stem}.safetensors")
        return Card(
            name=path.stem,
            path=checkpoint,
            title=table["title"],
            task=task,
            scale=int(table.get("scale", 1)),
            # Dual-pixel networks are what defocus is repaired with, unless a card says otherwise.
            views=int(table.get("views", PAIR if task is Task.DEFOCUS else 1)),
            stage=_stage(table),
            brightness=float(table.get("brightness", 0)),
            window=int(table.get("window", 0)),
            coarse_above=float(table.get("coarse_above", 0)),
            mirrored=bool(table.get("mirrored", False)),
            variant=table.get("variant", ""),
            default=bool(table.get("default", False)),
            architecture=table.get("architecture", ""),
            parameters=int(table.get("parameters", 0)),
            summary=table.get("summary", ""),
            known_failures=tuple(str(one) for one in table.get("known_failures", [])),
            licence=table["licence"],
            commercial=bool(table["commercial"]),
            sha256=table.get("sha256", ""),
            tensors_sha256=table.get("tensors_sha256", ""),
            data=tuple(entry["name"] for entry in table.get("data", [])),
            metrics=table.get("metrics", {}),
            seconds_per_mp=table.get("seconds_per_mp", {}),
            mean_jump=_mean_jump(table, task),
            shipped=shipped,
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
        raise ModelError(f"The model card {path} makes no sense: {error}.") from None


def _stage(table: Mapping[str, Any]) -> int:
    stage = int(table.get("stage", 0))
    if stage not in range(4):
        raise ValueError(f"there is no stage {stage}")
    return stage


def _mean_jump(table: Mapping[str, Any], task: Task) -> float | None:
    """The card's own limit (`inf`: none), else that of its task."""
    if "mean_jump" not in table:
        return MEAN_JUMPS.get(task)
    limit = float(table["mean_jump"])
    return limit if math.isfinite(limit) else None


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file; raises ModelError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise ModelError(f"The checkpoint {path} is missing or cannot be read.") from None

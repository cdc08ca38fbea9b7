"""Takes a checkpoint from anywhere into a model folder: tensors once, and a card beside them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors.torch import save
from torch import Tensor

from mirstudio.errors import ModelError, UsageError
from mirstudio.networks.architecture import Architecture
from mirstudio.networks.dasr import DASRShape
from mirstudio.networks.mirnet import MIRNetShape
from mirstudio.networks.mirnetv2 import MIRNetv2Shape
from mirstudio.networks.mprnet import MPRNetShape
from mirstudio.networks.registry import recognize
from mirstudio.restoration.checkpoint import read_checkpoint, tensors_sha256
from mirstudio.restoration.library import Card, read_card
from mirstudio.restoration.official import OFFICIAL, Official, official_candidates
from mirstudio.restoration.preset import Task

UNKNOWN = "unknown"
"""Licence of a checkpoint that nobody stated one for."""

NAME = re.compile(r"[\w][\w.+ -]{0,79}")
"""What a model may be called: it becomes a file name."""

STRUCTURES: Mapping[Any, str] = {
    MIRNetShape(): "mirnet",
    MPRNetShape(96, 48, 32): "mprnet_96",
    MPRNetShape(80, 48, 32): "mprnet_80",
    MPRNetShape(40, 20, 16): "mprnet_40",
    MIRNetv2Shape(): "mirnetv2",
    MIRNetv2Shape(views=2): "mirnetv2_pair",
    DASRShape(2): "dasr_x2",
    DASRShape(3): "dasr_x3",
    DASRShape(4): "dasr_x4",
}
"""The official shapes, by the word that `official.py` has for them."""


@dataclass(frozen=True)
class Found:
    """What is known of a checkpoint before it is taken over."""

    architecture: Architecture
    state_dict: Mapping[str, Tensor]
    """In the precision of the file."""
    candidates: tuple[Official, ...]
    """Official checkpoints it may be; with several, someone has to say which."""


def inspect_checkpoint(path: str | Path) -> Found:
    """Read and recognise the checkpoint at `path`; raises ModelError in one sentence."""
    path = Path(path)
    state_dict = read_checkpoint(path, keep_precision=True)
    architecture = recognize(state_dict)
    architecture.check(state_dict)
    structure = STRUCTURES.get(architecture.shape, "")
    return Found(architecture, state_dict, tuple(official_candidates(path, structure)))


def import_checkpoint(
    path: str | Path,
    folder: str | Path,
    name: str | None = None,
    task: Task | None = None,
    scale: int | None = None,
    licence: str = UNKNOWN,
) -> Path:
    """Convert the checkpoint at `path` to safetensors in `folder`, with a card; return its path.

    `name`: what to call it; the name of an official checkpoint also says that it is this one.
    `task`, `scale`, `licence`: for checkpoints that nobody knows; the scale where the weights do
    not show it, as with networks whose input is enlarged before. A card beside the file, as
    training writes one, says what is not given here. A model that is there already,
    tensor by tensor, is not written again. Nothing is left behind after an error.

    Raises ModelError when the file cannot be used, UsageError when `name` or `task` is needed.
    """
    path, folder = Path(path), Path(folder)
    found = inspect_checkpoint(path)
    official = _chosen(found, name)
    name = _checked_name(name or (official.name if official else path.stem))
    identity = tensors_sha256(found.state_dict)
    if official:
        facts = _official_facts(official)
    else:
        facts = _facts(path, found.architecture, task, scale)
        if licence != UNKNOWN or "licence" not in facts:
            facts["licence"] = licence
    checkpoint = folder / f"{name}.safetensors"
    if checkpoint.exists():
        return _same_or_refused(checkpoint, identity)

    architecture = found.architecture
    facts |= {
        "architecture": architecture.name,
        "views": architecture.views,
        "parameters": sum(p.numel() for p in architecture.build(found.state_dict).parameters()),
        "source": path.name,
    }
    _install(checkpoint, found.state_dict, {**facts, "tensors_sha256": identity})
    return checkpoint


def to_toml(table: Mapping[str, str | int | bool | tuple[str, ...]]) -> str:
    """Write a flat table as TOML; a tuple becomes a list of tables with a name each."""
    lines: list[str] = []
    for key, value in table.items():
        if isinstance(value, tuple):
            names = ", ".join(f"{{ name = {_quoted(name)} }}" for name in value)
            lines.append(f"{key} = [{names}]")
        elif isinstance(value, str):
            lines.append(f"{key} = {_quoted(value)}")
        else:
            lines.append(f"{key} = {str(value).lower()}")
    return "\n".join(lines) + "\n"


def _chosen(found: Found, name: str | None) -> Official | None:
    """Settle which official checkpoint it is, if any."""
    structure = STRUCTURES.get(found.architecture.shape)
    by_name = [o for o in OFFICIAL if o.name == name and o.structure == structure]
    if by_name:
        return by_name[0]
    if len(found.candidates) > 1:
        names = " or ".join(candidate.name for candidate in found.candidates)
        raise UsageError(
            "Neither the file's name nor its folder tells which official checkpoint this is.",
            f"Say it with --name {names}.",
        )
    return found.candidates[0] if found.candidates else None


def _official_facts(official: Official) -> dict[str, Any]:
    enlarges = f" ×{official.scale}" if official.scale > 1 else ""
    return {
        "title": f"{official.title} · {official.task}{enlarges}",
        "task": str(official.task),
        "scale": official.scale,
        "variant": "research",
        "protocol": official.protocol,
        "licence": official.licence,
        "commercial": official.commercial,
        "data": official.data,
    }


def _facts(
    path: Path, architecture: Architecture, task: Task | None, scale: int | None
) -> dict[str, Any]:
    """What can be said of a checkpoint that is none of the official ones."""
    beside = path.with_suffix(".toml")
    told = _told(read_card(beside)) if beside.is_file() else {}
    task = task or told.get("task")
    if task is None and architecture.scale > 1:
        task = Task.SR
    if task is None and architecture.views > 1:
        task = Task.DEFOCUS
    if task is None:
        tasks = ", ".join(Task)
        raise UsageError(
            f"“{path.name}” is {architecture.title}, but does not say what it was trained for.",
            f"Say it with --task ({tasks}).",
        )
    return {
        "title": f"{architecture.title} · {path.stem}",
        "variant": "research",
        "commercial": False,
        **told,
        "task": str(task),
        "scale": scale or told.get("scale", architecture.scale),
    }


def _told(card: Card) -> dict[str, Any]:
    """What a card says that outlives the move to another folder."""
    facts = {
        "title": card.title,
        "task": card.task,
        "scale": card.scale,
        "brightness": card.brightness,
        "window": card.window,
        "coarse_above": card.coarse_above,
        "mirrored": card.mirrored,
        "variant": card.variant,
        "licence": card.licence,
        "commercial": card.commercial,
        "data": card.data,
    }
    return {key: value for key, value in facts.items() if value or value is False}


def _checked_name(name: str) -> str:
    if not NAME.fullmatch(name) or name.endswith((".", " ")):
        raise UsageError(
            f"“{name}” cannot be the name of a model.", "Use letters, digits, hyphens and dots."
        )
    return name


def _same_or_refused(checkpoint: Path, identity: str) -> Path:
    """Accept the model that is there if it is the same one."""
    if tensors_sha256(read_checkpoint(checkpoint, keep_precision=True)) != identity:
        raise UsageError(
            f"There is another model called “{checkpoint.stem}”.", "Choose one with --name."
        )
    return checkpoint


def _install(checkpoint: Path, state_dict: Mapping[str, Tensor], card: Mapping[str, Any]) -> None:
    """Write both files or none. The card comes last: without it no one sees the checkpoint."""
    # Aliased tensors become tensors of their own: safetensors knows no sharing.
    content = save({key: tensor.clone().contiguous() for key, tensor in state_dict.items()})
    card = {**card, "sha256": hashlib.sha256(content).hexdigest()}
    try:
        checkpoint.parent.mkdir(parents=True, exist_ok=True)
        _write(checkpoint, content)
        try:
            _write(checkpoint.with_suffix(".toml"), to_toml(card).encode())
        except OSError:
            checkpoint.unlink(missing_ok=True)
            raise
    except OSError as error:
        folder, reason = checkpoint.parent, error.strerror or str(error)
        raise ModelError(f"The model could not be written to {folder}: {reason}.") from None


def _write(path: Path, content: bytes) -> None:
    """Write beside and rename into place, so that no half file is ever seen."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _quoted(text: str) -> str:
    """A TOML string: JSON's are, once the one control character JSON leaves alone is escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

"""A training's settings: typed, read from TOML, checked once at the door."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, dataclass, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from mirstudio.errors import TrainingError
from mirstudio.networks.mirnetv2 import MIRNetv2Shape

T = TypeVar("T")


@dataclass(frozen=True)
class FolderConfig:
    """A folder of clean photos."""

    path: str
    """Folder below `DataConfig.root`."""
    weight: float = 1.0
    """How often a photo of this folder is drawn, relative to others."""
    list: str = ""
    """Text file beside the config, naming the photos to use one a line; empty: all of them."""
    halve: bool = False
    """Halve the photos first: cleaner pixels where they were compressed."""


@dataclass(frozen=True)
class DataConfig:
    """Where crops come from."""

    root: str
    """Folder that holds the training sets; relative to the working folder."""
    folders: tuple[FolderConfig, ...]
    patch: int = 128
    """Side of a crop in pixels."""
    batch: int = 8
    """Crops per step."""
    held_out: int = 8
    """Photos kept from training to validate on, spread over the folders."""


@dataclass(frozen=True)
class NoiseConfig:
    """White Gaussian noise of a level that the network is not told."""

    sigma: tuple[float, float] = (0.0, 60.0)
    """Range of the standard deviation in 8-bit levels, drawn uniformly per crop."""
    rounded: float = 0.0
    """Share of crops that are clipped and rounded to 8 bits after the noise, as files are."""


@dataclass(frozen=True)
class OptimizerConfig:
    """AdamW under a trapezoid: warm up, hold, decay to zero along a cosine."""

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
    """Decay of the averaged weights, which are the ones validated and shipped."""
    bf16: bool = True
    """Forward and backward in bfloat16 where that is safe, weights and loss in float32."""


@dataclass(frozen=True)
class TrainingConfig:
    """Everything a training depends on besides the photos themselves."""

    name: str
    """Folder below `runs/` and name of the model."""
    network: MIRNetv2Shape
    data: DataConfig
    noise: NoiseConfig
    optimizer: OptimizerConfig
    seed: int = 1
    validate_every: int = 500
    """Steps between validations on the held-out photos."""


def read_config(path: Path) -> TrainingConfig:
    """Read and check a configuration.

    Raises TrainingError with the offending key in one sentence.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TrainingError(f"{path} cannot be read as a training configuration: {error}.") from None
    return _build(TrainingConfig, table, "")


def _build(kind: type[T], table: dict[str, Any], where: str) -> T:
    """Make the dataclass `kind` from a TOML table, recursively, refusing unknown keys."""
    assert is_dataclass(kind)
    hints = get_type_hints(kind)
    known = {f.name: f for f in fields(kind)}
    for key in table:
        if key not in known:
            raise TrainingError(
                f"The configuration has an unknown key {where}{key}.",
                f"Known here: {', '.join(known)}.",
            )
    values = {}
    for name, f in known.items():
        if name in table:
            values[name] = _convert(hints[name], table[name], f"{where}{name}")
        elif f.default is MISSING and f.default_factory is MISSING:
            raise TrainingError(f"The configuration lacks {where}{name}.")
    return kind(**values)


def _convert(hint: Any, value: Any, where: str) -> Any:
    """Bring one TOML value to the type that `hint` asks for."""
    if is_dataclass(hint) and isinstance(hint, type) and isinstance(value, dict):
        return _build(hint, value, f"{where}.")
    if get_origin(hint) is tuple and isinstance(value, list):
        members = get_args(hint)
        if len(members) == 2 and members[1] is Ellipsis:
            members = (members[0],) * len(value)
        if len(members) == len(value):
            return tuple(
                _convert(member, v, f"{where}[{i}]")
                for i, (member, v) in enumerate(zip(members, value, strict=True))
            )
    if get_origin(hint) in (Union, UnionType):
        for member in get_args(hint):
            if member is not type(None):
                return _convert(member, value, where)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(hint, type) and isinstance(value, hint) and (
        hint is bool or not isinstance(value, bool)
    ):
        return value
    raise TrainingError(f"The configuration's {where} has the wrong type: {value!r}.")

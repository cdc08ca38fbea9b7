"""From a TOML file to frozen dataclasses, refusing what they do not know."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from mirstudio.errors import TrainingError

T = TypeVar("T")
Kinds = Mapping[type, str]
"""What the key `kind` says for a dataclass that stands in a union with others."""


def read_toml(path: Path, kind: type[T], kinds: Kinds) -> T:
    """Read a file into the dataclass `kind`.

    In a union of dataclasses the table's key `kind` chooses; without it the first is meant.
    Raises TrainingError with the offending key in one sentence.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TrainingError(
            f"{path} cannot be read as a training configuration: {error}."
        ) from None
    return _build(kind, table, "", kinds)


def _build(kind: type[T], table: dict[str, Any], where: str, kinds: Kinds) -> T:
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
            values[name] = _convert(hints[name], table[name], f"{where}{name}", kinds)
        elif f.default is MISSING and f.default_factory is MISSING:
            raise TrainingError(f"The configuration lacks {where}{name}.")
    return kind(**values)


def _convert(hint: Any, value: Any, where: str, kinds: Kinds) -> Any:
    """Bring one TOML value to the type that `hint` asks for."""
    if get_origin(hint) in (Union, UnionType):
        return _choose(get_args(hint), value, where, kinds)
    if isinstance(hint, type) and is_dataclass(hint) and isinstance(value, dict):
        return _build(hint, value, f"{where}.", kinds)
    if get_origin(hint) is tuple and isinstance(value, list):
        return _members(get_args(hint), value, where, kinds)
    if isinstance(hint, type) and issubclass(hint, Enum) and value in [m.value for m in hint]:
        return hint(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if (
        isinstance(hint, type)
        and isinstance(value, hint)
        and isinstance(value, bool) == (hint is bool)
    ):
        return value
    raise TrainingError(f"The configuration's {where} has the wrong type: {value!r}.")


def _choose(members: tuple[Any, ...], value: Any, where: str, kinds: Kinds) -> Any:
    """Read a value that may be of one of several types."""
    members = tuple(member for member in members if member is not type(None))
    if not isinstance(value, dict) or len(members) == 1:
        return _convert(members[0], value, where, kinds)
    wanted = value.get("kind", kinds[members[0]])
    rest = {key: v for key, v in value.items() if key != "kind"}
    for member in members:
        if kinds[member] == wanted:
            return _build(member, rest, f"{where}.", kinds)
    raise TrainingError(
        f"The configuration's {where}.kind is unknown: {wanted!r}.",
        f"Known here: {', '.join(kinds[member] for member in members)}.",
    )


def _members(hints: tuple[Any, ...], values: list[Any], where: str, kinds: Kinds) -> tuple:
    if len(hints) == 2 and hints[1] is Ellipsis:
        hints = (hints[0],) * len(values)
    if len(hints) != len(values):
        raise TrainingError(f"The configuration's {where} needs {len(hints)} values: {values!r}.")
    return tuple(
        _convert(hint, value, f"{where}[{i}]", kinds)
        for i, (hint, value) in enumerate(zip(hints, values, strict=True))
    )

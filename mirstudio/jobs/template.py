"""Names from a template with tokens: `{name}-{task}`, `{parent}_{seq:4}`."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date

from mirstudio.errors import UsageError

TEMPLATE = "{name}-{task}"
"""Name of a result without its suffix."""

FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
"""What some system does not allow in a file name."""

_TOKEN = re.compile(r"\{([^{}:]*)(?::([^{}]*))?\}")


@dataclass(frozen=True)
class NameFacts:
    """What the tokens of a name stand for."""

    name: str
    """Of the photo, without its suffix."""
    task: str
    model: str = ""
    scale: int = 1
    strength: int = 100
    """0–100."""
    date: str = ""
    """When the photo's file was last changed, 2026-11-21; empty: today."""
    seq: int = 1
    """Place in the batch; `{seq:4}` fills it up with zeros to four digits."""
    parent: str = ""
    """Name of the photo's folder."""


def fill_name(template: str, facts: NameFacts) -> str:
    """Put facts into a template and make the result fit for a file name.

    Raises UsageError for an unknown token or a name that is empty.
    """
    known = {field.name: getattr(facts, field.name) for field in fields(facts)}
    known["date"] = facts.date or date.today().isoformat()

    def value(match: re.Match[str]) -> str:
        token, width = match.group(1), match.group(2)
        if token not in known:
            tokens = ", ".join(f"{{{name}}}" for name in known)
            raise UsageError(f"There is no token {{{token}}}.", f"Known: {tokens}.")
        text = str(known[token])
        if width is None:
            return text
        if not width.isdecimal() or not isinstance(known[token], int):
            raise UsageError(f"{match.group()} makes no sense.", "A width goes with {seq:4}.")
        return text.zfill(int(width))

    cleaned = FORBIDDEN.sub("_", _TOKEN.sub(value, template)).strip(" .")
    if not cleaned:
        raise UsageError("The name is empty.", f"Try {TEMPLATE}.")
    return cleaned

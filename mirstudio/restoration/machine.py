"""What is known of this machine without torch, and what was once measured on it."""

from __future__ import annotations

import json
import logging
import os
import platform
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from mirstudio.paths import state_folder

logger = logging.getLogger(__name__)


@cache
def processor_name() -> str:
    """Name of the processor, as far as the system tells."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                return value.strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def recall(name: str) -> dict[str, Any]:
    """Return the table `name` of what was measured here; empty when there is none."""
    path = _file(name)
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        logger.warning("%s cannot be read and is measured anew: %s", path, error)
        return {}
    return table if isinstance(table, dict) else {}


def remember(name: str, entries: dict[str, Any]) -> None:
    """Put `entries` into the table `name`; where nothing can be written it is measured again."""
    path = _file(name)
    text = json.dumps({**recall(name), **entries}, indent=2, ensure_ascii=False) + "\n"
    part = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name of its own: two programs may write at once.
        number, part = tempfile.mkstemp(".part", path.name, path.parent)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
        Path(part).replace(path)
    except OSError as error:
        logger.warning("What was measured cannot be kept in %s: %s", path, error)
        if part:
            Path(part).unlink(missing_ok=True)


def _file(name: str) -> Path:
    return state_folder() / f"{name}.json"

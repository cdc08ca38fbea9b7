"""Things that the user gave a name, kept as JSON in the configuration folder."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from mirstudio.imaging.disk import put_in_place
from mirstudio.paths import settings_file

logger = logging.getLogger(__name__)


class NamedStore:
    """Tables of plain values by name; where none can be kept, they last as long as the window."""

    def __init__(self, name: str) -> None:
        """`name`: of the file, without suffix."""
        self._path = settings_file().with_name(f"{name}.json")
        self._tables: dict[str, dict[str, Any]] = _read(self._path)

    def names(self) -> list[str]:
        """All names, in their order for people; what has none is not among them."""
        return sorted((name for name in self._tables if name), key=str.casefold)

    def get(self, name: str) -> dict[str, Any] | None:
        """Return what has a name."""
        return self._tables.get(name)

    def put(self, name: str, table: dict[str, Any]) -> None:
        """Keep something under a name, in place of what had it."""
        self._tables[name] = table
        self._write()

    def remove(self, name: str) -> None:
        """Forget what has a name."""
        if self._tables.pop(name, None) is not None:
            self._write()

    def _write(self) -> None:
        from mirstudio.errors import MirStudioError

        text = json.dumps(self._tables, indent=2, ensure_ascii=False) + "\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            put_in_place(text.encode(), self._path, overwrite=True)
        except (MirStudioError, OSError) as error:
            logger.warning("%s could not be kept: %s", self._path, error)


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        tables: Any = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        logger.warning("%s cannot be read: %s", path, error)
        return {}
    if not isinstance(tables, dict):
        return {}
    return {str(name): table for name, table in tables.items() if isinstance(table, dict)}

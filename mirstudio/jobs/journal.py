"""What is queued, done and failed, in a SQLite file that survives a power cut.

Every change is on the disk before the batch goes on. Where the disk refuses (full, unplugged),
the batch goes on all the same, and what could not be written is tried again with the next change.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from mirstudio.errors import MirStudioError, UsageError
from mirstudio.jobs.item import Item, from_record, to_record

SCHEMA = 2
PATIENCE = 2.0
"""Seconds; a killed process may take a moment to be gone."""

_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS items (
    number INTEGER PRIMARY KEY, place INTEGER NOT NULL, state TEXT NOT NULL,
    source TEXT NOT NULL, record TEXT NOT NULL);
"""
_SAVE_ITEM = """
INSERT INTO items VALUES (?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET
    place = excluded.place, state = excluded.state, record = excluded.record
"""

logger = logging.getLogger(__name__)


class Journal:
    """The file of one batch, held by one process and used by one thread at a time."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        """Open or make the file, waiting for another process as many seconds as `patience`.

        Raises UsageError when another process holds it, MirStudioError when it is none.
        """
        self.path = path
        self._unsaved: dict[int, tuple[int, Item] | None] = {}
        self._facts: dict[str, Any] = {}
        try:
            self._file = sqlite3.connect(path, timeout=patience, check_same_thread=False)
        except sqlite3.Error as error:
            raise MirStudioError(f"The journal {path} cannot be opened: {error}.") from error
        try:
            self._prepare()
        except BaseException:
            self._file.close()
            raise

    def _prepare(self) -> None:
        try:
            # Held alone, it needs no shared memory, which network folders do not offer.
            self._file.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._file.execute("PRAGMA journal_mode = WAL")
            self._file.execute("PRAGMA synchronous = FULL")
            self._file.executescript(_TABLES)
            self._read_facts()
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise UsageError(f"Another batch is at work with {self.path}.") from error
            raise MirStudioError(f"The journal {self.path} cannot be opened: {error}.") from error
        except sqlite3.DatabaseError as error:
            raise MirStudioError(f"{self.path} is no journal of a batch: {error}.") from error

    def _read_facts(self) -> None:
        rows = self._file.execute("SELECT name, value FROM facts")
        self._facts = {name: json.loads(value) for name, value in rows}
        if self._facts.setdefault("schema", SCHEMA) > SCHEMA:
            raise MirStudioError(
                f"The journal {self.path} was written by a later version.", "Update mirstudio."
            )

    def items(self) -> list[Item]:
        """Return all items in the order of the queue; raises MirStudioError for a damaged file."""
        try:
            rows = self._file.execute("SELECT record FROM items ORDER BY place, number").fetchall()
            return [from_record(json.loads(record)) for (record,) in rows]
        except (sqlite3.DatabaseError, KeyError, TypeError, ValueError) as error:
            raise MirStudioError(f"The journal {self.path} is damaged: {error}.") from error

    @property
    def facts(self) -> Mapping[str, Any]:
        """What was noted about the batch as a whole."""
        return self._facts

    def note(self, name: str, value: Any) -> None:
        """Note a fact about the batch as a whole, a plain value."""
        self._facts[name] = value
        self._write()

    def save(self, items: Iterable[tuple[int, Item]]) -> None:
        """Save items with their places in the queue, all or none."""
        self._unsaved.update({item.number: (place, item) for place, item in items})
        self._write()

    def forget(self, numbers: Iterable[int]) -> None:
        """Drop items."""
        self._unsaved.update(dict.fromkeys(numbers))
        self._write()

    def close(self) -> None:
        """Give the file free."""
        self._write()
        with suppress(sqlite3.Error):
            self._file.close()

    def _write(self) -> None:
        """Bring all that is unsaved to the disk, or leave it for the next time."""
        rows = [
            (item.number, place, str(item.state), str(item.job.source), _dump(to_record(item)))
            for place, item in filter(None, self._unsaved.values())
        ]
        gone = [(number,) for number, kept in self._unsaved.items() if kept is None]
        facts = [(name, _dump(value)) for name, value in self._facts.items()]
        try:
            with self._file:
                self._file.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts)
                self._file.executemany(_SAVE_ITEM, rows)
                self._file.executemany("DELETE FROM items WHERE number = ?", gone)
        except sqlite3.Error as error:
            logger.warning("The journal %s cannot be written: %s", self.path, error)
        else:
            self._unsaved.clear()


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

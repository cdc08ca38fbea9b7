"""Keeps edits and the state of the session in the user's folder, so that a crash loses nothing.

SQLite in its write-ahead mode: a change is in the system's hands once it is written, whatever
becomes of the program, and a half-written one is never seen.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from mirstudio.gui.edits.edit import Edit, from_json, to_json

logger = logging.getLogger(__name__)

SCHEMA = """
CREATE TABLE IF NOT EXISTS edits (path TEXT PRIMARY KEY, edit TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS recents (path TEXT PRIMARY KEY, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS strip (place INTEGER PRIMARY KEY, path TEXT NOT NULL);
"""
PATIENCE = 2.0
"""Seconds to wait for another window that writes."""
MOST_RECENTS = 12


class EditStore:
    """A file of edits; where none can be kept, everything works but is forgotten."""

    def __init__(self, path: Path) -> None:
        """Open or make the file at `path`; a damaged one is put aside."""
        self._path = path
        self._base = self._open()

    def edit(self, path: Path) -> Edit | None:
        """Return the edit of a photo, None for one never seen."""
        row = self._base.execute("SELECT edit FROM edits WHERE path = ?", (_key(path),)).fetchone()
        return from_json(row[0]) if row else None

    def save(self, edits: Mapping[Path, Edit]) -> None:
        """Keep edits, all or none of them."""
        now = time.time()
        rows = [(_key(path), to_json(edit), now) for path, edit in edits.items()]
        self._write("INSERT OR REPLACE INTO edits VALUES (?, ?, ?)", rows)

    def recents(self) -> list[Path]:
        """Photos opened lately that are still there, the last one first."""
        rows = self._base.execute("SELECT path FROM recents ORDER BY at DESC").fetchall()
        found = [Path(row[0]) for row in rows if Path(row[0]).is_file()]
        return found[:MOST_RECENTS]

    def add_recent(self, path: Path) -> None:
        """Remember that a photo was opened."""
        self._write("INSERT OR REPLACE INTO recents VALUES (?, ?)", [(_key(path), time.time())])

    def strip(self) -> list[Path]:
        """Photos that were at hand when the program last ended without saying so."""
        rows = self._base.execute("SELECT path FROM strip ORDER BY place").fetchall()
        return [Path(row[0]) for row in rows if Path(row[0]).is_file()]

    def keep_strip(self, paths: Sequence[Path]) -> None:
        """Remember the photos at hand until the program ends properly."""
        self._write("DELETE FROM strip", [()])
        self._write("INSERT INTO strip VALUES (?, ?)", list(enumerate(map(_key, paths))))

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        try:
            with self._base:
                self._base.executemany(statement, rows)
        except sqlite3.Error as error:
            logger.warning("Edits could not be kept in %s: %s", self._path, error)

    def _open(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return _connect(str(self._path))
        except sqlite3.OperationalError as error:
            logger.warning("Edits cannot be kept in %s: %s", self._path, error)
        except sqlite3.DatabaseError as error:
            broken = self._path.with_suffix(".broken")
            logger.warning("%s is damaged (%s) and put aside as %s.", self._path, error, broken)
            self._path.replace(broken)
            return _connect(str(self._path))
        except OSError as error:
            logger.warning("Edits cannot be kept in %s: %s", self._path, error)
        return _connect(":memory:")


def _connect(name: str) -> sqlite3.Connection:
    base = sqlite3.connect(name, timeout=PATIENCE)
    try:
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA synchronous=NORMAL")
        base.executescript(SCHEMA)
    except sqlite3.Error:
        base.close()
        raise
    return base


def _key(path: Path) -> str:
    return str(path.absolute())

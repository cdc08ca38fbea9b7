"""Restored photos that are kept in memory: the last few, so that going back costs nothing."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from mirstudio.gui.engine import Restored
    from mirstudio.restoration.chain import Chain

SHARE = 0.2
"""Of the machine's memory that results may take, besides the one that is shown."""

Identity = tuple[str, int, int]
"""Absolute path, size and time of change: the same for the same file."""
Key = tuple[Identity, tuple[str, ...], float | None]


def identify(path: Path) -> Identity:
    """Tell a file from others and from itself after a change."""
    try:
        status = path.stat()
    except OSError:
        return str(path.absolute()), 0, 0
    return str(path.absolute()), status.st_size, status.st_mtime_ns


class Results:
    """Results by photo and models; those not looked at for longest go first."""

    def __init__(self, room: int | None = None) -> None:
        """`room`: bytes; None takes a share of the machine's memory."""
        self._room = int(psutil.virtual_memory().total * SHARE) if room is None else room
        self._kept: OrderedDict[Key, Restored] = OrderedDict()

    def put(self, path: Path, restored: Restored) -> None:
        """Keep a result."""
        key = identify(path), _names(restored.chain), restored.blur
        self._kept[key] = restored
        self._kept.move_to_end(key)
        while len(self._kept) > 1 and self.size > self._room:
            self._kept.popitem(last=False)

    def get(self, path: Path, chain: Chain, blur: float | None = None) -> Restored | None:
        """The result of models that assumed a blur or none, None when it is not kept."""
        key = identify(path), _names(chain), blur
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    @property
    def size(self) -> int:
        """Bytes taken."""
        return sum(_size(restored) for restored in self._kept.values())


def _names(chain: Chain) -> tuple[str, ...]:
    return tuple(card.name for card in chain)


def _size(restored: Restored) -> int:
    # The finest level of the pyramid is the photo's own array.
    return sum(level.nbytes for level in restored.pyramid.levels)

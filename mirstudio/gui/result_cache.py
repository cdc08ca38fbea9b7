"""Restored photos on disk, so that a photo seen again need not be restored again."""

from __future__ import annotations

import hashlib
import json
import logging
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mirstudio.gui.results import identify

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mirstudio.imaging.photo import Pixels
    from mirstudio.restoration.library import Card

logger = logging.getLogger(__name__)

SUFFIX = ".npz"


class ResultCache:
    """A folder of results that never grows beyond its room; the longest unused go first."""

    def __init__(self, folder: Path, room: int) -> None:
        """`room`: bytes; 0 keeps nothing."""
        self.folder = folder
        self._room = room

    def save(self, key: str, pixels: Pixels, alpha: NDArray[np.float32] | None, place: str) -> None:
        """Keep a result; where that fails, the log says so and nothing is lost."""
        needed = pixels.nbytes + (0 if alpha is None else alpha.nbytes)
        if needed > self._room:
            return
        part = self.folder / f"{key}.part"
        arrays = {"pixels": pixels, "place": np.array(place)}
        if alpha is not None:
            arrays["alpha"] = alpha
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._make_room(needed)
            with part.open("wb") as file:
                np.savez(file, **arrays)  # pyright: ignore[reportArgumentType]
            part.replace(self.folder / f"{key}{SUFFIX}")
        except OSError as error:
            part.unlink(missing_ok=True)
            logger.warning("A result could not be kept in %s: %s", self.folder, error)

    def load(self, key: str) -> tuple[Pixels, NDArray[np.float32] | None, str] | None:
        """Return pixels, alpha and the place where they were made; None when not kept."""
        path = self.folder / f"{key}{SUFFIX}"
        try:
            with np.load(path) as arrays:
                alpha = arrays.get("alpha")
                found = arrays["pixels"], alpha, str(arrays["place"])
            path.touch()
        except FileNotFoundError:
            return None
        except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
            logger.warning("%s is damaged and thrown away: %s", path, error)
            path.unlink(missing_ok=True)
            return None
        return found

    def size(self) -> int:
        """Bytes that the folder holds."""
        return sum(path.stat().st_size for path in self.folder.glob(f"*{SUFFIX}"))

    def clear(self) -> None:
        """Throw everything away."""
        for path in self.folder.glob("*"):
            if path.suffix in (SUFFIX, ".part"):
                path.unlink(missing_ok=True)

    def _make_room(self, needed: int) -> None:
        kept = [(path.stat(), path) for path in self.folder.glob(f"*{SUFFIX}")]
        size = sum(status.st_size for status, _ in kept)
        for status, path in sorted(kept, key=lambda one: one[0].st_mtime_ns):
            if size + needed <= self._room:
                return
            path.unlink(missing_ok=True)
            size -= status.st_size


def result_key(
    path: Path,
    second: Path | None,
    chain: Sequence[Card],
    device: str,
    precision: str,
    blur: float | None = None,
) -> str:
    """Name a result by everything that it depends on."""
    files = [identify(one) for one in (path, second) if one is not None]
    models = [[card.name, card.tensors_sha256, card.scale] for card in chain]
    facts = [files, models, device, precision, *([] if blur is None else [blur])]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]

"""What the user chose once and for all, kept as JSON in the user's configuration folder."""

from __future__ import annotations

import json
import logging
import os
import tempfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from mirstudio.errors import MirStudioError
from mirstudio.paths import settings_file

logger = logging.getLogger(__name__)

Device = Literal[
    "auto", "cpu", "mps", "cuda", "cuda:0", "cuda:1", "cuda:2", "cuda:3", "xpu", "xpu:0", "xpu:1"
]
Precision = Literal["auto", "fp32", "bf16", "fp16"]
Theme = Literal["dark", "light"]


@dataclass(frozen=True)
class Settings:
    """Wishes that outlive the program; only the front ends read them."""

    device: Device = "auto"
    """Where networks run."""
    precision: Precision = "auto"
    """What networks compute in."""
    tile: int = 0
    """Side of a tile in pixels; 0 takes what fits the memory."""
    theme: Theme = "dark"
    """Look of the window."""
    language: str = ""
    """Language code such as "ko" or "zh_CN"; empty follows the system."""
    last_folder: str = ""
    """Folder last opened from; empty before the first time."""
    export_folder: str = ""
    """Folder last exported to; empty means beside the photo."""
    export_format: str = ""
    """Format last exported to, such as "jpeg"; empty keeps the photo's."""
    quality: int = 95
    """Quality of lossy formats, 1–100."""
    monitor_profile: str = ""
    """File of the monitor's ICC profile; empty takes the system's."""
    cache_gigabytes: int = 4
    """Room on disk for restored photos that were opened before."""
    cache_folder: str = ""
    """Folder for them; empty takes the usual one."""
    restore_on_opening: bool = True
    """Restore a photo as soon as it is opened, what is on the screen first."""
    tile_cache_gigabytes: int = 2
    """Room on disk for finished tiles, so that work that was stopped goes on there; 0: none."""
    window: str = ""
    """Place and size of the window, as the window writes it."""


def read_settings(path: Path | None = None) -> Settings:
    """Read the settings; what is missing or wrong in the file takes its default."""
    path = path or settings_file()
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        logger.warning("Settings in %s cannot be read, defaults are used: %s", path, error)
        return Settings()
    if not isinstance(table, dict):
        return Settings()
    hints = get_type_hints(Settings)
    names = [f.name for f in fields(Settings)]
    return Settings(**{n: table[n] for n in names if n in table and _fits(hints[n], table[n])})


def write_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings, all or nothing.

    Raises MirStudioError when the folder cannot be written to.
    """
    path = path or settings_file()
    text = json.dumps(asdict(settings), indent=2, ensure_ascii=False) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text)
    except OSError as error:
        raise MirStudioError(f"The settings could not be saved in {path}: {error}.") from None


def _replace(path: Path, text: str) -> None:
    """Write beside, then rename into place."""
    number, name = tempfile.mkstemp(".part", path.name, path.parent)
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _fits(hint: Any, value: Any) -> bool:
    """Whether a JSON value is of the type of a field."""
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    return type(value) is hint

"""Where models, resources, settings, caches and logs lie, in a checkout and in a bundle.

Everything here is computed; nothing is created or read. MIRSTUDIO_HOME moves all of the user's
folders below one place.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import PlatformDirs

_PACKAGE = Path(__file__).resolve().parent
_FOLDERS = PlatformDirs("mirstudio", appauthor=False, roaming=False)


def models_folder() -> Path:
    """Models that come with the program."""
    return _shipped("models")


def resources_folder() -> Path:
    """Icons, style sheets and sample photos that come with the program."""
    return _shipped("resources")


def user_models_folder() -> Path:
    """Models that the user added."""
    return _user("models", _FOLDERS.user_data_path / "models")


def settings_file() -> Path:
    """The user's settings, JSON."""
    return _user("settings.json", _FOLDERS.user_config_path / "settings.json")


def cache_folder() -> Path:
    """What may be deleted at any time."""
    return _user("cache", _FOLDERS.user_cache_path)


def state_folder() -> Path:
    """What the program has learnt about this machine, and what is wished for each photo."""
    return _user("state", _FOLDERS.user_state_path)


def log_folder() -> Path:
    """The program's logs."""
    return _user("logs", _FOLDERS.user_log_path)


def _shipped(name: str) -> Path:
    """Inside the package when installed from a wheel or a bundle, else beside it (checkout)."""
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def _user(below_home: str, usual: Path) -> Path:
    home = os.environ.get("MIRSTUDIO_HOME")
    return Path(home) / below_home if home else usual

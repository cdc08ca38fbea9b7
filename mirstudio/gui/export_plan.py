"""Where a result is written and under which name; no window, so it can be tested as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.errors import UsageError
from mirstudio.jobs.names import TEMPLATE, OnConflict, fit_name, settle_conflict
from mirstudio.paths import resources_folder

if TYPE_CHECKING:
    from mirstudio.imaging.files import WriteOptions
    from mirstudio.restoration.library import Card

FORMATS = {
    "jpeg": ("JPEG", ".jpg", (8,)),
    "png": ("PNG", ".png", (8, 16)),
    "tiff": ("TIFF", ".tif", (8, 16, 32)),
    "webp": ("WebP", ".webp", (8,)),
    "avif": ("AVIF", ".avif", (8,)),
    "jxl": ("JPEG XL", ".jxl", (8, 16)),
}
"""Name for people, suffix, and the bit depths a format can be written in."""

LOSSY = frozenset({"jpeg", "webp", "avif", "jxl"})
"""Formats with a quality."""

FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
"""What some system does not allow in a file name."""


class Where(StrEnum):
    """Which folder results go into."""

    BESIDE = "beside"
    SUBFOLDER = "subfolder"
    CHOSEN = "chosen"


SUBFOLDER = "restored"
"""Name of the folder beside the photo."""


@dataclass(frozen=True)
class ExportPlan:
    """What is wished for one export or for many."""

    where: Where
    chosen: Path
    template: str
    options: WriteOptions
    on_conflict: OnConflict = OnConflict.UNIQUE

    def folder_for(self, source: Path) -> Path:
        """The folder for a photo's result."""
        if self.where is Where.CHOSEN:
            return self.chosen
        return source.parent / SUBFOLDER if self.where is Where.SUBFOLDER else source.parent


@dataclass(frozen=True)
class NameFacts:
    """What the tokens of a name stand for."""

    name: str
    task: str
    model: str
    scale: int
    strength: int

    @classmethod
    def of(cls, source: Path, card: Card, strength: int) -> NameFacts:
        """Facts of a photo restored by a model."""
        return cls(source.stem, str(card.task), card.name, card.scale, strength)


def fill_name(template: str, facts: NameFacts) -> str:
    """Put facts into a name with tokens.

    Raises UsageError for an unknown token or a name that is empty.
    """
    known = {**vars(facts), "date": date.today().isoformat()}
    tokens = re.findall(r"\{([^{}]*)\}", template)
    for token in tokens:
        if token not in known:
            raise UsageError(
                f"There is no token {{{token}}}.",
                "Known: " + ", ".join(f"{{{name}}}" for name in known) + ".",
            )
    filled = re.sub(r"\{([^{}]*)\}", lambda match: str(known[match.group(1)]), template)
    cleaned = FORBIDDEN.sub("_", filled).strip(" .")
    if not cleaned:
        raise UsageError("The name is empty.", "Try " + TEMPLATE + ".")
    return cleaned


def wished_target(folder: Path, template: str, facts: NameFacts, format_name: str) -> Path:
    """The file that is wished for; whether it exists is another question."""
    return folder / fit_name(fill_name(template, facts), 1, FORMATS[format_name][1])


def example(target: Path, on_conflict: OnConflict, source: Path) -> str:
    """What would be written now, in words."""
    try:
        settled = settle_conflict(target, on_conflict, [source])
    except UsageError as error:
        return str(error)
    if settled is None:
        return f"{target.name} exists and will be left alone"
    if settled.exists():
        return f"{settled.name} will be replaced"
    return settled.name


def usual_folder(source: Path, chosen: str) -> Path:
    """The folder chosen last, else beside the photo; what came with the program goes home."""
    if chosen and Path(chosen).is_dir():
        return Path(chosen)
    shipped = source.is_relative_to(resources_folder())
    return Path.home() if shipped else source.parent


def usual_format(source: Path) -> str:
    """The format of the photo itself where it can be written, else TIFF."""
    suffix = source.suffix.lower()
    alike = {".jpeg": ".jpg", ".tiff": ".tif"}
    suffix = alike.get(suffix, suffix)
    return next((name for name, (_, own, _) in FORMATS.items() if own == suffix), "tiff")

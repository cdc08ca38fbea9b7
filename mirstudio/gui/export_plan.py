"""Where a result is written and under which name; no window, so it can be tested as it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mirstudio.errors import UsageError
from mirstudio.gui.export_work import Export
from mirstudio.gui.photo_facts import megapixel_words
from mirstudio.gui.phrases import told
from mirstudio.gui.translate import marked, tr
from mirstudio.gui.words import licence_words
from mirstudio.jobs.names import OnConflict, fit_name, settle_conflict
from mirstudio.jobs.template import TEMPLATE, NameFacts, fill_name
from mirstudio.paths import resources_folder
from mirstudio.restoration.chain import Chain, label_of, scale_of

if TYPE_CHECKING:
    from mirstudio.gui.engine import Restored
    from mirstudio.gui.shown import Shown
    from mirstudio.imaging.files import WriteOptions

FORMATS = {
    "jpeg": ("JPEG", ".jpg", (8,)),
    "png": ("PNG", ".png", (8, 16)),
    "tiff": ("TIFF", ".tif", (8, 16, 32)),
    "webp": ("WebP", ".webp", (8,)),
    "avif": ("AVIF", ".avif", (8,)),
    "jxl": ("JPEG XL", ".jxl", (8, 16)),
    "dng": (marked("DNG, for further development"), ".dng", (16,)),
}
"""Name for people, suffix, and the bit depths a format can be written in."""

SUBSAMPLED = frozenset({"jpeg", "avif"})
"""Formats whose colour can be coarser than its brightness."""

LOSSY = frozenset({"jpeg", "webp", "avif", "jxl"})
"""Formats with a quality."""


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
    sidecar: bool = False
    """Write the recipe beside the one result; a batch always does."""

    def folder_for(self, source: Path) -> Path:
        """The folder for a photo's result."""
        if self.where is Where.CHOSEN:
            return self.chosen
        return source.parent / SUBFOLDER if self.where is Where.SUBFOLDER else source.parent


@dataclass(frozen=True)
class Subject:
    """What is to be exported, as far as it matters to the wishes."""

    source: Path
    facts: NameFacts
    bit_depth: int = 16
    width: int = 0
    """Of the result; 0 where it is not known, as of many photos."""
    height: int = 0
    transparent: bool = False
    raw: bool = False
    """It comes from a camera RAW file, which alone can become a DNG."""
    licence: str = ""
    """What the model must not be used for; empty where there is nothing to say."""
    count: int = 0
    """Photos that go into the batch; 0: the one photo is exported at once."""

    @classmethod
    def of(cls, source: Path, chain: Chain, strength: int = 100, **known: Any) -> Subject:
        """The subject of a photo that the models of `chain` restore."""
        name = NameFacts(
            source.stem,
            label_of(str(card.task) for card in chain),
            label_of(card.name for card in chain),
            scale_of(chain),
            strength,
            parent=source.absolute().parent.name,
        )
        bound = [licence_words(card) for card in chain if not card.commercial]
        return cls(source, name, licence=bound[0] if bound else "", **known)


def subject_of(shown: Shown, result: Restored) -> Subject:
    """The subject of the open photo and what became of it."""
    photo = shown.opened.photo
    return Subject.of(
        shown.opened.path,
        result.chain,
        round(100 * shown.adjustments.strength),
        bit_depth=photo.bit_depth,
        width=result.photo.width,
        height=result.photo.height,
        transparent=photo.alpha is not None,
        raw=photo.camera is not None,
    )


def warnings_of(subject: Subject, options: WriteOptions) -> list[str]:
    """What the file cannot hold of the result, and what else should be known before."""
    from mirstudio.imaging.files import CODECS
    from mirstudio.imaging.output_size import settled_size

    found: list[str] = []
    codec = next(codec for codec in CODECS if codec.name == options.format)
    title = FORMATS[codec.name][0]
    depth = max(codec.whites)
    if subject.bit_depth > depth:
        found.append(
            tr("{title} holds {depth} bit; this photo has {bit_depth}.").format(
                title=title, depth=depth, bit_depth=subject.bit_depth
            )
        )
    if subject.transparent and not codec.alpha:
        found.append(tr("{title} holds no transparency; it will be lost.").format(title=title))
    if subject.width:
        size = settled_size(subject.width, subject.height, options.size)
        if max(size) > codec.longest_side:
            found.append(
                tr("{title} holds at most {longest_side} pixels along a side.").format(
                    title=title, longest_side=codec.longest_side
                )
            )
        if options.size and size == (subject.width, subject.height):
            found.append(tr("The result is not larger than that; it is written as it is."))
    if subject.licence:
        found.append(subject.licence + ".")
    return found


def size_words(subject: Subject, size: str) -> str:
    """How large the file will be, such as "3000 × 2000 · 6.0 MP"; empty where it is not known."""
    from mirstudio.imaging.output_size import settled_size

    if not subject.width:
        return ""
    width, height = settled_size(subject.width, subject.height, size)
    return f"{width} × {height} · {megapixel_words(width * height / 1e6)}"


def plan_to_table(plan: ExportPlan) -> dict[str, Any]:
    """A plan as values for JSON."""
    from mirstudio.jobs.recipe import output_to_dict

    return {
        "where": str(plan.where),
        "folder": str(plan.chosen),
        "template": plan.template,
        "on_conflict": str(plan.on_conflict),
        "options": output_to_dict(plan.options),
        "sidecar": plan.sidecar,
    }


def plan_from_table(table: dict[str, Any]) -> ExportPlan | None:
    """The plan that `plan_to_table` gave; None where it makes no sense."""
    from mirstudio.jobs.recipe import output_from_dict

    try:
        return ExportPlan(
            Where(table["where"]),
            Path(table["folder"]),
            table["template"],
            output_from_dict(table["options"]),
            OnConflict(table["on_conflict"]),
            table.get("sidecar") is True,
        )
    except (KeyError, TypeError, ValueError):
        return None


def wished_target(folder: Path, template: str, facts: NameFacts, format_name: str) -> Path:
    """The file that is wished for; whether it exists is another question."""
    return folder / fit_name(fill_name(template, facts), 1, FORMATS[format_name][1])


def export_of(subject: Subject, plan: ExportPlan) -> Export:
    """The export of one photo by a plan; raises UsageError when the name makes no sense."""
    folder, name = plan.folder_for(subject.source), plan.options.format or "tiff"
    target = wished_target(folder, plan.template, subject.facts, name)
    return Export(target, plan.options, plan.on_conflict, plan.sidecar)


def example(target: Path, on_conflict: OnConflict, source: Path) -> str:
    """What would be written now, in words."""
    try:
        settled = settle_conflict(target, on_conflict, [source])
    except UsageError as error:
        return told(str(error))
    if settled is None:
        return tr("{name} exists and will be left alone").format(name=target.name)
    if settled.exists():
        return tr("{name} will be replaced").format(name=settled.name)
    return settled.name


def usual_plan(source: Path, folder: str, format_name: str, quality: int) -> ExportPlan:
    """The plan for somebody who has not chosen one yet."""
    from mirstudio.imaging.files import WriteOptions

    usual = usual_folder(source, folder)
    where = Where.BESIDE if usual == source.parent else Where.CHOSEN
    options = WriteOptions(format=format_name or usual_format(source), quality=quality)
    return ExportPlan(where, usual, TEMPLATE, options)


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

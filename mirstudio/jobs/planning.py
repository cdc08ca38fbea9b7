"""From photos and wishes to the jobs of a batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from mirstudio.errors import UsageError
from mirstudio.imaging.adjustments import Adjustments
from mirstudio.imaging.disk import reason_of
from mirstudio.imaging.files import CODECS, WriteOptions
from mirstudio.jobs.folder import Found
from mirstudio.jobs.job import Job
from mirstudio.jobs.names import OnConflict, tell_apart
from mirstudio.jobs.queue import Wanted
from mirstudio.jobs.template import TEMPLATE, NameFacts, fill_name
from mirstudio.restoration.chain import label_of

UNWRITTEN = "tiff"
"""Format of the results of photos whose own format is read only."""


@dataclass(frozen=True)
class Setting:
    """What is wished for a photo."""

    models: tuple[str, ...]
    """Names of installed models, or paths of checkpoints, in the order in which they run."""
    task: str = "restored"
    scale: int = 1
    adjustments: Adjustments = field(default_factory=Adjustments)
    options: WriteOptions = field(default_factory=WriteOptions)
    tiles: tuple[int, ...] = ()
    """See `Job.tiles`."""
    on_conflict: OnConflict = OnConflict.UNIQUE
    sidecar: bool = True
    template: str = TEMPLATE
    """Name of the result, see `fill_name`."""
    blur: float | None = None
    """See `Job.blur`."""


def make_jobs(
    photos: Sequence[Found],
    out: Path,
    settings: Sequence[Setting],
    first: int = 1,
    taken: Mapping[Path, Path] | None = None,
) -> list[Wanted]:
    """Give each photo its setting and its result's place below `out`, in the photos' own tree.

    `first` is the number of the first photo for `{seq}`; `taken` holds the results of other jobs,
    each with its photo. Raises UsageError when a template makes no sense.
    """
    pairs = list(zip(photos, settings, strict=True))
    folders = [out / photo.folder for photo, _ in pairs]
    stems = [
        fill_name(setting.template, _facts(photo, setting, number))
        for number, (photo, setting) in enumerate(pairs, start=first)
    ]
    suffixes = [suffix_for(photo.path, setting.options.format) for photo, setting in pairs]
    here = {photo.path for photo in photos}
    others = [target for target, source in (taken or {}).items() if source not in here]
    targets = tell_apart(folders, stems, suffixes, others)
    return [
        Wanted(_job(photo, setting, target), setting.models, setting.task)
        for (photo, setting), target in zip(pairs, targets, strict=True)
    ]


def make_folders(wanted: Iterable[Wanted]) -> None:
    """Make the folders that results go into; raises UsageError when one cannot be made."""
    for folder in {one.job.target.parent for one in wanted}:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"The folder {folder} cannot be made: {reason_of(error)}.") from None


def suffix_for(source: Path, wanted: str | None) -> str:
    """Return the suffix of a result: of the wanted format, else the photo's own, else TIFF's."""
    writable = {codec.name: codec.suffixes for codec in CODECS if codec.encode}
    if wanted is not None and wanted in writable:
        return writable[wanted][0]
    known = any(source.suffix.lower() in suffixes for suffixes in writable.values())
    return source.suffix if known else writable[UNWRITTEN][0]


def _facts(photo: Found, setting: Setting, number: int) -> NameFacts:
    return NameFacts(
        name=photo.path.stem,
        task=setting.task,
        model=label_of(_name_of(model) for model in setting.models),
        scale=setting.scale,
        strength=round(setting.adjustments.strength * 100),
        date=_day_of(photo.path) if "{date" in setting.template else "",
        seq=number,
        parent=photo.path.absolute().parent.name,
    )


def _name_of(model: str) -> str:
    path = Path(model)
    return path.stem if path.is_file() else model


def _day_of(path: Path) -> str:
    """Return the day of a file's last change; today where that cannot be told."""
    try:
        return date.fromtimestamp(path.stat().st_mtime).isoformat()
    except OSError:
        return date.today().isoformat()


def _job(photo: Found, setting: Setting, target: Path) -> Job:
    return Job(
        photo.path,
        target,
        setting.on_conflict,
        adjustments=setting.adjustments,
        options=setting.options,
        tiles=setting.tiles,
        blur=setting.blur,
        sidecar=setting.sidecar,
    )

"""From photos chosen in the window to jobs of the batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.gui.edits.edit import Edit
from mirstudio.gui.export_plan import ExportPlan
from mirstudio.restoration.chain import Chain, assumes_blur, label_of, scale_of

if TYPE_CHECKING:
    from mirstudio.jobs.queue import Wanted


@dataclass(frozen=True)
class BatchPhoto:
    """A photo with everything that is wished for it now; later changes do not reach it."""

    path: Path
    edit: Edit
    chain: Chain
    """Empty where the photo is only to be copied."""


def plan_jobs(photos: Sequence[BatchPhoto], plan: ExportPlan, first: int = 1) -> list[Wanted]:
    """Make the jobs of photos and the folders for their results.

    Raises UsageError when the name makes no sense or a folder cannot be made. To be called after
    the worker has imported what jobs need.
    """
    from mirstudio.imaging.files import WriteOptions
    from mirstudio.jobs.copying import UNCHANGED
    from mirstudio.jobs.folder import Found
    from mirstudio.jobs.planning import Setting, make_folders, make_jobs

    wanted: list[Wanted] = []
    for folder in dict.fromkeys(plan.folder_for(photo.path) for photo in photos):
        inside = [photo for photo in photos if plan.folder_for(photo.path) == folder]
        settings = [
            Setting(
                tuple(card.name for card in photo.chain),
                label_of(str(card.task or "restored") for card in photo.chain) or UNCHANGED,
                scale_of(photo.chain),
                photo.edit.adjustments(),
                # A copy is the file itself, unless sliders were moved.
                plan.options if photo.chain else WriteOptions(),
                on_conflict=plan.on_conflict,
                sidecar=bool(photo.chain),
                template=plan.template,
                blur=photo.edit.blur if assumes_blur(photo.chain) else None,
            )
            for photo in inside
        ]
        found = [Found(photo.path) for photo in inside]
        wanted += make_jobs(found, folder, settings, first + len(wanted))
    make_folders(wanted)
    return wanted

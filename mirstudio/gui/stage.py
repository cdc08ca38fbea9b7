"""What can be done next."""

from __future__ import annotations

from collections.abc import Container
from enum import Enum


class Stage(Enum):
    """What can be done next."""

    EMPTY = "no photo is open"
    OPENING = "a photo is being read"
    READY = "a photo is open and can be restored"
    RESTORING = "tiles arrive"
    RESTORED = "the chosen model has restored the photo"
    EXPORTING = "the result is being written"


BUSY = {
    "export": Stage.EXPORTING,
    "open": Stage.OPENING,
    "restore": Stage.RESTORING,
}
"""The stage while an answer is waited for, by what was asked; the first that holds."""
RESTORABLE = (Stage.READY, Stage.RESTORED)
"""Where a restoration or an export can begin."""
WHOLE, FILLING = True, False
"""Whether a restored photo is complete or waits for tiles."""


def settle_stage(asked: Container[str], *, is_open: bool, is_restored: bool) -> Stage:
    """Return the stage that follows from what is waited for and what there is."""
    for kind, stage in BUSY.items():
        if kind in asked:
            return stage
    if not is_open:
        return Stage.EMPTY
    return Stage.RESTORED if is_restored else Stage.READY

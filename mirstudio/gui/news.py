"""What a session has to say, as signals; no widgets here."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class News(QObject):
    """All that can change while a photo is open."""

    blurMoved = Signal()
    """Another blur is assumed for the photo whose result is shown or on its way."""
    stageChanged = Signal(object)
    """The new `Stage`."""
    fileChosen = Signal(object)
    """The path that is being opened, or the one that stays open when that failed, or None."""
    photoOpened = Signal(object, object)
    """`Opened` and the `Picture` to show."""
    resultChanged = Signal(object, bool)
    """`Picture` of the restored photo or None, and whether it is whole."""
    tileArrived = Signal(object)
    """`Region` of the restored photo."""
    tileSketched = Signal(object)
    """`Region` of the restored photo as a first look shows it; its tile will arrive again."""
    nothingKept = Signal()
    """The photo that was opened, or the model that was chosen, has no result yet."""
    tileBegun = Signal(object)
    """`Region` of the restored photo that is being worked on, or None."""
    adjusted = Signal()
    """What is shown of the restored photo has changed; no network ran."""
    edited = Signal(object)
    """Frozenset of the paths for which something else is wished now."""
    slidersMoved = Signal(object)
    """`Sliders` of the open photo."""
    modelChosen = Signal(object, object)
    """The `Card`, and the `Chain` of those that follow it."""
    progressed = Signal(str, float)
    """Words, and the share done from 0 to 1; below 0 when it is not known."""
    exported = Signal(object)
    """Path of the file that was written."""
    said = Signal(str)
    failed = Signal(str)

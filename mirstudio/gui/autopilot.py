"""What a photo suffers from and what would help: measured, suggested, overruled. No widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from mirstudio.gui.asking import Asking
from mirstudio.gui.translate import marked, tr
from mirstudio.gui.worker import Worker
from mirstudio.progress import Progress, Work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirstudio.gui.engine import Opened
    from mirstudio.imaging.measure import Measurements
    from mirstudio.imaging.photo import Photo
    from mirstudio.restoration.autopilot import Suggestion
    from mirstudio.restoration.library import Card


@dataclass(frozen=True)
class Figure:
    """One number of a photo."""

    field: str
    words: str
    unit: str
    explanation: str


FIGURES = (
    Figure("noise", marked("Noise"), "σ", marked("Deviation of the noise in 8-bit levels")),
    Figure(
        "blur",
        marked("Blur"),
        "px",
        marked("Width of the sharpest edges; sharp photos have 0 to 0.7"),
    ),
    Figure("exposure", marked("Exposure"), "EV", marked("Mean light above or below mid-grey")),
    Figure(
        "jpeg", marked("JPEG quality"), "", marked("What the blocks of the file tell of, 1 to 95")
    ),
)


class Autopilot(QObject):
    """Follows the open photo; nothing is done to it unless the user says so."""

    changed = Signal(object, object)
    """`Measurements` or None while there are none, `Suggestion` or None."""

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards: Sequence[Card] = ()
        """The models to choose among."""
        self.measured: Measurements | None = None
        self.suggestion: Suggestion | None = None
        self._path: Path | None = None
        self._asking = Asking(worker, self)
        self._asking.answered.connect(self._take)

    def follow(self, opened: Opened) -> None:
        """Measure the photo that was opened."""
        self.measured = self.suggestion = None
        self.changed.emit(None, None)
        self._asking.ask(measure_photo(opened.photo))

    def overrule(self, field: str, value: float | None) -> None:
        """Take the user's number instead of a measured one; `field`: of a `Figure`."""
        if self.measured is None:
            return
        measured = self.measured
        if field == "noise" and value is not None:
            noise = replace(measured.noise, luma=value, chroma=value)
            measured = replace(measured, noise=noise)
        elif field == "blur":
            measured = replace(measured, blur=value)
        elif field == "exposure" and value is not None:
            measured = replace(measured, exposure=value)
        elif field == "jpeg":
            measured = replace(measured, jpeg_quality=None if value is None else round(value))
        self._take(measured)

    def take_cards(self, cards: Sequence[Card]) -> None:
        """Choose among other models from now on."""
        self.cards = cards
        if self.measured is not None:
            self._take(self.measured)

    @Slot(object)
    def _take(self, measured: Measurements) -> None:
        from mirstudio.restoration.autopilot import suggest

        self.measured = measured
        self.suggestion = suggest(measured, self.cards)
        self.changed.emit(measured, self.suggestion)


def measure_photo(photo: Photo) -> Work[Measurements]:
    """Measure, in a worker."""
    from mirstudio.imaging.measure import measure

    yield Progress(0, 1, "step", tr("measuring"))
    return measure(photo)


def figure_of(measured: Measurements, field: str) -> float | None:
    """The number of a `Figure`."""
    return {
        "noise": measured.noise.sigma,
        "blur": measured.blur,
        "exposure": measured.exposure,
        "jpeg": measured.jpeg_quality,
    }[field]


def figure_words(value: float | None, field: str) -> str:
    """A number for people; empty where nothing was found."""
    if value is None:
        return ""
    if field == "jpeg":
        return f"{value:.0f}"
    return f"{value:+.1f}" if field == "exposure" else f"{value:.1f}"

"""Each photo its own setting: measured, then given the model and the strength that it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mirstudio.errors import MirStudioError
from mirstudio.imaging.files import read_photo
from mirstudio.imaging.measure import Measurements, measure
from mirstudio.progress import Progress, Work
from mirstudio.restoration.autopilot import strength_for, suggest
from mirstudio.restoration.library import Card


@dataclass(frozen=True)
class Choice:
    """What is to be done with a photo; to be looked at, and changed, before it is done."""

    source: Path
    measured: Measurements | None = None
    """None when the photo could not be read."""
    card: Card | None = None
    """The model; None where nothing is needed."""
    strength: float = 1.0
    """0–1."""
    reason: str = ""
    """One sentence for people: why so, or why not at all."""

    @property
    def readable(self) -> bool:
        """Whether the photo could be read."""
        return self.measured is not None

    @property
    def needed(self) -> bool:
        """Whether there is anything to do."""
        return self.card is not None and self.strength > 0


def choose_each(
    sources: Sequence[Path], cards: Sequence[Card], card: Card | None = None
) -> Work[list[Choice]]:
    """Measure photos one by one and choose for each among `cards`; no network runs.

    With `card`, the model is settled and only the strength is chosen. A photo that cannot be read
    becomes a choice that says so.
    """
    choices: list[Choice] = []
    for number, source in enumerate(sources):
        yield Progress(number, len(sources), "photo", "measuring")
        choices.append(_choose(source, cards, card))
    return choices


def _choose(source: Path, cards: Sequence[Card], card: Card | None) -> Choice:
    try:
        measured = measure(read_photo(source))
    except MirStudioError as error:
        return Choice(source, reason=str(error))
    if card is not None:
        return Choice(source, measured, card, strength_for(card.task, measured), _told(measured))
    suggestion = suggest(measured, cards)
    if suggestion is None:
        return Choice(source, measured, reason=f"Nothing is needed. {_told(measured)}")
    return Choice(source, measured, suggestion.card, suggestion.strength, suggestion.reason)


def _told(measured: Measurements) -> str:
    """Return the numbers of a photo as a sentence."""
    blur = "no clear edges" if measured.blur is None else f"edges {measured.blur:.1f} pixels wide"
    return (
        f"Noise has sigma {measured.noise.sigma:.1f} of 255, {blur}, "
        f"exposure {measured.exposure:+.1f} from mid-grey."
    )

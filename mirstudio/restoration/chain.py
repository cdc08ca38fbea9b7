"""What models a photo goes through, one after the other, and in which order; needs no torch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod

from mirstudio.errors import UsageError
from mirstudio.imaging.adjustments import Slider
from mirstudio.restoration.library import Card
from mirstudio.restoration.preset import Task
from mirstudio.restoration.speeds import expected_seconds

Chain = tuple[Card, ...]
"""The models of a restoration in the order in which they run; most have one."""

STEERED = "dasr"
"""The architecture that a degradation embedding steers."""
UNSTEERED = "clean"
"""The variant of those that have learnt one degradation only."""
LEAST_BLUR, MOST_BLUR = 0.05, 1.0
"""Deviations, in pixels of the photo, that can be assumed: what DASR learns for each scale (§4.1
there: up to 2, 3 and 4 pixels of the photos enlarged ×2, ×3 and ×4)."""
BLUR = Slider(
    0, MOST_BLUR, 0, 1, "blur of the photo in its own pixels; the network runs again for it"
)
"""The same for people; at 0 none is assumed."""

ORDER = (
    Task.DEFOCUS,
    Task.DERAIN,
    Task.LOWLIGHT,
    Task.DENOISE,
    Task.DEBLUR,
    Task.RETOUCH,
    Task.SR,
)
"""What is repaired before what. Two views can only be joined while both are as taken; rain lies
before everything else; brightening brings out noise, which deblurring would sharpen; and
enlarging comes last, for it would make whatever is still wrong larger and the work longer."""


def in_order(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Return tasks as they are to follow each other, each once."""
    return tuple(sorted(set(tasks), key=ORDER.index))


def scale_of(chain: Sequence[Card]) -> int:
    """Return the side of a result over that of its photo."""
    return prod(card.scale for card in chain)


def label_of(tasks: Iterable[str]) -> str:
    """Return how a chain is called in names of files: "denoise+sr"."""
    return "+".join(tasks)


def check_chain(names: Sequence[str], views: Sequence[int]) -> None:
    """Raise UsageError where a model behind the first one takes more than one photo."""
    for name, count in list(zip(names, views, strict=True))[1:]:
        if count > 1:
            raise UsageError(f"The model “{name}” takes two views, so it must come first.")


def assumes_blur(chain: Sequence[Card]) -> bool:
    """Return whether it makes sense to assume a blur for a model of the chain.

    What was trained for sharp photos alone is steered by an embedding that means nothing.
    """
    return any(card.architecture == STEERED and card.variant != UNSTEERED for card in chain)


def continuations(card: Card, cards: Sequence[Card]) -> list[Chain]:
    """Return what may sensibly follow a model, with the default models of `cards`.

    The empty chain comes first; then each later task by itself, and each with an enlargement.
    """
    if card.task is None or card.task is Task.SR:
        return [()]
    later = [
        one
        for task in ORDER[ORDER.index(card.task) + 1 :]
        for one in cards
        if one.task is task and one.default and one.views == 1
    ]
    enlargers = [one for one in later if one.task is Task.SR]
    others = [one for one in later if one.task is not Task.SR]
    both = [(one, enlarger) for one in others for enlarger in enlargers]
    return [(), *((one,) for one in (*others, *enlargers)), *both]


def chain_seconds(
    chain: Sequence[Card], megapixels: float, places: Sequence[tuple[str, str]]
) -> float | None:
    """Return how long a photo of `megapixels` will take; None where a model was not measured.

    `places`: device and precision of each model, as wished; see `expected_seconds`.
    """
    seconds = 0.0
    for card, (device, precision) in zip(chain, places, strict=True):
        expected = expected_seconds(card, megapixels, device, precision)
        if expected is None:
            return None
        seconds += expected
        megapixels *= card.scale**2
    return seconds

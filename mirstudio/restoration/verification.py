"""Whether installed models are what their cards say, to the last bit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mirstudio.errors import ModelError
from mirstudio.networks.registry import recognize
from mirstudio.progress import Progress, Work
from mirstudio.restoration.checkpoint import read_checkpoint, tensors_sha256
from mirstudio.restoration.library import Card, ModelLibrary, file_sha256


@dataclass(frozen=True)
class Verification:
    """What became of checking one model."""

    name: str
    path: Path
    """The checkpoint; the card where that is what makes no sense."""
    problem: str = ""
    """What is wrong, one sentence; empty when nothing is."""
    compared: tuple[str, ...] = ()
    """Which checksums its card has: "file", "tensors"."""


def verify_all(library: ModelLibrary) -> Work[list[Verification]]:
    """Check every installed model, and every card that the library had to leave out."""
    verifications = yield from verify_models(library.list())
    damaged = library.unreadable_cards()
    return verifications + [Verification(p.stem, p, str(error)) for p, error in damaged.items()]


def verify_models(cards: Iterable[Card]) -> Work[list[Verification]]:
    """Check the models of these cards."""
    cards = list(cards)
    verifications: list[Verification] = []
    for done, card in enumerate(cards):
        yield Progress(done, len(cards), "model", card.name)
        verifications.append(verify_model(card))
    return verifications


def verify_model(card: Card) -> Verification:
    """Check a model's file, its tensors, and that they make a network that can be built."""
    checksums = {"file": card.sha256, "tensors": card.tensors_sha256}
    compared = tuple(name for name, checksum in checksums.items() if checksum)
    return Verification(card.name, card.path, _problem(card), compared)


def _problem(card: Card) -> str:
    try:
        # The tensors first: they tell a file that was only packed anew from one that lost bits.
        state_dict = read_checkpoint(card.path, keep_precision=True)
        if card.tensors_sha256 and tensors_sha256(state_dict) != card.tensors_sha256:
            return "Its tensors are not those that its card was written for."
        recognize(state_dict).check(state_dict)
        if card.sha256 and file_sha256(card.path) != card.sha256:
            return "Its file has another checksum than its card says."
    except ModelError as error:
        return str(error)
    return ""

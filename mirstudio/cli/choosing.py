"""`--task auto` and `--strength auto`: what each photo needs is measured, told, and then done."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.cli.arguments import AUTO
from mirstudio.cli.console import Console
from mirstudio.cli.wish import Wish, choose_models, read_wish, read_wish_without_model
from mirstudio.errors import UsageError
from mirstudio.progress import run as drain
from mirstudio.restoration.library import ModelLibrary

if TYPE_CHECKING:
    from mirstudio.jobs.choosing import Choice


def read_wishes(
    options: argparse.Namespace,
    photos: Sequence[Path],
    library: ModelLibrary,
    console: Console,
    views: int = 1,
) -> list[Wish | None]:
    """Return what is wished for each photo; None for one that is to be left out.

    Where something is to be chosen, photos are measured, and what was chosen is told. Raises
    UsageError as `read_wish` does.
    """
    if not wants_choosing(options, views):
        return [read_wish(options, library, views)] * len(photos)
    wishes: list[Wish | None] = []
    for choice in choose(options, photos, library, console):
        if not options.json:
            console.result(f"{choice.source}: {describe(choice, options)}")
        wishes.append(wish_for(choice, options, library))
    return wishes


def wants_choosing(options: argparse.Namespace, views: int = 1) -> bool:
    """Whether something is left to be chosen for each photo.

    Raises UsageError for what contradicts that.
    """
    if AUTO not in (options.task, options.strength):
        return False
    if options.task == AUTO and (options.model or options.scale):
        raise UsageError("--task auto chooses the model itself, without --model and --scale.")
    if options.recipe:
        raise UsageError("A recipe leaves nothing to be chosen; leave out “auto”.")
    if views > 1:
        raise UsageError("Nothing can be chosen for a pair; say --task defocus and a strength.")
    return True


def choose(
    options: argparse.Namespace, photos: Sequence[Path], library: ModelLibrary, console: Console
) -> list[Choice]:
    """Measure photos and choose for each."""
    from mirstudio.jobs.choosing import choose_each

    chain = () if options.task == AUTO else choose_models(without_auto(options), library)
    if len(chain) > 1:
        raise UsageError("The strength of several models together is not measured; give a number.")
    work = choose_each(photos, library.list(), *chain)
    return drain(work, console.progress(f"{len(photos)} photos"))


def describe(choice: Choice, options: argparse.Namespace) -> str:
    """Say in a line what is done with a photo, and why."""
    if not choice.readable:
        return choice.reason
    if choice.card is None or not choice.needed:
        return f"{'copied' if options.unneeded == 'copy' else 'skipped'}. {choice.reason}"
    strength = wished_strength(choice, options)
    task = choice.card.task or "restored"
    return f"{task} with {choice.card.name} at {strength:.0%}. {choice.reason}"


def wish_for(choice: Choice, options: argparse.Namespace, library: ModelLibrary) -> Wish | None:
    """Return what the options ask for where this was chosen; None to leave the photo out.

    A photo that cannot be read is to be copied, which fails and is told as any failure is.
    """
    settled = without_auto(options)
    if choice.card is None or not choice.needed:
        left_out = choice.readable and options.unneeded == "skip"
        return None if left_out else read_wish_without_model(settled)
    named = options.model or (choice.card.name,)
    wish = read_wish(argparse.Namespace(**{**vars(settled), "model": named}), library)
    strength = wished_strength(choice, options)
    return replace(wish, adjustments=replace(wish.adjustments, strength=strength))


def wished_strength(choice: Choice, options: argparse.Namespace) -> float:
    """Return the strength, 0–1: the chosen one, unless another is asked for."""
    return choice.strength if options.strength in (None, AUTO) else options.strength / 100


def without_auto(options: argparse.Namespace) -> argparse.Namespace:
    """Return the options with nothing asked for where they say "auto"."""
    settled = {name: None for name in ("task", "strength") if getattr(options, name) == AUTO}
    return argparse.Namespace(**{**vars(options), **settled})

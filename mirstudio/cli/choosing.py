"""`--task auto` and `--strength auto`: what each photo needs is measured, told, and then done."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mirstudio.cli.arguments import AUTO
from mirstudio.cli.console import Console
from mirstudio.cli.wish import Wish, choose_model, read_wish
from mirstudio.errors import UsageError
from mirstudio.progress import run as drain
from mirstudio.restoration.library import Card, ModelLibrary

if TYPE_CHECKING:
    from mirstudio.jobs.choosing import Choice
    from mirstudio.jobs.job import Job

UNCHANGED = "unchanged"
"""Stands in the name of a copy where a result has its task."""


def wants_choosing(options: argparse.Namespace) -> bool:
    """Whether something is left to be chosen for each photo.

    Raises UsageError for what contradicts that.
    """
    if options.task == AUTO and (options.model or options.scale):
        raise UsageError("--task auto chooses the model itself, without --model and --scale.")
    chooses = AUTO in (options.task, options.strength)
    if chooses and options.recipe:
        raise UsageError("A recipe leaves nothing to be chosen; leave out “auto”.")
    return chooses


def choose(
    options: argparse.Namespace,
    photos: Sequence[Path],
    library: ModelLibrary,
    console: Console,
) -> list[Choice]:
    """Measure photos and choose for each; tell what was chosen, and why."""
    from mirstudio.jobs.choosing import choose_each

    card = None if options.task == AUTO else choose_model(without_auto(options), library)
    work = choose_each(photos, library.list(), card)
    choices = drain(work, console.progress(f"{len(photos)} photos"))
    for choice in choices:
        if not choice.readable:
            console.complain(choice.reason)
        elif not options.json:
            console.result(f"{choice.source}: {describe(choice, options)}")
    return choices


def describe(choice: Choice, options: argparse.Namespace) -> str:
    """Say in a line what is done with a photo, and why."""
    if choice.card is None:
        done = "copied" if options.unneeded == "copy" else "skipped"
    else:
        strength = choice.strength if options.strength in (None, AUTO) else options.strength / 100
        done = f"{choice.card.task or 'restored'} with {choice.card.name} at {strength:.0%}"
    return f"{done}. {choice.reason}"


def wish_for(options: argparse.Namespace, library: ModelLibrary, card: Card) -> Wish:
    """Return what the options ask for where `card` was chosen."""
    named = options.model or card.name
    return read_wish(argparse.Namespace(**{**vars(without_auto(options)), "model": named}), library)


def without_auto(options: argparse.Namespace) -> argparse.Namespace:
    """Return the options with nothing asked for where they say "auto"."""
    settled = {name: None for name in ("task", "strength") if getattr(options, name) == AUTO}
    return argparse.Namespace(**{**vars(options), **settled})


def summarize_choice(choice: Choice) -> dict[str, Any]:
    """A choice as plain values for JSON."""
    return {
        "source": str(choice.source),
        "model": choice.card.name if choice.card else None,
        "strength": choice.strength if choice.card else None,
        "reason": choice.reason,
        "measured": asdict(choice.measured) if choice.measured else None,
    }


def keep(job: Job, console: Console) -> bool:
    """Copy a photo that needs nothing; return whether that went well."""
    from mirstudio.errors import MirStudioError
    from mirstudio.jobs.choosing import copy_photo

    try:
        target = copy_photo(job)
    except MirStudioError as error:
        console.complain(str(error))
        return False
    told = f"→ {target}, unchanged" if target else f"skipped, {job.target} exists"
    console.say(f"{job.source} {told}")
    return True

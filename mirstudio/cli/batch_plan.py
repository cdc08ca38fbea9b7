"""What a batch will do, told before it begins."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mirstudio.cli.console import Console, about
from mirstudio.cli.wish import Wish
from mirstudio.progress import run as drain
from mirstudio.restoration.library import ModelLibrary

if TYPE_CHECKING:
    from mirstudio.jobs.preflight import Outlook, Preflight
    from mirstudio.jobs.queue import Wanted


def look_ahead(
    wanted: list[Wanted], wishes: Sequence[Wish | None], library: ModelLibrary, console: Console
) -> Preflight:
    """Look at the photos and at what is known of their models."""
    from mirstudio.jobs.preflight import Outlook, preflight

    by_models = {wish.models: wish for wish in wishes if wish is not None}

    def outlook(models: tuple[str, ...]) -> Outlook:
        wish = by_models[models]
        return Outlook(wish.scale, wish.seconds)

    return drain(preflight(wanted, outlook), console.progress("Preflight"))


def tell_plan(
    options: argparse.Namespace, wanted: list[Wanted], expected: Preflight, console: Console
) -> None:
    """Print what would be done."""
    rows = [
        {
            "source": one.job.source,
            "target": one.job.target,
            "model": ",".join(one.models) or None,
            "strength": round(one.job.adjustments.strength * 100) if one.models else None,
        }
        for one in wanted
    ]
    if options.json:
        console.result_json({**as_values(expected), "items": rows})
        return
    for line in sentences(expected):
        console.result(line)
    for row in rows:
        console.result(f"{row['source']} → {row['target']}")


def as_values(expected: Preflight) -> dict[str, object]:
    """Return a preflight as plain values."""
    return {
        "photos": expected.photos,
        "megapixels": round(expected.megapixels, 3),
        "seconds": None if expected.seconds is None else round(expected.seconds, 1),
        "bytes_needed": expected.bytes_needed,
        "bytes_free": expected.bytes_free,
        "clashes": [{"target": target, "then": str(then)} for target, then in expected.clashes],
        "problems": list(expected.problems),
    }


def sentences(expected: Preflight) -> list[str]:
    """Say a preflight in a few lines."""
    lines = [f"{expected.photos} photos, {expected.megapixels:.1f} megapixels: {_time(expected)}."]
    disk = f"The results take at most {_gigabytes(expected.bytes_needed)}"
    if expected.bytes_free is not None:
        disk += f" of {_gigabytes(expected.bytes_free)} that are free"
    lines.append(f"{disk}{'; they may not fit' if expected.is_short_of_disk else ''}.")
    if expected.clashes:
        then = {
            "unique": "get a number",
            "skip": "are skipped",
            "overwrite": "replace what is there",
        }[str(expected.clashes[0][1])]
        lines.append(f"{len(expected.clashes)} results have names that are taken, and {then}.")
    return [*lines, *expected.problems]


def _time(expected: Preflight) -> str:
    if expected.seconds is None:
        return "how long that takes is not known before “mirstudio benchmark”"
    return f"{about(expected.seconds)} of the network"


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e8 else f"{count / 1e6:.1f} MB"

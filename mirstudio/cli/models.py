"""`mirstudio models`: what is installed, and installing more."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from mirstudio.cli.arguments import positive, task, told_as_usage
from mirstudio.cli.console import Console
from mirstudio.paths import user_models_folder
from mirstudio.progress import run as drain
from mirstudio.restoration.library import Card, ModelLibrary, read_card
from mirstudio.restoration.preset import Task

SUMMARY = "List, show, import or verify models"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `models`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="list all models", description="List all models.")
    listing.set_defaults(run=run_list)
    show = actions.add_parser("show", help="show one model", description="Show one model.")
    show.set_defaults(run=run_show)
    show.add_argument("name", metavar="NAME|FILE", help="an installed model, or a checkpoint")
    taking = actions.add_parser(
        "import", help="install a checkpoint", description="Install a checkpoint from anywhere."
    )
    taking.set_defaults(run=run_import)
    taking.add_argument("file", type=Path, metavar="FILE", help=".safetensors, .pth, .pt or .ckpt")
    taking.add_argument("--name", help="what to call it")
    taking.add_argument("--task", type=task, metavar="TASK", help=", ".join(Task))
    taking.add_argument("--scale", type=positive, metavar="N", help="how much it enlarges")
    taking.add_argument("--licence", default="unknown", help="under which it is yours")
    verifying = actions.add_parser(
        "verify", help="check models for damage", description="Check models for damage."
    )
    verifying.set_defaults(run=run_verify)
    verifying.add_argument("names", nargs="*", metavar="NAME|FILE", help="instead of all")
    for parser_with_results in (listing, show, verifying):
        parser_with_results.add_argument("--json", action="store_true", help="print JSON")


def run_list(options: argparse.Namespace, console: Console) -> int:
    """Print a line for each model, each task's default with a star."""
    cards = ModelLibrary().list()
    if options.json:
        console.result_json([describe(card) for card in cards])
        return 0
    if not cards:
        console.say("No model is installed.")
    width = max((len(card.name) for card in cards), default=0)
    for card in cards:
        star = "*" if card.default else " "
        scale = f" ×{card.scale}" if card.scale > 1 else ""
        task = f"{card.task or '?'}{scale}"
        console.result(f"{star} {card.name:{width}}  {task:9}  {card.licence:10}  {card.title}")
    return 0


def run_show(options: argparse.Namespace, console: Console) -> int:
    """Print everything a model's card says.

    Raises UsageError when there is no such model.
    """
    with told_as_usage():
        card = ModelLibrary().card(options.name)
    facts = describe(card)
    if options.json:
        console.result_json(facts)
        return 0
    for name, value in facts.items():
        if value not in ("", None, [], {}):
            console.result(f"{name + ':':16}{_one_line(value)}")
    return 0


def run_import(options: argparse.Namespace, console: Console) -> int:
    """Install a checkpoint for this user; print where it lies, and say what it may be used for."""
    from mirstudio.restoration.importing import import_checkpoint

    path = import_checkpoint(
        options.file,
        user_models_folder(),
        name=options.name,
        task=options.task,
        scale=options.scale,
        licence=options.licence,
    )
    console.result(str(path))
    card = read_card(path.with_suffix(".toml"))
    if card.commercial:
        console.say(f"Its licence, {card.licence}, allows paid work.")
    else:
        console.complain(f"Its licence is {card.licence}: not for paid work.")
    return 0


def run_verify(options: argparse.Namespace, console: Console) -> int:
    """Print a line for each model; exit code 1 when one is damaged."""
    library = ModelLibrary()
    with told_as_usage():
        cards = [library.card(name) for name in options.names]
    from mirstudio.restoration.verification import verify_all, verify_models

    work = verify_models(cards) if cards else verify_all(library)
    verifications = drain(work, console.progress("models"))
    if options.json:
        console.result_json([asdict(one) for one in verifications])
    else:
        for one in verifications:
            console.result(f"{one.name}: {one.problem or _sound(one.compared)}")
    return 1 if any(one.problem for one in verifications) else 0


def _sound(compared: Sequence[str]) -> str:
    """Say what a sound model was held to."""
    if not compared:
        return "can be read; its card has no checksum"
    return f"sound ({' and '.join(compared)} as on its card)"


def describe(card: Card) -> dict[str, Any]:
    """The card as plain values."""
    values = {field.name: getattr(card, field.name) for field in fields(card)}
    plain = {"path": str(card.path), "task": card.task and str(card.task), "data": list(card.data)}
    mappings = {"metrics": dict(card.metrics), "seconds_per_mp": dict(card.seconds_per_mp)}
    return values | plain | mappings | {"known_failures": list(card.known_failures)}


def _one_line(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_one_line(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "; ".join(_one_line(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)

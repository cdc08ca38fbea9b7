"""`mirstudio watch`: a hot folder, whose photos are restored as they arrive."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.cli.batch import add_folder_arguments, complaining, search_of, setting_of
from mirstudio.cli.choosing import read_wishes, wants_choosing
from mirstudio.cli.console import Console
from mirstudio.cli.wish import load_models, read_wish
from mirstudio.errors import UsageError
from mirstudio.paths import state_folder
from mirstudio.progress import Progress
from mirstudio.progress import run as drain
from mirstudio.restoration.library import ModelLibrary

if TYPE_CHECKING:
    from mirstudio.jobs.folder import Found
    from mirstudio.jobs.planning import Setting
    from mirstudio.jobs.queue import Queue
    from mirstudio.restoration.model import RestorationModel

SUMMARY = "Restore photos as they arrive in a folder"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `watch`."""
    parser.set_defaults(run=run)
    add = parser.add_argument
    add_folder_arguments(parser, "where photos arrive")
    settled = "a file is complete when it has not changed for so many seconds (2)"
    add("--settled", type=seconds, default=2.0, metavar="SECONDS", help=settled)
    every = "look so often, whether the system tells of a change or not (5)"
    add("--every", type=seconds, default=5.0, metavar="SECONDS", help=every)
    add("--once", action="store_true", help="end when all that is there is done")
    add("--jobs-file", type=Path, metavar="FILE", help="the journal (in the user's state folder)")
    add("--json", action="store_true", help="print a line of JSON as each photo ends")


def run(options: argparse.Namespace, console: Console) -> int:
    """Watch until interrupted, or with --once until all is done; 1 if a photo failed."""
    from mirstudio.jobs.hot_folder import HotFolder
    from mirstudio.jobs.item import State
    from mirstudio.jobs.watch import watch

    if not options.folder.is_dir():
        raise UsageError(f"There is no folder {options.folder}.")
    library = ModelLibrary()
    # Where the folders are does not change with the place that the program was started from.
    folder, out = options.folder.absolute(), options.output.absolute()
    hot = HotFolder(folder, out, search_of(options), options.settled)
    # What is chosen for each photo is chosen when it arrives.
    wishes = [] if wants_choosing(options) else [read_wish(options, library)]
    models = load_models(wishes, library, console)
    queue = open_queue(options.jobs_file or journal_path(folder, out), options, models)

    def settle(photos: Sequence[Found]) -> list[Setting | None]:
        wishes = read_wishes(options, [photo.path for photo in photos], library, console)
        return [None if wish is None else setting_of(wish, options) for wish in wishes]

    def load(name: str, device: str, precision: str) -> RestorationModel:
        if name not in models:
            models[name] = library.load(name, device, precision)
        return models[name]

    try:
        hot.mark()
        work = watch(hot, queue, load, settle, once=options.once, look_seconds=options.every)
        drain(work, telling(console, folder.name, as_json=options.json))
        return 1 if any(item.state is State.FAILED for item in queue.items()) else 0
    finally:
        queue.close()
        hot.unmark()


def open_queue(
    path: Path, options: argparse.Namespace, models: Mapping[str, RestorationModel]
) -> Queue:
    """Take up what an earlier watch left; what it did is not done again.

    Raises UsageError when another one is at work with it.
    """
    from mirstudio.jobs.journal import Journal
    from mirstudio.jobs.queue import Place, Queue, settled_place
    from mirstudio.jobs.recovery import recover

    path.parent.mkdir(parents=True, exist_ok=True)
    queue = Queue(Journal(path), Place(options.device, options.precision))
    recover(queue, done_is_done=True)
    for name, model in models.items():
        queue.settle(name, settled_place(model, queue.place_of(name)))
    return queue


def journal_path(folder: Path, out: Path) -> Path:
    """Return where the journal of a watch lies: not in a folder that may be unplugged."""
    both = hashlib.sha256(f"{folder}\n{out}".encode()).hexdigest()
    return state_folder() / "watch" / f"{both[:16]}.sqlite"


def telling(console: Console, subject: str, *, as_json: bool) -> Callable[[Progress], None]:
    """Return a reporter that tells of each photo as it ends, and of failures in any case."""
    from mirstudio.jobs.item import ENDED, State
    from mirstudio.jobs.ledger import BatchProgress
    from mirstudio.jobs.report import describe

    draw = complaining(console, subject)

    def report(progress: Progress) -> None:
        item = progress.item if isinstance(progress, BatchProgress) else None
        if item is not None and item.state in ENDED:
            if as_json:
                console.result_json_line(describe(item))
            elif item.state is State.DONE:
                console.say(f"{item.job.source} → {item.result}")
        draw(progress)

    return report


def seconds(text: str) -> float:
    """Read a number of seconds."""
    value = float(text)
    if not 0 <= value <= 86400:
        raise argparse.ArgumentTypeError(f"{text} is no reasonable number of seconds")
    return value

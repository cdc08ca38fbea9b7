"""`mirstudio batch`: a folder of photos, with a journal that survives a power cut."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.cli.arguments import add_wish_arguments
from mirstudio.cli.console import Console
from mirstudio.cli.wish import Wish, load_model, read_wish
from mirstudio.errors import MirStudioError, UsageError
from mirstudio.progress import Progress
from mirstudio.progress import run as drain
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.views import check_views

if TYPE_CHECKING:
    from mirstudio.jobs.batch import Load
    from mirstudio.jobs.folder import Search
    from mirstudio.jobs.planning import Setting
    from mirstudio.jobs.queue import Queue, Wanted
    from mirstudio.restoration.model import RestorationModel

SUMMARY = "Restore the photos of a folder"
JOURNAL = ".mirstudio-batch.sqlite"
"""Lies in the output folder unless --jobs-file says otherwise."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `batch`."""
    parser.set_defaults(run=run)
    add = parser.add_argument
    add("folder", type=Path, metavar="FOLDER", help="photos to restore")
    add("-o", "--output", type=Path, required=True, metavar="OUT", help="folder of the results")
    add_wish_arguments(parser)
    add_folder_arguments(parser)
    add("--recursive", action="store_true", help="folders in it, too; their tree is kept")
    add("--resume", action="store_true", help="go on where a batch into OUT was interrupted")
    add("--jobs-file", type=Path, metavar="FILE", help=f"the journal (OUT/{JOURNAL})")
    add("--dry-run", action="store_true", help="only tell what would be done")
    reports = "write what was done as .json or .html; may be repeated"
    add("--report", type=Path, action="append", default=[], metavar="FILE", help=reports)
    add("--json", action="store_true", help="print what was done as JSON")


def add_folder_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare which files of a folder count and how their results are called."""
    add = parser.add_argument
    only = "photos that count, such as *.jpg; may be repeated"
    add("--only", action="append", default=[], metavar="PATTERN", help=only)
    skip = "photos that do not count; may be repeated"
    add("--skip", action="append", default=[], metavar="PATTERN", help=skip)
    pairs = ("raw", "jpeg", "both")
    add("--pairs", choices=pairs, default="both", help="which of a RAW and its JPEG (both)")
    tokens = "{name} {task} {model} {scale} {strength} {date} {seq:4} {parent}"
    add("--name", default="{name}-{task}", metavar="TEMPLATE", help=f"of results: {tokens}")
    add("--sidecar", action=argparse.BooleanOptionalAction, default=True, help="write recipes")


def run(options: argparse.Namespace, console: Console) -> int:
    """Work off a folder; photos that fail do not stop the others."""
    from mirstudio.jobs.report import check_report_path

    for path in options.report:
        check_report_path(path)
    library = ModelLibrary()
    queue = _interrupted(options)
    if queue is not None:
        return work_off(options, queue, library.load, console)
    wish = read_wish(options, library)
    wanted = find_work(options, wish, console)
    if options.dry_run:
        return tell_plan(options, wanted, console)
    model = load_model(wish, library)
    for notice in model.notices:
        console.complain(notice)
    check_views(model.name, model.architecture.views, 1)
    queue = begin_queue(options, wish, wanted, model)

    def load(name: str, device: str, precision: str) -> RestorationModel:
        here = (wish.model, model.device.kind, model.precision)
        return model if (name, device, precision) == here else library.load(name, device, precision)

    return work_off(options, queue, load, console)


def find_work(options: argparse.Namespace, wish: Wish, console: Console) -> list[Wanted]:
    """Settle what becomes of each photo of the folder and where it goes.

    Raises UsageError when there is none.
    """
    from mirstudio.jobs.folder import find_photos
    from mirstudio.jobs.planning import make_jobs

    def complain(error: MirStudioError) -> None:
        console.complain(str(error))

    found = find_photos(options.folder, search_of(options), options.output, complain)
    if not found:
        raise UsageError(f"There are no photos in {options.folder}.")
    return make_jobs(found, options.output, [setting_of(wish, options)] * len(found))


def begin_queue(
    options: argparse.Namespace, wish: Wish, wanted: list[Wanted], model: RestorationModel
) -> Queue:
    """Make the folders and the journal; from then on nothing can be lost."""
    from mirstudio.jobs.journal import Journal
    from mirstudio.jobs.planning import make_folders
    from mirstudio.jobs.queue import Place, Queue
    from mirstudio.restoration.device import thread_count

    make_folders(wanted)
    path = journal_path(options)
    remove_journal(path)
    queue = Queue(Journal(path))
    queue.settle(wish.model, Place(model.device.kind, model.precision, thread_count()))
    queue.add(wanted)
    return queue


def work_off(options: argparse.Namespace, queue: Queue, load: Load, console: Console) -> int:
    """Run a queue to its end and tell what became of it."""
    from mirstudio.jobs.batch import run_batch
    from mirstudio.jobs.item import State
    from mirstudio.jobs.report import summarize, summary, write_report

    try:
        report = drain(run_batch(queue, load), complaining(console, options.folder.name))
    except KeyboardInterrupt:
        console.complain("What is done is kept; --resume goes on.")
        raise
    finally:
        queue.close()
    for path in options.report:
        drain(write_report(report, path), console.progress(path.name))
    if options.json:
        console.result_json(summarize(report))
    console.say(summary(report))
    return 1 if report.count(State.FAILED) else 0


def journal_path(options: argparse.Namespace) -> Path:
    """Return where the journal lies."""
    return options.jobs_file or options.output / JOURNAL


def remove_journal(path: Path) -> None:
    """Remove the journal of a batch that has ended, and what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _interrupted(options: argparse.Namespace) -> Queue | None:
    """Return what was interrupted, ready to go on; None where there is nothing.

    Raises UsageError when it is unfinished and nobody asked to go on.
    """
    path = journal_path(options)
    if not path.exists():
        return None
    from mirstudio.jobs.item import ENDED
    from mirstudio.jobs.journal import Journal
    from mirstudio.jobs.queue import Queue
    from mirstudio.jobs.recovery import recover

    queue = Queue(Journal(path))
    items = queue.items()
    if items and options.resume and not options.dry_run:
        recover(queue)
        return queue
    queue.close()
    left = sum(item.state not in ENDED for item in items)
    if left and not options.resume:
        raise UsageError(
            f"A batch into {options.output} was interrupted, {left} of {len(items)} photos to go.",
            f"Go on with --resume, or delete {path} to begin anew.",
        )
    return None


def setting_of(wish: Wish, options: argparse.Namespace) -> Setting:
    """Return what is wished for every photo."""
    from mirstudio.jobs.names import OnConflict
    from mirstudio.jobs.planning import Setting

    return Setting(
        wish.model,
        wish.label,
        wish.card.scale,
        wish.adjustments,
        wish.output,
        wish.tile,
        OnConflict(options.on_conflict),
        options.sidecar,
        options.name,
    )


def search_of(options: argparse.Namespace) -> Search:
    """Return which files count."""
    from mirstudio.jobs.folder import Pairs, Search

    return Search(options.recursive, options.only, options.skip, Pairs(options.pairs))


def tell_plan(options: argparse.Namespace, wanted: list[Wanted], console: Console) -> int:
    """Print what would be done."""
    rows = [{"source": one.job.source, "target": one.job.target} for one in wanted]
    if options.json:
        console.result_json(rows)
    else:
        for row in rows:
            console.result(f"{row['source']} → {row['target']}")
    return 0


def complaining(console: Console, subject: str) -> Callable[[Progress], None]:
    """Return a reporter that also tells of each photo that failed."""
    from mirstudio.jobs.batch import BatchProgress
    from mirstudio.jobs.item import State

    draw = console.progress(subject)

    def report(progress: Progress) -> None:
        item = progress.item if isinstance(progress, BatchProgress) else None
        if item is not None and item.state is State.FAILED:
            console.complain(item.problem)
        draw(progress)

    return report

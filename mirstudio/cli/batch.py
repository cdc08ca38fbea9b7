"""`mirstudio batch`: a folder of photos, with a journal that survives a power cut."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mirstudio.cli.arguments import add_name_argument, add_wish_arguments
from mirstudio.cli.batch_plan import look_ahead, sentences, tell_plan
from mirstudio.cli.choosing import read_wishes
from mirstudio.cli.console import Console
from mirstudio.cli.wish import Wish, anywhere, load_models, places_of
from mirstudio.errors import MirStudioError, UsageError
from mirstudio.progress import Progress, Work
from mirstudio.progress import run as drain
from mirstudio.restoration.library import ModelLibrary

if TYPE_CHECKING:
    from mirstudio.jobs.batch import Load
    from mirstudio.jobs.folder import Found, Search
    from mirstudio.jobs.ledger import BatchReport
    from mirstudio.jobs.planning import Setting
    from mirstudio.jobs.queue import Place, Queue, Wanted
    from mirstudio.jobs.sent import SentModel
    from mirstudio.restoration.model import RestorationModel

SUMMARY = "Restore the photos of a folder"
JOURNAL = ".mirstudio-batch.sqlite"
"""Lies in the output folder unless --jobs-file says otherwise."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `batch`."""
    parser.set_defaults(run=run)
    add = parser.add_argument
    add_folder_arguments(parser, "photos to restore")
    add("--resume", action="store_true", help="go on where a batch into OUT was interrupted")
    add("--jobs-file", type=Path, metavar="FILE", help=f"the journal (OUT/{JOURNAL})")
    add("--cluster", metavar="ADDRESS", help="restore on the workers of this Dask scheduler")
    shared = "the workers see the same folders; nothing needs to be sent to them"
    add("--shared", action="store_true", help=shared)
    add("--dry-run", action="store_true", help="only tell what would be done")
    reports = "write what was done as .json or .html; may be repeated"
    add("--report", type=Path, action="append", default=[], metavar="FILE", help=reports)
    add("--json", action="store_true", help="print what was done as JSON")


def add_folder_arguments(parser: argparse.ArgumentParser, folder: str) -> None:
    """Declare a folder, described by `folder`, which of its files count, and what they become."""
    add = parser.add_argument
    add("folder", type=Path, metavar="FOLDER", help=folder)
    add("-o", "--output", type=Path, required=True, metavar="OUT", help="folder of the results")
    add_wish_arguments(parser)
    add("--recursive", action="store_true", help="folders in it, too; their tree is kept")
    only = "photos that count, such as *.jpg; may be repeated"
    add("--only", action="append", default=[], metavar="PATTERN", help=only)
    skip = "photos that do not count; may be repeated"
    add("--skip", action="append", default=[], metavar="PATTERN", help=skip)
    pairs = ("raw", "jpeg", "both")
    add("--pairs", choices=pairs, default="both", help="which of a RAW and its JPEG (both)")
    add_name_argument(parser)
    add("--sidecar", action=argparse.BooleanOptionalAction, default=True, help="write recipes")


def run(options: argparse.Namespace, console: Console) -> int:
    """Work off a folder; photos that fail do not stop the others."""
    from mirstudio.jobs.report import check_report_path

    for path in options.report:
        check_report_path(path)
    library = ModelLibrary()
    queue = _interrupted(options)
    if queue is not None:
        return work_off(options, queue, work_on(options, queue, library, library.load), console)
    found = find_work(options, console)
    wishes = read_wishes(options, [photo.path for photo in found], library, console)
    wanted = plan_work(options, found, wishes)
    expected = look_ahead(wanted, wishes, library, console)
    if options.dry_run:
        tell_plan(options, wanted, expected, console)
        return 0
    tell = console.complain if expected.is_short_of_disk else console.say
    for line in sentences(expected):
        tell(line)
    wished = [wish for wish in wishes if wish is not None]
    # The workers have devices of their own; here it is only seen whether the models are right.
    models = load_models(map(anywhere, wished) if options.cluster else wished, library, console)
    queue = begin_queue(options, wanted, places_of(wished) if options.cluster else here(models))

    def load(name: str, device: str, precision: str) -> RestorationModel:
        model = models.get(name)
        if model is not None and (device, precision) == (model.device.kind, model.precision):
            return model
        return library.load(name, device, precision)

    return work_off(options, queue, work_on(options, queue, library, load), console)


def find_work(options: argparse.Namespace, console: Console) -> list[Found]:
    """Return the photos of the folder; raises UsageError when there is none."""
    from mirstudio.jobs.folder import find_photos

    def complain(error: MirStudioError) -> None:
        console.complain(str(error))

    found = find_photos(options.folder, search_of(options), options.output, complain)
    if not found:
        raise UsageError(f"There are no photos in {options.folder}.")
    return found


def plan_work(
    options: argparse.Namespace, found: list[Found], wishes: list[Wish | None]
) -> list[Wanted]:
    """Settle what becomes of each photo and where it goes."""
    from mirstudio.jobs.planning import make_jobs

    wished = [(photo, wish) for photo, wish in zip(found, wishes, strict=True) if wish is not None]
    settings = [setting_of(wish, options) for _, wish in wished]
    return make_jobs([photo for photo, _ in wished], options.output, settings)


def begin_queue(
    options: argparse.Namespace, wanted: list[Wanted], places: Mapping[str, Place]
) -> Queue:
    """Make the folders and the journal; from then on nothing can be lost.

    Where nothing is to be done, nothing is made.
    """
    from mirstudio.jobs.journal import Journal
    from mirstudio.jobs.planning import make_folders
    from mirstudio.jobs.queue import Queue

    if not wanted:
        return Queue()
    make_folders(wanted)
    path = journal_path(options)
    remove_journal(path)
    queue = Queue(Journal(path))
    for name, place in places.items():
        queue.settle(name, place)
    queue.add(wanted)
    return queue


def here(models: Mapping[str, RestorationModel]) -> dict[str, Place]:
    """Return where the models that are loaded run."""
    from mirstudio.jobs.queue import Place, settled_place

    return {name: settled_place(model, Place()) for name, model in models.items()}


def work_on(
    options: argparse.Namespace, queue: Queue, library: ModelLibrary, load: Load
) -> Work[BatchReport]:
    """Return the work of a batch: on this machine, or on a cluster."""
    if not options.cluster:
        from mirstudio.jobs.batch import run_batch

        return run_batch(queue, load)
    from mirstudio.jobs.cluster import run_on_cluster
    from mirstudio.jobs.sent import pack_model

    def send(name: str) -> SentModel:
        return pack_model(library.card(name))

    return run_on_cluster(queue, send, options.cluster, shared=options.shared)


def work_off(
    options: argparse.Namespace, queue: Queue, work: Work[BatchReport], console: Console
) -> int:
    """Run a queue to its end and tell what became of it."""
    from mirstudio.jobs.item import State
    from mirstudio.jobs.report import summarize, summary, write_report

    try:
        report = drain(work, complaining(console, options.folder.name))
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
        wish.models,
        wish.label,
        wish.scale,
        wish.adjustments,
        wish.output,
        wish.tiles,
        OnConflict(options.on_conflict),
        # A copy is made of nothing that a recipe could tell.
        options.sidecar and bool(wish.models),
        options.name,
        wish.blur,
    )


def search_of(options: argparse.Namespace) -> Search:
    """Return which files count."""
    from mirstudio.jobs.folder import Pairs, Search

    return Search(options.recursive, options.only, options.skip, Pairs(options.pairs))


def complaining(console: Console, subject: str) -> Callable[[Progress], None]:
    """Return a reporter that also tells of each photo that failed."""
    from mirstudio.jobs.item import State
    from mirstudio.jobs.ledger import BatchProgress

    draw = console.progress(subject)

    def report(progress: Progress) -> None:
        item = progress.item if isinstance(progress, BatchProgress) else None
        if item is not None and item.state is State.FAILED:
            console.complain(item.problem)
        draw(progress)

    return report

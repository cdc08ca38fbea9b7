"""`mirstudio restore`: photos from files to files."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mirstudio.cli.arguments import SUFFIXES, TEMPLATE, add_name_argument, add_wish_arguments
from mirstudio.cli.batch import setting_of
from mirstudio.cli.choosing import read_wishes
from mirstudio.cli.console import Console, about
from mirstudio.cli.handover import restore_for_another, wants_handover
from mirstudio.cli.wish import Wish, load_models
from mirstudio.errors import MirStudioError, UsageError
from mirstudio.progress import run as drain
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.preset import Task
from mirstudio.restoration.views import PAIR
from mirstudio.settings import read_settings

if TYPE_CHECKING:
    from mirstudio.jobs.job import Job, JobReport
    from mirstudio.restoration.model import RestorationModel
    from mirstudio.restoration.tile_cache import TileCache

SUMMARY = "Restore photos"

Wished = Sequence[tuple[Path, Wish]]
"""Photos, and what is wished for each."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `restore`."""
    parser.set_defaults(run=run)
    add = parser.add_argument
    sources = parser.add_mutually_exclusive_group(required=True)
    sources.add_argument(
        "inputs",
        nargs="*",
        default=[],
        type=Path,
        metavar="INPUT",
        help="photos; - is standard input",
    )
    sources.add_argument(
        "--pair",
        nargs=PAIR,
        type=Path,
        metavar=("LEFT", "RIGHT"),
        help="the two views of one dual-pixel photo, to be refocused",
    )
    out = "file, or folder (ends in a slash), or - for standard output"
    add("-o", "--output", metavar="OUT", help=out)
    replaced = "replace the TIFF itself, for programs that call an external editor"
    add("--in-place", action="store_true", help=replaced)
    add_wish_arguments(parser)
    add_name_argument(parser)
    add("--sidecar", action="store_true", help="write the recipe beside the result")
    anew = "also restore tiles anew that an earlier run has kept on disk"
    add("--no-cache", action="store_true", help=anew)
    add("--json", action="store_true", help="print what was done as JSON")


def run(options: argparse.Namespace, console: Console) -> int:
    """Restore every input; one that fails does not stop the others.

    Raises UsageError when it is not said where results go.
    """
    if wants_handover(options):
        return restore_for_another(options, console, restore_files)
    if options.output is None:
        raise UsageError("Say where the result goes with -o.")
    return restore_files(options, console)


def restore_files(options: argparse.Namespace, console: Console) -> int:
    """Restore files to files."""
    library = ModelLibrary()
    if options.pair and not (options.task or options.model or options.recipe):
        # Nothing else takes two views.
        options.task = (Task.DEFOCUS,)
    sources = options.pair[:1] if options.pair else options.inputs
    for folder in filter(Path.is_dir, sources):
        raise UsageError(f"{folder} is a folder: mirstudio batch restores the photos of one.")
    wishes = read_wishes(options, sources, library, console, views_of(options))
    wished = [(s, wish) for s, wish in zip(sources, wishes, strict=True) if wish is not None]
    # Everything that can be refused is, before the second that loading torch takes.
    jobs = plan_jobs(options, wished)
    made = make_folders(jobs, options.output)
    try:
        say_expectation(wished, console)
        models = load_models([w for _, w in wished], library, console, views_of(options))
        cache = open_cache(options)
        reports: list[JobReport] = []
        for job, (_, wish) in zip(jobs, wished, strict=True):
            report = run_one(job, [models[name] for name in wish.models], console, cache)
            if report is not None:
                reports.append(report)
    finally:
        remove_empty(made)
    if options.json:
        console.result_json([summarize(report) for report in reports])
    return 0 if len(reports) == len(jobs) else 1


def say_expectation(wished: Wished, console: Console) -> None:
    """Tell how long it will take, where this machine has been measured."""
    paces = [(source, wish.seconds(1)) for source, wish in wished if wish.chain]
    if not paces or None in (pace for _, pace in paces):
        return
    from mirstudio.imaging.size import megapixels_of

    sizes = [(megapixels_of(source) or 0.0, pace or 0.0) for source, pace in paces]
    seconds = sum(size * pace for size, pace in sizes)
    if seconds:
        console.say(f"{sum(size for size, _ in sizes):.1f} megapixels, {about(seconds)}")


def views_of(options: argparse.Namespace) -> int:
    """Return how many photos go into one result."""
    return PAIR if options.pair else 1


def plan_jobs(options: argparse.Namespace, wished: Wished) -> list[Job]:
    """Settle what becomes of each photo and where it goes: names in a folder, or one file.

    Raises UsageError when an output makes no sense or would replace an original.
    """
    from mirstudio.jobs.folder import Found
    from mirstudio.jobs.names import settle_conflict
    from mirstudio.jobs.planning import make_jobs

    out = Path(options.output)
    second = options.pair[-1] if options.pair else None
    originals = frozenset(options.pair or options.inputs)
    found = [Found(source) for source, _ in wished]
    wanted = make_jobs(found, out, [setting_of(wish, options) for _, wish in wished])
    jobs = [replace(one.job, originals=originals, second=second) for one in wanted]
    if not wants_folder(options):
        if options.name != TEMPLATE:
            raise UsageError("--name is for results in a folder.", f"Try {out}{os.sep}.")
        jobs = [
            replace(job, target=_checked_file(out, wish.output.format))
            for job, (_, wish) in zip(jobs, wished, strict=True)
        ]
    for job in jobs:
        settle_conflict(job.target, job.on_conflict, originals)
    return jobs


def wants_folder(options: argparse.Namespace) -> bool:
    """Whether results go into a folder, rather than one into a file."""
    separators = tuple(s for s in (os.sep, os.altsep) if s)
    named = len(options.inputs) > 1 or options.output.endswith(separators)
    return named or Path(options.output).is_dir()


def make_folders(jobs: list[Job], output: str) -> list[Path]:
    """Make the folder that results go to, before hours of work find that it cannot be made.

    Returns what was made, the innermost first. Raises UsageError when it cannot be; a single
    file's folder must be there already.
    """
    if not jobs:
        return []
    folder = jobs[0].target.parent
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    if folder == Path(output):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"The folder {folder} cannot be made: {error.strerror}.") from None
        return missing
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder} for {jobs[0].target.name}.")
    return []


def remove_empty(folders: list[Path]) -> None:
    """Remove those folders to which no result came."""
    with contextlib.suppress(OSError):
        for folder in folders:
            folder.rmdir()


def open_cache(options: argparse.Namespace) -> TileCache | None:
    """Return the user's cache of finished tiles, unless it is not wanted."""
    from mirstudio.restoration.tile_cache import open_tile_cache

    if options.no_cache:
        return None
    return open_tile_cache(read_settings().tile_cache_gigabytes)


def run_one(
    job: Job, models: Sequence[RestorationModel], console: Console, cache: TileCache | None
) -> JobReport | None:
    """Run one job under the eyes of the user, without models a copy; None when it failed."""
    from mirstudio.jobs.copying import copy_photo
    from mirstudio.jobs.job import run_job

    try:
        if models:
            work = run_job(job, *models, cache=cache)
            report = drain(work, console.progress(job.source.name))
        else:
            report = copy_photo(job)
    except MirStudioError as error:
        console.complain(str(error))
        return None
    if report.target is None:
        console.say(f"{job.source}: skipped, {job.target} exists")
    else:
        console.say(f"{job.source} → {report.target} ({report.timings.total:.1f} s)")
        if report.difference.changes:
            console.say(f"  In the file: {'; '.join(report.difference.changes)}.")
        # What is known of the device was told when the model was loaded.
        known = {notice for model in models for notice in model.notices}
        for incident in report.incidents:
            if incident not in known:
                console.say(f"  {incident}")
    return report


def summarize(report: JobReport) -> dict[str, Any]:
    """A report as plain values for JSON."""
    from mirstudio.jobs.report import describe_difference

    return {
        "source": str(report.job.source),
        "second": str(report.job.second) if report.job.second else None,
        "result": None if report.target is None else str(report.target),
        "model": ",".join(report.models) or None,
        "strength": round(report.job.adjustments.strength * 100) if report.models else None,
        "megapixels": round(report.megapixels, 3),
        "difference": describe_difference(report.difference) if report.target else None,
        "incidents": list(report.incidents),
        "seconds": {step: round(value, 3) for step, value in asdict(report.timings).items()},
    }


def _checked_file(out: Path, wanted: str | None) -> Path:
    """Return `out` if its suffix names a format we write, and the one that is wanted."""
    named = _format_of(out.suffix)
    if named is None and wanted is None:
        endings = ", ".join(usual for usual, *_ in SUFFIXES.values())
        raise UsageError(f"{out} should end in {endings}, or in a slash if it is to be a folder.")
    if named is not None and wanted not in (None, named):
        raise UsageError(f"{out} would be {named}, but --format asks for {wanted}.")
    return out


def _format_of(suffix: str) -> str | None:
    return next((name for name, known in SUFFIXES.items() if suffix.lower() in known), None)

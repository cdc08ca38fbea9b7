"""An evaluation as a table for people and as values for JSON."""

from __future__ import annotations

import math
from typing import Any

from mirstudio.training.benchmarks.matlab import Submission
from mirstudio.training.benchmarks.names import Benchmark
from mirstudio.training.benchmarks.published import TAGS, Published, published_for
from mirstudio.training.evaluate import Evaluation, Row
from mirstudio.training.protocols import Score


def as_table(evaluation: Evaluation) -> str:
    """Lay the evaluation out in columns of fixed width."""
    views = list(evaluation.rows[0].means)
    first = next(iter(evaluation.rows[0].means.values()))
    figures = "PSNR SSIM" + ("" if first.mae is None else " MAE")
    figures += "" if first.exposure is None else " EV |EV|"
    head = ["", "", *(f"{view}: {figures}" for view in views), "s/MP"]
    lines = [head, *_lines(evaluation, len(views))]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    rows = [
        "  ".join(
            cell.ljust(width) if i < 2 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join([_title(evaluation), *rows, *explained(evaluation.published)])


def _lines(evaluation: Evaluation, views: int) -> list[list[str]]:
    """All rows by condition, the published ones of each behind our own."""
    lines: list[list[str]] = []
    conditions = dict.fromkeys(row.condition for row in evaluation.rows)
    conditions |= dict.fromkeys(row.condition for row in evaluation.published)
    for condition in conditions:
        ours = [
            [row.method, *(_pair(row.means[v]) for v in row.means), f"{row.seconds_per_mp:.2f}"]
            for row in evaluation.rows
            if row.condition == condition
        ]
        # What the papers report is of one view; the first one is theirs.
        theirs = [
            [method_of(row), figures_of(row), *[""] * views]
            for row in evaluation.published
            if row.condition == condition
        ]
        shown = [condition] + [""] * (len(ours) + len(theirs) - 1)
        lines += [[name, *line] for name, line in zip(shown, ours + theirs, strict=True)]
    return lines


def method_of(row: Published) -> str:
    """Whose figures these are, and how they are known."""
    return f"{row.network}, published [{', '.join(row.tags)}]"


def figures_of(row: Published) -> str:
    """PSNR in dB and, where it is known, SSIM."""
    return f"{row.psnr:.2f} {'–' if row.ssim is None else f'{row.ssim:.3f}'}"


def explained(published: tuple[Published, ...]) -> list[str]:
    """Say in a line each what the tags of published rows mean."""
    used = {tag for row in published for tag in row.tags}
    return [f"[{tag}] {meaning}" for tag, meaning in TAGS.items() if tag in used]


def as_values(evaluation: Evaluation) -> dict[str, Any]:
    """Return what `--json` prints; an infinite PSNR becomes null."""
    request = evaluation.request
    return {
        "task": str(request.task),
        "data": str(request.data),
        "seed": request.seed,
        "photos": evaluation.photos,
        "benchmark": request.benchmark and str(request.benchmark),
        "rows": [_row(row) for row in evaluation.rows],
        "published": [published_values(row) for row in evaluation.published],
    }


def submission_text(submission: Submission) -> str:
    """Say what was written for DND's server, and what the papers got from it."""
    published = published_for(Benchmark.DND, {""})
    work = f"{submission.crops} crops of {submission.photos} photos, restored by {submission.model}"
    lines = [
        f"{work}, are in {submission.folder}.",
        f"Send {submission.folder / 'bundled'} to DND's server, which knows the true photos.",
        *(f"{method_of(row)}: {figures_of(row)}" for row in published),
        *explained(published),
    ]
    return "\n".join(lines)


def submission_values(submission: Submission) -> dict[str, Any]:
    """Return the same as values for JSON."""
    return {
        "benchmark": str(Benchmark.DND),
        "model": submission.model,
        "photos": submission.photos,
        "crops": submission.crops,
        "folder": str(submission.folder),
        "published": [published_values(row) for row in published_for(Benchmark.DND, {""})],
    }


def published_values(row: Published) -> dict[str, Any]:
    """Return a published row as values for JSON."""
    return {
        "condition": row.condition,
        "network": row.network,
        "psnr": row.psnr,
        "ssim": row.ssim,
        "source": [TAGS[tag] for tag in row.tags],
    }


def _title(evaluation: Evaluation) -> str:
    request = evaluation.request
    part = " of the set, spread over it" if request.limit else ""
    subject = request.benchmark or request.task
    return f"{subject} on {request.data}: mean over {evaluation.photos} photos{part}"


def _row(row: Row) -> dict[str, Any]:
    return {
        "condition": row.condition,
        "method": row.method,
        "seconds_per_mp": round(row.seconds_per_mp, 4),
        "means": {view: _values(score) for view, score in row.means.items()},
        "photos": {
            name: {view: _values(score) for view, score in scores.items()}
            for name, scores in row.photos.items()
        },
    }


def _values(score: Score) -> dict[str, float | None]:
    values: dict[str, float | None] = {
        "psnr": round(score.psnr, 4) if math.isfinite(score.psnr) else None,
        "ssim": round(score.ssim, 6),
    }
    further = {
        "mae": score.mae,
        "exposure": score.exposure,
        "exposure_error": score.exposure_error,
    }
    return values | {key: round(value, 6) for key, value in further.items() if value is not None}


def _pair(score: Score) -> str:
    error = "" if score.mae is None else f" {score.mae:.4f}"
    if score.exposure is not None and score.exposure_error is not None:
        error += f" {score.exposure:+.2f} {score.exposure_error:.2f}"
    return f"{score.psnr:.2f} {score.ssim:.4f}{error}"

"""An evaluation as a table for people and as values for JSON."""

from __future__ import annotations

import math
from typing import Any

from mirstudio.training.evaluate import Evaluation, Row
from mirstudio.training.protocols import Score


def as_table(evaluation: Evaluation) -> str:
    """Lay the evaluation out in columns of fixed width."""
    views = list(evaluation.rows[0].means)
    head = ["", "", *(f"{view}: PSNR SSIM" for view in views), "s/MP"]
    lines = [head]
    previous = None
    for row in evaluation.rows:
        shown = row.condition if row.condition != previous else ""
        previous = row.condition
        scores = [_pair(row.means[view]) for view in views]
        lines.append([shown, row.method, *scores, f"{row.seconds_per_mp:.2f}"])
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    rows = [
        "  ".join(
            cell.ljust(width) if i < 2 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join([_title(evaluation), *rows])


def as_values(evaluation: Evaluation) -> dict[str, Any]:
    """Return what `--json` prints; an infinite PSNR becomes null."""
    request = evaluation.request
    return {
        "task": str(request.task),
        "data": str(request.data),
        "seed": request.seed,
        "photos": evaluation.photos,
        "rows": [_row(row) for row in evaluation.rows],
    }


def _title(evaluation: Evaluation) -> str:
    request = evaluation.request
    part = " of the set, spread over it" if request.limit else ""
    return f"{request.task} on {request.data}: mean over {evaluation.photos} photos{part}"


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
    return {
        "psnr": round(score.psnr, 4) if math.isfinite(score.psnr) else None,
        "ssim": round(score.ssim, 6),
    }


def _pair(score: Score) -> str:
    return f"{score.psnr:.2f} {score.ssim:.4f}"

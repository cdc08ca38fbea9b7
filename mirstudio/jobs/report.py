"""What became of a batch, as JSON or as a page with small pictures."""

from __future__ import annotations

import base64
import html
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mirstudio.errors import MirStudioError, UsageError
from mirstudio.imaging.disk import put_in_place
from mirstudio.imaging.files import read_photo
from mirstudio.imaging.read_back import Difference
from mirstudio.imaging.thumbnail import jpeg_thumbnail
from mirstudio.jobs.item import Item, State
from mirstudio.jobs.ledger import BatchReport
from mirstudio.jobs.recipe import sidecar_path
from mirstudio.progress import Progress, Work

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>mirstudio: report of a batch</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em;
  color: #222; background: #fff }}
table {{ border-collapse: collapse; width: 100% }}
td, th {{ border-top: 1px solid #ccc; padding: .5em; text-align: left; vertical-align: top }}
img {{ display: block; max-width: 160px }}
.failed {{ color: #a00 }}
@media (prefers-color-scheme: dark) {{ body {{ color: #ddd; background: #1c1c1c }}
  td, th {{ border-color: #444 }} .failed {{ color: #f88 }} }}
</style>
<h1>Report of a batch</h1>
<p>{summary}</p>
<table><tr><th>Before<th>After<th>Photo<th>Seconds</tr>
{rows}
</table>
</html>
"""


def summarize(report: BatchReport) -> dict[str, Any]:
    """Return a report as plain values."""
    return {
        **{str(state): report.count(state) for state in State},
        "seconds": round(report.seconds, 3),
        "items": [describe(item) for item in report.items],
    }


def describe(item: Item) -> dict[str, Any]:
    """Return what became of an item as plain values."""
    return {
        "source": str(item.job.source),
        "state": str(item.state),
        "result": str(item.result) if item.state is State.DONE else None,
        "sidecar": _sidecar_of(item),
        "problem": item.problem,
        "model": ",".join(item.models) or None,
        "megapixels": round(item.megapixels, 3),
        "difference": describe_difference(item.difference) if item.result else None,
        "incidents": list(item.incidents),
        "seconds": {step: round(value, 3) for step, value in asdict(item.timings).items()},
    }


def describe_difference(difference: Difference) -> dict[str, Any]:
    """Return how a file differs from what was to be in it, as plain values; white is 1."""
    return {
        "largest": round(difference.largest, 6),
        "mean": round(difference.mean, 6),
        "changes": list(difference.changes),
    }


def check_report_path(path: Path) -> Path:
    """Return a report's path; raises UsageError unless it ends in .json or .html."""
    if path.suffix.lower() not in (".json", ".html"):
        raise UsageError(f"The report {path} should end in .json or .html.")
    return path


def write_report(report: BatchReport, path: Path) -> Work[None]:
    """Write a report, replacing an older one; the page's pictures take a while.

    Raises UsageError for another suffix, MirStudioError when it cannot be written.
    """
    if check_report_path(path).suffix.lower() == ".json":
        text = json.dumps(summarize(report), indent=2, ensure_ascii=False) + "\n"
    else:
        rows: list[str] = []
        for done, item in enumerate(report.items):
            yield Progress(done, len(report.items), "photo", "report")
            rows.append(_row(item))
        text = _PAGE.format(summary=summary(report), rows="\n".join(rows))
    put_in_place(text.encode(), path, overwrite=True)


def summary(report: BatchReport) -> str:
    """Say what became of a batch in a line."""
    words = {
        State.DONE: "restored",
        State.SKIPPED: "skipped",
        State.FAILED: "failed",
        State.QUEUED: "not done",
    }
    counts = {word: report.count(state) for state, word in words.items()}
    counts["restored"] -= report.copied
    counts["copied"] = report.copied
    parts = [f"{count} {word}" for word, count in counts.items() if count]
    return f"{', '.join(parts) or 'Nothing to do'}; {report.seconds:.1f} seconds."


def _row(item: Item) -> str:
    result = item.result if item.state is State.DONE else None
    name = html.escape(str(item.job.source))
    seconds = f"{item.timings.total:.1f}" if result else ""
    if item.problem:
        name += f'<br><span class="failed">{html.escape(item.problem)}</span>'
    elif result is None:
        name += f"<br>{html.escape(str(item.state))}"
    else:
        name += f"<br>{html.escape(str(result))}"
        for remark in (*item.difference.changes, *item.incidents):
            name += f"<br>{html.escape(remark)}"
    before = _picture(item.job.source) if result else ""
    return f"<tr><td>{before}<td>{_picture(result)}<td>{name}<td>{seconds}</tr>"


def _picture(path: Path | None) -> str:
    """Return an image element with the picture in it; nothing where it cannot be read."""
    if path is None:
        return ""
    try:
        data = jpeg_thumbnail(read_photo(path))
    except MirStudioError:
        return ""
    return f'<img alt="" src="data:image/jpeg;base64,{base64.b64encode(data).decode()}">'


def _sidecar_of(item: Item) -> str | None:
    if item.state is not State.DONE or item.result is None or not item.job.sidecar:
        return None
    return str(sidecar_path(item.result))

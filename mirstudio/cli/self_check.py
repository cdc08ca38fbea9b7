"""`mirstudio self-check`: whether everything works on this machine."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from mirstudio import __version__
from mirstudio.cli.console import Console
from mirstudio.progress import run as drain
from mirstudio.restoration.library import ModelLibrary

SUMMARY = "Check that device, models, formats and restoring work here"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `self-check`."""
    parser.set_defaults(run=run)
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace, console: Console) -> int:
    """Print a line for each thing that was checked; exit code 1 when one failed."""
    from mirstudio.jobs.self_check import self_check

    findings = drain(self_check(ModelLibrary()), console.progress("self-check"))
    failures = [finding for finding in findings if not finding.passed]
    if options.json:
        rows = [asdict(finding) for finding in findings]
        console.result_json({"version": __version__, "passed": not failures, "findings": rows})
        return 1 if failures else 0
    width = max(len(finding.subject) for finding in findings)
    for finding in findings:
        mark = "ok    " if finding.passed else "FAILED"
        console.result(f"{mark}  {finding.subject:{width}}  {finding.told}")
    if failures:
        console.result(f"{len(failures)} of {len(findings)} checks failed.")
    else:
        console.result(f"mirstudio {__version__} works: {len(findings)} checks passed.")
    return 1 if failures else 0

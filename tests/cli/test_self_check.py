"""`mirstudio self-check`: a line for each check, and an exit code."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from mirstudio.jobs.self_check import Finding
from mirstudio.progress import Progress
from tests.cli.calls import call


def found(*findings: Finding):
    def check(library: object) -> Iterator[Progress]:
        yield Progress(0, 1)
        return list(findings)

    return check


def test_what_works_is_listed(capsys: pytest.CaptureFixture[str]):
    assert call("self-check", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["passed"]
    subjects = [finding["subject"] for finding in told["findings"]]
    assert {"device", "model tiny", "format tiff", "restoration"} <= set(subjects)


def test_a_failure_is_seen(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    findings = Finding("device", "CPU"), Finding("format jpeg", "It fails.", passed=False)
    monkeypatch.setattr("mirstudio.jobs.self_check.self_check", found(*findings))
    assert call("self-check") == 1
    ok, failed, last = capsys.readouterr().out.splitlines()
    assert ok.startswith("ok")
    assert failed.split(maxsplit=1) == ["FAILED", "format jpeg  It fails."]
    assert last == "1 of 2 checks failed."


def test_all_well_is_said_in_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("mirstudio.jobs.self_check.self_check", found(Finding("device", "CPU")))
    assert call("self-check") == 0
    assert "works: 1 checks passed." in capsys.readouterr().out

"""How commands begin and end: exit codes, interrupts, the log."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mirstudio import __version__
from mirstudio.imaging.files import write_photo
from mirstudio.jobs.hot_folder import MARK
from tests.cli.calls import call, names
from tests.restoration.stand_ins import noisy_photo


def test_an_interrupt_is_told_and_ends_with_130(
    photos: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mirstudio.jobs.job.write_photo", interrupted)
    assert call("restore", photos[0], "-o", tmp_path / "out.png", "--task", "denoise") == 130
    assert capsys.readouterr().err == "Cancelled.\n"
    assert not (tmp_path / "out.png").exists()


def test_what_was_not_foreseen_is_told_without_a_traceback(
    photos: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    def broken(*arguments: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("mirstudio.jobs.job.adjust_photo", broken)
    assert call("restore", photos[0], "-o", tmp_path / "out.png", "--task", "denoise") == 1
    message = capsys.readouterr().err
    assert "ZeroDivisionError: by nought" in message
    assert message.count("\n") == 1


@pytest.mark.parametrize("command", [[], ["restore"], ["models"], ["evaluate"], ["train"]])
def test_help_is_short(command: list[str], capsys: pytest.CaptureFixture[str]):
    assert call(*command, "--help") == 0
    text = capsys.readouterr().out
    assert text.startswith("usage: mirstudio")
    assert len(text.splitlines()) < 65


def test_a_mistyped_command_is_not_taken_for_a_photo():
    done = run_process("restroe")
    assert done.returncode == 2
    assert "restroe" in done.stderr
    assert run_process("--version").stdout == f"mirstudio {__version__}\n"


def test_a_window_without_a_screen_is_refused(monkeypatch: pytest.MonkeyPatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    done = run_process("photo.jpg")
    assert done.returncode == 1
    assert done.stderr == "There is no screen; “mirstudio restore” works without one.\n"


def test_the_log_is_kept(home: Path, photos: list[Path], tmp_path: Path):
    done = run_process("restore", photos[0], "-o", tmp_path / "out.png", "--model", "tiny")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert f"mirstudio {__version__}" in (home / "logs" / "mirstudio.log").read_text()


@pytest.mark.parametrize("arguments", ["models list", "restore --help"])
def test_a_reader_that_goes_away_is_no_drama(arguments: str):
    # The reader closes its end before anything is written.
    command = f"{{ sleep 1; {sys.executable} -m mirstudio {arguments}; }} | true"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == ""


if sys.platform != "win32":

    def test_ctrl_c_on_a_terminal_leaves_nothing_half_written(photos: list[Path], tmp_path: Path):
        import pty

        large = tmp_path / "large.png"
        write_photo(noisy_photo(2400, 2400), large)
        out = tmp_path / "out"
        out.mkdir()
        reader, terminal = pty.openpty()
        process = subprocess.Popen(
            [*program(), "restore", large, "-o", out, "--model", "tiny", "--tile", "64"],
            stderr=terminal,
            stdout=subprocess.PIPE,
            # A parent that ignores Ctrl-C, as shells make of background jobs, would pass that on.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        os.close(terminal)
        seen = b""
        while not re.search(rb"tile [1-9]\d* of \d+, \d+%, .*left", seen):
            seen += os.read(reader, 1000)
        process.send_signal(signal.SIGINT)
        stdout, _ = process.communicate(timeout=60)
        rest = os.read(reader, 10000)
        os.close(reader)
        assert process.returncode == 130
        assert stdout == b""
        assert b"Cancelled." in rest
        assert names(out) == []

    def test_a_request_to_end_leaves_no_mark_in_a_hot_folder(photos: list[Path], tmp_path: Path):
        out = tmp_path / "out"
        process = subprocess.Popen(
            [*program(), "watch", photos[0].parent, "-o", out, "--task", "denoise"],
            stderr=subprocess.PIPE,
        )
        while process.poll() is None and not (out / MARK).exists():
            time.sleep(0.05)
        process.terminate()
        _, stderr = process.communicate(timeout=60)
        assert (process.returncode, stderr) == (130, b"Cancelled.\n")
        assert not (out / MARK).exists()


def program() -> list[str]:
    return [sys.executable, "-m", "mirstudio"]


def run_process(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [*program(), *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)

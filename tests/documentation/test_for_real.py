"""Every command of the pages, run by a shell with the models that are shipped: `make soak`."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.documentation.as_typed import BEFORE, CLUSTER, ENDLESS, reason_not_to_run, typed
from tests.documentation.pages import ROOT, Command, commands
from tests.documentation.scene import missing, set_up_reader

PATIENCE = 600
"""Seconds that a command may take; on a quiet machine none takes more than a tenth of it."""
OURS = ("benchmarks", "docs", "mirstudio", "models", "resources", "tests", "tools")
"""What a reader who sits in the sources sees besides their own files."""
ALONE = [one for one in commands() if not re.match(f"{CLUSTER}|{ENDLESS}", one.text)]
TYPED = {typed(command): command for command in ALONE}
WATCHING = sorted({typed(one) for one in commands() if re.match(ENDLESS, one.text)})

pytestmark = [pytest.mark.soak, pytest.mark.timeout(2 * PATIENCE)]


class Reader:
    """Somebody with a shell, in a folder with what the pages take for granted."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "folder"
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self._environment = {**os.environ, "PATH": path, "MIRSTUDIO_HOME": str(place / "home")}

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        """Type a line and wait for its end."""
        return subprocess.run(
            line,
            shell=True,
            executable="/bin/bash",
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    @contextmanager
    def running(self, line: str) -> Iterator[subprocess.Popen[bytes]]:
        """Type a line that does not end by itself, and interrupt it in the end."""
        process = subprocess.Popen(
            f"exec {line}",
            shell=True,
            executable="/bin/bash",
            cwd=self.folder,
            env=self._environment,
            start_new_session=True,
            # Begun in the background, the tests themselves may be deaf to it.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("reader-of-all")
    (place / "folder").mkdir()
    set_up_reader(place / "home", place / "folder", missing())
    return place


@pytest.fixture
def reader(prepared: Path, tmp_path: Path) -> Reader:
    place = tmp_path / "reader"
    shutil.copytree(prepared, place)
    for name in OURS:
        (place / "folder" / name).symlink_to(ROOT / name)
    return Reader(place)


def until(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert process.poll() is None, "it ended too early"
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.1)


@pytest.mark.parametrize("line", sorted(TYPED))
def test_it_runs(line: str, reader: Reader):
    if reason := reason_not_to_run(TYPED[line]):
        pytest.skip(reason)
    if first := BEFORE.get(line):
        assert reader.run(first).returncode == 0
    ended = reader.run(line)
    assert ended.returncode == 0, f"{TYPED[line]}\n{ended.stdout[-2000:]}\n{ended.stderr[-2000:]}"
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("line", WATCHING)
def test_it_watches(line: str, reader: Reader):
    with reader.running(line) as process:
        sea = reader.folder / "restored"
        until(lambda: any(sea.glob("sea*.jpg")), process)
    assert process.returncode == 130


def test_a_cluster_works(reader: Reader):
    """The lines of the page, but on a free port of this machine."""
    lines = [one for one in commands() if re.match(CLUSTER, one.text)]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"

    def here(command: Command) -> str:
        return command.text.replace("10.0.0.1:8786", address)

    scheduler, worker, *batches = [here(command) for command in lines]
    options = f" --host {address.replace(':', ' --port ')} --no-dashboard"
    with reader.running(scheduler + options), reader.running(worker + " --no-dashboard"):
        for line in batches:
            shutil.rmtree(reader.folder / "restored")
            ended = reader.run(line)
            assert ended.returncode == 0, ended.stderr[-2000:]
            assert (reader.folder / "restored" / "sea-denoise.jpg").is_file()

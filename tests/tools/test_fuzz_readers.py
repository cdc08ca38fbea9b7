"""Photos damaged at random, read for some seconds; `make soak` does it for longer."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tools import fuzz_readers as tool

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="waits on pipes as Unix does")


def test_damaged_photos_are_read_or_refused(tmp_path: Path) -> None:
    command = [sys.executable, str(tool.__file__), "--seconds", "10", "--keep", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "refused" in done.stdout


def test_a_reader_that_dies_is_noticed(tmp_path: Path) -> None:
    reader = tool.start_reader()
    (tmp_path / "text.png").write_text("Dear diary")
    assert tool.ask(reader, tmp_path / "text.png") == "refused"
    reader.kill()
    reader.wait()
    assert tool.ask(reader, tmp_path / "text.png").startswith("died")
    tool.stop(reader)


def test_damage_is_the_same_for_the_same_seed() -> None:
    data = bytes(range(200))
    damaged = [tool.damage(data, random.Random(seed)) for seed in (1, 1, 2)]
    assert damaged[0] == damaged[1] != damaged[2]
    assert damaged[0] != data

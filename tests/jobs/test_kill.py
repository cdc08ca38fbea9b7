"""A batch that is killed at any moment and resumed ends as if nobody had killed it."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from mirstudio.imaging.files import write_photo
from mirstudio.jobs.recipe import SUFFIX
from mirstudio.networks.mirnetv2 import MIRNetv2
from tests.restoration.stand_ins import TINY, noisy_photo

POLL_SECONDS = 0.02
CARD = 'title = "Tiny"\ntask = "denoise"\nlicence = "Apache-2.0"\ncommercial = true\n'


@pytest.fixture
def home(own_home: Path) -> Path:
    """A user with one tiny model, for other processes too."""
    models = own_home / "models"
    models.mkdir()
    torch.manual_seed(0)
    save_file(MIRNetv2(replace(TINY)).state_dict(), models / "tiny.safetensors")
    (models / "tiny.toml").write_text(CARD, encoding="utf-8")
    return own_home


def fill(folder: Path, count: int) -> None:
    """Write small noisy JPEGs and PNGs of several sizes."""
    for seed in range(count):
        path = folder / f"day{seed % 3}" / f"photo{seed}.{('jpg', 'png')[seed % 2]}"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_photo(noisy_photo(160 + 8 * seed, 120, seed), path)


def start(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    """Start a batch, or go on with it, in a process of its own."""
    command = [sys.executable, "-m", "mirstudio", "batch", folder, "-o", out, "--recursive"]
    options = ["--model", "tiny", "--precision", "fp32", "--tile", "64", "--resume"]
    return subprocess.Popen([*map(str, command), *options])


def visible(out: Path) -> dict[str, bytes]:
    """What a person sees in the folder: no hidden files."""
    paths = (path for path in out.rglob("*") if path.is_file() and path.name[0] != ".")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


def finished(out: Path) -> dict[Path, tuple[int, int]]:
    """The results whose recipes are there too, and what changes when one is written again."""
    recipes = (path for path in out.rglob(f"*{SUFFIX}") if path.name[0] != ".")
    results = [path.with_name(path.name.removesuffix(SUFFIX)) for path in recipes]
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in results}


def kill_and_resume(folder: Path, tmp_path: Path, kills: int, chance: random.Random) -> None:
    """Kill a batch at random moments, check each time what is there, and let it end.

    The number of files is the clock, for how long they take is another matter on each machine; of
    the time until the next one, a random part is waited as well.
    """
    out, whole = tmp_path / "out", tmp_path / "whole"
    end(start(folder, whole))
    expected = visible(whole)
    first, last = (pick(path.stat().st_mtime for path in finished(whole)) for pick in (min, max))
    seconds = (last - first) / len(expected)
    killed = 0
    done: dict[Path, tuple[int, int]] = {}
    for moment in sorted(chance.choices(range(len(expected) - 1), k=kills)):
        process = start(folder, out)
        while process.poll() is None and count(out) < moment:
            with suppress(subprocess.TimeoutExpired):
                process.wait(POLL_SECONDS)
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, 2 * seconds))
        killed += process.poll() is None
        process.kill()
        process.wait()
        for name, content in visible(out).items():
            assert content == expected[name], f"{name} is partial or another"
        done |= finished(out)
    assert killed > kills // 2
    end(start(folder, out))
    assert visible(out) == expected
    assert finished(out).items() >= done.items(), "what was finished was done again"
    assert not list(out.rglob("*.part"))


def end(process: subprocess.Popen[bytes]) -> None:
    """Wait until a batch has ended well."""
    assert process.wait() == 0


def count(out: Path) -> int:
    """How many files a person sees."""
    return sum(path.is_file() and path.name[0] != "." for path in out.rglob("*"))


@pytest.mark.timeout(300)
def test_killed_at_three_moments_nothing_is_lost_or_done_twice(home: Path, tmp_path: Path):
    folder = tmp_path / "in"
    fill(folder, 4)
    kill_and_resume(folder, tmp_path, 3, random.Random(1))


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_killed_thirty_times_nothing_is_lost_or_done_twice(home: Path, tmp_path: Path):
    folder = tmp_path / "in"
    fill(folder, 40)
    kill_and_resume(folder, tmp_path, 30, random.Random(2))

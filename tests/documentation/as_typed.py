"""How what the pages say is typed: with what they take for granted, in place of their examples."""

from __future__ import annotations

import re

from tests.documentation.pages import Command

INSTEAD = (
    ("NAME,NAME", "denoise-mirnetv2-best,denoise-mirnetv2-camera"),
    ("NAME", "denoise-mirnetv2-camera"),
    ("FILE", "runs/my-camera/my-camera.safetensors"),
    ("runs/my-camera/", "trained/my-camera/"),
    ("COMMAND", "restore"),
    ("FOLDER", "photos/"),
    ("mirstudio/training/configs/", "short/"),
    ("_best.toml --data photos/", "_best.toml --data PHOTOS"),
    ("--data …", "--data PHOTOS --config short/denoise_mirnetv2_best.toml --steps 1"),
)
"""What stands for a reader's own, in this order."""

SMALLER = (
    ("--size 1536x1024", "--size 192x96 --tiles 128 --overlaps 1"),
    ("--size 6000x4000 --against 512 --tiles 256,auto", "--size 192x96 --against 128 --tiles auto"),
    ("--tile 256 --size 6000x4000", "--tile 64 --size 192x160"),
    ("--size 3000x2000", "--size 96x64 --rounds 1"),
    ("--megapixels 100,400", "--megapixels 0.1 --small"),
    ("pooling.py photos/", "pooling.py photos/test --windows 32 --crop 64"),
    ("network_speed.py", "network_speed.py --side 32 --rounds 1 --networks mirnetv2_shipped"),
    ("overfitting.py", "overfitting.py --kinds mirnetv2 --steps 20"),
    ("benchmarks/batch.py", "benchmarks/batch.py --photos 10"),
    ("mirstudio benchmark", "mirstudio benchmark --megapixels 0.01"),
    ("check_protocols.py DIR", "check_protocols.py photos"),
    ("--nproc-per-node 4", "--nproc-per-node 2"),
    ("round_trips.py", "round_trips.py --check"),
)
"""What is made so small that a test can wait for it."""

BATCH = "mirstudio batch photos/ -o restored/ --task denoise"
WITH_RECIPE = "mirstudio restore sea.jpg -o clean.jpg --task denoise --sidecar"
BEFORE = {
    "mirstudio verify restored/sea-denoise.jpg": BATCH,
    "mirstudio batch photos/ -o restored/ --resume": BATCH,
    "mirstudio restore hill.jpg -o hill-clean.jpg --recipe clean.jpg.mir.json": WITH_RECIPE,
    "mirstudio verify clean.jpg": WITH_RECIPE,
    "mirstudio train my_camera.toml --resume": "mirstudio train my_camera.toml",
}
"""What the page lets its reader do before."""

NOT_RUN = {
    r"make ": "sets .venv up first; CI runs most of them",
    r"\.ci/run": "is what CI runs, and runs these tests",
    r"py |\.venv\\": "is for Windows",
    r"pipx? (un)?install|sudo ": "changes what is installed",
    r"python (-m tools\.gpu\.|benchmarks/gpu\.py)": "needs an NVIDIA card",
    r"python benchmarks/rivals/install\.py": "fetches networks of other people",
    r"python benchmarks/trained_rivals\.py": "needs these networks; tests/benchmarks runs it",
}
"""Patterns of what no test can run, and why."""

ENDLESS = r"mirstudio watch (?!.*--once)"
"""Runs until it is interrupted."""
CLUSTER = r"dask |.* --cluster "
"""Needs more than one program at once."""


def typed(command: Command) -> str:
    """The line as a reader of the stand-in folder types it."""
    line = command.text
    for said, meant in (*INSTEAD, *SMALLER):
        line = line.replace(said, meant)
    if " - -o - " in line:
        line += " < sea.jpg > piped.png"
    return line


def reason_not_to_run(command: Command) -> str:
    """Why no test runs it; empty where one does."""
    reasons = (why for pattern, why in NOT_RUN.items() if re.match(pattern, command.text))
    return next(reasons, "")

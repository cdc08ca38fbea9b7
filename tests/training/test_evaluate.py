"""Evaluations of small folders: what is compared, how it is scored, saved and shown."""

import json
import math
import sys
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from mirstudio.errors import TrainingError
from mirstudio.imaging.contact_sheet import GAP, LABEL
from mirstudio.imaging.files import read_photo, write_photo
from mirstudio.imaging.photo import Photo
from mirstudio.imaging.resample import bicubic
from mirstudio.networks.mirnetv2 import MIRNetv2
from mirstudio.progress import run
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.preset import Task
from mirstudio.training.blurs import Blur
from mirstudio.training.degradation.noise import round_to_8_bits
from mirstudio.training.evaluate import evaluate
from mirstudio.training.forms import NoisyForm
from mirstudio.training.metrics import psnr
from mirstudio.training.protocols import score_shifted
from mirstudio.training.report import as_table, as_values
from mirstudio.training.request import EvaluationRequest
from tests.training.small import SHAPES, make_folder, make_pixels


@pytest.fixture
def library(tmp_path):
    """One model, which changes nothing."""
    network = MIRNetv2(SHAPES["mirnetv2"])
    torch.nn.init.zeros_(network.conv_out.weight)
    folder = tmp_path / "models"
    folder.mkdir()
    save_file(network.state_dict(), folder / "nothing.safetensors")
    card = 'title = "Nothing"\nlicence = "CC0"\ncommercial = true\ndefault = true\n'
    for task in ("denoise", "deblur", "derain", "lowlight"):
        (folder / f"{task}.toml").write_text(
            f'{card}file = "nothing.safetensors"\ntask = "{task}"\n'
        )
    return ModelLibrary([folder])


def ask(library, task, data, **options):
    options = {"device": "cpu", "precision": "fp32"} | options
    return run(evaluate(EvaluationRequest(task, data, **options), library))


def rows(evaluation):
    return {(row.condition, row.method.split(",")[0]): row.means for row in evaluation.rows}


def make_pairs(folder, count=3, side=64):
    make_folder(folder / "gt", count, side)
    (folder / "lq").mkdir()
    for index in range(count):
        pixels = (make_pixels(index, side) * 0.8).clip(0, 1)
        write_photo(Photo(pixels), folder / "lq" / f"{index}.png")
    return folder


def test_noise_through_a_jpeg_is_coarser(library, tmp_path):
    photos = make_folder(tmp_path / "photos", 2, 96)
    forms = (NoisyForm.FILE, NoisyForm.JPEG)
    found = rows(ask(library, Task.DENOISE, photos, sigmas=(25.0,), forms=forms, rivals=False))
    given = found["sigma 25", "input"]
    assert given.keys() == {"as a file", "as a JPEG"}
    # Halved colour averages what noise the colours had.
    assert given["as a JPEG"].psnr > given["as a file"].psnr + 1


def test_noise(library, tmp_path):
    photos = make_folder(tmp_path / "photos", 3, 96)
    found = rows(ask(library, Task.DENOISE, photos, sigmas=(15.0, 50.0)))
    for sigma in (15, 50):
        condition = f"sigma {sigma}"
        unclipped = found[condition, "input"]["as in papers"].psnr
        assert unclipped == pytest.approx(20 * math.log10(255 / sigma), abs=0.1)
        assert found[condition, "input"]["as a file"].psnr > unclipped - 0.02
        nlm = found[condition, "OpenCV NLM"]
        assert nlm["as a file"].psnr > unclipped + 3
        # The model changes nothing, and what it returns is clamped and rounded.
        nothing = found[condition, "denoise"]
        assert nothing["as a file"].psnr == pytest.approx(
            found[condition, "input"]["as a file"].psnr, abs=1e-3
        )


def test_a_photo_has_the_same_noise_in_a_part_of_the_set(library, tmp_path):
    photos = make_folder(tmp_path / "photos", 4)
    options = {"sigmas": (25.0,), "rivals": False}
    whole = ask(library, Task.DENOISE, photos, **options)
    part = ask(library, Task.DENOISE, photos, limit=2, **options)
    other = ask(library, Task.DENOISE, photos, seed=1, **options)
    assert part.photos == 2
    assert list(part.rows[0].photos) == ["0", "2"]
    assert part.rows[0].photos["2"] == whole.rows[0].photos["2"]
    assert other.rows[0].photos["2"] != whole.rows[0].photos["2"]


def test_pairs(library, tmp_path):
    folder = make_pairs(tmp_path / "pairs")
    found = rows(ask(library, Task.DERAIN, folder))
    values = [
        psnr(
            read_photo(folder / "lq" / f"{i}.png").pixels,
            read_photo(folder / "gt" / f"{i}.png").pixels,
        )
        for i in range(3)
    ]
    assert found["", "input"]["RGB"].psnr == pytest.approx(np.mean(values), abs=1e-4)
    assert found["", "derain"]["Y"].psnr == pytest.approx(found["", "input"]["Y"].psnr, abs=0.02)


def test_rivals_of_deblurring(library, tmp_path):
    found = rows(ask(library, Task.DEBLUR, make_pairs(tmp_path / "pairs")))
    assert [method for _, method in found] == ["input", "unsharp mask", "Richardson–Lucy", "deblur"]


def test_reduced_photos_are_found_or_made(library, tmp_path, monkeypatch):
    monkeypatch.setattr("mirstudio.training.evaluate._load_models", lambda *_: [])
    made = make_folder(tmp_path / "made", 2, 65)
    given = tmp_path / "given"
    make_folder(given / "gt", 2, 65)
    (given / "lq_x2").mkdir()
    for index in range(2):
        pixels = read_photo(given / "gt" / f"{index}.png").pixels[:64, :64]
        small = round_to_8_bits(bicubic(pixels, 1 / 2))
        write_photo(Photo(small), given / "lq_x2" / f"{index}.png")
    results = [rows(ask(library, Task.SR, folder, scale=2)) for folder in (made, given)]
    assert results[0] == results[1]
    assert results[0]["×2", "bicubic"]["Y"].psnr > 25


def test_blurred_and_noisy_photos_to_enlarge(library, tmp_path, monkeypatch):
    monkeypatch.setattr("mirstudio.training.evaluate._load_models", lambda *_: [])
    photos = make_folder(tmp_path / "photos", 2, 66)
    blurs = (Blur.round(0), Blur.round(2.4), Blur(4, 1.5, 120))
    options = {"scale": 2, "blurs": blurs, "noises": (0.0, 10.0), "rivals": False}
    found = rows(ask(library, Task.SR, photos, **options))
    quality = {condition: means["Y"].psnr for (condition, _), means in found.items()}
    assert list(quality)[:2] == ["×2, blur 0, noise 0", "×2, blur 0, noise 10"]
    assert quality["×2, blur 0, noise 0"] > quality["×2, blur 2.4, noise 0"] + 1
    for blur in blurs:
        assert quality[f"×2, blur {blur}, noise 0"] > quality[f"×2, blur {blur}, noise 10"]
    sharp = rows(ask(library, Task.SR, photos, scale=2, rivals=False))
    assert sharp["×2", "bicubic"]["Y"].psnr == pytest.approx(quality["×2, blur 0, noise 0"])


def test_darkened_photos_tell_their_exposure(library, tmp_path):
    photos = make_folder(tmp_path / "photos", 2, 64)
    evaluation = ask(library, Task.LOWLIGHT, photos, exposures=(1.0, 3.0), rivals=False)
    found = rows(evaluation)
    for stops in (1, 3):
        given = found[f"-{stops} EV", "input"]["RGB"]
        assert given.exposure == pytest.approx(-stops, abs=0.05)
        assert given.exposure_error == pytest.approx(stops, abs=0.05)
    assert "EV |EV|" in as_table(evaluation)
    (row, *_) = as_values(evaluation)["rows"]
    assert row["means"]["RGB"]["exposure"] == pytest.approx(-1, abs=0.05)


@pytest.mark.parametrize("task", [Task.DENOISE, Task.DERAIN, Task.LOWLIGHT])
def test_untouched_photos_are_their_own_truth(library, tmp_path, task):
    folder = make_pairs(tmp_path / "pairs")
    found = rows(ask(library, task, folder, untouched=True, rivals=False))
    assert found["untouched", "input"]["RGB"].psnr == math.inf
    assert found["untouched", str(task)]["RGB"].psnr > 50


def test_an_enlarged_photo_has_no_untouched_one(library, tmp_path):
    with pytest.raises(TrainingError, match="enlarged"):
        ask(library, Task.SR, make_folder(tmp_path / "photos", 1), scale=2, untouched=True)


def test_rivals_in_low_light(library, tmp_path):
    folder = make_pairs(tmp_path / "pairs", 1)
    found = rows(ask(library, Task.LOWLIGHT, folder))
    assert [method for _, method in found] == ["input", "gamma", "CLAHE", "Retinex", "lowlight"]


def test_bm3d_is_a_rival_where_it_is_installed(library, tmp_path, monkeypatch):
    told = []

    def bm3d_rgb(pixels, sigma):
        told.append(255 * sigma)
        return pixels.astype(np.float64)

    monkeypatch.setattr("mirstudio.training.rivals.tune_patches", nothing_tuned)
    monkeypatch.setitem(sys.modules, "bm3d", SimpleNamespace(bm3d_rgb=bm3d_rgb))
    photos = make_folder(tmp_path / "photos", 1, 96)
    noisy = rows(ask(library, Task.DENOISE, photos, sigmas=(25.0,)))
    scores = [noisy["sigma 25", method]["as a file"].psnr for method in ("BM3D", "denoise")]
    assert scores[0] == pytest.approx(scores[1], abs=1e-3)
    pairs = make_noisy_pairs(tmp_path / "pairs", 20)
    assert ("", "BM3D") in rows(ask(library, Task.DENOISE, pairs))
    assert told == [25, 25, pytest.approx(20, abs=2)]
    monkeypatch.setitem(sys.modules, "bm3d", None)
    assert ("", "BM3D") not in rows(ask(library, Task.DENOISE, pairs))


def nothing_tuned(condition):
    yield from ()
    return 10.0


def make_noisy_pairs(folder, sigma):
    make_folder(folder / "gt", 1, 96)
    (folder / "lq").mkdir()
    clean = read_photo(folder / "gt" / "0.png").pixels
    noise = np.random.default_rng(0).normal(0, sigma / 255, clean.shape)
    write_photo(Photo((clean + noise).astype(np.float32)), folder / "lq" / "0.png")
    return folder


def test_contact_sheet(library, tmp_path):
    folder = make_pairs(tmp_path / "pairs", 10, 48)
    ask(library, Task.DEBLUR, folder, sheet=tmp_path / "new" / "sheet.png")
    sheet = read_photo(tmp_path / "new" / "sheet.png").pixels
    # Eight of ten photos; input, result and truth, without the rivals.
    high, wide = 48 + LABEL + GAP, 48 + GAP
    assert sheet.shape == (8 * high + GAP, 3 * wide + GAP, 3)
    truth = read_photo(folder / "gt" / "7.png").pixels
    top, left = GAP + 7 * high + LABEL, GAP + 2 * wide
    np.testing.assert_allclose(sheet[top : top + 48, left : left + 48], truth, atol=1e-6)
    degraded = read_photo(folder / "lq" / "7.png").pixels
    np.testing.assert_allclose(sheet[top : top + 48, GAP : GAP + 48], degraded, atol=1e-6)


def test_shifted_truth_is_found():
    truth = np.rint(make_pixels(3, 96) * 255).clip(0, 255).astype(np.uint8)
    moved = np.roll(truth, (3, -2), (0, 1))
    assert score_shifted(moved, truth).psnr == math.inf


def test_saved_photos_are_what_was_scored(library, tmp_path):
    folder = make_pairs(tmp_path / "pairs", 1)
    evaluation = ask(library, Task.DEBLUR, folder, rivals=False, save=tmp_path / "out")
    (row,) = [row for row in evaluation.rows if row.method == "deblur"]
    saved = read_photo(tmp_path / "out" / "deblur" / "0 RGB.png").pixels
    truth = read_photo(folder / "gt" / "0.png").pixels
    assert psnr(saved, truth) == pytest.approx(row.means["RGB"].psnr, abs=1e-3)


def test_table_and_values(library, tmp_path):
    evaluation = ask(library, Task.DERAIN, make_pairs(tmp_path / "pairs"))
    table = as_table(evaluation).splitlines()
    assert "derain" in table[0]
    assert "3 photos" in table[0]
    assert [len(line) for line in table[1:]] == [len(table[1])] * 3
    values = json.loads(json.dumps(as_values(evaluation)))
    assert values["photos"] == 3
    assert [row["method"] for row in values["rows"]] == ["input", "derain"]
    assert set(values["rows"][0]["photos"]) == {"0", "1", "2"}


def test_folders_that_do_not_fit(library, tmp_path):
    with pytest.raises(TrainingError, match="There is no folder"):
        ask(library, Task.DENOISE, tmp_path / "absent")
    (tmp_path / "empty").mkdir()
    with pytest.raises(TrainingError, match="no photo"):
        ask(library, Task.DENOISE, tmp_path / "empty")
    with pytest.raises(TrainingError, match="no pairs"):
        ask(library, Task.DEBLUR, make_folder(tmp_path / "photos", 1))
    folder = make_pairs(tmp_path / "pairs", 1)
    write_photo(Photo(make_pixels(0, 48)), folder / "lq" / "0.png", overwriting())
    with pytest.raises(TrainingError, match="not as large"):
        ask(library, Task.DEBLUR, folder)


def overwriting():
    from mirstudio.imaging.files import WriteOptions

    return WriteOptions(overwrite=True)

"""Benchmarks in generated fakes of their official layouts, two pictures each."""

import math
import re
import sys

import h5py
import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from scipy.io import loadmat, savemat

from mirstudio.errors import TrainingError
from mirstudio.imaging.files import read_photo, write_photo
from mirstudio.imaging.photo import Photo
from mirstudio.networks.mirnetv2 import MIRNetv2
from mirstudio.progress import run
from mirstudio.restoration.library import ModelLibrary
from mirstudio.restoration.preset import Task
from mirstudio.training import metrics, protocols
from mirstudio.training.benchmarks.matlab import submit_dnd
from mirstudio.training.benchmarks.names import Benchmark
from mirstudio.training.benchmarks.published import PUBLISHED, TAGS
from mirstudio.training.benchmarks.table import LAYOUTS, layout_of
from mirstudio.training.evaluate import evaluate
from mirstudio.training.protocols import to_8_bits
from mirstudio.training.report import as_table, as_values, submission_text, submission_values
from mirstudio.training.request import EvaluationRequest
from tests.training.small import SHAPES, make_pixels

SIDE = 64


@pytest.fixture
def library(tmp_path):
    """One model for each task, which changes nothing."""
    network = MIRNetv2(SHAPES["mirnetv2"])
    torch.nn.init.zeros_(network.conv_out.weight)
    folder = tmp_path / "models"
    folder.mkdir()
    save_file(network.state_dict(), folder / "nothing.safetensors")
    card = 'title = "Nothing"\nlicence = "CC0"\ncommercial = true\ndefault = true\n'
    for task in Task:
        text = f'{card}file = "nothing.safetensors"\ntask = "{task}"\n'
        if task is Task.SR:
            text += "scale = 2\n"
        (folder / f"{task}.toml").write_text(text)
    return ModelLibrary([folder])


def measure(library, benchmark, data, **options):
    layout = layout_of(benchmark)
    scale = 2 if layout.task is Task.SR else 1
    options = {"device": "cpu", "precision": "fp32", "rivals": False, "scale": scale} | options
    request = EvaluationRequest(layout.task, data, benchmark, **options)
    return run(evaluate(request, library))


def put(path, pixels, **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    write_photo(Photo(pixels, **options), path)


def pair(index, loss=0.8, side=SIDE):
    truth = make_pixels(index, side).clip(0, 1)
    return truth * np.float32(loss), truth


def put_pairs(degraded, truth, names=("a", "b"), loss=0.8):
    for index, name in enumerate(names):
        low, high = pair(index, loss)
        put(degraded / f"{name}.png", low)
        put(truth / f"{name}.png", high)


def figures(evaluation, condition=""):
    """The one model's scores and those of the input, which it returns."""
    rows = [row for row in evaluation.rows if row.condition == condition]
    assert len(rows) == 2
    scores = [next(iter(row.means.values())) for row in rows]
    assert scores[0].psnr == pytest.approx(scores[1].psnr, abs=0.1)
    return scores[1]


def expected(score, loss=0.8):
    scores = [score(*map(to_8_bits, pair(index, loss))) for index in range(2)]
    return protocols.mean_score(scores)


def near(one, other, tolerance=1e-6):
    assert one.psnr == pytest.approx(other.psnr, abs=tolerance)
    assert one.ssim == pytest.approx(other.ssim, abs=tolerance)


def test_every_benchmark_but_dnd_has_a_layout_and_published_rows():
    assert {layout.benchmark for layout in LAYOUTS} == set(Benchmark) - {Benchmark.DND}
    assert {row.benchmark for row in PUBLISHED} == set(Benchmark)
    assert all(row.tags and set(row.tags) <= set(TAGS) for row in PUBLISHED)
    with pytest.raises(ValueError, match="cannot be scored"):
        layout_of(Benchmark.DND)


def make_sidd(folder):
    true = np.stack(
        [np.stack([to_8_bits(make_pixels(2 * i + j, 64)) for j in (0, 1)]) for i in (0, 1)]
    )
    noise = np.random.default_rng(0).normal(0, 10, true.shape)
    noisy = np.rint((true + noise).clip(0, 255)).astype(np.uint8)
    folder.mkdir()
    savemat(folder / "ValidationNoisyBlocksSrgb.mat", {"ValidationNoisyBlocksSrgb": noisy})
    savemat(folder / "ValidationGtBlocksSrgb.mat", {"ValidationGtBlocksSrgb": true})
    return noisy, true


def test_sidd_compares_floats_block_by_block(library, tmp_path):
    noisy, true = make_sidd(tmp_path / "sidd")
    found = measure(library, Benchmark.SIDD, tmp_path / "sidd", save=tmp_path / "out")
    assert found.photos == 4
    assert list(found.rows[0].photos) == ["0001_01", "0001_02", "0002_01", "0002_02"]
    blocks = [(noisy[i, j] / 255, true[i, j] / 255) for i in (0, 1) for j in (0, 1)]
    near(
        figures(found),
        protocols.mean_score([protocols.score_floats(a, b) for a, b in blocks]),
        1e-4,
    )
    assert read_photo(tmp_path / "out" / "denoise" / "0001_01 RGB.png").bit_depth == 16
    assert measure(library, Benchmark.SIDD, tmp_path / "sidd", limit=2).photos == 2


def test_sidd_without_its_files_or_scipy(library, tmp_path, monkeypatch):
    make_sidd(tmp_path / "sidd")
    (tmp_path / "sidd" / "ValidationGtBlocksSrgb.mat").unlink()
    with pytest.raises(TrainingError, match=r"There is no .*Gt"):
        measure(library, Benchmark.SIDD, tmp_path / "sidd")
    savemat(tmp_path / "sidd" / "ValidationGtBlocksSrgb.mat", {"other": np.zeros(3)})
    with pytest.raises(TrainingError, match="holds no Validation"):
        measure(library, Benchmark.SIDD, tmp_path / "sidd")
    monkeypatch.setitem(sys.modules, "scipy.io", None)
    with pytest.raises(TrainingError, match="not installed") as caught:
        measure(library, Benchmark.SIDD, tmp_path / "sidd")
    assert "mirstudio[benchmarks]" in caught.value.hint


BOXES = np.array([[1, 11, 64, 74], [33, 1, 96, 64]], np.float64)
"""Two crops of 64×64 in photos of 96×80: top, left, bottom, right from 1."""


def make_dnd(folder):
    """The layout that MATLAB 7.3 gives: axes turned round, cells as references."""
    (folder / "images_srgb").mkdir(parents=True)
    photos = [make_pixels(index, 96)[:, :80] for index in range(2)]
    for number, photo in enumerate(photos, start=1):
        with h5py.File(folder / "images_srgb" / f"{number:04}.mat", "w") as file:
            file["InoisySRGB"] = photo.T
    with h5py.File(folder / "info.mat", "w") as file:
        cells = np.empty((1, 2), h5py.ref_dtype)
        for index in range(2):
            file[f"#refs#/{index}"] = BOXES.T
            cells[0, index] = file[f"#refs#/{index}"].ref
        file.create_dataset("info/boundingboxes", data=cells, dtype=h5py.ref_dtype)
    return photos


def test_dnd_ends_in_a_submission(library, tmp_path):
    photos = make_dnd(tmp_path / "dnd")
    model = library.load("denoise", "cpu", "fp32")
    submission = run(submit_dnd(tmp_path / "dnd", model, tmp_path / "out", None, None))
    assert (submission.photos, submission.crops) == (2, 4)
    crop = loadmat(tmp_path / "out" / "0002_02.mat")["Idenoised_crop"]
    assert crop.dtype == np.float32
    np.testing.assert_allclose(crop, photos[1][32:96, 0:64].clip(0, 1), atol=1e-5)
    first = loadmat(tmp_path / "out" / "0001_01.mat")["Idenoised_crop"]
    np.testing.assert_allclose(first, photos[0][0:64, 10:74].clip(0, 1), atol=1e-5)
    bundled = loadmat(tmp_path / "out" / "bundled" / "0002.mat")
    assert bundled["Idenoised"].shape == (1, 2)
    np.testing.assert_array_equal(bundled["Idenoised"][0, 1], crop)
    assert bundled["israw"].item() == 0 and bundled["eval_version"].item() == "1.0"
    assert "4 crops of 2 photos" in submission_text(submission)
    assert "39.86 0.955" in submission_text(submission)
    assert submission_values(submission)["crops"] == 4
    assert run(submit_dnd(tmp_path / "dnd", model, tmp_path / "one", 1, None)).crops == 2


def test_dnd_in_another_folder(library, tmp_path, monkeypatch):
    model = library.load("denoise", "cpu", "fp32")

    def submit():
        return run(submit_dnd(tmp_path / "dnd", model, tmp_path / "out", None, None))

    with pytest.raises(TrainingError, match=r"There is no .*info\.mat"):
        submit()
    make_dnd(tmp_path / "dnd")
    (tmp_path / "dnd" / "images_srgb" / "0001.mat").write_bytes(b"MATLAB 5.0 MAT-file")
    with pytest.raises(TrainingError, match=r"version 7\.3"):
        submit()
    monkeypatch.setitem(sys.modules, "h5py", None)
    with pytest.raises(TrainingError, match="h5py"):
        submit()


def test_gopro(library, tmp_path):
    for index, scene in enumerate(("GOPR01", "GOPR02")):
        blurred, sharp = pair(index)
        put(tmp_path / "data" / "test" / scene / "blur" / "000001.png", blurred)
        put(tmp_path / "data" / "test" / scene / "blur_gamma" / "000001.png", sharp * 0)
        put(tmp_path / "data" / "test" / scene / "sharp" / "000001.png", sharp)
    found = measure(library, Benchmark.GOPRO, tmp_path / "data")
    assert list(found.rows[0].photos) == ["GOPR01 000001", "GOPR02 000001"]
    near(figures(found), expected(protocols.score_rgb))
    inside = measure(library, Benchmark.GOPRO, tmp_path / "data" / "test")
    assert inside.rows[0].means == found.rows[0].means
    table = as_table(found)
    assert re.search(r"\n +MPRNet, published \[sec\] +32\.66 0\.959\n", table)
    assert table.splitlines()[-1] == "[sec] found in a secondary public source"
    assert as_values(found)["published"][0]["network"] == "MPRNet"


def test_hide(library, tmp_path):
    for index, kind in enumerate(("test-close-ups", "test-long-shot")):
        blurred, sharp = pair(index)
        put(tmp_path / "hide" / "test" / kind / f"{index}fromGOPR.png", blurred)
        put(tmp_path / "hide" / "GT" / f"{index}fromGOPR.png", sharp)
    found = measure(library, Benchmark.HIDE, tmp_path / "hide")
    near(figures(found), expected(protocols.score_rgb))


def test_realblur_follows_its_lists(library, tmp_path):
    root = tmp_path / "realblur"
    for kind in "RJ":
        lines = []
        for index in range(2):
            blurred, sharp = pair(index, side=256)
            scene = f"RealBlur-{kind}_ECC/scene{index:03}"
            put(root / scene / "gt" / "gt_1.png", sharp)
            put(root / scene / "blur" / "blur_1.png", blurred)
            lines.append(f"{scene}/gt/gt_1.png {scene}/blur/blur_1.png")
        (root / f"RealBlur_{kind}_test_list.txt").write_text("\n".join(lines) + "\n\n")
    found = measure(library, Benchmark.REALBLUR, root)
    assert [row.condition for row in found.rows] == ["RealBlur-R"] * 2 + ["RealBlur-J"] * 2
    assert list(found.rows[0].photos) == ["scene000 blur_1", "scene001 blur_1"]
    # Only the brightness differs, which the protocol evens out.
    assert figures(found, "RealBlur-J").psnr > 45
    assert len(found.published) == 4
    (root / "RealBlur_R_test_list.txt").unlink()
    (root / "RealBlur_J_test_list.txt").write_text("alone.png\n")
    with pytest.raises(TrainingError, match="names no pair"):
        measure(library, Benchmark.REALBLUR, root)


def test_rain13k_with_the_mean_of_its_sets(library, tmp_path):
    root = tmp_path / "Rain13K"
    for name, loss in (("Test100", 0.8), ("Rain100L", 0.9)):
        put_pairs(root / "test" / name / "input", root / "test" / name / "target", loss=loss)
    found = measure(library, Benchmark.RAIN13K, root)
    near(figures(found, "Test100"), expected(protocols.score_rain, 0.8))
    near(figures(found, "Rain100L"), expected(protocols.score_rain, 0.9))
    mean = (figures(found, "Test100").psnr + figures(found, "Rain100L").psnr) / 2
    assert figures(found, "mean of sets").psnr == pytest.approx(mean)
    assert found.photos == 2
    assert {row.condition for row in found.published} == {"Test100", "Rain100L", "mean of sets"}


def test_realsr_takes_photos_of_full_size(library, tmp_path):
    root = tmp_path / "realsr"
    for index, camera in enumerate(("Canon", "Nikon")):
        low, high = pair(index)
        put(root / camera / "Test" / "2" / f"{camera}_001_LR2.png", low)
        put(root / camera / "Test" / "2" / f"{camera}_001_HR.png", high)
    found = measure(library, Benchmark.REALSR, root)
    assert list(found.rows[0].photos) == ["Canon_001", "Nikon_001"]
    near(figures(found, "×2"), expected(lambda a, b: protocols.score_realsr(a, b, 2)))
    assert [row.psnr for row in found.published] == [34.35, 34.38]
    assert "34.38 –" in as_table(found)
    with pytest.raises(TrainingError, match="Canon/Test/4"):
        measure(library, Benchmark.REALSR, root, scale=4)


@pytest.mark.parametrize(
    ("benchmark", "degraded", "truth"),
    [
        (Benchmark.LOL, "eval15/low", "eval15/high"),
        (Benchmark.FIVEK, "input", "expertC"),
        (Benchmark.FIVEK, "test/input", "test/expertC"),
    ],
)
def test_pairs_in_rgb(library, tmp_path, benchmark, degraded, truth):
    put_pairs(tmp_path / "data" / degraded, tmp_path / "data" / truth)
    near(figures(measure(library, benchmark, tmp_path / "data")), expected(protocols.score_rgb))


def make_dpdd(root):
    for index in range(2):
        for view in ("test_c", "test_l", "test_r"):
            low, high = pair(index)
            put(root / view / "source" / f"1P0A{index}.png", low, bit_depth=16)
        put(root / "test_c" / "target" / f"1P0B{index}.png", high, bit_depth=16)


def test_dpdd_tells_indoor_from_outdoor(library, tmp_path):
    root = tmp_path / "dpdd"
    make_dpdd(root)
    whole = measure(library, Benchmark.DPDD, root)
    np.save(root / "indoor_labels.npy", np.array([1]))
    np.save(root / "outdoor_labels.npy", np.array([0]))
    found = measure(library, Benchmark.DPDD, root)
    assert [row.condition for row in whole.rows[::2]] == ["test_c", "test_l", "test_r"]
    assert figures(found, "test_c") == figures(whole, "test_c")
    low, high = pair(1)
    low, high = (np.rint(p * 65535) / 65535 for p in (low, high))
    indoor = figures(found, "test_c indoor")
    near(indoor, protocols.score_defocus(low, high), 1e-4)
    assert indoor.mae == pytest.approx(metrics.mae(low, high), abs=1e-5)
    assert set(next(r for r in found.rows if r.condition == "test_l outdoor").photos) == {"1P0A0"}
    assert "PSNR SSIM MAE" in as_table(found)
    assert as_values(found)["rows"][0]["means"]["RGB"]["mae"] > 0
    np.save(root / "outdoor_labels.npy", np.array([5]))
    with pytest.raises(TrainingError, match="names photo 5 of 2"):
        measure(library, Benchmark.DPDD, root)


def test_folders_of_something_else(library, tmp_path):
    (tmp_path / "other").mkdir()
    for benchmark in set(Benchmark) - {Benchmark.DND}:
        with pytest.raises(TrainingError):
            measure(library, benchmark, tmp_path / "other")
        with pytest.raises(TrainingError):
            measure(library, benchmark, tmp_path / "absent")


def test_models_of_another_scale_are_told(library, tmp_path):
    put_pairs(tmp_path / "data" / "eval15" / "low", tmp_path / "data" / "eval15" / "high")
    with pytest.raises(TrainingError, match="enlarges photos 2 times"):
        measure(library, Benchmark.LOL, tmp_path / "data", models=("sr",))


def test_aligned_scores_forgive_place_and_brightness():
    truth = make_pixels(5, 256)
    moved = np.roll(truth, (1, 2), (0, 1)) * np.float32(0.7)
    a, b = to_8_bits(moved), to_8_bits(truth)
    aligned, plain = protocols.score_aligned(a, b), protocols.score_rgb(a, b)
    assert aligned.psnr > plain.psnr + 10
    assert aligned.ssim > plain.ssim
    assert protocols.score_aligned(b, b).psnr > 60
    flat = np.full((32, 32, 3), 90, np.uint8)
    assert protocols.score_aligned(flat, flat).psnr == math.inf


def test_aligned_scores_count_covered_places_alone():
    truth = to_8_bits(make_pixels(6, 96))
    counts = np.zeros((96, 96), np.bool_)
    counts[:, :48] = True
    spoilt = truth.copy()
    spoilt[:, 60:] = 0
    assert metrics.ssim_valid(spoilt, truth, 255, counts) == pytest.approx(1)
    assert metrics.ssim_valid(spoilt, truth, 255) < 0.9

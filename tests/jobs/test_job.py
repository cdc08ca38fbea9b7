"""A job takes a photo from file to file, or leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mirstudio.errors import PhotoError, UsageError
from mirstudio.imaging.adjust import Adjustments
from mirstudio.imaging.files import WriteOptions, read_photo, write_photo
from mirstudio.jobs.job import Job, JobReport, run_job
from mirstudio.jobs.names import OnConflict
from mirstudio.progress import Progress, run
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.restore import restore
from tests.restoration.stand_ins import noisy_photo, tiny_model


@pytest.fixture(scope="module")
def model() -> RestorationModel:
    return tiny_model()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "sea.png"
    path.parent.mkdir()
    write_photo(noisy_photo(72, 56), path, WriteOptions(bit_depth=16))
    return path


def test_the_result_is_the_restored_photo(source: Path, tmp_path: Path, model: RestorationModel):
    reports: list[Progress] = []
    target = tmp_path / "out.png"
    report = run(run_job(Job(source, target, tiles=(32,)), model), reports.append)
    restored = run(restore(read_photo(source), model, 32))
    assert report.target == target
    assert report.models == ("tiny",)
    assert report.megapixels == pytest.approx(72 * 56 / 1e6)
    assert report.timings.total > report.timings.restore > 0
    assert len(reports) > 2
    assert reports[-1].fraction == 1
    written = read_photo(target)
    assert written.bit_depth == 16
    np.testing.assert_allclose(written.pixels, restored.pixels.clip(0, 1), atol=1 / 65535)


def test_strength_goes_from_the_photo_to_the_restored_one(
    source: Path, tmp_path: Path, model: RestorationModel
):
    results: dict[float, np.ndarray] = {}
    for strength in (0.0, 0.5, 1.0):
        target = tmp_path / f"{strength}.png"
        run(run_job(Job(source, target, adjustments=Adjustments(strength=strength)), model))
        results[strength] = read_photo(target).pixels
    np.testing.assert_allclose(results[0.0], read_photo(source).pixels, atol=1 / 65535)
    assert np.abs(results[1.0] - results[0.0]).max() > 0.05
    apart = [np.abs(results[0.5] - results[end]).mean() for end in (0.0, 1.0)]
    assert min(apart) > 0.005


def test_a_taken_name_is_counted_up(source: Path, tmp_path: Path, model: RestorationModel):
    target = tmp_path / "out.png"
    target.write_bytes(b"mine")
    report = run(run_job(Job(source, target), model))
    assert report.target == tmp_path / "out-2.png"
    assert target.read_bytes() == b"mine"


def test_a_name_taken_while_the_network_ran_is_counted_up(
    source: Path, tmp_path: Path, model: RestorationModel
):
    target = tmp_path / "out.png"

    def take_it(progress: Progress) -> None:
        target.write_bytes(b"mine")

    report = run(run_job(Job(source, target), model), take_it)
    assert report.target == tmp_path / "out-2.png"
    assert target.read_bytes() == b"mine"


def test_skip_does_not_even_read(tmp_path: Path, model: RestorationModel):
    target = tmp_path / "out.png"
    target.write_bytes(b"mine")
    job = Job(tmp_path / "missing.png", target, OnConflict.SKIP)
    assert run(run_job(job, model)) == JobReport(job, ("tiny",), None)


def test_overwrite_replaces_results_but_no_original(
    source: Path, tmp_path: Path, model: RestorationModel
):
    target = tmp_path / "out.png"
    target.write_bytes(b"an old result")
    job = Job(source, target, OnConflict.OVERWRITE)
    assert run(run_job(job, model)).target == target
    assert read_photo(target).width == 72
    before = source.read_bytes()
    with pytest.raises(UsageError, match="is an original"):
        run(run_job(replace(job, target=source), model))
    assert source.read_bytes() == before


def test_another_size_reads_back_as_wished(source: Path, tmp_path: Path, model: RestorationModel):
    smaller = WriteOptions(size="long-edge 36", sharpening="screen")
    report = run(run_job(Job(source, tmp_path / "out.png", options=smaller), model))
    assert report.target is not None and read_photo(report.target).width == 36
    assert report.difference.largest <= 1 / 65535 and not report.difference.changes


def test_options_reach_the_file(source: Path, tmp_path: Path, model: RestorationModel):
    job = Job(source, tmp_path / "out.jpg", options=WriteOptions(format="jpeg", bit_depth=8))
    run(run_job(job, model))
    assert (tmp_path / "out.jpg").read_bytes().startswith(b"\xff\xd8\xff")


def test_a_cancelled_job_leaves_nothing(source: Path, tmp_path: Path, model: RestorationModel):
    work = run_job(Job(source, tmp_path / "out.png", tiles=(32,)), model)
    next(work)
    next(work)
    work.close()
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


def test_a_failed_job_says_why_and_leaves_nothing(tmp_path: Path, model: RestorationModel):
    source = tmp_path / "letter.jpg"
    source.write_text("Dear photo,", encoding="utf-8")
    with pytest.raises(PhotoError, match=r"letter\.jpg"):
        run(run_job(Job(source, tmp_path / "out.png"), model))
    assert [p.name for p in tmp_path.iterdir()] == ["letter.jpg"]


def test_the_longest_name_can_be_written(source: Path, tmp_path: Path, model: RestorationModel):
    target = tmp_path / ("x" * 251 + ".png")
    assert run(run_job(Job(source, target), model)).target == target


@pytest.fixture
def views(source: Path) -> tuple[Path, Path]:
    right = source.with_name("right.png")
    write_photo(noisy_photo(72, 56, 1), right)
    return source, right


def test_a_pair_becomes_one_photo(views: tuple[Path, Path], tmp_path: Path):
    model, target = tiny_model(views=2), tmp_path / "out.png"
    left, right = views
    run(run_job(Job(left, target, tiles=(32,), second=right), model))
    second = read_photo(right)
    expected = run(restore(read_photo(left), model, 32, second=second)).pixels.clip(0, 1)
    np.testing.assert_allclose(read_photo(target).pixels, expected, atol=1 / 65535)


def test_neither_view_is_overwritten(views: tuple[Path, Path]):
    model, before = tiny_model(views=2), [path.read_bytes() for path in views]
    for target in views:
        job = Job(views[0], target, OnConflict.OVERWRITE, second=views[1])
        with pytest.raises(UsageError, match="is an original"):
            run(run_job(job, model))
    assert [path.read_bytes() for path in views] == before


def test_the_report_tells_what_the_file_does_not_hold(
    source: Path, tmp_path: Path, model: RestorationModel
):
    report = run(run_job(Job(source, tmp_path / "out.jpg"), model))
    assert report.difference.changes == ("16 bits became 8",)
    assert 0 < report.difference.mean < report.difference.largest < 0.2
    exact = run(run_job(Job(source, tmp_path / "out.tif"), model)).difference
    assert exact.changes == () and exact.largest <= 0.51 / 65535

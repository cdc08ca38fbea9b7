"""Every kind of file into every format, without restoring: what docs/formats.md promises."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mirstudio.imaging.adjust import Adjustments
from mirstudio.imaging.files import CODECS, WriteOptions, read_photo, write_photo
from mirstudio.jobs.job import Job, run_job
from mirstudio.progress import run
from mirstudio.restoration.model import RestorationModel
from tests.restoration.stand_ins import tiny_model
from tools.round_trips import BEGIN, END, FORMATS, PAGE, Passage, passages_of, stored
from tools.sample_files import KINDS, Kind, scene

WRITABLE = {suffix: codec for codec in CODECS if codec.encode for suffix in codec.suffixes}
DEPTHS = {name: sorted(codec.whites) for codec in CODECS for name in [codec.name] if codec.encode}
KEEPS = {
    "profile": {"jpeg", "png", "tiff", "webp", "avif", "jxl"},
    "EXIF": set(FORMATS),
    "XMP": set(FORMATS),
    "IPTC": {"jpeg", "png", "tiff", "dng"},
    "DPI": set(FORMATS),
    "alpha": {"png", "tiff", "webp", "avif", "jxl"},
    "grey": {"jpeg", "png", "tiff", "avif", "jxl"},
}
LOSSLESS = {"png", "tiff", "webp", "avif", "jxl"}
TABLE = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


@pytest.fixture(scope="module")
def model() -> RestorationModel:
    return tiny_model()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_survives_is_what_the_table_says(kind: Kind, tmp_path: Path) -> None:
    before = read_photo(stored(kind, tmp_path))
    passages = passages_of(kind, tmp_path)
    row = f"| {kind.name} | " + " | ".join(str(passages[name]) for name in FORMATS) + " |"
    assert row in TABLE.splitlines()
    for format_, passage in passages.items():
        assert passage.upright
        held = [depth for depth in DEPTHS[format_] if depth <= before.bit_depth]
        assert passage.depth == max(held, default=min(DEPTHS[format_]))
        for name in passage.lost:
            assert format_ not in KEEPS[name] or _loses_with_reason(kind, format_, name)
        _check_pixels(kind, format_, passage, before.bit_depth)


def _loses_with_reason(kind: Kind, format_: str, name: str) -> bool:
    """A sensor's colours are for DNG alone; WebP has no grey, and so no grey profile."""
    return name == "profile" and (kind.name.startswith("DNG") or format_ == "webp")


def _check_pixels(kind: Kind, format_: str, passage: Passage, depth: int) -> None:
    twelve = format_ == "avif" and depth > 8
    if format_ in LOSSLESS and passage.depth == depth and not twelve:
        on_grid = "CMYK" not in kind.name and "10 bits" not in kind.name
        assert passage.exact or not on_grid or "profile" in passage.lost
    if format_ in LOSSLESS:
        step = 4095 if twelve else {8: 255, 16: 65535, 32: 1e9}[passage.depth]
        assert passage.largest <= 0.501 / step


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_files_are_read_upright_and_true(kind: Kind, tmp_path: Path) -> None:
    found = read_photo(stored(kind, tmp_path))
    if kind.truth is None:
        return
    assert found.pixels.shape == kind.truth.shape
    apart = np.abs(found.pixels - kind.truth)
    assert apart.mean() <= kind.tolerance + 1e-6


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_strength_0_gives_the_same_pixels(
    kind: Kind, tmp_path: Path, model: RestorationModel
) -> None:
    source = stored(kind, tmp_path)
    before = read_photo(source)
    untouched = Adjustments(strength=0)
    for suffix in (".png", ".tif"):
        target = tmp_path / f"result{suffix}"
        if before.bit_depth not in WRITABLE[suffix].whites or before.camera is not None:
            continue
        report = run(run_job(Job(source, target, adjustments=untouched), model))
        after = read_photo(target)
        assert after.bit_depth == before.bit_depth
        tolerance = 0 if "CMYK" not in kind.name and "10 bits" not in kind.name else 0.501 / 255
        assert np.abs(after.pixels - before.pixels).max() <= tolerance
        assert report.difference.largest <= tolerance


def test_light_to_four_times_white_survives_a_restoration(
    tmp_path: Path, model: RestorationModel
) -> None:
    source = stored(next(kind for kind in KINDS if "float" in kind.name), tmp_path)
    run(run_job(Job(source, tmp_path / "out.tif"), model))
    truth, found = read_photo(source), read_photo(tmp_path / "out.tif")
    assert found.bit_depth == 32
    assert truth.pixels.max() == pytest.approx(scene().max() * 4)
    assert found.pixels.max() > 3
    untouched = Adjustments(strength=0)
    run(run_job(Job(source, tmp_path / "same.tif", adjustments=untouched), model))
    np.testing.assert_allclose(read_photo(tmp_path / "same.tif").pixels, truth.pixels, rtol=0.01)


def test_every_format_that_is_written_has_a_column(tmp_path: Path) -> None:
    header = next(line for line in TABLE.splitlines() if line.startswith("| from"))
    assert header == "| from, to | " + " | ".join(FORMATS) + " |"
    for format_ in FORMATS:
        path = tmp_path / "any"
        options = WriteOptions(format_, overwrite=True)
        write_photo(read_photo(stored(KINDS[0], tmp_path)), path, options)

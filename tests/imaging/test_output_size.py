"""Results come out in the size that was wished, never enlarged, and sharpened for their use."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from mirstudio.errors import PhotoError
from mirstudio.imaging.codecs.exif import Directory, pack_block
from mirstudio.imaging.codecs.resolution import read_resolution
from mirstudio.imaging.files import WriteOptions, read_photo, write_photo
from mirstudio.imaging.metadata import Kept
from mirstudio.imaging.output_size import fit_output, settled_dpi, settled_size
from mirstudio.imaging.photo import Metadata, Photo
from mirstudio.imaging.resample import lanczos


@pytest.mark.parametrize(
    ("wish", "size"),
    [
        ("", (6000, 4000)),
        ("factor 0.5", (3000, 2000)),
        ("factor 2", (6000, 4000)),
        ("long-edge 3000", (3000, 2000)),
        ("megapixels 6", (3000, 2000)),
    ],
)
def test_sizes(wish: str, size: tuple[int, int]):
    assert settled_size(6000, 4000, wish) == size


@pytest.mark.parametrize("wish", ["moon 3", "factor", "factor nan", "long-edge -4"])
def test_senseless_wishes_are_refused(wish: str, tmp_path: Path):
    photo = Photo(np.zeros((4, 6, 3), np.float32))
    with pytest.raises(PhotoError):
        write_photo(photo, tmp_path / "a.png", WriteOptions(size=wish))
    assert not list(tmp_path.iterdir())


def test_lanczos_keeps_flat_areas_and_does_not_alias():
    flat = lanczos(np.full((40, 60, 3), 0.5, np.float32), 30, 20)
    np.testing.assert_allclose(flat, 0.5, atol=1e-6)
    stripes = np.zeros((64, 64, 3), np.float32)
    stripes[:, ::2] = 1
    inner = lanczos(stripes, 24, 24)[4:-4, 4:-4]
    np.testing.assert_allclose(inner, 0.5, atol=0.02)


def test_a_file_has_the_size_and_its_alpha(tmp_path: Path):
    pixels = np.random.default_rng(1).random((40, 60, 3), np.float32)
    photo = Photo(pixels, alpha=np.ones((40, 60), np.float32))
    write_photo(photo, tmp_path / "a.png", WriteOptions(size="long-edge 30"))
    written = read_photo(tmp_path / "a.png")
    assert (written.width, written.height) == (30, 20)
    assert written.alpha is not None
    assert written.alpha.shape == (20, 30)


def test_sharpening_steepens_edges_and_leaves_flat_areas():
    pixels = np.full((20, 20, 3), 0.4, np.float32)
    pixels[:, 10:] = 0.6
    photo = Photo(pixels)
    screen, print_ = (fit_output(photo, "", use).pixels for use in ("screen", "print"))
    assert screen[10, 10, 0] > 0.6
    assert print_[10, 10, 0] > screen[10, 10, 0]
    assert screen[10, 0, 0] == pytest.approx(0.4)
    assert fit_output(photo, "", "") is photo
    with pytest.raises(ValueError, match="sharpening"):
        fit_output(photo, "", "moon")


@pytest.mark.parametrize(
    ("size", "wish", "fitted", "dpi"),
    [
        ((6000, 4000), "print 30 300", (3543, 2362), 300),
        ((4000, 6000), "print 25.4 100", (667, 1000), 100),
        # Too small for that: as fine as it can be, and still as large.
        ((1000, 500), "print 25.4 300", (1000, 500), 100),
        ((6000, 4000), "long-edge 3000", (3000, 2000), None),
    ],
)
def test_a_print_tells_how_fine_it_is(
    size: tuple[int, int], wish: str, fitted: tuple[int, int], dpi: float | None
):
    assert settled_size(*size, wish) == fitted
    assert settled_dpi(*fitted, wish) == dpi


@pytest.mark.parametrize("wish", ["print 30", "print 30 0", "print a 300", "factor 1 2"])
def test_a_print_without_sense_is_refused(wish: str):
    with pytest.raises(ValueError, match=r"size|convert"):
        settled_size(100, 100, wish)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp"])
@pytest.mark.parametrize("kept", [Kept.ALL, Kept.NONE])
def test_the_file_says_how_large_it_is_printed(tmp_path: Path, suffix: str, kept: Kept):
    path = tmp_path / f"out{suffix}"
    block = pack_block(
        Directory("<", {0x10F: (2, 6, b"Maker\0"), 0x11A: (5, 1, struct.pack("<II", 72, 1))})
    )
    photo = Photo(np.zeros((200, 300, 3), np.float32), metadata=Metadata(exif=block))
    write_photo(photo, path, WriteOptions(size="print 2.54 100", metadata=kept))
    found = read_photo(path)
    assert (found.width, found.height) == (100, 67)
    assert found.metadata.dpi == (100, 100)
    if kept is Kept.ALL:
        assert read_resolution(found.metadata.exif or b"") in (None, (100, 100))

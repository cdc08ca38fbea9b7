"""The crops of a training step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mirstudio.errors import TrainingError
from mirstudio.training.dataset import make_batch
from mirstudio.training.degradation.noise import GaussianNoise
from mirstudio.training.photos import find_photos
from tests.training.small import make_config, make_folder


def _pairs(root: Path, *, apart: bool) -> np.ndarray:
    config = make_config(root, "dasr")
    config = replace(
        config,
        # Crops as large as the photos, and nothing that changes them: who is who is plain.
        data=replace(config.data, patch=64, batch=8, turns="mprnet"),
        contrast=replace(config.contrast, apart=apart),
    )
    photos = find_photos(config.data, root)
    return make_batch(photos, config, 0).degraded


def test_the_crops_that_contrast_compares_show_one_photo_or_two(tmp_path: Path) -> None:
    make_folder(tmp_path / "photos")
    for apart in (False, True):
        pairs = _pairs(tmp_path, apart=apart)
        assert pairs.shape == (8, 2, 3, 32, 32)
        differences = np.abs(pairs[:, 0] - pairs[:, 1]).mean((1, 2, 3))
        # Of four photos to learn from, some pairs show the same one twice by chance.
        assert (differences > 0.05).any() == apart


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_list_of_photos_that_cannot_be_read_is_said(
    tmp_path: Path, content: bytes | None
) -> None:
    make_folder(tmp_path / "photos")
    if content is not None:
        (tmp_path / "some.txt").write_bytes(content)
    config = make_config(tmp_path, "dasr")
    folders = tuple(replace(folder, list="some.txt") for folder in config.data.folders)
    with pytest.raises(TrainingError, match=r"some\.txt cannot be read"):
        find_photos(replace(config.data, folders=folders), tmp_path)


def test_tones_change_before_a_photo_is_degraded(tmp_path: Path) -> None:
    make_folder(tmp_path / "photos")
    # Crops as large as the photos, without noise: what is clean is what is degraded.
    config = make_config(tmp_path, noise=GaussianNoise((0, 0)))
    batches = {}
    for share in (0.0, 1.0):
        config = replace(config, data=replace(config.data, patch=64, turns="mprnet", tones=share))
        batches[share] = make_batch(find_photos(config.data, tmp_path), config, 0)
        assert np.array_equal(batches[share].degraded, batches[share].clean)
    steps = np.abs(batches[1.0].clean - batches[0.0].clean).mean((1, 2, 3))
    assert (steps > 0.005).any()
    assert (batches[1.0].clean >= 0).all()
    assert (batches[1.0].clean <= 1).all()

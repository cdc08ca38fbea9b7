"""What measures tiles and poolings finds the same picture the same, and measures a row once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from benchmarks.pooling import SPLIT, WHOLE, measure, pooled, split_in_tiles
from benchmarks.table import Table, cells_of
from benchmarks.tiles import BARE, fill
from mirstudio.networks.mprnet import MPRNet, MPRNetShape
from mirstudio.networks.registry import recognize
from mirstudio.restoration.device import choose_device
from mirstudio.restoration.library import Card
from mirstudio.restoration.model import RestorationModel
from tests.restoration.stand_ins import noisy_photo, tiny_model


@pytest.fixture(scope="module")
def mprnet() -> RestorationModel:
    torch.manual_seed(0)
    weights = MPRNet(MPRNetShape(16, 4, 8, 1, 1, 2)).state_dict()
    architecture = replace(recognize(weights), overlap=16)
    card = Card("tiny-mprnet", Path("tiny-mprnet.safetensors"))
    return RestorationModel(weights, architecture, card, choose_device("cpu"))


def test_rows_are_measured_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model, photo = tiny_model(), noisy_photo(128, 64)
    columns = ["model", "tile", "overlap", "equal", "most", "dB", "edges", "rest", "verdict"]
    table = Table("tiles", columns, 3, tmp_path / "page.md")
    fill(table, model, photo, [("64", 1)], "whole")
    assert [cells_of(row)[1] for row in table.rows()] == [BARE, "64"]
    assert all(cells_of(row)[8] == "same" for row in table.rows())
    own = model.architecture.overlap
    fill(table, model, photo, [("64", 1), ("64", 2)], "whole")
    assert [cells_of(row)[2] for row in table.rows()] == ["", str(own), str(2 * own)]
    assert model.architecture.overlap == own
    monkeypatch.setattr("benchmarks.tiles.restore", None)
    fill(table, model, photo, [("64", 2)], "whole")


def test_one_tile_that_is_split_is_the_papers_way(mprnet: RestorationModel) -> None:
    photo = noisy_photo(64, 64)
    network = mprnet._network
    assert isinstance(network, MPRNet) and not network.split
    network.split = True
    whole, one = pooled(mprnet, photo, None), split_in_tiles(mprnet, photo, 64)
    four = split_in_tiles(mprnet, photo, 32)
    network.split = False
    np.testing.assert_array_equal(one, whole)
    assert np.abs(four - whole).max() > 0


def test_every_way_of_pooling_is_measured(mprnet: RestorationModel) -> None:
    photo = noisy_photo(64, 32)
    columns = measure(mprnet, [(photo, photo)], windows=[16], fixed=[32])
    assert set(columns) == {WHOLE, SPLIT, "windows of 16", f"{SPLIT}, tiles of 32"}
    assert columns[WHOLE].changed == [0]
    assert all(len(column.psnr) == 1 for column in columns.values())

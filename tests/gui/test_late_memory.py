"""The memory of a picture comes behind its first look, and before its first tile."""

from __future__ import annotations

import numpy as np
import pytest

from mirstudio.gui.late_memory import fetching
from mirstudio.gui.pyramid import Pyramid
from mirstudio.imaging.photo import Photo
from mirstudio.progress import Progress, Work, run
from mirstudio.restoration.restore import TileProgress
from mirstudio.restoration.tiling import Region

LOOK, TILE = Region(8, 8, 16, 16), Region(0, 0, 32, 32)
PIXELS = np.ones((32, 32, 3), np.float32)


def work(events: list[str], *, looks: bool) -> Work[Photo]:
    try:
        yield Progress(0, 1)
        if looks:
            yield TileProgress(0, 1, region=LOOK, provisional=True)
            yield TileProgress(0, 1, region=LOOK, pixels=PIXELS[:16, :16], provisional=True)
        yield TileProgress(0, 1, region=TILE)
        yield TileProgress(1, 1, region=TILE, pixels=PIXELS)
        return Photo(PIXELS)
    finally:
        events.append("closed")


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    events: list[str] = []

    def fetch(self: Pyramid, besides: Region | None = None) -> None:
        events.append("all" if besides is None else f"besides {besides.left}")

    monkeypatch.setattr(Pyramid, "fetch", fetch)
    return events


@pytest.mark.parametrize(
    ("looks", "order"),
    [
        (True, ["report", "look", "look", "besides 8", "tile", "tile", "closed"]),
        (False, ["report", "all", "tile", "tile", "closed"]),
    ],
)
def test_it_is_fetched_once(events: list[str], looks: bool, order: list[str]):
    kinds = {LOOK: "look", TILE: "tile"}

    def take(progress: Progress) -> None:
        events.append(kinds.get(getattr(progress, "region", None), "report"))

    photo = run(fetching(Pyramid.empty(32, 32), work(events, looks=looks)), take)
    assert photo.pixels is PIXELS
    assert events == order


def test_to_cancel_closes_the_work(events: list[str]):
    doing = fetching(Pyramid.empty(32, 32), work(events, looks=False))
    next(doing)
    doing.close()
    assert events == ["closed"]

"""The memory of the picture that waits for tiles: fetched when nobody waits for the first one."""

from __future__ import annotations

from mirstudio.gui.pyramid import Pyramid
from mirstudio.imaging.photo import Photo
from mirstudio.progress import Work


def fetching(waiting: Pyramid, work: Work[Photo]) -> Work[Photo]:
    """Do `work`, a restoration, and fetch the memory of `waiting` before its first final tile.

    Tile by tile it would stop the window for tenths of a second where the system is short of large
    pages, so it is fetched here, in the worker; and all of it takes a while, so a first look goes
    before.
    """
    from mirstudio.restoration.restore import TileProgress

    fetched = False
    try:
        while True:
            progress = next(work)
            tile = progress if isinstance(progress, TileProgress) and progress.region else None
            if tile is not None and not tile.provisional and not fetched:
                waiting.fetch()
                fetched = True
            yield progress
            if tile is not None and tile.provisional and tile.pixels is not None:
                waiting.fetch(besides=tile.region)
                fetched = True
    except StopIteration as end:
        return end.value
    finally:
        work.close()

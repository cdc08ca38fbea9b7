"""Run one tile, come what may: smaller when memory is short, more exactly when it comes out wrong.

Graphics devices run out of memory, and in reduced precision some networks and drivers return
black or NaN tiles without a word. Neither may end a photo or reach the result.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

import numpy as np

from mirstudio.errors import DeviceError
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.restoration.failures import (
    FAILURES,
    SMALLEST,
    device_error,
    is_out_of_memory,
    ways_of,
)
from mirstudio.restoration.model import RestorationModel
from mirstudio.restoration.pictures import crop, cut
from mirstudio.restoration.plan import Plan
from mirstudio.restoration.prepared import Prepared
from mirstudio.restoration.settling import settle
from mirstudio.restoration.tiling import Region
from mirstudio.restoration.watchdog import Flaw, Watchdog

logger = logging.getLogger(__name__)


class TileRunner:
    """Restores tiles of one photo, remembering what had to give way."""

    def __init__(
        self,
        views: Sequence[Photo],
        model: RestorationModel,
        prepared: Prepared | None,
        settled: Plan,
        incidents: list[str],
    ) -> None:
        """`views`: the photo, or its two views.

        `prepared`: what all tiles share; None where the one tile of a photo looks at itself.
        `incidents` takes what happens, one sentence each.
        """
        self._views = views
        self._prepared = prepared
        self._sample = settled.sample
        self._grid = grid = settled.grid
        self._model = model
        self._watchdog = Watchdog(model.card.mean_jump)
        self._side = max(grid.width, grid.height)
        self._incidents = incidents

    @property
    def scale(self) -> int:
        """Size of a restored tile over that of what the network is given."""
        return self._model.architecture.scale

    @property
    def largest_tile(self) -> int:
        """Side of a tile for which memory suffices; 0 while it never ran out."""
        if self._side == max(self._grid.width, self._grid.height):
            return 0
        # A tile is run with its seams, which the parts that fitted have in them.
        return max(self._side - 2 * self._grid.taper, self._grid.multiple)

    def __call__(self, tile: Region) -> Pixels:
        """Return the restored pixels of `grid.blended(tile)`, not clipped.

        Raises DeviceError when no way leads to a sound result.
        """
        region = self._grid.blended(tile)
        given = cut(self._views[0].pixels, region)
        doubts: list[str] = []
        ways = ways_of(self._model)
        while True:
            device, precision = ways.pop(0)
            model = self._model.on(device, precision)
            restored = self._in_parts(model, region)
            flaw = self._watchdog.flaw(given, restored)
            if flaw is None:
                for doubt in doubts:
                    self._note(doubt)
                return restored
            doubts.append(f"A tile {flaw.sentence} on {model.device.title} in {model.precision}.")
            if flaw.impossible:
                self._note(doubts.pop())
            if not ways:
                return self._believed(restored, flaw)

    def _believed(self, restored: Pixels, flaw: Flaw) -> Pixels:
        """Return what the CPU made in float32, unless no network could mean it."""
        if flaw.impossible:
            raise DeviceError(
                f"A tile {flaw.sentence}, even on the CPU in fp32.", "Try another model."
            )
        # Nothing computes more exactly: this is what the network says of the photo.
        self._watchdog.believe(flaw)
        logger.info("A tile %s, and the CPU in fp32 confirms it.", flaw.sentence)
        return restored

    def _in_parts(self, model: RestorationModel, region: Region) -> Pixels:
        """Restore `region` in pieces as large as memory has allowed so far."""
        while True:
            try:
                return self._attempt(model, region)
            except FAILURES as error:
                side = min(self._side, max(region.width, region.height)) // 2
                if not is_out_of_memory(error) or side < SMALLEST:
                    raise device_error(model, error) from error
                multiple = self._grid.multiple
                self._side = max(side // multiple, 1) * multiple
                self._note(f"Memory ran out; tiles are cut to {self._side} pixels.")
                model.release_memory()
            if self._prepared is None:
                # Its parts must not each look at themselves.
                settled = settle(self._views, model, self._sample)
                self._prepared = settled.prepared
                self._incidents += settled.incidents

    def _attempt(self, model: RestorationModel, region: Region) -> Pixels:
        scale = model.architecture.scale
        restored = np.empty((region.height * scale, region.width * scale, 3), np.float32)
        for part in region.parts(self._side):
            around = self._grid.around(part)
            whole = model(crop(self._views, around), self._prepared or Prepared())
            own = part.relative_to(around).scaled(scale)
            restored[part.relative_to(region).scaled(scale).slices] = whole[own.slices]
        return restored

    def _note(self, incident: str) -> None:
        self._incidents.append(incident)
        logger.warning("%s", incident)

"""The open photo and what became of it, as pictures for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirstudio.gui.display import Picture
from mirstudio.gui.pyramid import Pyramid
from mirstudio.gui.sources import Adjusted, Original
from mirstudio.imaging.adjust import Adjustments
from mirstudio.imaging.photo import Pixels
from mirstudio.restoration.tiling import Region

if TYPE_CHECKING:
    from mirstudio.gui.engine import Opened


class Shown:
    """Before and after of one photo; after is missing, filled by tiles, or whole."""

    def __init__(self, opened: Opened, adjustments: Adjustments) -> None:
        self.opened = opened
        self.adjustments = adjustments
        """The positions of the sliders."""
        self.before = Picture(Original(opened.pyramid), opened.photo.profile)
        self.after: Picture | None = None
        self._source: Adjusted | None = None

    def show(self, pyramid: Pyramid) -> Picture:
        """Take a restored photo, or a black one that waits for tiles."""
        profile = self.opened.photo.profile
        adjustments = self._fitting(self.adjustments)
        self._source = Adjusted(self.opened.pyramid, pyramid, adjustments, profile)
        self.after = Picture(self._source, profile)
        return self.after

    def put(self, region: Region, pixels: Pixels) -> None:
        """Take a tile of the restored photo."""
        if self._source is not None and self.after is not None:
            self._source.restored.put(region, pixels)
            self.after.refresh(region)

    def drop(self) -> None:
        """Show the original only."""
        self.after = self._source = None

    def adjust(self, adjustments: Adjustments) -> None:
        """Move sliders: nothing is computed before it is looked at."""
        self.adjustments = adjustments
        if self._source is not None and self.after is not None:
            self._source.adjustments = self._fitting(adjustments)
            self.after.refresh()

    def _fitting(self, adjustments: Adjustments) -> Adjustments:
        return adjustments.for_grey() if self.opened.photo.grey else adjustments

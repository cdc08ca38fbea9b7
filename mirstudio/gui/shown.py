"""The open photo and what became of it, as pictures for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirstudio.gui.display import Adjusted, Original, Picture
from mirstudio.gui.pyramid import Pyramid
from mirstudio.imaging.adjust import Adjustments
from mirstudio.imaging.photo import Pixels
from mirstudio.restoration.tiling import Region

if TYPE_CHECKING:
    from mirstudio.gui.engine import Opened


class Shown:
    """Before and after of one photo; after is missing, filled by tiles, or whole."""

    def __init__(self, opened: Opened, strength: int) -> None:
        self.opened = opened
        self.strength = strength
        """Share of the restored photo, 0–100."""
        self.before = Picture(Original(opened.pyramid), opened.photo.profile)
        self.after: Picture | None = None
        self._source: Adjusted | None = None

    @property
    def adjustments(self) -> Adjustments:
        """The sliders as the value that `adjust` takes."""
        return Adjustments(strength=self.strength / 100)

    def show(self, pyramid: Pyramid) -> Picture:
        """Take a restored photo, or a black one that waits for tiles."""
        self._source = Adjusted(self.opened.pyramid, pyramid, self.adjustments)
        self.after = Picture(self._source, self.opened.photo.profile)
        return self.after

    def put(self, region: Region, pixels: Pixels) -> None:
        """Take a tile of the restored photo."""
        if self._source is not None and self.after is not None:
            self._source.restored.put(region, pixels)
            self.after.refresh(region)

    def drop(self) -> None:
        """Show the original only."""
        self.after = self._source = None

    def adjust(self, strength: int) -> None:
        """Move a slider: nothing is computed before it is looked at."""
        self.strength = strength
        if self._source is not None and self.after is not None:
            self._source.adjustments = self.adjustments
            self.after.refresh()

"""What the view compares: the original, the restored photo, and the difference of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtGui import QRegion

from mirstudio.gui.compare_layout import Side

if TYPE_CHECKING:
    from mirstudio.gui.display import Picture


@dataclass
class Compared:
    """The pictures of one photo."""

    before: Picture
    after: Picture | None = None
    arrived: QRegion | None = None
    """Where tiles of `after` have arrived, in its pixels; None where it is whole."""
    sketched: QRegion = field(default_factory=QRegion)
    """Where tiles of a first look are shown until they arrive again."""
    difference: Picture | None = None
    _gain: int = 0

    def picture(self, side: Side) -> Picture:
        """What a side shows; the original where nothing has been restored."""
        wanted = {Side.AFTER: self.after, Side.DIFFERENCE: self.difference}.get(side)
        return wanted or self.before

    def show_difference(self, gain: int) -> None:
        """Make the difference, amplified `gain` times; it follows the restored photo."""
        from mirstudio.gui.display import Picture
        from mirstudio.gui.sources import Difference, Enlarged

        after = self.after
        if after is None or gain == self._gain:
            return
        before = Enlarged(self.before.source, after.source)
        # Of numbers in the photo's own space; a middle grey stays grey in any of them.
        self.difference = Picture(Difference(before, after.source, gain), after.profile)
        self._gain = gain
        after.followers[:] = [self.difference]

"""A restoration that runs: its tiles go to what is shown, its progress into words."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from mirstudio.gui.engine import ModelReady
from mirstudio.gui.news import News
from mirstudio.gui.stage import FILLING
from mirstudio.gui.words import progress_line
from mirstudio.progress import Progress

if TYPE_CHECKING:
    from mirstudio.gui.shown import Shown

logger = logging.getLogger(__name__)


class Run:
    """Begins when it is made."""

    def __init__(self, news: News, shown: Shown) -> None:
        self._news, self._shown = news, shown
        self._began = time.monotonic()
        self._place = ""
        self._seen = False

    @property
    def seconds(self) -> float:
        """Since the first tile began."""
        return time.monotonic() - self._began

    def follow(self, progress: Progress) -> None:
        """Show what has come."""
        if isinstance(progress, ModelReady):
            if progress.waiting is not None:
                self._place, self._began = progress.place, time.monotonic()
                self._news.resultChanged.emit(self._shown.show(progress.waiting), FILLING)
        elif progress.total:
            self._follow_tile(progress)

    def _follow_tile(self, progress: Progress) -> None:
        region, pixels = getattr(progress, "region", None), getattr(progress, "pixels", None)
        if region is not None and pixels is not None:
            self._shown.put(region, pixels)
            sketched = getattr(progress, "provisional", False)
            news = self._news.tileSketched if sketched else self._news.tileArrived
            news.emit(region)
            self._note_first(sketched=sketched)
        elif region is not None:
            self._news.tileBegun.emit(region)
        line = progress_line(progress, self.seconds, self._place)
        self._news.progressed.emit(line, progress.fraction)

    def _note_first(self, *, sketched: bool) -> None:
        """Leave in the log how soon something restored was seen."""
        if not self._seen:
            self._seen = True
            kind = "first look" if sketched else "tile"
            logger.info("A %s %.1f s after the model was ready.", kind, self.seconds)

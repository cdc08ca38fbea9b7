"""What a result has invented: asked for in the background, shown while it is wished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from mirstudio.gui.compare_view import CompareView
from mirstudio.gui.doubt_layer import DoubtLayer
from mirstudio.gui.session import Session
from mirstudio.gui.translate import tr
from mirstudio.progress import Progress
from mirstudio.restoration.preset import Task

if TYPE_CHECKING:
    from mirstudio.gui.engine import Restored
    from mirstudio.imaging.disagreement import Disagreement

JUDGED = (Task.SR, Task.DEBLUR, Task.DEFOCUS)
"""Tasks whose results can be degraded again; noise, rain and darkness cannot be put back."""


class Doubts(QObject):
    """Compares the result that is shown with its photo, once, and as long as it is shown."""

    wantedChanged = Signal(bool)

    def __init__(self, session: Session, view: CompareView) -> None:
        super().__init__(view)
        self.layer = DoubtLayer(view)
        self.wanted = False
        self._session, self._reader = session, session.reader
        self._judged: Restored | None = None
        self._found: Disagreement | None = None
        self._number: int | None = None
        session.resultChanged.connect(self._follow)
        session.photoOpened.connect(self._follow)
        session.reader.progressed.connect(self._take_progress)
        session.reader.succeeded.connect(self._take_result)

    @property
    def possible(self) -> bool:
        """Whether the result that is shown can be judged."""
        result = self._session.result
        return result is not None and all(card.task in JUDGED for card in result.chain)

    @Slot()
    def toggle(self) -> None:
        """Show it, or put it away."""
        self.wanted = not self.wanted
        self.wantedChanged.emit(self.wanted)
        if self.wanted and not self.possible:
            self._session.said.emit(
                tr("What was invented can be told of enlarged and deblurred photos once restored.")
            )
        self._follow()

    @Slot()
    def _follow(self) -> None:
        shown, result = self._session.shown, self._session.result
        if result is not self._judged:
            self._forget()
        if not self.wanted or shown is None or result is None or not self.possible:
            self.layer.show_doubts(None, "")
        elif self._judged is not result:
            self._judged = result
            work = self._session.engine.disagreement(shown.opened, result)
            self._number = self._reader.ask_later(work)
            self.layer.show_doubts(None, tr("Comparing…"))
        else:
            self._show()

    def _forget(self) -> None:
        if self._number is not None:
            self._reader.cancel(self._number)
        self._judged = self._found = self._number = None

    def _show(self) -> None:
        if self._found is not None:
            words = tr("Degraded again, it differs by {whole:.1f} of 255 from the photo").format(
                whole=self._found.whole
            )
            self.layer.show_doubts(self._found.levels, words)

    @Slot(int, object)
    def _take_progress(self, number: int, progress: Progress) -> None:
        if number == self._number and self.wanted:
            self.layer.show_doubts(
                None,
                tr("Comparing… {share:.0f} %").format(share=100 * progress.fraction),
            )

    @Slot(int, object)
    def _take_result(self, number: int, found: object) -> None:
        if number == self._number:
            self._number, self._found = None, found  # type: ignore[assignment]
            self._follow()

"""Restores a photo as soon as it is seen, unless somebody already has."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Slot

from mirstudio.gui.session import Session
from mirstudio.gui.stage import Stage

PATIENCE = 300
"""Milliseconds a photo must stay chosen: whoever leafs through a folder waits for nothing. The time
that reading took counts."""


class Eager(QObject):
    """Begins what the user would begin anyway; a photo is begun once, then it is the user's."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.wanted = False
        """Whether photos are restored on opening."""
        self._session = session
        self._armed = self._spares = False
        self._chosen = QElapsedTimer()
        self._chosen.start()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        session.fileChosen.connect(self._begin_to_wait)
        session.photoOpened.connect(self._arm)
        session.nothingKept.connect(self._wait)
        session.blurMoved.connect(self._go_on)
        session.stageChanged.connect(self._follow)

    @property
    def waits(self) -> bool:
        """Whether the open photo is about to be restored."""
        return self._timer.isActive()

    def spare_next(self) -> None:
        """Leave the next photo alone: what ended the program may have been its restoration."""
        self._spares = True

    @Slot(object)
    def _begin_to_wait(self, path: object) -> None:
        self._chosen.restart()

    @Slot(object, object)
    def _arm(self, opened: object, picture: object) -> None:
        self._armed, self._spares = self.wanted and not self._spares, False

    @Slot()
    def _go_on(self) -> None:
        """Restore once more, as soon as the slider rests and unless that result is kept."""
        self._chosen.restart()
        self._armed = True

    @Slot()
    def _wait(self) -> None:
        if self._armed:
            self._timer.start(max(PATIENCE - self._chosen.elapsed(), 0))

    @Slot(object)
    def _follow(self, stage: Stage) -> None:
        """What has begun needs no beginning, and what was cancelled none again."""
        if stage is not Stage.READY:
            self._timer.stop()
            self._armed = False

    @Slot()
    def _begin(self) -> None:
        if self._session.restorable:
            self._session.restore()

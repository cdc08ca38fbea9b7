"""A window that another program has opened for one file, and waits for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.translate import tr


class RoundTrip(QObject):
    """Opens the file, and knows whether it went back restored."""

    def __init__(self, window: MainWindow, path: Path, *, closes: bool = False) -> None:
        """`closes`: the window closes once the file was saved."""
        super().__init__(window)
        self.saved = False
        self._window, self._path, self._closes = window, path, closes
        window.handed_over = path
        window.begin_with([path])
        window.session.exported.connect(self._note)

    @property
    def exit_code(self) -> int:
        """What the other program is told: 0 saved, 1 left as it was."""
        return 0 if self.saved else 1

    @Slot(object)
    def _note(self, path: Path) -> None:
        if path != self._path:
            return
        self.saved = True
        self._window.session.said.emit(tr("Saved. Close the window to go back."))
        if self._closes:
            self._window.close()

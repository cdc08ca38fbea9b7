"""A hand on mouse and keyboard: real events of the X server, by xdotool, while the window lives."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMimeData, QPoint, QProcess, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

PATIENCE = 600
"""Seconds after which what is waited for will not come."""
PAUSE = 60
"""Milliseconds between two things that a hand does."""
STEPS = 8
"""Of a drag."""


def wait(milliseconds: int) -> None:
    """Let the window live."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(what: str, condition: Callable[[], bool]) -> None:
    """Let the window live until something is the case."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"In vain waited until {what}.")
        wait(30)


class Hand:
    """Moves, clicks, drags and types; takes a picture of the screen when asked."""

    def __init__(self, pictures: Path) -> None:
        self._pictures, self._count = pictures, 0

    def picture(self, name: str) -> None:
        """Keep the screen as it is seen now."""
        wait(200)
        self._count += 1
        screen = QGuiApplication.primaryScreen()
        path = self._pictures / f"{self._count:02}-{name}.png"
        # Hardly pressed: the window stands still meanwhile.
        screen.grabWindow(0).save(str(path), "PNG", quality=90)

    def click(self, widget: QWidget, place: QPoint | None = None, keys: str = "") -> None:
        """Click on a widget, in its middle unless said otherwise."""
        hold = ["keydown", keys] if keys else []
        let_go = ["keyup", keys] if keys else []
        self._do(*self._to(widget, place), *hold, "click", "1", *let_go)

    def drag(
        self, widget: QWidget, start: QPoint, end: QPoint, button: int = 1, keys: str = ""
    ) -> None:
        """Press, move in small steps, let go."""
        self._do(*self._to(widget, start), *(["keydown", keys] if keys else []))
        self._do("mousedown", str(button))
        for step in range(1, STEPS + 1):
            self._do(*self._to(widget, start + (end - start) * step / STEPS))
        self._do("mouseup", str(button), *(["keyup", keys] if keys else []))

    def drop(self, path: Path, target: QWidget) -> None:
        """Drag a file or folder from another window onto a widget."""
        shelf = Shelf(path)
        shelf.show()
        shelf.raise_()
        wait(300)
        start = shelf.mapToGlobal(shelf.rect().center())
        end = target.mapToGlobal(target.rect().center())
        # In one go: while something is dragged, the loop that began it stands still.
        way = ["mousemove", *_words(start), "mousedown", "1"]
        for step in range(1, STEPS + 1):
            place = start + (end - start) * step / STEPS
            way += ["mousemove", *_words(place), "sleep", "0.1"]
        self._do(*way, "sleep", "0.2", "mouseup", "1")
        shelf.close()
        shelf.deleteLater()

    def wheel(self, widget: QWidget, place: QPoint, notches: int) -> None:
        """Turn the wheel; away from the hand is positive."""
        button = "4" if notches > 0 else "5"
        self._do(*self._to(widget, place), "click", "--repeat", str(abs(notches)), button)

    def key(self, *keys: str) -> None:
        """Press keys one after the other, in xdotool's words."""
        self._do("key", "--delay", "30", *keys)

    @staticmethod
    def _to(widget: QWidget, place: QPoint | None = None) -> list[str]:
        inside = widget.rect().center() if place is None else place
        return ["mousemove", *_words(widget.mapToGlobal(inside))]

    @staticmethod
    def _do(*words: str) -> None:
        process, loop = QProcess(), QEventLoop()
        process.finished.connect(loop.quit)
        process.start("xdotool", list(words))
        loop.exec()
        if process.exitCode():
            raise OSError(bytes(process.readAllStandardError().data()).decode())
        wait(PAUSE)


class Shelf(QLabel):
    """A window to drag something from, as a file manager would be."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name)
        self._path = path
        self.setWindowFlags(Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self.setGeometry(20, 900, 160, 60)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to drag."""
        drag, data = QDrag(self), QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._path))])
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


def _words(place: QPoint) -> list[str]:
    return [str(place.x()), str(place.y())]

"""Take the screenshots of the documentation by driving the real window.

    python docs/screenshots.py [FOLDER]

Needs no screen. Restores the sample photo with the default denoiser, so it takes as long as that.
The folder of the documentation's pictures by default. The languages need a typeface with their
signs, such as Noto Sans CJK.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["MIRSTUDIO_HOME"] = tempfile.mkdtemp(prefix="mirstudio-screenshots-")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from mirstudio.gui.app import make_window
from mirstudio.gui.language import ENGLISH, LANGUAGES, speak
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.stage import Stage
from mirstudio.gui.theme import set_typeface
from mirstudio.imaging.files import read_photo, write_photo
from mirstudio.paths import resources_folder, state_folder
from mirstudio.settings import Settings

PATIENCE = 20 * 60
"""Seconds a restoration may take on a slow machine."""
SIZE = (1200, 760)
QUALITY = 86
"""Of the pictures, which are WebP."""
PHOTOS = 6
"""In the batch."""
PARTLY = 3
"""Tiles that have arrived in the picture of a running restoration."""


def wait(milliseconds: int) -> None:
    """Let the window live. `QTest.qWait` would keep the interpreter from the worker's thread."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Camera:
    """Drives the window and keeps what is seen."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the window live until something is the case."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("The window did not get there.")
            wait(20)

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        """Keep a picture once everything is sharp."""
        wait(400)
        self.until(lambda: self._window.view.sharp)
        (widget or self._window).grab().save(str(self._folder / f"{name}.webp"), "WEBP", QUALITY)


def take_all(window: MainWindow, camera: Camera) -> None:
    """Walk through the states that must look good."""
    take_restoration(window, camera)
    for theme in ("", "-light"):
        take_dialogs(window, camera, theme)
        window.toggle_theme()
    with tempfile.TemporaryDirectory() as folder:
        take_batch(window, camera, make_card(Path(folder)))
        take_failure(window, camera, Path(folder))


def take_restoration(window: MainWindow, camera: Camera) -> None:
    """One photo, from the empty window to the result."""
    session = window.session
    camera.shoot("empty")
    tiles: list[object] = []
    session.tileArrived.connect(tiles.append)
    window.open_sample()
    # It restores on opening.
    camera.until(lambda: session.stage in (Stage.RESTORING, Stage.RESTORED))
    window.view.divider = 0.3
    camera.until(lambda: len(tiles) >= PARTLY or session.stage is not Stage.RESTORING)
    camera.shoot("restoring")
    camera.until(lambda: session.stage is not Stage.RESTORING)
    if session.stage is not Stage.RESTORED:
        raise RuntimeError(window.strip.words.text())
    # How long it took is this machine's affair.
    window.strip.show_message("")
    window.view.divider = 0.5
    camera.shoot("restored")
    window.view.zoom_to(1)
    camera.shoot("divider-at-100")
    window.view.zoom_to(2)
    camera.shoot("divider-at-200")
    window.zoom_fit()
    window.toggle_theme()
    camera.shoot("light")
    window.toggle_theme()


def take_dialogs(window: MainWindow, camera: Camera, theme: str) -> None:
    """Export and models, over the restored photo."""
    window.ask_for_export()
    if window.export_dialog is not None:
        window.export_dialog.folder.setText("~/Pictures")
        camera.shoot(f"export{theme}", window.export_dialog)
        window.export_dialog.reject()
    window.show_models()
    if window.manager is not None:
        window.manager.list.setCurrentRow(1)
        camera.shoot(f"models{theme}", window.manager)
        window.manager.reject()


def make_card(folder: Path) -> Path:
    """Cut the sample into the photos of somebody's memory card."""
    sample = read_photo(resources_folder() / "samples" / "street-in-burano.png")
    card = folder / "A walk in Burano"
    card.mkdir()
    for number in range(PHOTOS):
        left, top = number % 3 * 240, number // 3 * 300
        part = sample.pixels[top : top + 288, left : left + 432]
        write_photo(sample.with_pixels(part), card / f"IMG_{4507 + number}.jpg")
    return card


def take_batch(window: MainWindow, camera: Camera, card: Path) -> None:
    """A folder as a batch, half done, in both themes."""
    session, batch = window.session, window.batch
    session.open_paths([card])
    camera.until(lambda: session.open_path is not None and session.open_path.parent == card)
    camera.until(lambda: session.stage is Stage.RESTORED)
    session.tick(session.photos.files, ticked=True)
    window.ask_for_batch()
    if window.export_dialog is not None:
        window.export_dialog.folder.setText(str(card.parent / "restored"))
        window.export_dialog.accept()
    camera.until(lambda: sum(item.state == "done" for item in batch.items) >= PHOTOS // 2)
    window.toggle_batch()
    for theme in ("", "-light"):
        camera.shoot(f"batch{theme}")
        window.toggle_theme()
    window.toggle_batch()


def take_failure(window: MainWindow, camera: Camera, folder: Path) -> None:
    """A file that is no photo."""
    broken = folder / "IMG_4512.jpg"
    broken.write_text("no photo")
    window.session.open(broken)
    camera.until(lambda: window.session.stage is not Stage.OPENING)
    camera.shoot("failed", window.strip)


def main(folder: Path) -> None:
    """Open the window, take the pictures, close it."""
    app = QApplication([])
    speak(app, ENGLISH)
    set_typeface(app)
    window = open_window()
    try:
        take_all(window, Camera(window, folder))
    finally:
        window.close()
    for code in LANGUAGES:
        if code not in ("", ENGLISH):
            take_language(app, code, folder)


def take_language(app: QApplication, code: str, folder: Path) -> None:
    """The sample photo once more; its result is still known."""
    speak(app, code)
    window = open_window()
    camera = Camera(window, folder)
    try:
        window.open_sample()
        camera.until(lambda: window.session.stage is Stage.RESTORED)
        camera.shoot(f"restored-{code}")
    finally:
        window.close()


def open_window() -> MainWindow:
    """A window of its own size, seen."""
    window = make_window(Settings(), state_folder())
    window.resize(*SIZE)
    window.show()
    window.begin()
    return window


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "images")

"""How soon the window answers while a photo is being restored.

    python benchmarks/window.py [--megapixels 24,100] [--seconds 20] [--restore model|nothing]

Opens the real window on a made-up photo (on no screen unless QT_QPA_PLATFORM says otherwise),
which begins to restore it with the default denoiser, and uses the window meanwhile. Printed for
each size: how long after the photo the first tile of what is on screen comes, in seconds and in
times that a tile takes; then, in milliseconds: how late a timer of 10 ms fires (median, 99th
percentile, most); how long a frame takes while panning at 1:1 and zooming by the wheel (median,
95th percentile, most); then, on a finished result, the time from a slider's move to a frame that
shows it, and to one that is sharp.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ["MIRSTUDIO_HOME"] = tempfile.mkdtemp(prefix="mirstudio-window-")
sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from mirstudio.gui.batch import Batch
from mirstudio.gui.engine import Engine, Opened
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.pyramid import Pyramid
from mirstudio.gui.session import Session
from mirstudio.gui.stage import Stage
from mirstudio.gui.worker import Worker
from mirstudio.imaging.adjust import Adjustments
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.paths import state_folder
from mirstudio.progress import Progress, Work
from mirstudio.restoration.tiling import Region
from mirstudio.settings import Settings

TICK = 10
"""Milliseconds between the beats of the timer whose lateness is measured."""
FRAME = 16
"""Milliseconds between two moves of the photo."""
PATIENCE = 300
SLIDERS = {
    "strength": Adjustments(0.5),
    "noise kept": Adjustments(luma_noise=0.3, chroma_noise=0.1),
    "detail, sharpness": Adjustments(detail=0.4, sharpness=0.4),
    "light": Adjustments(brightness=0.5, shadows=0.3, saturation=0.2),
    "all of them": Adjustments(
        0.8, 0.2, 0.1, 0.3, 0.3, 0.2, 0.0, 0.3, 0.2, 0.1, 0.1, colour_lock=True
    ),
}


class MadeUp(Engine):
    """Opens a photo that lies in no file."""

    def __init__(self, megapixels: float) -> None:
        super().__init__(Settings())
        self._megapixels = megapixels

    def open(self, path: Path, second: Path | None = None) -> Work[Opened]:
        """Make the photo."""
        yield Progress(0, 1, "step", "making a photo")
        pixels = made_up(self._megapixels)
        return Opened(path, Photo(pixels), Pyramid.of(pixels))


class Clock(QObject):
    """Writes down when the photo and its tiles come."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        session = window.session
        self._view = window.view
        self.opened = self.first = self._began = 0.0
        self.tiles: list[float] = []
        """Seconds that each took."""
        session.photoOpened.connect(self._open)
        session.tileBegun.connect(self._begin)
        session.tileArrived.connect(self._arrive)
        session.tileSketched.connect(self._see)

    @Slot(object, object)
    def _open(self, opened: object, picture: object) -> None:
        self.opened = time.monotonic()

    @Slot(object)
    def _begin(self, region: object) -> None:
        self._began = time.monotonic()

    @Slot(object)
    def _arrive(self, region: Region) -> None:
        self.tiles.append(time.monotonic() - self._began)
        self._see(region)

    @Slot(object)
    def _see(self, region: Region) -> None:
        left, top, right, bottom = self._view.viewport.visible()
        if region.distance(Region(left, top, right - left, bottom - top)) == 0:
            self.first = self.first or time.monotonic()

    def line(self) -> str:
        """What there is to say of it."""
        if not self.tiles:
            return "  no tile has come"
        took, tile = self.first - self.opened, float(np.median(self.tiles))
        times = f"{took / tile:.1f} times a tile's {tile:.1f} s"
        return f"  first tile in view after {took:.1f} s, {times}"


class Heart(QObject):
    """Beats in the event loop and writes down how late."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(self._timer.timerType().PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._clock.start()
        self._timer.start(TICK)

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()

    @Slot()
    def _beat(self) -> None:
        self.late.append(max(self._clock.nsecsElapsed() / 1e6 - TICK, 0.0))
        self._clock.restart()


def made_up(megapixels: float) -> Pixels:
    """Waves under noise, 3:2; the same noise again and again, since there is so much of it."""
    height = round((megapixels * 1e6 / 1.5) ** 0.5)
    width = round(height * 1.5)
    noise = np.random.default_rng(0).normal(0, 0.1, (512, 512, 3)).astype(np.float32)
    pixels = np.empty((height, width, 3), np.float32)
    waves = 0.5 + 0.3 * np.sin(np.linspace(0, 60, width, dtype=np.float32))[None, :, None]
    for top in range(0, height, 512):
        rows = min(512, height - top)
        pixels[top : top + rows] = (
            waves + np.tile(noise[:rows], (1, -(-width // 512), 1))[:, :width]
        )
    return pixels


def wait(milliseconds: int) -> None:
    """Let the window live."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(condition: Callable[[], bool]) -> None:
    """Let the window live until something is the case."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("The window did not get there.")
        wait(20)


def frames(window: MainWindow, seconds: float) -> Iterator[float]:
    """Pan at 1:1, then zoom in and out by the wheel; yield how long each frame took."""
    view = window.view
    view.zoom_to(1)
    began, step = time.monotonic(), 0
    while (spent := time.monotonic() - began) < seconds:
        if spent < seconds / 2:
            # To and fro, wandering through the photo.
            across = -23 if step // 150 % 2 == 0 else 17
            view.viewport = view.viewport.panned(across, -11 if step // 90 % 2 == 0 else 9)
        else:
            direction = 0.25 if step // 40 % 2 == 0 else -0.25
            view.viewport = view.viewport.wheeled(direction, 400, 300)
        step += 1
        start = time.perf_counter()
        view.repaint()
        yield (time.perf_counter() - start) * 1e3
        wait(FRAME)


def slider_times(window: MainWindow, adjustments: Adjustments) -> tuple[float, float]:
    """Milliseconds from a slider's move to the first frame, and to a sharp one."""
    shown, view = window.session.shown, window.view
    assert shown is not None
    shown.adjust(Adjustments())
    view.repaint()
    until(lambda: view.sharp)
    start = time.perf_counter()
    shown.adjust(adjustments)
    view.repaint()
    first = time.perf_counter() - start
    while not view.sharp:
        QApplication.processEvents()
    return first * 1e3, (time.perf_counter() - start) * 1e3


def row(name: str, values: list[float], percentile: int) -> str:
    """Median, a percentile and the most of a list of milliseconds."""
    middle, high = np.percentile(values, [50, percentile])
    words = f"median {middle:6.1f}   p{percentile} {high:6.1f}   most {max(values):6.1f}"
    return f"  {name:<22}{words}   ({len(values)} of them)"


def measure(megapixels: float, seconds: float, *, restores: bool) -> list[str]:
    """Use one window on one photo and return the lines of the report."""
    worker, reader, idle = Worker(), Worker(), Worker()
    engine = MadeUp(megapixels)
    session = Session(engine, worker, reader)
    batch = Batch(engine, idle, state_folder() / f"{megapixels:g}.sqlite")
    window = MainWindow(session, Settings(restore_on_opening=restores), batch)
    idle.start()
    worker.start()
    reader.start()
    window.resize(1600, 1000)
    window.show()
    window.begin()
    clock = Clock(window)
    try:
        session.open(Path("made-up.tif"))
        until(lambda: bool(clock.tiles) if restores else session.stage is Stage.READY)
        before = len(clock.tiles)
        heart = Heart()
        painted = list(frames(window, seconds))
        heart.stop()
        arrived = len(clock.tiles) - before
        report = [f"{megapixels:g} MP, {arrived} tiles arrived in {seconds:g} s"]
        report += [clock.line()] if restores else []
        report += [row("event loop late", heart.late, 99), row("pan and zoom", painted, 95)]
        session.cancel()
        report += sliders(window)
    finally:
        window.close()
    return report


def sliders(window: MainWindow) -> list[str]:
    """Move sliders over a finished result, at fit and at 1:1."""
    shown, view = window.session.shown, window.view
    assert shown is not None
    result = Pyramid.of(shown.opened.photo.pixels * np.float32(0.9))
    view.set_result(shown.show(result), whole=True)
    report: list[str] = []
    for name, zoom in (("fit", view.fit), ("1:1", lambda: view.zoom_to(1))):
        zoom()
        for slider, adjustments in SLIDERS.items():
            first, sharp = slider_times(window, adjustments)
            words = f"seen {first:6.1f}   sharp {sharp:6.1f}"
            report.append(f"  {f'{slider}, {name}':<26}{words}")
    return report


def main() -> None:
    """Measure each size and print."""
    parser = argparse.ArgumentParser(description="How soon the window answers")
    parser.add_argument("--megapixels", default="24,100")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--restore", choices=("model", "nothing"), default="model")
    wish = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    for size in wish.megapixels.split(","):
        report = measure(float(size), wish.seconds, restores=wish.restore == "model")
        sys.stdout.write("\n".join(report) + "\n")
        sys.stdout.flush()
    app.quit()


if __name__ == "__main__":
    main()

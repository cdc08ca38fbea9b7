"""An engine without networks: it makes photos up and restores them by a known rule."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

from mirstudio.errors import PhotoError
from mirstudio.gui.awake import Awake
from mirstudio.gui.engine import Engine, ModelReady, Opened, Restored, ThumbnailReady
from mirstudio.gui.export_work import Export, Exported
from mirstudio.gui.pyramid import Pyramid
from mirstudio.gui.words import chain_title
from mirstudio.imaging.adjust import Adjustments
from mirstudio.imaging.photo import Photo, Pixels
from mirstudio.imaging.read_back import Difference
from mirstudio.progress import Progress, Work
from mirstudio.restoration.chain import Chain, scale_of
from mirstudio.restoration.library import Card
from mirstudio.restoration.preset import Task
from mirstudio.restoration.tiling import Region, in_order_of_view
from mirstudio.settings import Settings

if TYPE_CHECKING:
    from mirstudio.jobs.ledger import BatchReport
    from mirstudio.jobs.queue import Queue

TILE = 64
PATIENCE = 10
"""Seconds after which a gate opens by itself, so that a failing test ends."""

BEFORE, AFTER = 0.25, 0.75
"""Grey of the photo, and of the restored one."""

FAST = Card("denoise-fast", Path("fast"), "Denoise · fast", Task.DENOISE, commercial=True)
BEST = Card(
    "denoise-best", Path("best"), "Denoise · best", Task.DENOISE, default=True, commercial=True
)
REFOCUS = Card("refocus", Path("refocus"), "Refocus", Task.DEFOCUS, views=2)
RETOUCH = Card("retouch", Path("retouch"), "Retouch", Task.RETOUCH)
LARGER = Card("sr-x2", Path("sr"), "Enlarge ×2", Task.SR, scale=2, default=True)
BLIND = replace(LARGER, name="sr-x2-blind", default=False, architecture="dasr", variant="blind")


@dataclass(frozen=True)
class FakeTile(Progress):
    """What the real engine says of a tile."""

    region: Region | None = None
    pixels: Pixels | None = None
    provisional: bool = False


class SleepyAwake(Awake):
    """Notes what would be asked of the system."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def begin(self) -> None:
        self.asked.append("begin")

    def end(self) -> None:
        self.asked.append("end")


class FakeEngine(Engine):
    """Answers at once; `gate` holds every tile back while it is closed."""

    def __init__(self, width: int = 200, height: int = 130) -> None:
        super().__init__(Settings())
        self.width, self.height = width, height
        self.gate = threading.Event()
        self.gate.set()
        self.looked_at: list[Region | None] = []
        self.exported: list[tuple[Export, Adjustments]] = []
        self.order: list[Region] = []
        """Tiles as they were begun."""
        self.sketches = False
        """Whether a first look comes before the tiles."""
        self.changes: tuple[str, ...] = ()
        """What an export finds otherwise in its file."""
        self.closed = 0
        self.bad = "bad"
        self.journal_problem: Exception | None = None
        self.kept: dict[tuple[Path, str, float | None], Restored] = {}
        self.assumed: list[float | None] = []
        """The blur assumed for each photo that was restored."""
        self.offered = [FAST, BEST, LARGER]

    def cards(self) -> list[Card]:
        return self.offered

    def warm_up(self, chain: Chain) -> Work[None]:
        yield Progress(1, 1, "step")

    def open(self, path: Path, second: Path | None = None) -> Work[Opened]:
        yield Progress(0, 1, "step", "reading")
        if path.name.startswith("bad"):
            raise PhotoError(f"{path.name} is not a photo.", "Try another.")
        photo = opened(path, self.width, self.height)
        return replace(photo, second_path=second, second=photo.photo) if second else photo

    def restore(
        self,
        opened: Opened,
        chain: Chain,
        in_view: Callable[[], Region | None],
        blur: float | None = None,
    ) -> Work[Restored]:
        photo = opened.photo
        try:
            yield Progress(0, 0, "step", "loading the model")
            scale = scale_of(chain)
            shape = (photo.height * scale, photo.width * scale, 3)
            waiting = Pyramid.empty(shape[1], shape[0])
            yield ModelReady(0, 0, "step", place="CPU, bf16", waiting=waiting)
            pixels = np.full(shape, AFTER, np.float32)
            tiles = tiles_of(shape[1], shape[0])
            yield FakeTile(0, len(tiles))
            if self.sketches:
                first = FakeTile(0, len(tiles), "tile", "", tiles[0], pixels[tiles[0].slices])
                yield replace(first, provisional=True)
                self.gate.wait(PATIENCE)
            for done, region in enumerate(in_order_of_view(tiles, in_view)):
                self.order.append(region)
                self.looked_at.append(in_view())
                yield FakeTile(done, len(tiles), region=region)
                self.gate.wait(PATIENCE)
                if FAST in chain:
                    raise RuntimeError("the network broke")
                yield FakeTile(done + 1, len(tiles), "tile", "", region, pixels[region.slices])
            self.assumed.append(blur)
            done = photo.with_pixels(pixels)
            return Restored(done, Pyramid.of(pixels), chain, "CPU, bf16", blur)
        finally:
            self.closed += 1

    def keep(self, opened: Opened, restored: Restored) -> Work[None]:
        yield Progress(0, 1, "step")
        self.kept[opened.path, chain_title(restored.chain), restored.blur] = restored

    def recall(
        self, opened: Opened, chain: Chain, blur: float | None = None
    ) -> Work[Restored | None]:
        yield Progress(0, 1, "step")
        return self.kept.get((opened.path, chain_title(chain), blur))

    def open_queue(self, journal: Path) -> Work[Queue]:
        from mirstudio.jobs.queue import Queue

        yield Progress(0, 1, "step")
        if self.journal_problem is not None:
            raise self.journal_problem
        return Queue()

    def run_batch(self, queue: Queue) -> Work[BatchReport]:
        """Every photo is done at once, but those whose name is bad."""
        from mirstudio.jobs.item import State
        from mirstudio.jobs.ledger import BatchProgress, BatchReport

        while (item := queue.claim()) is not None:
            yield BatchProgress(0, len(queue.items()), "photo", item.name, 5.0, item)
            self.gate.wait(PATIENCE)
            if self.bad and self.bad in item.name:
                problem = f"{item.name} is broken."
                item = queue.update(replace(item, state=State.FAILED, problem=problem))
            else:
                done = replace(item, state=State.DONE, result=item.job.target)
                item = queue.update(done)
            yield BatchProgress(1, len(queue.items()), "photo", item.name, None, item)
        return BatchReport(tuple(queue.items()), 1.0)

    def export(
        self, opened: Opened, restored: Restored, adjustments: Adjustments, export: Export
    ) -> Work[Exported | None]:
        yield Progress(0, 1, "step", "writing")
        self.exported.append((export, adjustments))
        return Exported(export.target, Difference(changes=self.changes))

    def thumbnails(self, paths: Iterable[Path], side: int) -> Work[None]:
        for number, path in enumerate(paths, start=1):
            image = QImage(side, side // 2, QImage.Format.Format_RGB32)
            image.fill(0x808080)
            yield ThumbnailReady(number, 0, "photo", path=path, image=image)


def opened(path: Path, width: int, height: int) -> Opened:
    """A grey photo."""
    pixels = np.full((height, width, 3), BEFORE, np.float32)
    return Opened(path, Photo(pixels), Pyramid.of(pixels))


def tiles_of(width: int, height: int) -> list[Region]:
    """Row by row."""
    return [
        Region(x, y, min(TILE, width - x), min(TILE, height - y))
        for y in range(0, height, TILE)
        for x in range(0, width, TILE)
    ]

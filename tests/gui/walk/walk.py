"""Walk through the window as a photographer would; see test_walk.py, which starts this.

    python -m tests.gui.walk.walk PICTURES PHOTOS CHECKPOINT [MODELS]

PICTURES: a folder for a picture of the screen at each step; PHOTOS: one with photos; CHECKPOINT: a
file to import. With MODELS, a folder of quick ones in the place of those that come with the
program, the walk is shorter: no batch, nothing to cancel. Ends with exit code 0 when every step did
what it should.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from mirstudio.gui.app import make_window
from mirstudio.gui.compare_layout import Mode, divider_at
from mirstudio.gui.compare_paint import photo_in
from mirstudio.gui.language import speak
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.stage import Stage
from mirstudio.gui.theme import set_typeface
from mirstudio.paths import state_folder
from mirstudio.restoration import library
from mirstudio.settings import read_settings
from tests.gui.walk.hand import Hand, until, wait


class Walk:
    """The steps, in order."""

    def __init__(self, window: MainWindow, hand: Hand, photos: Path, checkpoint: Path) -> None:
        self.window, self.hand = window, hand
        self.photos, self.checkpoint = photos, checkpoint
        self.session, self.view = window.session, window.view
        self.stages: list[Stage] = []
        """All that were passed: on a fast machine nobody sees each of them."""
        self.session.stageChanged.connect(self.stages.append)

    def whole(self) -> None:
        """All of it."""
        self.drop_a_folder()
        self.wait_for_tiles()
        self.wipe()
        self.zoom_and_pan()
        self.move_a_slider()
        self.paint_a_mask()
        self.go_on_and_back()
        self.undo()
        self.export()
        self.work_off_a_batch()
        self.cancel()
        self.import_a_model()

    def short(self) -> None:
        """What takes seconds."""
        self.drop_a_folder()
        self.wait_for_tiles()
        self.wipe()
        self.zoom_and_pan()
        self.move_a_slider()
        self.paint_a_mask()
        self.undo()
        self.export()
        self.import_a_model()

    def drop_a_folder(self) -> None:
        """The window is empty; a folder comes."""
        self.hand.picture("empty")
        self.hand.drop(self.photos, self.window.empty)
        until("a photo is open", lambda: self.session.shown is not None)
        assert self.window.strip.filmstrip.isVisible()
        self.hand.picture("dropped")

    def wait_for_tiles(self) -> None:
        """Nobody asked: what is seen is restored."""
        until("it is being restored", lambda: Stage.RESTORING in self.stages)
        until("tiles come", lambda: self._tiles_came() or Stage.RESTORED in self.stages)
        self.hand.picture("tiles")
        self._wait_for_result()
        self.hand.picture("restored")

    def wipe(self) -> None:
        """Take the divider by its handle."""
        place = self._on_divider()
        self.hand.drag(self.view, place, place - QPoint(70, 0))
        assert self.view.divider < 0.45, self.view.divider
        self._sharp()
        self.hand.picture("wiped")

    def zoom_and_pan(self) -> None:
        """A click zooms in, a drag moves, the wheel zooms further, keys go back."""
        place = QPoint(self.view.width() // 2 + 120, self.view.height() // 2 - 60)
        self.hand.wheel(self.view, place, 12)
        assert self.view.viewport.zoom > 2
        before = self.view.viewport.origin
        self.hand.drag(self.view, place, place - QPoint(90, 40))
        assert self.view.viewport.origin != before
        before = self.view.viewport.origin
        self.hand.drag(self.view, place, place + QPoint(60, 80), button=2)
        assert self.view.viewport.origin != before
        self._sharp()
        self.hand.picture("zoomed")
        self.hand.key("ctrl+1")
        assert self.view.viewport.zoom == 1
        self.hand.key("ctrl+0")
        assert self.view.viewport.fitted

    def move_a_slider(self) -> None:
        """Strength, to about half."""
        groove = self.window.panel.strength.groove
        middle = groove.rect().center()
        end = QPoint(groove.width() - 8, middle.y())
        self.hand.drag(groove, end, middle)
        assert 0.3 < self.session.edit.adjustments().strength < 0.7
        self._sharp()
        self.hand.picture("slider")

    def paint_a_mask(self) -> None:
        """The brush, over the middle; then it is put away."""
        self.hand.click(self.view, self._on_divider() + QPoint(0, 60))
        self.hand.key("ctrl+0", "k")
        middle = self.view.rect().center()
        self.hand.drag(self.window.areas.layer, middle - QPoint(60, 20), middle + QPoint(60, 20))
        assert len(self.session.edit.adjustments().masks) == 1
        self.hand.picture("mask")
        self.hand.key("k")
        assert not self.window.areas.layer.isVisible()

    def go_on_and_back(self) -> None:
        """The next photo has settings of its own."""
        first = self.session.open_path
        self.hand.key("Right")
        until("the next photo is open", lambda: self.session.open_path != first)
        assert self.session.edit.adjustments().masks == ()
        self._wait_for_result()
        self.hand.picture("next")
        self.hand.key("Left")
        until("the first photo is open", lambda: self.session.open_path == first)
        self._wait_for_result()
        assert len(self.session.edit.adjustments().masks) == 1

    def undo(self) -> None:
        """The brush, then the slider."""
        self.hand.key("ctrl+z")
        assert self.session.edit.adjustments().masks == ()
        self.hand.key("ctrl+z")
        assert self.session.edit.adjustments().strength == 1
        self.hand.key("ctrl+shift+z")
        assert self.session.edit.adjustments().strength < 1
        self.hand.picture("undone")

    def export(self) -> None:
        """Beside the photo, by the dialog's usual wishes."""
        self.hand.key("ctrl+shift+e")
        until("the dialog is there", lambda: _seen(self.window.export_dialog))
        dialog = self.window.export_dialog
        assert dialog is not None
        self.hand.picture("export")
        name = dialog.preview.text()
        self.hand.click(dialog.export_button)
        until("the result is written", lambda: (self.photos / name).is_file())
        until("it is said", lambda: self.window.strip.words.text().startswith("Exported"))
        self.hand.picture("exported")

    def work_off_a_batch(self) -> None:
        """All photos of the filmstrip; paused, and resumed."""
        strip, batch = self.window.strip.filmstrip, self.window.batch
        last = strip.photos.rowCount() - 1
        first, end = (strip.visualRect(strip.photos.index(row)).center() for row in (0, last))
        self.hand.click(strip.viewport(), first)
        self.hand.click(strip.viewport(), end, keys="shift")
        self.hand.key("ctrl+shift+b")
        until("the dialog is there", lambda: _seen(self.window.export_dialog))
        dialog = self.window.export_dialog
        assert dialog is not None
        self.hand.picture("batch-asked")
        self.hand.click(dialog.export_button)
        line, panel = self.window.batch_line, self.window.batch_panel
        until("the batch is told of", line.list_button.isVisible)
        self.hand.click(line.list_button)
        until("its list is seen", panel.isVisible)
        self.hand.click(panel.pause_button)
        until("it is paused", lambda: panel.pause_button.text() != "Pause")
        self.hand.picture("batch-paused")
        self.hand.click(panel.pause_button)
        until("the batch is done", lambda: not batch.running)
        self.hand.picture("batch-done")
        self.hand.click(panel.close_button)

    def cancel(self) -> None:
        """A restoration that is not wanted any more."""
        self.hand.click(self.view, QPoint(30, 30))
        self.hand.key("ctrl+0")
        other = self.window.tasks.models
        if other.count() > 1:
            self.hand.click(other)
            self.hand.key("Down", "Return")
        until("it can be restored", lambda: self.session.restorable)
        self.hand.click(self.view, QPoint(30, 30))
        self.stages.clear()
        self.hand.key("ctrl+r", "Escape")
        until("it is cancelled", lambda: self.stages == [Stage.RESTORING, Stage.READY])
        self.hand.picture("cancelled")

    def import_a_model(self) -> None:
        """A checkpoint is dropped on the manager, and told what it is for."""
        count = len(self.session.cards)
        self.hand.click(self.window.tasks.manager_button)
        until("the manager is there", lambda: _seen(self.window.manager))
        manager = self.window.manager
        assert manager is not None
        self.hand.picture("models")
        self.hand.drop(self.checkpoint, manager)
        until("facts are asked for", lambda: _seen(manager.import_dialog))
        asks = manager.import_dialog
        assert asks is not None
        self.hand.click(asks.task)
        self.hand.key("Down", "Down", "Return")
        self.hand.picture("import")
        self.hand.click(asks.import_button)
        until("the model is there", lambda: len(self.session.cards) == count + 1)
        self.hand.picture("imported")
        self.hand.click(manager.close_button)

    # --- what is seen -------------------------------------------------------------------------

    def _on_divider(self) -> QPoint:
        """The handle of the divider; the mode must be the wipe."""
        assert self.view.mode is Mode.WIPE
        photo = photo_in(self.view.panes()[0], self.view.viewport)
        return QPoint(divider_at(photo, self.view.divider, turned=False), photo.center().y())

    def _tiles_came(self) -> bool:
        shown = self.view.shown
        return shown is not None and shown.arrived is not None and not shown.arrived.isEmpty()

    def _wait_for_result(self) -> None:
        until("it is restored", lambda: self.session.stage is Stage.RESTORED)
        self._sharp()

    def _sharp(self) -> None:
        until("it is sharp", lambda: self.view.sharp)


def _seen(dialog: object) -> bool:
    return dialog is not None and dialog.isVisible()  # type: ignore[attr-defined]


def main() -> None:
    """Open the window and walk."""
    pictures, photos, checkpoint, *models = (Path(word) for word in sys.argv[1:])
    if models:
        library.models_folder = lambda: models[0]
    app = QApplication([])
    speak(app, "en")
    set_typeface(app)
    window = make_window(read_settings(), state_folder())
    window.setGeometry(0, 0, 1440, 900)
    window.show()
    window.begin()
    wait(500)
    hand = Hand(pictures)
    try:
        walk = Walk(window, hand, photos, checkpoint)
        walk.short() if models else walk.whole()
    except BaseException:
        hand.picture("failed")
        raise
    finally:
        window.close()


if __name__ == "__main__":
    main()

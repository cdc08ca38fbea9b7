"""The window: connects the rooms to the session, and shows its news."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Slot
from PySide6.QtGui import QCloseEvent

from mirstudio.gui.areas import Areas
from mirstudio.gui.batch import Batch
from mirstudio.gui.batch_words import report_words
from mirstudio.gui.dialogs import Dialogs
from mirstudio.gui.doubts import Doubts
from mirstudio.gui.eager import Eager
from mirstudio.gui.engine import Opened
from mirstudio.gui.notify import notify
from mirstudio.gui.photo_facts import Facts
from mirstudio.gui.photos import Mark
from mirstudio.gui.session import Session
from mirstudio.gui.stage import RESTORABLE, Stage
from mirstudio.gui.translate import tr
from mirstudio.gui.words import (
    REOPENED,
    SAMPLE,
    SAMPLE_CAPTION,
    chain_title,
    photo_line,
    zoom_words,
)
from mirstudio.restoration.chain import assumes_blur
from mirstudio.restoration.library import Card
from mirstudio.settings import Settings

if TYPE_CHECKING:
    from mirstudio.jobs.item import Item
    from mirstudio.jobs.ledger import BatchReport


class MainWindow(Dialogs):
    """The rooms, connected to a session."""

    def __init__(self, session: Session, settings: Settings, batch: Batch) -> None:
        super().__init__(session, settings, batch)
        self._files: list[Path] = []
        self.eager = Eager(session)
        self.eager.wanted = settings.restore_on_opening
        self.areas = Areas(self.view, self.panel.area_tools, session)
        self.doubts = Doubts(session, self.view)
        self._connect_wishes()
        self._connect_news()
        self._connect_batch()
        self.dress(settings.theme)
        self.top.show_comparing(possible=False)
        if settings.window:
            self.restoreGeometry(QByteArray.fromHex(settings.window.encode()))

    def begin_with(self, files: Sequence[Path]) -> None:
        """What is opened as soon as the window is seen."""
        self._files = list(files)

    @Slot()
    def begin(self) -> None:
        """Called once the window is on the screen."""
        self.view.setFocus()
        self.show_colours()
        self.windowHandle().screenChanged.connect(self.show_colours)
        self.session.start()
        self.begin_autopilot()
        self.show_installed()
        self.batch.reopen()
        if self._files:
            self.session.open_paths(self._files)
        elif self.session.reopen():
            self.eager.spare_next()
            self.strip.show_message(tr(REOPENED))

    # --- news ---------------------------------------------------------------------------------

    @Slot(object)
    def _show_file(self, path: Path | None) -> None:
        self.strip.filmstrip.show_open(path)
        self.strip.show_message(tr("Reading {name}…").format(name=path.name) if path else "")

    @Slot(object, object)
    def _show_photo(self, opened: Opened, picture: object) -> None:
        self.view.set_photo(picture)  # type: ignore[arg-type]
        self.pages.setCurrentWidget(self.view)
        self.view.setFocus()
        self.info.show_facts(Facts.of(opened.photo))
        self.top.show_photo(opened.path.name, photo_line(opened.photo, opened.second_path))
        self.top.show_comparing(possible=True)
        self.strip.show_message("")
        sample = opened.path.name == SAMPLE
        self.strip.show_caption(tr(SAMPLE_CAPTION) if sample else "")
        self.setWindowTitle(f"{opened.path.name} – mirstudio")

    @Slot(list)
    def _show_files(self, paths: list[Path]) -> None:
        self.strip.filmstrip.set_paths(paths)
        self.strip.show_files(len(paths))

    @Slot(object)
    def _show_stage(self, stage: Stage) -> None:
        self.panel.show_stage(stage)
        exportable = self.session.result is not None and stage in RESTORABLE
        self.top.show_export(possible=exportable)
        self._show_hint()

    @Slot(object)
    def _show_card(self, card: Card) -> None:
        self.panel.show_task(card.task, steered=assumes_blur(self.session.chain))
        self._show_hint()

    @Slot()
    def _show_hint(self) -> None:
        result, chain = self.session.result, self.session.chain
        other = result is not None and bool(chain) and result.chain != chain
        title = chain_title(result.chain) if result is not None else ""
        self.panel.show_hint(
            tr("Shown is the result of “{title}”.").format(title=title) if other else ""
        )

    @Slot()
    def _show_view(self) -> None:
        viewport = self.view.viewport
        self.top.show_zoom(zoom_words(viewport.zoom, fitted=viewport.fitted))
        self.top.show_mode(self.view.mode)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window stood, and let both threads end."""
        self._settle(window=bytes(self.saveGeometry().toHex().data()).decode())
        # The tile at work has to end first; nobody should have to watch that.
        self.hide()
        self.end_helper()
        self.batch.close()
        self.session.close()
        super().closeEvent(event)

    @Slot(list)
    def _mark_items(self, items: list[Item]) -> None:
        for item in items:
            self._mark_item(item)

    @Slot(object)
    def _mark_item(self, item: Item) -> None:
        photos, source = self.session.photos, item.job.source
        photos.mark(source, Mark.QUEUED, on=item.state in ("queued", "running"))
        photos.mark(source, Mark.FAILED, on=item.state == "failed")
        if item.state == "done":
            photos.mark(source, Mark.EXPORTED)

    @Slot(object)
    def _show_end_of_batch(self, report: BatchReport) -> None:
        """Say it where it disturbs nobody: the view stays where it is."""
        words = report_words(report)
        if self.session.stage not in (Stage.RESTORING, Stage.EXPORTING):
            self.strip.show_message(words)
        notify(self, "mirstudio", words)

    @Slot(bool)
    def _restore_on_opening(self, wanted: bool) -> None:
        self.eager.wanted = wanted
        self._settle(restore_on_opening=wanted)

    # --- connections --------------------------------------------------------------------------

    def _connect_wishes(self) -> None:
        session, top = self.session, self.top
        for signal in (top.openWanted, self.empty.openWanted):
            signal.connect(self.ask_for_files)
        for signal in (top.exportWanted, self.panel.exportWanted):
            signal.connect(self.ask_for_export)
        top.pairWanted.connect(self.ask_for_pair)
        self.empty.sampleWanted.connect(self.open_sample)
        top.modeWanted.connect(self._set_mode)
        top.zoomWanted.connect(self._zoom)
        top.preferencesWanted.connect(self.show_preferences)
        top.themeWanted.connect(self.toggle_theme)
        top.keysWanted.connect(self.show_keys)
        top.doubtsWanted.connect(self.doubts.toggle)
        self.doubts.wantedChanged.connect(top.show_doubts)
        self.tasks.taskWanted.connect(session.choose_task)
        self.tasks.modelWanted.connect(session.choose_model)
        self.tasks.thenWanted.connect(session.choose_then)
        self.tasks.show_eager(wanted=self.settings.restore_on_opening)
        self.tasks.eagerWanted.connect(self._restore_on_opening)
        self.tasks.managerWanted.connect(self.show_models)
        self.tasks.tryOutWanted.connect(self.try_out)
        self.panel.sliderMoved.connect(session.move_slider)
        self.panel.resetWanted.connect(session.reset_fields)
        self.panel.restoreWanted.connect(session.restore)
        for signal in (self.panel.cancelWanted, self.strip.cancelWanted):
            signal.connect(session.cancel)
        self.pathsDropped.connect(self.open_dropped)
        self.photoStepWanted.connect(session.step)
        self.strip.filmstrip.photoWanted.connect(session.open)
        self.view.lookedAt.connect(session.look_at)
        self.view.viewChanged.connect(self._show_view)

    def _connect_news(self) -> None:
        session = self.session
        session.stageChanged.connect(self._show_stage)
        photos = session.photos
        photos.filesChanged.connect(self._show_files)
        session.fileChosen.connect(self._show_file)
        photos.marksChanged.connect(self.strip.filmstrip.show_marks)
        photos.thumbnailMade.connect(self.strip.filmstrip.set_image)
        session.photoOpened.connect(self._show_photo)
        session.resultChanged.connect(self.view.set_result)
        session.tileArrived.connect(self.view.add_tile)
        session.tileSketched.connect(self.view.add_sketch)
        session.tileBegun.connect(self.view.set_working)
        session.adjusted.connect(self.view.refresh)
        session.slidersMoved.connect(self.panel.show_sliders)
        session.modelChosen.connect(self.tasks.show_model)
        session.modelChosen.connect(self._show_card)
        session.progressed.connect(self.strip.show_progress)
        session.said.connect(self.strip.show_message)
        session.failed.connect(self.strip.show_error)

    def _connect_batch(self) -> None:
        batch, panel, line = self.batch, self.batch_panel, self.batch_line
        batch.itemsChanged.connect(panel.show_items)
        batch.itemsChanged.connect(self._mark_items)
        batch.itemChanged.connect(panel.show_item)
        batch.itemChanged.connect(self._mark_item)
        batch.progressed.connect(panel.show_progress)
        batch.progressed.connect(line.show_progress)
        batch.runningChanged.connect(panel.show_running)
        batch.runningChanged.connect(line.show_running)
        batch.finished.connect(self._show_end_of_batch)
        batch.failed.connect(self.strip.show_error)
        for signal in (panel.pauseWanted, line.pauseWanted):
            signal.connect(self.pause_batch)
        for signal in (panel.closeWanted, line.listWanted):
            signal.connect(self.toggle_batch)
        panel.retryWanted.connect(self.retry_failed)
        panel.removeWanted.connect(batch.remove)
        panel.moveWanted.connect(batch.move)
        panel.clearWanted.connect(batch.clear_ended)
        panel.photoWanted.connect(self.session.open)
        self.strip.filmstrip.menuWanted.connect(self.show_photo_menu)

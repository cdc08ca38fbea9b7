"""The window: carries wishes to the session, and its news to the rooms."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog

from mirstudio.errors import MirStudioError
from mirstudio.gui.compare_layout import Mode
from mirstudio.gui.engine import Opened
from mirstudio.gui.export_dialog import ExportDialog
from mirstudio.gui.export_plan import NameFacts, usual_folder, usual_format
from mirstudio.gui.monitor import monitor_profile
from mirstudio.gui.rooms import Rooms
from mirstudio.gui.session import Session
from mirstudio.gui.stage import RESTORABLE, Stage
from mirstudio.gui.words import SAMPLE, SAMPLE_CAPTION, model_title, photo_line, zoom_words
from mirstudio.paths import resources_folder
from mirstudio.settings import Settings, write_settings

logger = logging.getLogger(__name__)


class MainWindow(Rooms):
    """The rooms, connected to a session."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.export_dialog: ExportDialog | None = None
        self._files: list[Path] = []
        self._connect_wishes()
        self._connect_news()
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
        if (handle := self.windowHandle()) is not None:
            handle.screenChanged.connect(self.show_colours)
        self.session.start()
        self.tasks.set_cards(self.session.cards)
        self.top.show_pair(possible=any(card.views > 1 for card in self.session.cards))
        if self.session.card is not None:
            self.tasks.show_model(self.session.card)
        if self._files:
            self.session.open_paths(self._files)

    # --- wishes -------------------------------------------------------------------------------

    @Slot()
    def ask_for_files(self) -> None:
        """Let the user choose photos."""
        if paths := self._chosen_files("Open photos"):
            self.session.open_paths(paths)

    @Slot()
    def ask_for_pair(self) -> None:
        """Let the user choose the two views of a photo."""
        if paths := self._chosen_files("Open the left and the right view"):
            self.session.open_pair(paths)

    def _chosen_files(self, title: str) -> list[Path]:
        from mirstudio.imaging.files import READABLE_SUFFIXES

        kinds = " ".join(f"*{suffix}" for suffix in sorted(READABLE_SUFFIXES))
        names, _ = QFileDialog.getOpenFileNames(
            self, title, self.settings.last_folder, f"Photos ({kinds});;All files (*)"
        )
        if names:
            self.settings = replace(self.settings, last_folder=str(Path(names[0]).parent))
        return [Path(name) for name in names]

    @Slot()
    def open_sample(self) -> None:
        """Open the photo that comes with the program."""
        self.session.open_paths([resources_folder() / "samples" / SAMPLE])

    @Slot(list)
    def open_dropped(self, paths: Sequence[Path]) -> None:
        """Open what was dropped."""
        self.session.open_paths(paths)

    @Slot()
    def restore(self) -> None:
        """Begin to restore."""
        self.session.restore()

    @Slot()
    def escape(self) -> None:
        """Cancel what runs, else leave the full screen."""
        if not self.session.cancel() and self.isFullScreen():
            self.toggle_full_screen()

    @Slot()
    def toggle_theme(self) -> None:
        """Dark to light and back."""
        theme = "light" if self.settings.theme == "dark" else "dark"
        self.settings = replace(self.settings, theme=theme)
        self.dress(theme)

    @Slot()
    def ask_for_export(self) -> None:
        """Ask where the result goes."""
        shown, result = self.session.shown, self.session.result
        if shown is None or result is None or self.session.stage is Stage.EXPORTING:
            return
        source, wish = shown.opened.path, self.settings
        dialog = ExportDialog(
            source,
            NameFacts.of(source, result.card, self.session.strength),
            usual_folder(source, wish.export_folder),
            wish.export_format or usual_format(source),
            shown.opened.photo.bit_depth,
            wish.quality,
            self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._export)
        dialog.open()
        self.export_dialog = dialog

    @Slot()
    def _export(self) -> None:
        dialog, shown = self.export_dialog, self.session.shown
        if dialog is None or shown is None:
            return
        try:
            export = dialog.export()
        except MirStudioError as error:
            self.strip.show_error(str(error))
            return
        beside = export.target.parent == shown.opened.path.parent
        self.settings = replace(
            self.settings,
            export_folder="" if beside else str(export.target.parent),
            export_format=export.options.format or "",
            quality=export.options.quality,
        )
        self.session.export(export)

    @Slot()
    def show_colours(self) -> None:
        """Show colours as the screen that the window is on needs them."""
        chosen = self.settings.monitor_profile
        self.view.set_monitor(monitor_profile(chosen, self.screen()))

    @Slot(object)
    def _set_mode(self, mode: Mode) -> None:
        self.view.choose_mode(mode)

    @Slot(int)
    def _zoom(self, direction: int) -> None:
        if direction:
            self.view.zoom_step(direction)
        elif self.view.viewport.fitted:
            self.view.zoom_to(1)
        else:
            self.view.fit()

    # --- news ---------------------------------------------------------------------------------

    @Slot(object)
    def _show_file(self, path: Path | None) -> None:
        self.strip.filmstrip.show_open(path)
        self.strip.show_message(f"Reading {path.name}…" if path else "")

    @Slot(object, object)
    def _show_photo(self, opened: Opened, picture: object) -> None:
        self.view.set_photo(picture)  # type: ignore[arg-type]
        self.pages.setCurrentWidget(self.view)
        self.view.setFocus()
        self.top.show_photo(opened.path.name, photo_line(opened.photo, opened.second_path))
        self.top.show_comparing(possible=True)
        self.strip.show_message("")
        sample = opened.path.name == SAMPLE
        self.strip.show_caption(SAMPLE_CAPTION if sample else "")
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

    @Slot()
    def _show_hint(self) -> None:
        result, card = self.session.result, self.session.card
        other = result is not None and card is not None and result.card != card
        title = model_title(result.card) if result is not None else ""
        self.panel.show_hint(f"Shown is the result of “{title}”." if other else "")

    @Slot()
    def _show_view(self) -> None:
        viewport = self.view.viewport
        self.top.show_zoom(zoom_words(viewport.zoom, fitted=viewport.fitted))
        self.top.show_mode(self.view.mode)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window stood, and let both threads end."""
        geometry = bytes(self.saveGeometry().toHex().data()).decode()
        self.settings = replace(self.settings, window=geometry)
        try:
            write_settings(self.settings)
        except MirStudioError as error:
            logger.warning("%s", error)
        # The tile at work has to end first; nobody should have to watch that.
        self.hide()
        self.session.close()
        super().closeEvent(event)

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
        top.themeWanted.connect(self.toggle_theme)
        top.keysWanted.connect(self.show_keys)
        self.tasks.taskWanted.connect(session.choose_task)
        self.tasks.modelWanted.connect(session.choose_model)
        self.panel.strengthChanged.connect(session.set_strength)
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
        session.filesChanged.connect(self._show_files)
        session.fileChosen.connect(self._show_file)
        session.thumbnailMade.connect(self.strip.filmstrip.set_image)
        session.photoOpened.connect(self._show_photo)
        session.resultChanged.connect(self.view.set_result)
        session.tileArrived.connect(self.view.add_tile)
        session.tileBegun.connect(self.view.set_working)
        session.adjusted.connect(self.view.refresh)
        session.modelChosen.connect(self.tasks.show_model)
        session.modelChosen.connect(self._show_hint)
        session.progressed.connect(self.strip.show_progress)
        session.said.connect(self.strip.show_message)
        session.failed.connect(self.strip.show_error)

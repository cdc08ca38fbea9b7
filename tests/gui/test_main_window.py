"""The window carries wishes in and news out; each room shows what it is told."""

from __future__ import annotations

import warnings
from operator import attrgetter
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from mirstudio.gui.compare_layout import Mode
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.shortcuts import KEYS, KeySheet
from mirstudio.gui.stage import Stage
from mirstudio.gui.theme import DARK, LIGHT
from mirstudio.gui.words import NO_PAIR
from mirstudio.restoration.preset import Task
from mirstudio.settings import Settings, read_settings
from tests.gui.conftest import open_photo, reach, restore
from tests.gui.fakes import BEST, FAST, REFOCUS, RETOUCH, FakeEngine

LEFT = Qt.MouseButton.LeftButton
SEA = Path("sea.jpg")


def drop(window: MainWindow, paths: list[Path]) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = QPoint(600, 400)
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        enter = QDragEnterEvent(place, action, mime, LEFT, none)
        QApplication.sendEvent(window, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(window, QDropEvent(QPointF(place), action, mime, LEFT, none))


def test_only_tasks_with_a_model_are_listed(window: MainWindow):
    assert set(window.tasks.buttons) == {Task.DENOISE, Task.SR}
    assert window.tasks.models.count() == 2
    assert window.top.pair_button.isHidden()


def test_retouch_and_refocus_come_with_their_models(window: MainWindow, engine: FakeEngine):
    engine.offered = [BEST, RETOUCH]
    window.begin()
    assert set(window.tasks.buttons) == {Task.DENOISE, Task.RETOUCH}
    assert window.top.pair_button.isHidden()
    engine.offered = [BEST, REFOCUS]
    window.begin()
    assert set(window.tasks.buttons) == {Task.DENOISE, Task.DEFOCUS}
    assert window.top.pair_button.isVisible()


def test_a_pair_is_opened_and_refocused(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
):
    engine.offered = [BEST, REFOCUS]
    window.begin()
    open_photo(qtbot, window.session, SEA)
    qtbot.mouseClick(window.tasks.buttons[Task.DEFOCUS], LEFT)
    assert window.strip.words.text() == NO_PAIR
    files = ["photos/sea_R.png", "photos/sea_L.png"]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *wishes: (files, ""))
    with qtbot.waitSignal(window.session.photoOpened, timeout=10_000):
        qtbot.mouseClick(window.top.pair_button, LEFT)
    reach(qtbot, window.session, Stage.READY)
    assert window.top.name.text() == "sea_L.png"
    assert window.top.facts.text().endswith("pair with sea_R.png")
    assert window.strip.words.text() == ""
    assert window.settings.last_folder == "photos"
    qtbot.mouseClick(window.panel.main_button, LEFT)
    reach(qtbot, window.session, Stage.RESTORED)


def test_from_the_drop_to_the_export(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine, tmp_path: Path
):
    (tmp_path / "sea.jpg").touch()
    assert window.pages.currentWidget() is window.empty
    assert not window.panel.main_button.isEnabled()
    drop(window, [tmp_path / "sea.jpg"])
    reach(qtbot, window.session, Stage.READY)
    assert window.pages.currentWidget() is window.view
    assert window.top.name.text() == "sea.jpg"
    assert "200 × 130" in window.top.facts.text()
    window.session.choose_model(BEST)
    qtbot.mouseClick(window.panel.main_button, LEFT)
    reach(qtbot, window.session, Stage.RESTORED)
    assert window.panel.main_button.text() == "Restored · Export…"
    assert window.strip.words.text().startswith("Restored in")
    qtbot.mouseClick(window.panel.main_button, LEFT)
    dialog = window.export_dialog
    assert dialog is not None
    assert dialog.preview.text() == "sea-denoise.jpg"
    qtbot.mouseClick(dialog.export_button, LEFT)
    qtbot.waitUntil(lambda: window.strip.words.text().startswith("Exported"))
    assert [export.target for export, _ in engine.exported] == [tmp_path / "sea-denoise.jpg"]


def test_the_main_button_cancels(qtbot: QtBot, window: MainWindow, engine: FakeEngine):
    open_photo(qtbot, window.session, SEA)
    window.session.choose_model(BEST)
    engine.gate.clear()
    qtbot.mouseClick(window.panel.main_button, LEFT)
    qtbot.waitUntil(lambda: bool(engine.looked_at))
    assert window.panel.main_button.text() == "Cancel"
    assert window.strip.bar.isVisible()
    qtbot.mouseClick(window.panel.main_button, LEFT)
    assert window.panel.main_button.text() == "Restore"
    assert window.strip.words.text() == "Cancelled."
    assert not window.strip.bar.isVisible()
    engine.gate.set()


def test_a_failure_is_a_sentence_and_no_dialog(qtbot: QtBot, window: MainWindow):
    open_photo(qtbot, window.session, SEA)
    with qtbot.waitSignal(window.session.failed, timeout=10_000):
        window.session.open(Path("bad.jpg"))
    assert window.strip.words.text() == "bad.jpg is not a photo. Try another."
    assert window.strip.words.objectName() == "error"
    assert window.top.name.text() == "sea.jpg"
    assert QApplication.activeModalWidget() is None


def test_the_slider_reaches_the_picture(qtbot: QtBot, window: MainWindow):
    open_photo(qtbot, window.session, SEA)
    window.session.choose_model(BEST)
    restore(qtbot, window.session)
    window.view.set_mode(Mode.SINGLE)

    def grey() -> int:
        image = window.view.grab().toImage()
        return image.pixelColor(image.width() // 2, image.height() // 2).red()

    assert grey() == 191
    window.panel.strength.set_value(50)
    assert grey() == 128
    window.panel.strength.set_value(0)
    assert grey() == 64


def test_tasks_and_models_are_chosen(qtbot: QtBot, window: MainWindow):
    qtbot.mouseClick(window.tasks.buttons[Task.SR], LEFT)
    assert window.session.card is not None
    assert window.session.card.task is Task.SR
    assert "not for paid work" in window.tasks.facts.text()
    qtbot.mouseClick(window.tasks.buttons[Task.DENOISE], LEFT)
    window.tasks.models.activated.emit(0)
    assert window.session.card is FAST


def test_a_result_of_another_model_is_named(qtbot: QtBot, window: MainWindow):
    open_photo(qtbot, window.session, SEA)
    window.session.choose_model(BEST)
    restore(qtbot, window.session)
    window.session.choose_model(FAST)
    assert window.panel.hint.text() == "Shown is the result of “Denoise · best”."
    window.session.choose_model(BEST)
    assert window.panel.hint.text() == ""


@pytest.mark.parametrize(
    ("key", "modifier", "check"),
    [
        (Qt.Key.Key_Backslash, 0, lambda w: w.view.show_before),
        (Qt.Key.Key_Y, 0, lambda w: w.view.mode is Mode.SIDE),
        (Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier, lambda w: w.view.viewport.zoom == 1),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier, lambda w: w.view.viewport.zoom > 1),
        (Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier, lambda w: w.view.viewport.zoom < 1),
        (Qt.Key.Key_Tab, 0, lambda w: w.tasks.isHidden() and w.panel.isHidden()),
        (Qt.Key.Key_F, 0, lambda w: w.isFullScreen() and w.top.isHidden()),
    ],
)
def test_keys(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: int, check: object):
    open_photo(qtbot, window.session, SEA)
    window.activateWindow()
    window.view.setFocus()
    qtbot.keyClick(window.view, key, modifier or Qt.KeyboardModifier.NoModifier)
    assert check(window)  # type: ignore[operator]


def test_zoom_is_shown_and_fit_comes_back(qtbot: QtBot, window: MainWindow):
    open_photo(qtbot, window.session, SEA)
    window.zoom_full()
    assert window.top.zoom_button.text() == "100 %"
    qtbot.keyClick(window.view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert window.top.zoom_button.text() == "Fit"


def test_b_holds_the_original(qtbot: QtBot, window: MainWindow):
    open_photo(qtbot, window.session, SEA)
    qtbot.keyPress(window.view, Qt.Key.Key_B)
    assert window.view.held
    qtbot.keyRelease(window.view, Qt.Key.Key_B)
    assert not window.view.held


def test_escape_cancels_then_leaves_the_full_screen(
    qtbot: QtBot, window: MainWindow, engine: FakeEngine
):
    open_photo(qtbot, window.session, SEA)
    window.session.choose_model(BEST)
    window.toggle_full_screen()
    engine.gate.clear()
    window.restore()
    window.escape()
    assert window.session.stage is Stage.READY
    assert window.isFullScreen()
    window.escape()
    assert not window.isFullScreen()
    assert not window.top.isHidden()
    engine.gate.set()


def test_every_key_of_the_sheet_is_somebodys(qtbot: QtBot, window: MainWindow):
    for key in KEYS:
        assert not key.action or callable(attrgetter(key.action)(window))
    window.show_keys()
    sheet = window.findChild(KeySheet)
    assert sheet is not None
    sheet.close()


def test_the_theme_changes_everything_at_once(qtbot: QtBot, window: MainWindow):
    open_photo(qtbot, window.session, SEA)
    assert window.view.surround.name() == DARK.canvas
    window.toggle_theme()
    assert window.view.surround.name() == LIGHT.canvas
    assert LIGHT.panel in window.styleSheet() + QApplication.instance().styleSheet()  # type: ignore[union-attr]
    window.toggle_theme()
    assert window.view.surround.name() == DARK.canvas


def test_a_folder_shows_its_filmstrip(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).touch()
    assert not window.strip.filmstrip.isVisible()
    drop(window, [tmp_path])
    reach(qtbot, window.session, Stage.READY)
    assert window.strip.filmstrip.isVisible()
    strip = window.strip.filmstrip
    place = strip.visualRect(strip.photos.index(1)).center()
    with qtbot.waitSignal(window.session.photoOpened, timeout=10_000):
        qtbot.mouseClick(strip.viewport(), LEFT, pos=place)
    assert window.top.name.text() == "b.jpg"


def test_the_window_remembers(qtbot: QtBot, window: MainWindow):
    window.toggle_theme()
    window.close()
    kept = read_settings()
    assert kept.theme == "light"
    assert kept.window
    QApplication.instance().setStyleSheet("")  # type: ignore[union-attr]


def test_the_window_stands_where_it_stood(qtbot: QtBot, window: MainWindow):
    window.resize(1100, 650)
    window.close()
    other = MainWindow(window.session, Settings(window=read_settings().window), window.batch)
    qtbot.addWidget(other)
    assert other.height() == 650
    assert not other.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)


def test_histogram_warnings_and_facts_come_and_go(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    open_photo(qtbot, window.session, tmp_path / "a.jpg")
    assert window.histogram.isHidden()
    assert window.info.isHidden()
    for key in (Qt.Key.Key_J, Qt.Key.Key_I):
        qtbot.keyClick(window, key)
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ShiftModifier)
    assert window.histogram.isVisible()
    assert window.info.isVisible()
    assert window.view.warns
    qtbot.waitUntil(lambda: len(window.histogram.levels) == 1)
    window.toggle_panels()
    assert not window.histogram.isVisible()
    window.toggle_panels()
    assert window.histogram.isVisible()

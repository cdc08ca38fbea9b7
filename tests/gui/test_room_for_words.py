"""No word is cut off: not in any language, not in the smallest window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mirstudio.gui.device_work import DeviceFacts
from mirstudio.gui.edits.edit import Edit
from mirstudio.gui.export_dialog import ExportDialog
from mirstudio.gui.export_plan import Subject, usual_plan
from mirstudio.gui.import_dialog import ImportDialog
from mirstudio.gui.language import speak
from mirstudio.gui.log_dialog import LogDialog
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.model_manager import ModelManager
from mirstudio.gui.model_shelf import ModelShelf
from mirstudio.gui.model_work import Inspected
from mirstudio.gui.named_store import NamedStore
from mirstudio.gui.preferences import Preferences
from mirstudio.gui.shortcuts import KeySheet
from mirstudio.gui.theme import apply_theme, set_typeface
from mirstudio.gui.try_out import TryOut
from mirstudio.gui.user_presets import PresetDialog
from mirstudio.gui.worker import Worker
from mirstudio.settings import Settings
from tests.gui.conftest import open_photo, restore
from tests.gui.fakes import BEST, FAST, LARGER, REFOCUS, RETOUCH, FakeEngine
from tests.gui.test_models import FakeModelWork

SYSTEMS = QFontDatabase.WritingSystem
SCRIPTS = {"en": SYSTEMS.Latin, "ko": SYSTEMS.Korean, "zh_CN": SYSTEMS.SimplifiedChinese}
ARROW = 26
"""Beside the text of a drop-down list."""


@pytest.fixture(params=SCRIPTS)
def spoken(request: pytest.FixtureRequest, language: QCoreApplication) -> str:
    """A language that the window speaks."""
    if not QFontDatabase.families(SCRIPTS[request.param]):
        pytest.skip(f"no typeface for {request.param} is installed")
    set_typeface(language)  # type: ignore[arg-type]
    apply_theme(language, "dark")  # type: ignore[arg-type]
    return speak(language, request.param)


def test_the_smallest_window_has_room(
    qtbot: QtBot,
    spoken: str,
    engine: FakeEngine,
    request: pytest.FixtureRequest,
    tmp_path: Path,
):
    engine.offered = [FAST, BEST, LARGER, RETOUCH, REFOCUS]
    window: MainWindow = request.getfixturevalue("window")
    window.resize(window.minimumSize())
    assert cut_off(window) == []
    open_photo(qtbot, window.session, tmp_path / "a.png")
    window.session.choose_model(BEST)
    restore(qtbot, window.session)
    window.panel.area_tools.brush()
    window.toggle_histogram()
    qtbot.wait(50)
    assert cut_off(window) == []
    window.toggle_batch()
    qtbot.wait(50)
    assert cut_off(window) == []
    assert (window.width(), window.height()) == (960, 480)


def test_dialogs_have_room(qtbot: QtBot, spoken: str, tmp_path: Path):
    found: dict[str, list[str]] = {}
    for dialog in dialogs(tmp_path):
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.wait(20)
        name = type(dialog).__name__
        found[name] = cut_off(dialog)
        if dialog.height() > dialog.screen().availableGeometry().height():
            found[name].append(f"{dialog.height()} px are higher than the screen")
        dialog.hide()
    assert not any(found.values()), found


def dialogs(folder: Path) -> Iterator[QDialog]:
    """All of them, with much to say."""
    source = folder / "a.tif"
    subject = replace(
        Subject.of(source, (BEST,)),
        bit_depth=32,
        transparent=True,
        licence="CC BY-NC: not for work",
    )
    plan = usual_plan(source, "", "jpeg", 90)
    store = NamedStore("export-presets")
    yield ExportDialog(
        subject, replace(plan, options=replace(plan.options, size="factor 2")), store
    )
    yield ExportDialog(replace(subject, count=3), plan, store)
    preferences = Preferences(Settings(), 2 * 10**9, dict)
    preferences.show_devices([DeviceFacts("cpu", "CPU · Some chip · 8 GB", ("It is sound.",))])
    preferences.language.setCurrentIndex(1)
    yield preferences
    yield ImportDialog(Inspected(folder / "net.pth", "MIRNetv2"), [])
    yield PresetDialog(Edit())
    yield TryOut([BEST, FAST])
    yield KeySheet()
    yield LogDialog("a line", mishap=True)
    worker = Worker()
    manager = ModelManager(ModelShelf(FakeModelWork(), worker), "auto", "auto")
    yield manager


def cut_off(parent: QWidget) -> list[str]:
    """What is seen of `parent` but has less room than its words take."""
    found: list[str] = []
    for widget in parent.findChildren(QWidget):
        words = words_of(widget)
        if not widget.isVisible() or widget.window() is not parent.window() or not words:
            continue
        if short := lacking(widget, words):
            found.append(f"{type(widget).__name__} “{words}” lacks {short}")
        elif out := outside(widget, parent):
            found.append(f"{type(widget).__name__} “{words}” lies {out} px outside")
    return found


def words_of(widget: QWidget) -> str:
    if isinstance(widget, QAbstractButton | QLabel):
        return widget.text()
    return widget.currentText() if isinstance(widget, QComboBox) else ""


def lacking(widget: QWidget, words: str) -> str:
    """Which way a widget is too small for its words."""
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel) and widget.wordWrap():
        high = widget.heightForWidth(widget.width()) - widget.height()
        return f"{high} px of height" if high > 0 else ""
    if widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored:
        return ""  # It may be shortened; the whole is in its tool tip.
    needed = max(metrics.horizontalAdvance(line) for line in words.splitlines())
    if isinstance(widget, QComboBox):
        needed += ARROW
    elif isinstance(widget, QCheckBox):
        needed = widget.sizeHint().width()
    wide = needed - widget.width()
    return f"{wide} px of width" if wide > 0 else ""


def outside(widget: QWidget, parent: QWidget) -> int:
    """How far a widget lies beyond the edges of what holds it; what scrolls may lie below."""
    beyond, holder = 0, widget.parentWidget()
    while holder is not None and holder is not parent.parentWidget():
        place = widget.mapTo(holder, QPoint(0, 0))
        beyond = max(beyond, -place.x(), place.x() + widget.width() - holder.width())
        if isinstance(holder.parentWidget(), QScrollArea):
            break
        beyond = max(beyond, -place.y(), place.y() + widget.height() - holder.height())
        holder = holder.parentWidget()
    return beyond

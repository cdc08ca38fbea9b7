"""Everything can be reached and seen by keyboard, has a name to be read out, and can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mirstudio.gui.choice import Choice
from mirstudio.gui.edits.edit import Edit
from mirstudio.gui.export_dialog import ExportDialog
from mirstudio.gui.export_plan import Subject, usual_plan
from mirstudio.gui.groove import Groove
from mirstudio.gui.import_dialog import ImportDialog
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.model_work import Inspected
from mirstudio.gui.named_store import NamedStore
from mirstudio.gui.preferences import Preferences
from mirstudio.gui.slider import NamedSlider
from mirstudio.gui.theme import COLORS, Colors, apply_theme
from mirstudio.gui.try_out import TryOut
from mirstudio.gui.user_presets import PresetDialog
from mirstudio.settings import Settings
from tests.gui.fakes import BEST
from tests.gui.test_theme import contrast

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, Groove)


def controls_in(parent: QWidget) -> Iterator[QWidget]:
    """What can be used; parts of other controls speak through those."""
    for widget in parent.findChildren(QWidget):
        whole = widget.parent()
        inner = isinstance(whole, QComboBox | QAbstractSpinBox) or (
            isinstance(whole, QWidget) and widget.window() is not parent.window()
        )
        if isinstance(widget, CONTROLS) and not inner and not widget.objectName().startswith("qt_"):
            yield widget


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return (widget.accessibleName() or text).strip()


def complaints(parent: QWidget) -> list[str]:
    found: list[str] = []
    for widget in controls_in(parent):
        what = f"{type(widget).__name__} “{name_of(widget)}” {widget.objectName()}"
        if not name_of(widget):
            found.append(f"no name: {what}, in {type(widget.parent()).__name__}")
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(f"not by keyboard: {what}")
    return found


def test_the_window_is_reached_and_read_out(window: MainWindow):
    assert complaints(window) == []


def dialogs(folder: Path) -> list[QDialog]:
    source = folder / "a.tif"
    store = NamedStore("export-presets")
    return [
        ExportDialog(Subject.of(source, (BEST,)), usual_plan(source, "", "jpeg", 90), store),
        Preferences(Settings(), 0, dict),
        ImportDialog(Inspected(folder / "net.pth", "MIRNetv2"), []),
        PresetDialog(Edit()),
        TryOut([BEST]),
    ]


def test_dialogs_are_reached_and_read_out(qtbot: QtBot, tmp_path: Path):
    for dialog in dialogs(tmp_path):
        qtbot.addWidget(dialog)
        assert complaints(dialog) == [], type(dialog).__name__


def test_escape_closes_and_enter_goes_on(qtbot: QtBot, tmp_path: Path):
    for dialog in dialogs(tmp_path):
        qtbot.addWidget(dialog)
        assert any(one.isDefault() for one in dialog.findChildren(QPushButton))
        dialog.show()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


@pytest.mark.parametrize("theme", COLORS)
def test_focus_is_seen(qtbot: QtBot, qapp: QApplication, theme: str):
    apply_theme(qapp, theme)
    task, checked, slider = QPushButton("a"), QToolButton(), NamedSlider("Name", "why")
    task.setObjectName("task")
    checked.setCheckable(True)
    checked.setChecked(True)
    for widget in (
        QPushButton("a"), task, QToolButton(), checked, Choice(), QLineEdit(), QCheckBox("a"),
        slider.groove,
    ):  # fmt: skip
        holder = QWidget()
        other = QLineEdit(holder)
        qtbot.addWidget(holder)
        owner = widget.parentWidget() or widget
        owner.setParent(holder)
        owner.move(0, 40)
        holder.resize(300, 120)
        holder.show()
        holder.activateWindow()
        qtbot.waitExposed(holder)
        other.setFocus()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        qapp.processEvents()
        assert widget.grab().toImage() != without, type(widget).__name__


@pytest.mark.parametrize("colors", COLORS.values(), ids=COLORS)
def test_text_can_be_read_on_fields_and_buttons(colors: Colors):
    for ground in (colors.panel, colors.raised, colors.hover):
        for tone in (colors.text, colors.quiet, colors.accent_text):
            assert contrast(tone, ground) >= 4.5, (tone, ground)

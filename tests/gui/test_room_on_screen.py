"""Windows open as large as they wish, or as their screen allows."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mirstudio.gui.batch import Batch
from mirstudio.gui.main_window import MainWindow
from mirstudio.gui.room_on_screen import FRAME, open_at
from mirstudio.gui.session import Session
from mirstudio.settings import Settings

SCREEN = QSize(1280, 720)


@pytest.fixture(autouse=True)
def laptop(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QWidget, "screen", lambda _: SimpleNamespace(availableSize=lambda: SCREEN))


@pytest.mark.parametrize(
    ("wished", "size"),
    [
        (QSize(600, 400), QSize(600, 400)),
        (QSize(1440, 400), QSize(1280, 400)),
        (QSize(600, 900), QSize(600, 720 - FRAME.height())),
    ],
)
def test_a_window_takes_what_it_wishes_or_what_there_is(qtbot: QtBot, wished: QSize, size: QSize):
    window = QWidget()
    qtbot.addWidget(window)
    open_at(window, wished)
    assert window.size() == size


def test_the_main_window_opens_within_a_laptops_screen(
    qtbot: QtBot, session: Session, batch: Batch
):
    window = MainWindow(session, Settings(), batch)
    qtbot.addWidget(window)
    assert window.size() == SCREEN - FRAME

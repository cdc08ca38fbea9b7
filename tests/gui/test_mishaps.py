"""What nobody foresaw is logged and shown; the log can be read and saved."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from mirstudio.__main__ import keep_last_crash
from mirstudio.gui.log_dialog import LogDialog
from mirstudio.gui.log_report import read_report
from mirstudio.gui.mishaps import Mishaps
from mirstudio.paths import log_folder


@pytest.fixture
def mishaps(qtbot: QtBot) -> Iterator[Mishaps]:
    """Caught over a plain window, with the log written."""
    before = sys.excepthook
    log_folder().mkdir(parents=True)
    handler = logging.FileHandler(log_folder() / "mirstudio.log", encoding="utf-8")
    logging.getLogger().addHandler(handler)
    window = QWidget()
    qtbot.addWidget(window)
    mishaps = Mishaps(window)
    mishaps.catch()
    yield mishaps
    mishaps.release()
    assert sys.excepthook is before
    logging.getLogger().removeHandler(handler)
    handler.close()


def raise_uncaught(text: str) -> None:
    try:
        raise ValueError(text)
    except ValueError:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]


def shown(qtbot: QtBot, mishaps: Mishaps) -> LogDialog:
    qtbot.waitUntil(lambda: mishaps.dialog is not None)
    assert mishaps.dialog is not None
    return mishaps.dialog


def test_a_mishap_is_shown_once_with_its_trace(qtbot: QtBot, mishaps: Mishaps):
    raise_uncaught("the moon fell down")
    dialog = shown(qtbot, mishaps)
    raise_uncaught("and the sun")
    qtbot.wait(20)
    assert mishaps.dialog is dialog
    text = dialog.report.toPlainText()
    assert "ValueError: the moon fell down" in text
    assert "raise_uncaught" in text
    dialog.close_button.click()
    assert mishaps.dialog is None


def test_a_thread_may_have_one_too(qtbot: QtBot, mishaps: Mishaps):
    thread = threading.Thread(target=raise_in_thread)
    thread.start()
    thread.join()
    dialog = shown(qtbot, mishaps)
    assert "KeyError: 'star'" in dialog.report.toPlainText()
    dialog.close_button.click()


def raise_in_thread() -> None:
    raise KeyError("star")


def test_the_log_is_saved(
    qtbot: QtBot, mishaps: Mishaps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    mishaps.show_log()
    dialog = shown(qtbot, mishaps)
    for target in (tmp_path / "log.txt", tmp_path / "no such folder" / "log.txt"):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, to=target: (str(to), ""))
        dialog.save_button.click()
    assert (tmp_path / "log.txt").read_text(encoding="utf-8").startswith("mirstudio ")
    assert dialog.words.text().startswith("The log could not be saved")
    dialog.close_button.click()


def test_what_ended_the_program_before_is_told(tmp_path: Path):
    folder = tmp_path
    (folder / "crash.log").write_text("Fatal Python error: Segmentation fault\n", encoding="utf-8")
    keep_last_crash(folder)
    assert "Segmentation fault" in read_report(folder)
    keep_last_crash(folder)
    assert "Segmentation fault" not in read_report(folder)
